/**
 * OrderedDict objects. The underlying dict is ordered itself, so its order is the OrderedDict's: nothing has to be kept in step,
 * and CPython's fields for its list of nodes are unused.
 */
import { PyDictObject, struct } from '@tyston/memory';

export const OrderedDict = struct('PyODictObject', PyDictObject, {
  unused: ['ssize', 6],
  od_inst_dict: 'ptr',
  od_weakreflist: 'ptr',
});
