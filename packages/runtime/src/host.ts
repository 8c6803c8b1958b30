/** Which host the options and the machine give. */
import { createLinuxHost, type LinuxHost } from '@tyston/native';
import { v8StackBytes } from './budget.js';
import type { Options } from './options.js';

function parseBytes(text: string): number | null {
  const m = /^(\d+)([KMG]?)$/i.exec(text);
  if (!m) return null;
  const unit = { '': 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3 }[m[2]!.toUpperCase()]!;
  return Number(m[1]) * unit;
}

/** The bytes that -X heap-limit allows: undefined without it, null where it is no size. */
export function heapLimit(o: Options): number | undefined | null {
  const x = o.x['heap-limit'];
  return x === undefined ? undefined : typeof x === 'string' ? parseBytes(x) : null;
}

/** A Linux host, and the bytes that the main thread's stack may grow to. */
export interface OpenedLinuxHost {
  readonly host: LinuxHost;
  readonly systemStack: number;
}

/** Opens the Linux host, where the machine and the options have it; else null, or why what was asked for is not there. */
export function openLinuxHost(o: Options, addon: string): OpenedLinuxHost | string | null {
  const jit = o.x['jit'];
  if (jit === 'off' || process.platform !== 'linux' || process.arch !== 'x64') return null;
  const limit = heapLimit(o);
  const host = createLinuxHost({ ...(limit ? { heapLimit: limit } : {}), addon, tryAgain: true });
  if ('error' in host) return jit === undefined ? null : `tyston: ${host.error}`;
  return {
    host,
    systemStack: host.raiseStackLimit(2 * v8StackBytes(process.execArgv, process.env['NODE_OPTIONS'])),
  };
}
