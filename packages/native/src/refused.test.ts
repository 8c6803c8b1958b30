/** A system that refuses executable memory. */
import { ldU32, makeThunks } from '@tyston/memory';
import { expect, test } from 'vitest';
import { createLinuxHost } from './host.js';

test('libc works, and thunks are headers', () => {
  const host = createLinuxHost({ executable: false });
  if ('error' in host) throw new Error(host.error);
  expect([host.code, host.codeError]).toEqual([null, 'switched off']);
  expect(host.os.getpid()).toBe(process.pid);
  const p = makeThunks(host.thunks).define(9, 'pp:i');
  expect([ldU32(p - 4), ldU32(p)]).toEqual([9, 0]);
});
