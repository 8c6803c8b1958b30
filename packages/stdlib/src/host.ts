/** The host that the modules of this isolate use, handed in when the runtime starts. */
import type { Host, Os } from '@tyston/memory';

let current: Host;
export function setHost(h: Host): void {
  current = h;
}
export function host(): Host {
  return current;
}
/** The operating system. */
export function os(): Os {
  return current.os;
}
