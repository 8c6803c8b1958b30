import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
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
  const files = readdirSync(LIBRARY).filter((name) => name.endsWith('.py'));

  it('compiles, and every unit verifies', () => {
    expect(files.length).toBeGreaterThan(150);
    let units = 0;
    let bytes = 0;
    let lines = 0;
    for (const name of files) {
      const source = readFileSync(join(LIBRARY, name));
      lines += source.toString('latin1').split('\n').length;
      for (const unit of unitsOf(compileSource(source, { filename: name, unparse: () => '' }))) {
        units++;
        bytes += unit.words.length * 4;
        expect(verify(unit), `${name}: ${unit.qualname}`).toEqual([]);
      }
    }
    expect(units).toBeGreaterThan(8000);
    // Instructions and their caches.
    expect(bytes / lines).toBeLessThan(24);
  });
});
