/** The file that holds the tier of machine code: see machine-code.ts. */

import { formatListing, type Iced } from '@tyston/asm-x64';
import type { MachineTierMaker } from '@tyston/interp';
import { type BaselineCounters, type BaselineOptions, type Lister, makeBaseline } from '@tyston/jit/baseline';
import { attachWindow } from '@tyston/memory';

/** `print`, `name`: where functions are to be listed: what takes the text, and which function; null: all. */
export interface Listing {
  readonly name: string | null;
  print(text: string): void;
}

export function openBaseline(
  buffer: ArrayBuffer | SharedArrayBuffer,
  options: BaselineOptions,
  counters: BaselineCounters,
  listing: Listing | null,
): MachineTierMaker {
  attachWindow(buffer);
  return makeBaseline(listing === null ? options : { ...options, list: lister(listing) }, counters);
}

declare const require: (module: 'iced-x86') => Iced;

function lister({ name, print }: Listing): Lister {
  // The disassembler is loaded by those who want to see something.
  const iced = require('iced-x86');
  return {
    wants: (qualified) => name === null || qualified === name || qualified.endsWith(`.${name}`),
    take(qualified, code, address, symbolOf) {
      const text = formatListing(iced, code, { address, nameOf: symbolOf });
      print(`machine code of ${qualified}, ${code.bytes.length} bytes\n${text}\n`);
    },
  };
}
