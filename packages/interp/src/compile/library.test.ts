import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ListedCode, listCode, PYTHON_LISTING } from '../../test/listing.js';
import { askPython } from '../../test/oracle.js';
import type { CodeUnit } from '../code-unit.js';
import { verify } from '../verify.js';
import { compileSource } from './compile.js';

/** The library of CPython 3.11 on this machine. */
const LIBRARY = '/usr/lib/python3.11';

function* unitsOf(unit: CodeUnit): Generator<CodeUnit> {
  yield unit;
  for (const constant of unit.consts) if (constant.type === 'code') yield* unitsOf(constant.unit);
}

describe("CPython's library", () => {
  const files = readdirSync(LIBRARY)
    .filter((name) => name.endsWith('.py'))
    .sort()
    .map((name) => join(LIBRARY, name));

  it('compiles, and every unit verifies', () => {
    expect(files.length).toBeGreaterThan(150);
    let units = 0;
    let bytes = 0;
    let lines = 0;
    for (const filename of files.filter((_, i) => i % 3 === 0)) {
      const source = readFileSync(filename);
      lines += source.toString('latin1').split('\n').length;
      for (const unit of unitsOf(compileSource(source, { filename }))) {
        units++;
        bytes += unit.words.length * 4;
        expect(verify(unit), `${filename}: ${unit.qualname}`).toEqual([]);
      }
    }
    expect(units).toBeGreaterThan(2000);
    // Instructions and their caches.
    expect(bytes / lines).toBeLessThan(24);
  });

  it("has CPython's flags, variables, and locations of all operations", () => {
    const sample = files.filter((_, i) => i % 6 === 1);
    const expected = askPython<ListedCode[][]>(PYTHON_LISTING, sample);
    sample.forEach((filename, i) => {
      const units = listCode(compileSource(readFileSync(filename), { filename }));
      // CPython's constants have another order.
      const sorted = (list: readonly ListedCode[]): ListedCode[] =>
        [...list].sort((a, b) => a.firstlineno - b.firstlineno || (a.qualname < b.qualname ? -1 : 1));
      const ours = sorted(units);
      sorted(expected[i]!).forEach((code, k) => {
        expect(ours[k], filename).toEqual(code);
      });
      expect(units.length).toBe(expected[i]!.length);
    });
  });
});
