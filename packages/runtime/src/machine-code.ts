/**
 * The tier of machine code, where the command line asks for it. It is a file of its own (scripts/bundle.mjs), which a program that
 * does without never loads.
 */
import { writeSync } from 'node:fs';
import type { InterpreterOptions } from '@tyston/interp';
import { type BaselineCounters, objectFacts } from '@tyston/jit/facts';
import type { Allocator, Host } from '@tyston/memory';
import { type LinuxHost, makeCodeMemory } from '@tyston/native';
import type { Listing, openBaseline } from './baseline.js';
import type { Options } from './options.js';

/** What the launcher hands over: loads that file. */
export type BaselineLoader = () => { readonly openBaseline: typeof openBaseline };

export interface MachineCode {
  /** For InterpreterOptions, once the window's allocator stands. */
  tier(allocator: Allocator): NonNullable<InterpreterOptions['machineTier']>;
  readonly counters: BaselineCounters;
}

/** Instructions that must follow for it to be worth while to go over to machine code. */
const LEAST = 12;

/** The machine code that the options ask for; null without, and a line that says why where it cannot be had. */
export function machineCode(o: Options, host: Host, load: BaselineLoader): MachineCode | string | null {
  if (o.x['jit'] !== 'baseline') return null;
  if (host.kind !== 'linux' || host.code === null || host.machine === null)
    return `tyston: no machine code: ${(host as Partial<LinuxHost>).codeError ?? 'not on this host'}`;
  const linux = host as LinuxHost;
  const eager = o.x['jit-eager'] !== undefined;
  const counters = { compiled: 0, bytes: 0, entries: 0, leaves: 0, deaths: 0, leavesBy: {} };
  return {
    counters,
    tier: (allocator) => ({
      eager,
      // (What it knows of objects stands once they have been started.)
      make: (context) =>
        load().openBaseline(
          host.memory.buffer,
          {
            machine: linux.machine,
            memory: makeCodeMemory(linux, allocator),
            facts: objectFacts(),
            allocate: (bytes) => allocator.calloc(bytes),
            least: eager ? 1 : LEAST,
            detailed: o.x['stats'] !== undefined,
          },
          counters,
          listing(o),
        )(context),
    }),
  };
}

/** -X dump=asm[:FUNCTION]: machine code is listed on standard error as it is made. */
function listing(o: Options): Listing | null {
  const what = /^asm(?::(.+))?$/.exec(String(o.x['dump'] ?? ''));
  if (what === null) return null;
  return { name: what[1] ?? null, print: (text) => writeSync(2, text) };
}
