/** Objects that marshal writes as one byte. */
import { T } from '@tyston/objects';

export { Ellipsis, False, None, NotImplemented, True } from '@tyston/objects';
export const StopIterationType = T.StopIteration;
