/** The iterators over format strings that `string.Formatter` uses by way of the module `_string`. */
import {
  type Borrowed,
  ldPtr,
  ldSsize,
  NULL,
  type Owned,
  PyObject,
  stOwned,
  struct,
  stSsize,
} from '@tyston/memory';
import { freeObject, newPlain } from '../core/alloc.js';
import { typeError } from '../core/errors.js';
import { newBool, newInt } from '../core/int.js';
import { typeName } from '../core/names.js';
import { decref, newRef } from '../core/refcount.js';
import { newChar, strLength, substr } from '../core/str.js';
import { isInstance } from '../core/subtype.js';
import { newTuple } from '../core/tuple.js';
import { EmptyStr, None, T } from '../core/wellknown.js';
import { FieldNameReader, MarkupReader } from './format-markup.js';

/** Both iterators: the str that they read, and how far they are. */
export const FormatIterator = struct('formatteriterobject', PyObject, { str: 'ptr', at: 'ssize' });

function newIterator(type: Borrowed, text: Borrowed, at: number): Owned {
  const it = newPlain(type, FormatIterator.size);
  stOwned(it + FormatIterator.str, newRef(text));
  stSsize(it + FormatIterator.at, at);
  return it;
}
export function deallocFormatIterator(it: Borrowed): void {
  decref(ldPtr(it + FormatIterator.str));
  freeObject(it, 0);
}

/** (literal, field_name, format_spec, conversion) of each field. */
export function formatterNext(it: Borrowed): Owned {
  const text = ldPtr(it + FormatIterator.str);
  const reader = new MarkupReader(text, ldSsize(it + FormatIterator.at), strLength(text));
  if (reader.next() !== 'more') return NULL;
  stSsize(it + FormatIterator.at, reader.position());
  const literal = substr(text, reader.literalStart, reader.literalEnd);
  if (!reader.fieldPresent) return newTuple(literal, newRef(None), newRef(None), newRef(None));
  return newTuple(
    literal,
    substr(text, reader.nameStart, reader.nameEnd),
    reader.specEnd > reader.specStart ? substr(text, reader.specStart, reader.specEnd) : newRef(EmptyStr),
    reader.conversion === 0 ? newRef(None) : newChar(reader.conversion),
  );
}
/** (is_attribute, name or index) of each part behind the first. */
export function fieldNameNext(it: Borrowed): Owned {
  const text = ldPtr(it + FormatIterator.str);
  const reader = FieldNameReader.resume(text, ldSsize(it + FormatIterator.at), strLength(text));
  if (reader.next() !== 'more') return NULL;
  stSsize(it + FormatIterator.at, reader.position());
  return newTuple(newBool(reader.isAttribute), reader.index >= 0 ? newInt(reader.index) : reader.name());
}

/** _string.formatter_parser(str). */
export function formatterParser(text: Borrowed): Owned {
  if (!isInstance(text, T.str)) return typeError(`expected str, got ${typeName(text)}`);
  return newIterator(T.formatter_iterator, text, 0);
}
/** _string.formatter_field_name_split(str): (first, iterator over the rest). */
export function formatterFieldNameSplit(text: Borrowed): Owned {
  if (!isInstance(text, T.str)) return typeError(`expected str, got ${typeName(text)}`);
  const name = new FieldNameReader(text, 0, strLength(text), null);
  if (name.firstIndex === -2) return NULL;
  const first = name.firstIndex === -1 ? name.firstName() : newInt(name.firstIndex);
  return newTuple(first, newIterator(T.fieldname_iterator, text, name.position()));
}
