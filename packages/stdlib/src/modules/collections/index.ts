/** The module `_collections`. */
import { type ModuleSpec, method, newRef, T } from '@tyston/objects';
import { keepType } from '../../lib/kept-types.js';
import { setModuleAttr } from '../../lib/module-attrs.js';
import { countElements } from './count-elements.js';
import { defaultDictType } from './defaultdict.js';
import { dequeType } from './deque.js';
import { dequeIteratorTypes } from './deque-iterators.js';
import { tupleGetterType } from './tuplegetter.js';

export const collectionsModule: ModuleSpec = {
  name: '_collections',
  doc: 'High performance data structures.\n- deque:        ordered collection accessible from endpoints only\n- defaultdict:  dict subclass with a default value factory\n',
  functions: [
    method(
      '_count_elements',
      '($module, mapping, iterable, /)',
      countElements,
      'Count elements in the iterable, updating the mapping',
    ),
  ],
  types: [dequeType, defaultDictType, ...dequeIteratorTypes, tupleGetterType],
  exec: (module) => {
    keepType(module, '_collections.deque');
    keepType(module, '_collections.defaultdict');
    keepType(module, '_collections._deque_iterator');
    keepType(module, '_collections._deque_reverse_iterator');
    return setModuleAttr(module, 'OrderedDict', newRef(T.OrderedDict));
  },
};
