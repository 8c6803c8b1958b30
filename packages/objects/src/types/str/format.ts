/** str.format, str.format_map, and the iterators over format strings that `string.Formatter` uses. */
import { type Addr, type Borrowed, ldPtr, NULL, type Owned } from '@tyston/memory';
import {
  ascii,
  format,
  getAttr,
  getItem,
  isSequence,
  repr,
  sequenceGetItem,
  str,
} from '../../core/abstract.js';
import { kwargsDict } from '../../core/call.js';
import { type MethodSpec, method } from '../../core/define.js';
import { setError, valueError } from '../../core/errors.js';
import { newInt } from '../../core/int.js';
import { setKeyError } from '../../core/key-error.js';
import { decref, newRef } from '../../core/refcount.js';
import { strData, strKind, strLength, substr } from '../../core/str.js';
import { StrWriter } from '../../core/str-build.js';
import { tupleLength } from '../../core/tuple.js';
import { T } from '../../core/wellknown.js';
import { FieldNameReader, MarkupReader, type Numbering } from '../../lib/format-markup.js';

/** Where the values come from: positional ones in a row, named ones in any mapping. */
interface Source {
  readonly args: Addr;
  /** -1: there are no positional ones at all (format_map). */
  readonly count: number;
  readonly mapping: Borrowed;
}

/** The object that a field's name stands for. New reference. */
function fieldObject(reader: MarkupReader, source: Source, numbering: Numbering): Owned {
  const name = new FieldNameReader(reader.text, reader.nameStart, reader.nameEnd, numbering);
  const index = name.firstIndex;
  if (index === -2) return NULL;
  let o: Owned;
  if (index === -1) {
    const key = name.firstName();
    o = source.mapping === 0 ? setKeyError(key) : getItem(source.mapping, key);
    decref(key);
    if (o === 0) return NULL;
  } else {
    if (source.count < 0) return valueError('Format string contains positional fields');
    if (index >= source.count)
      return setError(T.IndexError, `Replacement index ${index} out of range for positional args tuple`);
    o = newRef(ldPtr(source.args + index * 8));
  }
  for (;;) {
    const step = name.next();
    if (step === 'end') return o;
    const part = step === 'error' ? NULL : partOf(o, name);
    decref(o);
    if (part === 0) return NULL;
    o = part;
  }
}
function partOf(o: Borrowed, name: FieldNameReader): Owned {
  if (!name.isAttribute && name.index >= 0 && isSequence(o)) return sequenceGetItem(o, name.index);
  const key = !name.isAttribute && name.index >= 0 ? newInt(name.index) : name.name();
  const v = name.isAttribute ? getAttr(o, key) : getItem(o, key);
  decref(key);
  return v;
}

function convert(o: Borrowed, conversion: number): Owned {
  switch (conversion) {
    case 114:
      return repr(o);
    case 115:
      return str(o);
    case 97:
      return ascii(o);
  }
  const shown =
    conversion > 32 && conversion < 127 ? String.fromCharCode(conversion) : `\\x${conversion.toString(16)}`;
  return valueError(`Unknown conversion specifier ${shown}`);
}

/** Formats characters [start, end) of `text` into `w`. False with an exception. */
function build(
  w: StrWriter,
  text: Borrowed,
  start: number,
  end: number,
  source: Source,
  numbering: Numbering,
  depth: number,
): boolean {
  if (depth <= 0) {
    valueError('Max string recursion exceeded');
    return false;
  }
  const reader = new MarkupReader(text, start, end);
  for (;;) {
    const step = reader.next();
    if (step === 'end') return true;
    if (step === 'error') return false;
    w.run(strKind(text), strData(text), reader.literalStart, reader.literalEnd);
    if (!reader.fieldPresent) continue;
    let o = fieldObject(reader, source, numbering);
    if (o === 0) return false;
    if (reader.conversion !== 0) {
      const converted = convert(o, reader.conversion);
      decref(o);
      if (converted === 0) return false;
      o = converted;
    }
    let spec: Owned;
    if (reader.specNested) {
      const inner = new StrWriter();
      const ok = build(inner, text, reader.specStart, reader.specEnd, source, numbering, depth - 1);
      if (!ok) {
        decref(o);
        return false;
      }
      spec = inner.finish();
    } else spec = substr(text, reader.specStart, reader.specEnd);
    const r = format(o, spec);
    decref(o);
    decref(spec);
    if (r === 0) return false;
    w.str(r);
    decref(r);
  }
}

function formatWith(self: Borrowed, source: Source): Owned {
  const w = new StrWriter();
  return build(w, self, 0, strLength(self), source, { state: 'unknown', next: 0 }, 2) ? w.finish() : NULL;
}
function strFormat(self: Borrowed, args: Addr, n: number, kwnames: Borrowed): Owned {
  const named = kwnames !== 0 && tupleLength(kwnames) > 0;
  const mapping = named ? kwargsDict(args + n * 8, kwnames) : NULL;
  const r = formatWith(self, { args, count: n, mapping });
  if (mapping !== 0) decref(mapping);
  return r;
}
function formatMap(self: Borrowed, mapping: Borrowed): Owned {
  return formatWith(self, { args: 0, count: -1, mapping });
}

export const formatMethods: readonly MethodSpec[] = [
  method(
    'format',
    '($self, *args, **kwargs)',
    strFormat,
    'S.format(*args, **kwargs) -> str\n\nS with its replacement fields, in braces, filled from args and kwargs.',
    { raw: true, noTextSignature: true },
  ), // prettier-ignore
  method(
    'format_map',
    '($self, mapping, /)',
    formatMap,
    'S.format_map(mapping) -> str\n\nS with its replacement fields, in braces, filled from mapping.',
    { noTextSignature: true },
  ), // prettier-ignore
];
