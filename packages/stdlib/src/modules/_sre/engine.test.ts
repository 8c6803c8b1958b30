import { readFileSync } from 'node:fs';
import { attachWindow, st8, st32 } from '@tyston/memory';
import { beforeAll, expect, test } from 'vitest';
import { foundEnd, foundLastIndex, foundMark, foundStart, matchAt, prepare, searchFrom } from './engine.js';
import { isValidCode } from './validate.js';

type Found = [regs: [number, number][], lastindex: number | null] | null;
type Case = [
  pattern: string,
  code: number[],
  groups: number,
  rows: [text: string, how: string, found: Found][],
];
const cases = JSON.parse(readFileSync(new URL('./engine.cases.gen.json', import.meta.url), 'utf8')) as Case[];

const CODE = 0x1_0000;
const TEXT = 0x8_0000;
beforeAll(() => attachWindow(new ArrayBuffer(1 << 20)));

function find(groups: number, text: string, how: string): Found {
  for (let i = 0; i < text.length; i++) st8(TEXT + i, text.charCodeAt(i));
  prepare(1, TEXT, text.length, groups);
  const start = CODE >>> 2;
  const ok = how === 'search' ? searchFrom(start, 0, false) : matchAt(start, 0, how === 'fullmatch', false);
  if (!ok) return null;
  const regs: [number, number][] = [[foundStart(), foundEnd()]];
  for (let g = 0; g < groups; g++) {
    const [from, to] = [foundMark(2 * g), foundMark(2 * g + 1)];
    regs.push(from >= 0 && to >= 0 ? [from, to] : [-1, -1]);
  }
  return [regs, foundLastIndex() < 0 ? null : foundLastIndex()];
}

test.each(cases)('%j finds what CPython finds', (_pattern, code, groups, rows) => {
  code.forEach((word, i) => {
    st32(CODE + i * 4, word | 0);
  });
  expect(isValidCode(Uint32Array.from(code), groups)).toBe(true);
  for (const [text, how, found] of rows)
    expect([text, how, find(groups, text, how)]).toEqual([text, how, found]);
});

test('instructions that skip out of their block are refused', () => {
  expect(isValidCode(Uint32Array.from([]), 0)).toBe(false);
  expect(isValidCode(Uint32Array.from([200, 1]), 0)).toBe(false);
  expect(isValidCode(Uint32Array.from([15, 5, 1]), 0)).toBe(false);
});
