/** Types of the module that others of its types make. */
import type { Borrowed } from '@tyston/memory';
import { kept } from '../../lib/kept-types.js';

export const moduleChain = (): Borrowed => kept('itertools.chain');
export const moduleIslice = (): Borrowed => kept('itertools.islice');
