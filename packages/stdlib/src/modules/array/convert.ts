/** Arrays as bytes, lists, strings, and their repr. */
import { type Borrowed, copy, ldU32, NULL, type Owned } from '@tyston/memory';
import {
  bytesData,
  decref,
  listInit,
  newBytesBuffer,
  newList,
  newListBuffer,
  newStr,
  newStrFromCodePoints,
  repr,
  StrWriter,
  valueError,
} from '@tyston/objects';

import { arrayItems, arrayLength, getItemAt, itemSize, typeCode } from './store.js';

export function arrayToBytes(a: Borrowed): Owned {
  const n = arrayLength(a) * itemSize(a);
  const b = newBytesBuffer(n);
  if (n > 0) copy(bytesData(b), arrayItems(a), n);
  return b;
}

/** NULL with ValueError for a number that is no character. */
export function arrayToList(a: Borrowed): Owned {
  const n = arrayLength(a);
  if (n === 0) return newList();
  const items: Owned[] = [];
  for (let i = 0; i < n; i++) {
    const v = getItemAt(a, i);
    if (v === 0) {
      for (const p of items) decref(p);
      return NULL;
    }
    items.push(v);
  }
  const list = newListBuffer(n);
  items.forEach((v, i) => {
    listInit(list, i, v);
  });
  return list;
}

/** The characters of an array of them. NULL with ValueError. */
export function arrayToStr(a: Borrowed): Owned {
  const codes: number[] = [];
  for (let i = 0; i < arrayLength(a); i++) {
    const c = ldU32(arrayItems(a) + i * 4);
    if (c > 0x10ffff) return valueError(`character U+${c.toString(16)} is not in range [U+0000; U+10ffff]`);
    codes.push(c);
  }
  return newStrFromCodePoints(codes);
}

export function arrayRepr(a: Borrowed): Owned {
  const code = typeCode(a);
  if (arrayLength(a) === 0) return newStr(`array('${code}')`);
  const contents = code === 'u' ? arrayToStr(a) : arrayToList(a);
  if (contents === 0) return NULL;
  const text = repr(contents);
  decref(contents);
  if (text === 0) return NULL;
  const w = new StrWriter();
  w.text(`array('${code}', `);
  w.str(text);
  w.text(')');
  decref(text);
  return w.finish();
}
