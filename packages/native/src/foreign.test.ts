import { WINDOW_HIGH } from '@tyston/memory';
import { expect, test } from 'vitest';
import { createLinuxHost } from './host.js';

const host = createLinuxHost();
if ('error' in host) throw new Error(host.error);
const { foreign } = host;

test('a library is opened, its function called', () => {
  const library = foreign.open('libm.so.6');
  if ('error' in library) throw new Error(library.error);
  expect(library.symbol('no_such_symbol')).toBe(0n);
  expect(host.caller.bind(library.symbol('hypot'), 'dd:d')(3, 4)).toBe(5);
  library.close();
  expect(foreign.open('/no/such/library.so')).toEqual({
    error: '/no/such/library.so: cannot open shared object file: No such file or directory',
  });
  expect(() => foreign.open('a\0b')).toThrow(TypeError);
});

test('memory outside the window is copied', () => {
  const malloc = host.caller.bind(host.machine.symbol('malloc'), 'n:q');
  const free = host.caller.bind(host.machine.symbol('free'), 'q:v');
  const p = malloc(3 << 20) as bigint;
  expect(p >> 32n).not.toBe(BigInt(WINDOW_HIGH));
  const bytes = new Uint8Array(3 << 20).map((_, i) => i * 11 + 1);
  foreign.write(p, bytes);
  expect(Buffer.compare(foreign.read(p, bytes.length), bytes)).toBe(0);
  foreign.write(p, new TextEncoder().encode('text\0more'));
  expect(Buffer.from(foreign.string(p)).toString()).toBe('text');
  expect(foreign.string(0n).length).toBe(0);
  free(p);
});
