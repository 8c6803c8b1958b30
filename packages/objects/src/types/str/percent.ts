/** format % values for str. */
import { type Borrowed, NULL, type Owned } from '@tyston/memory';
import { ascii, asDouble, hasIndex, indexInt, repr, str } from '../../core/abstract.js';
import { errClear, errMatches, setError, typeError } from '../../core/errors.js';
import { intFitsNumber, intToNumber } from '../../core/int.js';
import { decref, newRef } from '../../core/refcount.js';
import { newStrFromCodePoints, readChar, strChar, strData, strKind, strLength } from '../../core/str.js';
import { StrWriter } from '../../core/str-build.js';
import { isInstance } from '../../core/subtype.js';
import { T } from '../../core/wellknown.js';
import { type PercentFlavour, type Piece, percentFormat } from '../../lib/percent.js';

function piece(s: Owned): Piece | null {
  return s === 0 ? null : { kind: strKind(s), data: strData(s), length: strLength(s), owner: s };
}

const flavour: PercentFlavour = {
  what: 'string',
  lengthModifiers: 'hlL',
  signedLetter: 0,
  key(kind, data, start, end) {
    const codes: number[] = [];
    for (let i = start; i < end; i++) codes.push(readChar(kind, data, i));
    return newStrFromCodePoints(codes);
  },
  isText: (v) => isInstance(v, T.str),
  convert(letter, v) {
    if (letter === 115) return piece(str(v));
    if (letter === 114) return piece(repr(v));
    if (letter === 97) return piece(ascii(v));
    return undefined;
  },
  character(v) {
    if (isInstance(v, T.str)) {
      if (strLength(v) === 1) return strChar(v, 0);
    } else if (hasIndex(v)) {
      const i = isInstance(v, T.int) ? newRef(v) : indexInt(v);
      if (i !== 0) {
        const c = intFitsNumber(i) ? intToNumber(i) : -1;
        decref(i);
        if (c >= 0 && c <= 0x10ffff) return c;
        setError(T.OverflowError, '%c arg not in range(0x110000)');
        return -1;
      }
      if (!errMatches(T.TypeError)) return -1;
      errClear();
    }
    typeError('%c requires int or char');
    return -1;
  },
  double: asDouble,
};

export function strPercent(format: Borrowed, values: Borrowed): Owned {
  const w = new StrWriter();
  return percentFormat(w, strKind(format), strData(format), strLength(format), values, flavour)
    ? w.finish()
    : NULL;
}
