/** format % values for bytes and bytearray (PEP 461). */
import { type Borrowed, ld8, NULL, type Owned, st8 } from '@tyston/memory';
import { ascii, asDouble, call, hasIndex, indexInt, lookupSpecial } from '../../core/abstract.js';
import { hasBuffer } from '../../core/buffer.js';
import { bytearrayData, bytearrayLength } from '../../core/bytearray.js';
import { bytesData, bytesLength } from '../../core/bytes.js';
import { errClear, errMatches, errOccurred, setError, typeError } from '../../core/errors.js';
import { intFitsNumber, intToNumber } from '../../core/int.js';
import { typeName } from '../../core/names.js';
import { decref, newRef } from '../../core/refcount.js';
import { strData, strLength } from '../../core/str.js';
import { isInstance } from '../../core/subtype.js';
import { T } from '../../core/wellknown.js';
import { ByteWriter } from '../byte-writer.js';
import { type PercentFlavour, type Piece, percentFormat } from '../percent.js';
import { type BytesKind, makeBytes } from './kind.js';
import { bytesFromBuffer } from './make.js';

function piece(b: Owned): Piece | null {
  return b === 0 ? null : { kind: 1, data: bytesData(b), length: bytesLength(b), owner: b };
}

/** %b: bytes, whatever `__bytes__` gives, or a buffer. New bytes or NULL. */
function toBytes(v: Borrowed): Owned {
  if (isInstance(v, T.bytes)) return newRef(v);
  if (isInstance(v, T.bytearray)) return makeBytes(bytearrayData(v), bytearrayLength(v));
  const f = lookupSpecial(v, '__bytes__');
  if (f !== 0) {
    const r = call(f);
    decref(f);
    if (r !== 0 && !isInstance(r, T.bytes)) {
      const name = typeName(r);
      decref(r);
      return typeError(`__bytes__ returned non-bytes (type ${name})`);
    }
    return r;
  }
  if (errOccurred() !== 0) return NULL;
  if (hasBuffer(v)) return bytesFromBuffer(v);
  return typeError(
    `%b requires a bytes-like object, or an object that implements __bytes__, not '${typeName(v)}'`,
  );
}

const flavour: PercentFlavour = {
  what: 'bytes',
  lengthModifiers: 'hlLz',
  signedLetter: 100,
  key: (_kind, data, start, end) => makeBytes(data + start, end - start),
  isText: (v) => isInstance(v, T.bytes) || isInstance(v, T.bytearray) || isInstance(v, T.str),
  convert(letter, v) {
    if (letter === 98 || letter === 115) return piece(toBytes(v));
    if (letter === 97 || letter === 114) {
      const s = ascii(v);
      return s === 0 ? null : { kind: 1, data: strData(s), length: strLength(s), owner: s };
    }
    return undefined;
  },
  character(v) {
    if (isInstance(v, T.bytes)) {
      if (bytesLength(v) === 1) return ld8(bytesData(v));
    } else if (isInstance(v, T.bytearray)) {
      if (bytearrayLength(v) === 1) return ld8(bytearrayData(v));
    } else if (hasIndex(v)) {
      const i = isInstance(v, T.int) ? newRef(v) : indexInt(v);
      if (i !== 0) {
        const c = intFitsNumber(i) ? intToNumber(i) : -1;
        decref(i);
        if (c >= 0 && c <= 255) return c;
        setError(T.OverflowError, '%c arg not in range(256)');
        return -1;
      }
      if (!errMatches(T.TypeError)) return -1;
      errClear();
    }
    typeError('%c requires an integer in range(256) or a single byte');
    return -1;
  },
  double(v) {
    const d = asDouble(v);
    if (d === -1 && errMatches(T.TypeError)) {
      errClear();
      typeError(`float argument required, not ${typeName(v)}`);
    }
    return d;
  },
};

export function bytesPercent(kind: BytesKind, format: Borrowed, values: Borrowed): Owned {
  const w = new ByteWriter();
  if (!percentFormat(w, 1, kind.data(format), kind.length(format), values, flavour)) return NULL;
  const r = kind.buffer(w.length);
  for (let i = 0; i < w.length; i++) st8(kind.data(r) + i, w.at(i));
  return r;
}
