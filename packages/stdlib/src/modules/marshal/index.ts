/** `marshal`. */
import { type Borrowed, ldPtr, NULL, type Owned, readBytes } from '@tyston/memory';
import {
  bytesView,
  callMethod,
  decref,
  dictSet,
  getBytesLike,
  intern,
  isInstance,
  ModuleObject,
  type ModuleSpec,
  method,
  newBytes,
  newInt,
  T,
  typeError,
  typeName,
} from '@tyston/objects';
import { BadMarshal, Reader } from './read.js';
import { MarshalFailure, Writer } from './write.js';

/** The bytes of an object; null with an exception. */
export function marshalBytes(o: Borrowed, version = 4): Uint8Array | null {
  const w = new Writer(version);
  try {
    w.object(o);
  } catch (e) {
    if (e instanceof MarshalFailure) return null;
    throw e;
  }
  return w.result();
}
/** The object behind bytes (and how many it took); NULL with an exception. */
export function unmarshal(bytes: Uint8Array): { object: Owned; used: number } {
  const r = new Reader(bytes);
  try {
    const object = r.object();
    return { object, used: r.position };
  } catch (e) {
    if (e instanceof BadMarshal) return { object: NULL, used: 0 };
    throw e;
  } finally {
    r.dispose();
  }
}
function dumps(_m: Borrowed, o: Borrowed, version: number): Owned {
  const b = marshalBytes(o, version);
  return b === null ? NULL : newBytes(b);
}
function loads(_m: Borrowed, data: Borrowed): Owned {
  const view = getBytesLike(data);
  if (view === null) return NULL;
  const bytes = readBytes(view.address, view.length);
  view.release();
  return unmarshal(bytes).object;
}
function dump(_m: Borrowed, o: Borrowed, file: Borrowed, version: number): Owned {
  const b = dumps(_m, o, version);
  if (b === 0) return NULL;
  const r = callMethod(file, 'write', b);
  decref(b);
  return r;
}
/** Reads the rest of the file and puts it back behind what one object took. */
function load(_m: Borrowed, file: Borrowed): Owned {
  const data = callMethod(file, 'read');
  if (data === 0) return NULL;
  if (!isInstance(data, T.bytes)) {
    const n = typeName(data);
    decref(data);
    return typeError(`file.read() returned not bytes but ${n}`);
  }
  const bytes = bytesView(data).slice();
  decref(data);
  const { object, used } = unmarshal(bytes);
  if (object === 0) return NULL;
  const back = newInt(used - bytes.length);
  const one = newInt(1);
  const r = callMethod(file, 'seek', back, one);
  decref(back);
  decref(one);
  if (r === 0) {
    decref(object);
    return NULL;
  }
  decref(r);
  return object;
}
export const marshalModule: ModuleSpec = {
  name: 'marshal',
  doc: 'This module contains functions that can read and write Python values in\na binary format. The format is specific to Python, but independent of\nmachine architecture issues.',
  functions: [
    method('dump', '($module, value, file, version: int = 4, /)', dump, 'Write the value on the open file.'),
    method('load', '($module, file, /)', load, 'Read one value from the open file and return it.'),
    method(
      'dumps',
      '($module, value, version: int = 4, /)',
      dumps,
      'Return the bytes object that would be written to a file by dump(value, file).',
    ),
    method('loads', '($module, bytes, /)', loads, 'Convert the bytes-like object to a value.'),
  ],
  exec: (m) => {
    const v = newInt(4);
    dictSet(ldPtr(m + ModuleObject.md_dict), intern('version'), v);
    decref(v);
    return 0;
  },
};
