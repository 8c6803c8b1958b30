/** localcontext(): a context that is current inside a with statement. */
import { type Addr, type Borrowed, ldPtr, NULL, type Owned, stPtr, TypeFlags } from '@tyston/memory';
import {
  decref,
  False,
  type HeapTypeSpec,
  jsStr,
  method,
  newRef,
  tupleItem,
  tupleLength,
  xdecref,
} from '@tyston/objects';
import { allocOf, beginDealloc, endDealloc } from '../../lib/heap-type.js';
import { StdlibState, stateObject } from '../../lib/state.js';
import { copyContext } from './context.js';
import { setFields } from './context-type.js';
import { contextArgument, currentContext, setCurrent } from './current.js';
import { MANAGER } from './layout.js';

const { local: LOCAL, global: GLOBAL } = MANAGER;

/** localcontext(ctx=None, **fields): what stands behind ctx by position is a field too. NULL with an exception. */
export function localContext(_module: Borrowed, args: Addr, n: number, kwnames: Borrowed): Owned {
  const positional: Borrowed[] = [];
  for (let i = 1; i < n; i++) positional.push(ldPtr(args + i * 8));
  let template = n > 0 ? ldPtr(args) : (0 as Borrowed);
  const keywords: [string, Borrowed][] = [];
  for (let k = 0; kwnames !== 0 && k < tupleLength(kwnames); k++) {
    const name = jsStr(tupleItem(kwnames, k));
    const value = ldPtr(args + (n + k) * 8);
    if (name === 'ctx' && template === 0) template = value;
    else keywords.push([name, value]);
  }
  const before = currentContext();
  if (before === 0) return NULL;
  const from = contextArgument(template);
  if (from === 0) return NULL;
  const local = copyContext(from);
  if (local === 0) return NULL;
  const m = setFields(local, positional, keywords)
    ? allocOf(stateObject(StdlibState.DECIMAL_MANAGER_TYPE))
    : NULL;
  if (m === 0) {
    decref(local);
    return NULL;
  }
  stPtr(m + LOCAL, local);
  stPtr(m + GLOBAL, newRef(before));
  return m;
}

const hidden = { noTextSignature: true } as const;
export const managerType: HeapTypeSpec = {
  name: 'ContextManager',
  tpName: 'decimal.ContextManager',
  basicsize: MANAGER.size,
  flags: TypeFlags.DISALLOW_INSTANTIATION,
  slots: {
    tp_dealloc: (m: Borrowed) => {
      beginDealloc(m);
      xdecref(ldPtr(m + LOCAL));
      xdecref(ldPtr(m + GLOBAL));
      endDealloc(m);
    },
  },
  methods: [
    method(
      '__enter__',
      '($self, /)',
      (m: Borrowed) => (setCurrent(ldPtr(m + LOCAL)) ? newRef(ldPtr(m + LOCAL)) : NULL),
      '',
      hidden,
    ),
    method(
      '__exit__',
      '($self, /, *args)',
      (m: Borrowed) => (setCurrent(ldPtr(m + GLOBAL)) ? newRef(False) : NULL),
      '',
      { ...hidden, raw: true },
    ),
  ],
};
