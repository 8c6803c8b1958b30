import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { emulatedWindow } from './emulated-window.js';
import { runToy } from './toy.js';

test('the toy language runs, its caches hit, and everything is given back', () => {
  const { machine, heap, code } = emulatedWindow();
  runToy(machine, heap, code);
});

test('it has under 150 lines', () => {
  const source = readFileSync(new URL('../examples/toy.ts', import.meta.url), 'utf8');
  expect(source.split('\n').length).toBeLessThan(150);
});
