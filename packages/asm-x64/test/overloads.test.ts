/** The overloads of `instructions.gen.ts` allow exactly the operands that the assembler takes. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  AsmError,
  Assembler,
  byte,
  cl,
  dl,
  dword,
  dx,
  edx,
  ptr,
  qword,
  rbx,
  rdx,
  symbol,
  word,
  xmm2,
  xmmword,
} from '../src/index.js';
import { aliases, groups } from '../src/table/index.js';

/** One operand of each type; `Cl` is also a `Gp8`, and any memory is a `MemAny`. */
const SAMPLES: Readonly<Record<string, { value: unknown; is: readonly string[] }>> = {
  Gp8: { value: dl, is: ['Gp8'] },
  Cl: { value: cl, is: ['Cl', 'Gp8'] },
  Gp16: { value: dx, is: ['Gp16'] },
  Gp32: { value: edx, is: ['Gp32'] },
  Gp64: { value: rdx, is: ['Gp64'] },
  Xmm: { value: xmm2, is: ['Xmm'] },
  Mem: { value: ptr(rbx), is: ['MemAny'] },
  Mem8: { value: byte(rbx), is: ['Mem8', 'MemAny'] },
  Mem16: { value: word(rbx), is: ['Mem16', 'MemAny'] },
  Mem32: { value: dword(rbx), is: ['Mem32', 'MemAny'] },
  Mem64: { value: qword(rbx), is: ['Mem64', 'MemAny'] },
  Mem128: { value: xmmword(rbx), is: ['Mem128', 'MemAny'] },
  Imm: { value: 1, is: ['Imm'] },
  Label: { value: undefined, is: ['Label'] },
  SymbolRef: { value: symbol('s'), is: ['SymbolRef'] },
};
const NAMES = Object.keys(SAMPLES);

/** Overloads by method: for each parameter, the types that it allows. */
function overloads(): Map<string, string[][][]> {
  const text = readFileSync(new URL('../src/instructions.gen.ts', import.meta.url), 'utf8');
  const found = new Map<string, string[][][]>();
  for (const [, name, parameters] of text.matchAll(/^ {2}(\w+)\((.*)\): this;$/gm)) {
    const types =
      parameters === '' ? [] : parameters!.split(', ').map((p) => p.slice(p.indexOf(':') + 2).split(' | '));
    found.set(name!, [...(found.get(name!) ?? []), types]);
  }
  return found;
}

function* combinations(length: number): Generator<string[]> {
  if (length === 0) yield [];
  else for (const rest of combinations(length - 1)) for (const name of NAMES) yield [...rest, name];
}

test('no more and no less', () => {
  const typed = overloads();
  expect(typed.size).toBe(groups.length + Object.keys(aliases).length);
  const wrong: string[] = [];
  const a = new Assembler(new Uint8Array(64));
  let checked = 0;
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  for (const { name } of groups) {
    const signatures = typed.get(name)!;
    const longest = Math.max(...signatures.map((s) => s.length));
    for (let length = 0; length <= Math.max(longest, 2); length++) {
      for (const operands of combinations(length)) {
        const allowed = signatures.some(
          (s) =>
            s.length === length &&
            s.every((types, i) => SAMPLES[operands[i]!]!.is.some((t) => types.includes(t))),
        );
        a.reset();
        const label = a.here();
        const values = operands.map((o) => (o === 'Label' ? label : SAMPLES[o]!.value));
        let taken = true;
        try {
          (a as unknown as Record<string, (...values: unknown[]) => void>)[name]!(...values);
        } catch (error) {
          if (!(error instanceof AsmError)) throw error;
          taken = false;
        }
        checked++;
        if (allowed !== taken)
          wrong.push(`${name}(${operands}): ${allowed ? 'typed, not taken' : 'taken, not typed'}`);
      }
    }
  }
  Error.stackTraceLimit = stackTraceLimit;
  console.log(`${checked} combinations of operand types`);
  expect(wrong.slice(0, 30)).toEqual([]);
});
