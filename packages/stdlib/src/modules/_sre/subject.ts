/** The text that a pattern is matched against: a str, or the bytes of a buffer. */
import type { Addr, Borrowed, Owned } from '@tyston/memory';
import {
  bytesData,
  bytesLength,
  errClear,
  errMatches,
  getBytesLike,
  hasBuffer,
  isInstance,
  makeBytes,
  newRef,
  strData,
  strKind,
  strLength,
  substr,
  T,
  typeError,
  typeName,
  typeOf,
} from '@tyston/objects';

export interface Subject {
  readonly object: Borrowed;
  readonly isBytes: boolean;
  readonly kind: number;
  readonly data: Addr;
  readonly length: number;
  release(): void;
}

function nothing(): void {}

/** Opens a text; null with TypeError. Release it when the matching is done. */
export function openSubject(o: Borrowed): Subject | null {
  if (isInstance(o, T.str))
    return {
      object: o,
      isBytes: false,
      kind: strKind(o),
      data: strData(o),
      length: strLength(o),
      release: nothing,
    };
  if (typeOf(o) === T.bytes)
    return {
      object: o,
      isBytes: true,
      kind: 1,
      data: bytesData(o),
      length: bytesLength(o),
      release: nothing,
    };
  if (!hasBuffer(o)) {
    typeError(`expected string or bytes-like object, got '${typeName(o)}'`);
    return null;
  }
  const bytes = getBytesLike(o);
  if (bytes === null) {
    if (errMatches(T.BufferError)) {
      errClear();
      typeError(`expected string or bytes-like object, got '${typeName(o)}'`);
    }
    return null;
  }
  return {
    object: o,
    isBytes: true,
    kind: 1,
    data: bytes.address,
    length: bytes.length,
    release: () => bytes.release(),
  };
}

/** Characters [from, to) as a str or bytes. New reference. */
export function slice(s: Subject, from: number, to: number): Owned {
  if (!s.isBytes) return substr(s.object, from, to);
  if (from === 0 && to === s.length && typeOf(s.object) === T.bytes) return newRef(s.object);
  return makeBytes(s.data + from, Math.max(0, to - from));
}
