/** str.__format__: the format mini-language as strings understand it. */
import { type Borrowed, NULL, type Owned } from '@tyston/memory';
import { str } from '../core/abstract.js';
import { valueError } from '../core/errors.js';
import { decref } from '../core/refcount.js';
import { jsStr, newStrBuffer, strData, strKind, strLength, substr, writeChar } from '../core/str.js';
import { copyChars, strMaxBound } from '../core/str-build.js';
import { parseFormatSpec, unknownFormatCode } from './format-spec.js';
import { tooLong } from './longest-text.js';

/** format(self, spec): both str. New reference. */
export function formatStr(self: Borrowed, spec: Borrowed): Owned {
  if (strLength(spec) === 0) return str(self);
  const f = parseFormatSpec(jsStr(spec), self, 's', '<');
  if (f === null) return NULL;
  if (f.type !== 's') return unknownFormatCode(f.type, self);
  if (f.sign !== '')
    return valueError(
      f.sign === ' '
        ? 'Space not allowed in string format specifier'
        : 'Sign not allowed in string format specifier',
    );
  if (f.noNegativeZero)
    return valueError('Negative zero coercion (z) not allowed in string format specifier');
  if (f.alternate) return valueError('Alternate form (#) not allowed in string format specifier');
  if (f.align === '=') return valueError("'=' alignment not allowed in string format specifier");
  const length = strLength(self);
  const n = f.precision >= 0 && f.precision < length ? f.precision : length;
  if (f.width <= n) return substr(self, 0, n);
  if (tooLong(f.width)) return NULL;
  const body = substr(self, 0, n);
  const total = f.width;
  const space = total - n;
  const left = f.align === '>' ? space : f.align === '^' ? Math.floor(space / 2) : 0;
  const { fill } = f;
  const r = newStrBuffer(total, Math.max(n > 0 ? strMaxBound(body) : 0, fill));
  const kind = strKind(r);
  const data = strData(r);
  for (let i = 0; i < left; i++) writeChar(kind, data, i, fill);
  if (n > 0) copyChars(kind, data, left, strKind(body), strData(body), 0, n);
  for (let i = left + n; i < total; i++) writeChar(kind, data, i, fill);
  decref(body);
  return r;
}
