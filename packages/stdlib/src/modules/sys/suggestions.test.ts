import { expect, test } from 'vitest';
import { distance, nearest } from './suggestions.js';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

test('letters cost two, their case one', () => {
  expect(distance(bytes('same'), bytes('same'), 10)).toBe(0);
  expect(distance(bytes('pritn'), bytes('print'), 10)).toBe(4);
  expect(distance(bytes('Name'), bytes('name'), 10)).toBe(1);
  expect(distance(bytes('a'), bytes('abc'), 10)).toBe(4);
  expect(distance(bytes('kitten'), bytes('sitting'), 3)).toBe(4);
});

test('the nearest name, if it is near enough', () => {
  expect(nearest('bluch', ['blech', 'black', 'other'])).toBe('blech');
  expect(nearest('x', ['other'])).toBeNull();
  expect(nearest('foo_baz', ['foo_baz', 'foo_bar'])).toBe('foo_bar');
  expect(
    nearest(
      'aa',
      Array.from({ length: 750 }, () => 'ab'),
    ),
  ).toBeNull();
});
