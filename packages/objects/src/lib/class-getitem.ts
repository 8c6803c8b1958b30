/** `__class_getitem__` of generic built-in types (PEP 585): `list[int]`. */
import type { Borrowed, Owned } from '@tyston/memory';
import { call } from '../core/abstract.js';
import { type MethodSpec, method } from '../core/define.js';
import { T } from '../core/wellknown.js';

export const classGetItem: MethodSpec = method(
  '__class_getitem__',
  '($type, item, /)',
  (type: Borrowed, item: Borrowed): Owned => call(T.GenericAlias, type, item),
  'See PEP 585',
  { kind: 'classmethod', noTextSignature: true },
);
