import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { casesFile } from '../../scripts/extract-cases.mjs';
import { encode } from '../encoding.js';
import { OPCODES, Op } from '../opcodes.js';
import { CASES } from './cases.gen.js';
import { type CodeToTranslate, translate } from './translate.js';

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');

describe('the templates', () => {
  test('are those of the loop', () => {
    expect(read('cases.gen.ts'), 'npm run cases -w @tyston/interp').toBe(casesFile(read('../run/loop.ts')));
  });
  test('name nothing that the loop does not hand over', () => {
    const environment = /const environment = \{([^}]*)\}/.exec(read('../run/loop.ts'))![1]!;
    const known = new Set(environment.match(/\w+/g));
    for (const own of 'fp v own l r x t s at old if else return break done value jump'.split(' '))
      known.add(own);
    for (const [name, template] of Object.entries(CASES)) {
      const free = template
        .replace(/«.*?»/g, ' ')
        .match(/(?<![.\w])[A-Za-z_]\w*/g)!
        .filter((word) => !known.has(word));
      expect([name, free]).toEqual([name, []]);
    }
  });
});

/** A code object of these instructions, its constants at word 1000 and its names at 2000. */
function code(
  nlocalsplus: number,
  ...instructions: readonly (readonly [string, ...number[]])[]
): CodeToTranslate {
  const words: number[] = [];
  for (const [name, a = 0, b = 0, c = 0, ...extra] of instructions)
    encode(words, Op[name as keyof typeof Op], a, b, c, extra);
  return {
    handle: 64,
    words: Int32Array.from(words),
    first: 100,
    nlocalsplus,
    kp: 1000,
    np: 2000,
    handlers: [],
    countsInPlace: true,
    word: (i) => i * 10,
  };
}

describe('a translation', () => {
  test('knows temporaries from locals, and constants', () => {
    // v2 = v0 + 7; return v2
    const { body } = translate(code(2, ['ADD_K', 2, 0, 3], ['RETURN', 2]));
    expect(body).toContain('v = add(l, 10060, own);');
    expect(body).toContain('I32[fp + 4] = v;');
    expect(body).not.toContain('own = 1');
    expect(body).toContain('leave(fp, (fp + 4), v)');
  });
  test('has a block at the start, at labels, and behind what may push a frame', () => {
    const c = code(1, ['LOAD_CONST', 0, 0], ['CALL', 1, 1], ['RELEASE', 1], ['JUMP_BACK', 0, 0, 0, 0]);
    const { entries, body } = translate(c);
    const call = 1;
    const release = call + 1 + OPCODES[Op.CALL]!.cacheWords;
    expect([...entries].flatMap((block, at) => (block < 0 ? [] : [[at, block]]))).toEqual([
      [0, 0],
      [release, 1],
    ]);
    expect(body).toContain('{ b = 0; continue; }');
  });
  test('stores what an unpacking gives where it is to be, unless a jump goes between', () => {
    const inline = { unpack: (n: number) => ({ test: `is${n}(x)`, item: (i: number) => `item${i}(x)` }) };
    const c = {
      ...code(9, ['UNPACK_SEQUENCE', 9, 8, 2], ['MOVE', 1, 9], ['MOVE', 0, 10], ['RETURN', 0]),
      inline,
    };
    expect(translate(c as never).body).toContain('if (is2(x)) {');
    expect(translate(c as never).body).toContain(
      'v = item1(x); I32[v >>> 2]++; old = I32[fp + 0]; I32[fp + 0] = v;',
    );
    const moves = [4, 3, 2, 1, 0].map((i) => ['MOVE', i, 13 - i] as const);
    const long = (...order: readonly number[]) =>
      translate({
        ...code(9, ['UNPACK_SEQUENCE', 9, 8, 5], ...order.map((i) => moves[4 - i]!), ['RETURN', 0]),
        inline,
      } as never).body;
    const inRow = translate({
      ...code(9, ['UNPACK_SEQUENCE', 9, 8, 5], ...[0, 1, 2, 3, 4].map((i) => ['MOVE', i, 9 + i] as const), [
        'RETURN',
        0,
      ]),
      inline,
    } as never).body;
    expect(inRow).toContain('ops.unpackInto(fp, fp + 16, fp + 18, 5, fp + 18, fp + 0, 404)');
    expect(inRow).not.toContain('is5');
    expect(long(4, 3, 2, 1, 0)).toContain('if (is5(x)) {');
    // The value is a target.
    const own = {
      ...code(9, ['UNPACK_SEQUENCE', 9, 1, 2], ['MOVE', 1, 9], ['MOVE', 0, 10], ['RETURN', 0]),
      inline,
    };
    expect(translate(own as never).body).not.toContain('is2');
  });
  test('is JavaScript for every opcode', () => {
    for (const row of OPCODES) {
      if (row.name === 'WIDE') continue;
      const extra = row.extra.map(() => 0);
      const { body } = translate(code(3, [row.name, 1, 2, 300, ...extra], ['RETURN_CONST', 0]));
      expect(() => new Function('fp', body), `${row.name}\n${body}`).not.toThrow();
    }
  });
});
