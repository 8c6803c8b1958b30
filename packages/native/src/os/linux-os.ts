/** The `Os` of the Linux host: libc through the trampoline. */
import { E, errnoMessage, type Os, readBytes, SYSCONF } from '@tyston/memory';
import { bindChecked } from '../libc.js';
import { utsname } from '../structs.js';
import { type Context, stringAt, withScratch } from './context.js';
import { makeDescriptorCalls } from './descriptors.js';
import { makeFileCalls } from './files.js';
import { makeProcessCalls } from './processes.js';
import { makeTimeCalls } from './time-and-signals.js';

const PIECE = 1 << 20;
const text = new TextDecoder('utf-8');

export function makeLinuxOs(c: Context): Os {
  const { libc } = c;
  const sysconf = (name: string): number => {
    const number = (SYSCONF as Record<string, number | undefined>)[name];
    if (number === undefined) return -E.EINVAL;
    const value = libc.sysconf(number);
    // -1 with errno 0 says that there is no limit, and Python shows it so.
    return value === -1 && c.errno() !== 0 ? -c.errno() : value;
  };
  function uname() {
    const result = withScratch(c, (s) => {
      const p = s.take(utsname.size);
      libc.uname(p);
      const field = (offset: number) => text.decode(stringAt(p + offset, utsname.nodename - utsname.sysname));
      return {
        sysname: field(utsname.sysname),
        nodename: field(utsname.nodename),
        release: field(utsname.release),
        version: field(utsname.version),
        machine: field(utsname.machine),
      };
    });
    if (typeof result === 'number') throw new Error('scratch memory is too small');
    return result;
  }
  return {
    kind: 'linux',
    platform: 'linux',
    ...makeDescriptorCalls(c),
    ...makeFileCalls(c),
    ...makeProcessCalls(c),
    ...makeTimeCalls(c),
    getrandom: (into) =>
      withScratch(c, (s) => {
        const p = s.take(Math.min(into.length, PIECE));
        for (let at = 0; at < into.length; ) {
          const n = libc.getrandom(p, Math.min(into.length - at, PIECE), 0);
          if (n < 0) return at > 0 ? at : n;
          into.set(readBytes(p, n), at);
          at += n;
        }
        return into.length;
      }),
    uname,
    hostname: () => uname().nodename,
    sysconf,
    cpuCount: () => sysconf('NPROCESSORS_ONLN'),
    strerror: errnoMessage,
    errno: c.errno,
    libc: (name, signature) => bindChecked(c.caller, c.machine.symbol, name, signature),
  };
}
