/** Programs that the toy space can run, against CPython; and nothing may be left behind. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compileSource } from '../src/compile/compile.js';
import { makeWorld } from './toy/world.js';

const PYTHON = '/usr/bin/python3.11';
const folder = new URL('./programs/', import.meta.url);

const programs = readdirSync(folder).flatMap((name) =>
  [0, 1].map((translateAfter) => ({ name, translateAfter })),
);

describe.each(programs)('$name, translated after $translateAfter', ({ name, translateAfter }) => {
  const source = readFileSync(new URL(name, folder), 'utf8');
  const unit = compileSource(source, { filename: name });

  test('prints what CPython prints', () => {
    const expected = spawnSync(PYTHON, ['-W', 'ignore', '-c', source], { encoding: 'utf8' });
    expect(expected.stderr).toBe('');
    const world = makeWorld({ recursion: 200, translateAfter });
    const result = world.exec(unit);
    if (result === 0) {
      const { text, trace } = world.toy.takeError();
      throw new Error(`${text}\n${trace.join('\n')}\n${world.toy.output.join('\n')}`);
    }
    expect(world.toy.output).toEqual(expected.stdout.trimEnd().split('\n'));
  });

  test('leaves nothing behind when it is run again', () => {
    const world = makeWorld({ recursion: 200, translateAfter });
    const { toy } = world;
    const live: number[] = [];
    for (let i = 0; i < 3; i++) {
      toy.decref(world.exec(unit));
      live.push(toy.live());
    }
    expect(live[2]).toBe(live[1]);
  });
});
