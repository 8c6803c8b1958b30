/** Where machine code cannot be had, the program is told so in one line, and runs. */
import type { Host } from '@tyston/memory';
import { expect, test } from 'vitest';
import { machineCode } from '../src/machine-code.js';
import { type Options, parseOptions } from '../src/options.js';

const host = (facts: object) => facts as Host;
const never = () => {
  throw new Error('the file is not to be loaded');
};

test('a program that asks for machine code is told why there is none', () => {
  const options = parseOptions(['-X', 'jit=baseline', 'x.py']) as Options;
  const refused = host({
    kind: 'linux',
    code: null,
    codeError: 'mapping code: Permission denied',
    machine: {},
  });
  expect(machineCode(options, refused, never)).toBe(
    'tyston: no machine code: mapping code: Permission denied',
  );
  expect(machineCode(options, host({ kind: 'portable', code: null, machine: null }), never)).toBe(
    'tyston: no machine code: not on this host',
  );
});

test('nobody else loads it', () => {
  const options = parseOptions(['x.py']) as Options;
  expect(machineCode(options, host({ kind: 'linux', code: {}, machine: {} }), never)).toBeNull();
});
