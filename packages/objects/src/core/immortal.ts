/** Memory that is never freed: method definitions, names of static types. A bump allocator in the immortal region. */
import { type Addr, IMMORTAL, ld32, st8, st32, zero } from '@tyston/memory';
import { State } from './state.js';
import { IMMORTAL_BUMP_START } from './wellknown.js';

export function initImmortal(): void {
  st32(State.IMMORTAL_NEXT, IMMORTAL_BUMP_START);
}
/** `bytes` zeroed bytes, 8-byte aligned, for ever. */
export function immortalAlloc(bytes: number): Addr {
  const at = ld32(State.IMMORTAL_NEXT);
  const end = at + ((bytes + 15) & ~15);
  if (end > IMMORTAL.end) throw new Error('the immortal region is full');
  st32(State.IMMORTAL_NEXT, end);
  zero(at, bytes);
  return at;
}
/** A NUL-terminated copy of an ASCII or Latin-1 text. */
export function immortalCString(s: string): Addr {
  const at = immortalAlloc(s.length + 1);
  for (let i = 0; i < s.length; i++) st8(at + i, s.charCodeAt(i));
  return at;
}
