/** The type Pickler, and the functions dump and dumps. */
import { type Borrowed, ldAddr, ldPtr, NULL, type Owned, st32, stPtr, TypeFlags } from '@tyston/memory';
import {
  asCInt,
  clearFields,
  decref,
  errOccurred,
  type HeapTypeSpec,
  intern,
  lookupAttr,
  MemberType,
  method,
  None,
  newInt,
  newRef,
  parseTupleAndDict,
  setError,
  T,
  tpName,
  typeError,
  typeOf,
  valueError,
} from '@tyston/objects';
import { allocOf, beginDealloc, endDealloc } from '../../lib/heap-type.js';
import { isCallable } from '../../lib/is-callable.js';
import { StdlibState, stateObject } from '../../lib/state.js';
import { Dump } from './dump.js';
import { field, PICKLER, picklingError } from './layout.js';
import { eachRemembered, freeTable, newTable, tableCount } from './memo.js';
import { DEFAULT_PROTOCOL, HIGHEST_PROTOCOL, Op } from './opcodes.js';
import { picklerMemo, setPicklerMemo } from './proxies.js';
import { save } from './save.js';

const OBJECTS = [PICKLER.write, PICKLER.persistentId, PICKLER.dispatchTable, PICKLER.bufferCallback];

/** What dump(), dumps() and Pickler() are given. */
interface Options {
  readonly protocol: Borrowed;
  readonly fixImports: boolean;
  readonly bufferCallback: Borrowed;
}
/** Sets the protocol and what goes with it. False with an exception. */
function setOptions(p: Borrowed, o: Options): boolean {
  let proto = DEFAULT_PROTOCOL;
  if (o.protocol !== 0 && o.protocol !== None) {
    proto = asCInt(o.protocol);
    if (proto === -1 && errOccurred()) return false;
    if (proto < 0) proto = HIGHEST_PROTOCOL;
    else if (proto > HIGHEST_PROTOCOL) {
      valueError(`pickle protocol must be <= ${HIGHEST_PROTOCOL}`);
      return false;
    }
  }
  st32(p + PICKLER.proto, proto);
  st32(p + PICKLER.bin, proto > 0 ? 1 : 0);
  st32(p + PICKLER.fixImports, o.fixImports && proto < 3 ? 1 : 0);
  if (o.bufferCallback !== 0 && o.bufferCallback !== None) {
    if (proto < 5) {
      valueError('buffer_callback needs protocol >= 5');
      return false;
    }
    stPtr(p + PICKLER.bufferCallback, newRef(o.bufferCallback));
  }
  return true;
}
/** file.write. False with TypeError. */
function setFile(p: Borrowed, file: Borrowed): boolean {
  const write = lookupAttr(file, intern('write'));
  if (write === 0) {
    if (!errOccurred()) typeError("file must have a 'write' attribute");
    return false;
  }
  stPtr(p + PICKLER.write, write);
  return true;
}
function freshMemo(p: Borrowed): void {
  const old = ldAddr(p + PICKLER.memo);
  stPtr(p + PICKLER.memo, newTable());
  freeTable(old);
}

/** Writes a whole pickle; the bytes where `p` has no file, else None. NULL with an exception. */
function run(p: Borrowed, o: Borrowed): Owned {
  const write = field(p, PICKLER.write);
  const d = new Dump(p, write, save);
  let ok = d.hooks();
  if (ok) {
    if (d.proto >= 2) {
      d.out.op1(Op.PROTO, d.proto);
      d.out.framing = d.proto >= 4;
    }
    ok = save(d, o);
  }
  let result = NULL;
  if (ok) {
    d.out.op(Op.STOP);
    d.out.commit();
    if (write === 0) result = d.out.finish();
    else if (d.out.flush()) result = newRef(None);
  }
  d.end();
  return result;
}

function picklerInit(p: Borrowed, args: Borrowed, kwargs: Borrowed): number {
  const values = parseTupleAndDict(
    'Pickler',
    '(file, protocol=None, fix_imports: bool = True, buffer_callback=None)',
    args,
    kwargs,
  );
  if (values === null) return -1;
  const [file, protocol, fixImports, bufferCallback] = values as [Borrowed, Borrowed, boolean, Borrowed];
  clearPickler(p);
  if (!setOptions(p, { protocol, fixImports, bufferCallback }) || !setFile(p, file)) return -1;
  freshMemo(p);
  st32(p + PICKLER.fast, 0);
  const table = lookupAttr(p, intern('dispatch_table'));
  if (table === 0) return errOccurred() ? -1 : 0;
  stPtr(p + PICKLER.dispatchTable, table);
  return 0;
}
function clearPickler(p: Borrowed): void {
  clearFields(p, OBJECTS);
  const memo = ldAddr(p + PICKLER.memo);
  stPtr(p + PICKLER.memo, 0);
  freeTable(memo);
}
function dumpMethod(p: Borrowed, o: Borrowed): Owned {
  if (field(p, PICKLER.write) === 0)
    return picklingError(`Pickler.__init__() was not called by ${tpName(typeOf(p))}.__init__()`);
  return run(p, o);
}

/** dump() and dumps(): a pickler of their own, for `file` or (NULL) for bytes. */
export function dumpWith(o: Borrowed, file: Borrowed, options: Options): Owned {
  const p = allocOf(stateObject(StdlibState.PICKLER_TYPE));
  if (p === 0) return NULL;
  let r = NULL;
  if (setOptions(p, options) && (file === 0 || setFile(p, file))) {
    freshMemo(p);
    r = run(p, o);
  }
  decref(p);
  return r;
}

export const picklerType: HeapTypeSpec = {
  name: 'Pickler',
  tpName: '_pickle.Pickler',
  basicsize: PICKLER.size,
  flags: TypeFlags.BASETYPE | TypeFlags.HAVE_GC,
  immutable: false,
  textSignature: '(file, protocol=None, fix_imports=True, buffer_callback=None)',
  doc: 'Writes pickles to a file: objects as bytes from which an Unpickler makes them again.',
  slots: {
    tp_new: (type: Borrowed) => allocOf(type),
    tp_init: picklerInit,
    tp_dealloc: (p: Borrowed) => {
      beginDealloc(p);
      clearPickler(p);
      endDealloc(p);
    },
    tp_traverse: (p: Borrowed, visit: (o: Borrowed) => void) => {
      for (const at of OBJECTS) if (ldPtr(p + at) !== 0) visit(ldPtr(p + at));
      const memo = ldAddr(p + PICKLER.memo);
      if (memo !== 0) eachRemembered(memo, visit);
    },
    tp_clear: (p: Borrowed) => {
      clearPickler(p);
      return 0;
    },
  },
  methods: [
    method('dump', '($self, obj, /)', dumpMethod, 'Writes the pickle of an object to the file.'),
    method(
      'clear_memo',
      '($self, /)',
      (p: Borrowed) => {
        if (ldAddr(p + PICKLER.memo) !== 0) freshMemo(p);
        return newRef(None);
      },
      'Forgets which objects have been written.',
    ),
    method(
      '__sizeof__',
      '($self, /)',
      (p: Borrowed) => {
        const memo = ldAddr(p + PICKLER.memo);
        return newInt(PICKLER.size + (memo === 0 ? 0 : tableCount(memo) * 16));
      },
      'Size in memory, in bytes.',
    ),
  ],
  members: [
    { name: 'bin', type: MemberType.INT, offset: PICKLER.bin },
    { name: 'fast', type: MemberType.INT, offset: PICKLER.fast },
    { name: 'dispatch_table', type: MemberType.OBJECT_EX, offset: PICKLER.dispatchTable },
  ],
  getset: [
    { name: 'memo', get: picklerMemo, set: setPicklerMemo },
    {
      name: 'persistent_id',
      get: (p) => {
        const f = field(p, PICKLER.persistentId);
        return f !== 0 ? newRef(f) : setError(T.AttributeError, 'persistent_id');
      },
      set: (p, value) => {
        if (value === 0) {
          typeError('attribute deletion is not supported');
          return -1;
        }
        if (!isCallable(value)) {
          typeError('persistent_id must be a callable taking one argument');
          return -1;
        }
        const old = field(p, PICKLER.persistentId);
        stPtr(p + PICKLER.persistentId, newRef(value));
        if (old !== 0) decref(old);
        return 0;
      },
    },
  ],
};
