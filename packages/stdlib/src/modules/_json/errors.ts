/** JSONDecodeError, which `json.decoder` defines. */
import { type Borrowed, NULL, type Owned } from '@tyston/memory';
import {
  call,
  decref,
  getAttrString,
  importModule,
  newInt,
  newRef,
  newStr,
  setErrorObject,
  T,
  typeOf,
} from '@tyston/objects';

/** Raises json.decoder.JSONDecodeError(message, text, position). Returns NULL. */
export function decodeError(message: string, text: Borrowed, position: number): Owned {
  const module = importModule('json.decoder');
  if (module === 0) return NULL;
  const type = getAttrString(module, 'JSONDecodeError');
  decref(module);
  if (type === 0) return NULL;
  const args = [newStr(message), newRef(text), newInt(position)] as const;
  const e = call(type, ...args);
  for (const a of args) decref(a);
  decref(type);
  if (e !== 0) {
    setErrorObject(typeOf(e), e);
    decref(e);
  }
  return NULL;
}
/** StopIteration(position): there is no value there. Returns NULL. */
export function noValueAt(position: number): Owned {
  const v = newInt(position);
  setErrorObject(T.StopIteration, v);
  decref(v);
  return NULL;
}
