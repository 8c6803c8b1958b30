/** Random signatures called in random ways: the bound values, or the TypeError's text, are CPython's. */
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { compileSource } from '../src/compile/compile.js';
import { makeWorld } from './toy/world.js';

const PYTHON = '/usr/bin/python3.11';

/** Mulberry32: the same programs every time. */
function random(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % n;
  };
}

/** A parameter list and the names in it. */
function signature(pick: (n: number) => number): { text: string; names: string[] } {
  const parts: string[] = [];
  const names: string[] = [];
  let defaults = false;
  const positional = pick(4);
  const slash = pick(3) === 0 ? 1 + pick(positional + 1) : 0;
  for (let i = 0; i < positional; i++) {
    const name = 'abcd'[i]!;
    defaults ||= pick(3) === 0;
    parts.push(defaults ? `${name}=${i + 10}` : name);
    names.push(name);
    if (slash === i + 1) parts.push('/');
  }
  const star = pick(3);
  const keywordOnly = pick(3);
  if (star === 1) {
    parts.push('*rest');
    names.push('rest');
  } else if (star === 2 && keywordOnly > 0) parts.push('*');
  if (star > 0) {
    for (let i = 0; i < keywordOnly; i++) {
      const name = 'xyz'[i]!;
      parts.push(pick(2) === 0 ? `${name}=${i + 20}` : name);
      names.push(name);
    }
  }
  if (pick(3) === 0) {
    parts.push('**more');
    names.push('more');
  }
  return { text: parts.join(', '), names };
}

function callArguments(pick: (n: number) => number): string {
  const parts: string[] = [];
  const positional = pick(5);
  for (let i = 0; i < positional; i++) parts.push(pick(6) === 0 ? `*[${i}, ${i + 1}]` : `${i + 1}`);
  const keywords = ['a', 'b', 'c', 'x', 'y', 'q'].filter(() => pick(4) === 0);
  if (pick(4) === 0 && keywords.length > 0) {
    const last = keywords.pop()!;
    parts.push(...keywords.map((name) => `${name}=5`), `**{'${last}': 6}`);
  } else parts.push(...keywords.map((name) => `${name}=5`));
  return parts.join(', ');
}

function program(seed: number): string {
  const pick = random(seed);
  const lines: string[] = [];
  for (let i = 0; i < 40; i++) {
    const { text, names } = signature(pick);
    const method = pick(4) === 0;
    if (method) {
      lines.push(
        'class C:',
        `    def f(self${text === '' ? '' : `, ${text}`}):`,
        `        return [${names.join(', ')}]`,
      );
      lines.push('f = C().f');
    } else lines.push(`def f(${text}):`, `    return [${names.join(', ')}]`);
    for (let k = 0; k < 6; k++) {
      lines.push('try:', `    print(f(${callArguments(pick)}))`, 'except TypeError as e:', '    print(e)');
    }
  }
  return `${lines.join('\n')}\n`;
}

test.each([1, 2, 3, 4, 5])('seed %i', (seed) => {
  const source = program(seed);
  const { stdout, stderr } = spawnSync(PYTHON, ['-c', source], { encoding: 'utf8' });
  expect(stderr).toBe('');
  const world = makeWorld();
  const result = world.exec(compileSource(source, { filename: 'bind.py' }));
  expect(result === 0 ? world.toy.takeError() : world.toy.output).toEqual(stdout.trimEnd().split('\n'));
});
