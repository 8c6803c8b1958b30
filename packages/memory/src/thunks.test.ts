import { describe, expect, test } from 'vitest';
import type { ThunkWriter } from './host.js';
import { createPortableHost } from './hosts/portable.js';
import { THUNKS } from './regions.js';
import {
  formatSignature,
  hasDoubles,
  packSignature,
  parseSignature,
  RAW,
  unpackSignature,
} from './signature.js';
import { MAX_THUNKS, makeThunks, THUNK_STRIDE, thunkAddress, thunkIndex } from './thunks.js';
import { attachWindow, ldU32 } from './window.js';

const host = createPortableHost({ bytes: 64 << 20 });
attachWindow(host.memory.buffer);

describe('addresses', () => {
  test('are arithmetic both ways', () => {
    for (const index of [0, 1, 1023, 1024, MAX_THUNKS - 1])
      expect(thunkIndex(thunkAddress(index))).toBe(index);
    for (const address of [0, THUNKS.start - 1, THUNKS.end, -8]) expect(thunkIndex(address)).toBe(-1);
  });

  test('are defined by their header alone on the portable host', () => {
    const thunks = makeThunks(host.thunks);
    const p = thunks.define(5, 'pnp:i');
    expect(p).toBe(thunkAddress(5));
    expect(ldU32(p - 4)).toBe(5);
    expect(formatSignature(ldU32(p - 8))).toBe('pnp:i');
    expect(thunks.isDefined(p)).toBe(true);
    expect(thunks.isDefined(p + 8)).toBe(false);
    expect(thunks.isDefined(thunkAddress(6))).toBe(false);
    expect([thunks.signatureOf(5), thunks.signatureOf(6), thunks.signatureOf(-1)]).toEqual([
      packSignature('pnp:i'),
      -1,
      -1,
    ]);
    const first = thunks.define(0, null);
    expect([thunks.isDefined(first), thunks.signatureOf(0)]).toEqual([true, RAW]);
    expect(() => thunks.define(MAX_THUNKS, null)).toThrow(RangeError);
    expect(() => thunks.define(1.5, null)).toThrow(RangeError);
  });

  test('are emitted once', () => {
    const emitted: number[][] = [];
    const writer: ThunkWriter = {
      writable: new Uint8Array(MAX_THUNKS * THUNK_STRIDE),
      emit: (...facts) => void emitted.push(facts),
    };
    const thunks = makeThunks(writer);
    thunks.define(3, 'p:p');
    thunks.define(3, 'p:p');
    thunks.define(3, 'd:d');
    expect(emitted).toEqual([
      [104, 3, packSignature('p:p')],
      [104, 3, packSignature('d:d')],
    ]);
  });
});

describe('signatures', () => {
  test.each([':v', 'p:p', 'pnqidp:d', 'dddddddd:n', 'qqqqqqqq:q'])('%s survives packing', (text) => {
    const word = packSignature(text);
    expect(formatSignature(word)).toBe(text);
    expect(unpackSignature(word)).toEqual(parseSignature(text));
    expect(word).not.toBe(0);
    expect(word).not.toBe(RAW);
    expect(hasDoubles(word)).toBe(text.includes('d'));
  });

  test.each(['', 'p', 'x:p', 'p:', 'v:v', 'ppppppppp:p'])('%j is refused', (text) => {
    expect(() => packSignature(text)).toThrow(TypeError);
  });

  test('raw', () => expect(formatSignature(RAW)).toBe('raw'));
});
