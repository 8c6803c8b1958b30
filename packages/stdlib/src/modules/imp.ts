/** `_imp`: what importlib asks of the interpreter. */
import { type Borrowed, ldPtr, NULL, type Owned, PyCodeObject, stPtr } from '@tyston/memory';
import {
  bytesLength,
  bytesView,
  decref,
  dictGet,
  dictSet,
  getAttr,
  incref,
  intern,
  intToBigInt,
  isInstance,
  jsStr,
  listAppendOwned,
  ModuleObject,
  type ModuleSpec,
  method,
  None,
  newBool,
  newBytes,
  newInt,
  newList,
  newRef,
  newStr,
  newTuple,
  State,
  setError,
  strEquals,
  T,
  tupleItem,
  tupleLength,
  typeOf,
} from '@tyston/objects';
import { frozenCode, frozenNames, frozenOrigin } from '../frozen.js';
import { isBuiltinModule, makeBuiltinModule } from '../registry-hook.js';

function createBuiltin(_m: Borrowed, spec: Borrowed): Owned {
  const name = getAttr(spec, intern('name'));
  if (name === 0) return NULL;
  const text = jsStr(name);
  const loaded = dictGet(ldPtr(State.MODULES), name);
  decref(name);
  // sys and builtins exist once; making them again gives them.
  if (loaded !== 0 && (text === 'sys' || text === 'builtins')) return newRef(loaded);
  if (!isBuiltinModule(text)) return newRef(None);
  return makeBuiltinModule(text);
}

/** Gives a code object and all code inside it another file name. */
function fixFilename(code: Borrowed, from: Borrowed, to: Borrowed): void {
  const own = ldPtr(code + PyCodeObject.co_filename);
  if (!strEquals(own, from)) return;
  incref(to);
  stPtr(code + PyCodeObject.co_filename, to);
  const consts = ldPtr(code + PyCodeObject.co_consts);
  for (let i = 0; i < tupleLength(consts); i++)
    if (typeOf(tupleItem(consts, i)) === T.code) fixFilename(tupleItem(consts, i), own, to);
  decref(own);
}

/** The hash that hash-based caches carry: SipHash-1-3 with the caller's key. */
function sourceHash(_m: Borrowed, key: Borrowed, source: Borrowed): Owned {
  const k = newIntKey(key);
  const n = bytesLength(source);
  const data = bytesView(source);
  return newBytes(sipHashKeyed(k, data.slice(0, n)));
}
function newIntKey(key: Borrowed): bigint {
  return intToBigInt(key);
}
/** SipHash-1-3 of JavaScript bytes under (key, 0), as eight bytes. (J.-P. Aumasson, D. J. Bernstein, 2012.) */
function sipHashKeyed(k0: bigint, data: Uint8Array): Uint8Array {
  const M = (1n << 64n) - 1n;
  const rot = (x: bigint, b: bigint) => ((x << b) | (x >> (64n - b))) & M;
  let v0 = k0 ^ 0x736f6d6570736575n;
  let v1 = 0x646f72616e646f6dn;
  let v2 = k0 ^ 0x6c7967656e657261n;
  let v3 = 0x7465646279746573n;
  const round = () => {
    v0 = (v0 + v1) & M;
    v2 = (v2 + v3) & M;
    v1 = rot(v1, 13n) ^ v0;
    v3 = rot(v3, 16n) ^ v2;
    v0 = rot(v0, 32n);
    v2 = (v2 + v1) & M;
    v0 = (v0 + v3) & M;
    v1 = rot(v1, 17n) ^ v2;
    v3 = rot(v3, 21n) ^ v0;
    v2 = rot(v2, 32n);
  };
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  let i = 0;
  for (; i + 8 <= data.length; i += 8) {
    const m = view.getBigUint64(i, true);
    v3 ^= m;
    round();
    v0 ^= m;
  }
  let last = (BigInt(data.length) & 0xffn) << 56n;
  for (let s = 0n; i < data.length; i++, s += 8n) last |= BigInt(data[i]!) << s;
  v3 ^= last;
  round();
  v0 ^= last;
  v2 ^= 0xffn;
  round();
  round();
  round();
  const out = new Uint8Array(8);
  new DataView(out.buffer).setBigUint64(0, v0 ^ v1 ^ v2 ^ v3, true);
  return out;
}
const notFrozen = (name: Borrowed): Owned => {
  setError(T.ImportError, `No such frozen object named ${jsStr(name)}`);
  return NULL;
};

function frozenNameList(): Owned {
  const list = newList();
  for (const name of frozenNames()) listAppendOwned(list, newStr(name));
  return list;
}
/** (data, is_package, origname), or None. */
function findFrozen(name: Borrowed): Owned {
  const origin = frozenOrigin(jsStr(name));
  return origin === null ? newRef(None) : newTuple(newRef(None), newBool(false), newStr(origin));
}

export const impModule: ModuleSpec = {
  name: '_imp',
  doc: '(Extremely) low-level import machinery bits as used by importlib.',
  functions: [
    method(
      'extension_suffixes',
      '($module, /)',
      () => newList(),
      'Returns the list of file suffixes used to identify extension modules.',
    ),
    method(
      'lock_held',
      '($module, /)',
      () => newBool(false),
      'Return True if the import lock is currently held, else False.',
    ),
    method(
      'acquire_lock',
      '($module, /)',
      () => newRef(None),
      "Acquires the interpreter's import lock for the current thread.",
    ),
    method('release_lock', '($module, /)', () => newRef(None), "Release the interpreter's import lock."),
    method(
      'find_frozen',
      '($module, name, /, *, withdata: bool = False)',
      (_m: Borrowed, name: Borrowed) => findFrozen(name),
      'Return info about the corresponding frozen module (if there is one) or None.',
    ),
    method(
      'get_frozen_object',
      '($module, name, data=None, /)',
      (_m: Borrowed, name: Borrowed) => frozenCode(jsStr(name)),
      'Create a code object for a frozen module.',
    ),
    method(
      'is_frozen_package',
      '($module, name, /)',
      (_m: Borrowed, name: Borrowed) =>
        frozenOrigin(jsStr(name)) === null ? notFrozen(name) : newBool(false),
      'Returns True if the module name is of a frozen package.',
    ),
    method('create_builtin', '($module, spec, /)', createBuiltin, 'Create an extension module.'),
    method('init_frozen', '($module, name, /)', () => newRef(None), 'Initializes a frozen module.'),
    method(
      'is_builtin',
      '($module, name, /)',
      (_m: Borrowed, name: Borrowed) => newInt(isBuiltinModule(jsStr(name)) ? 1 : 0),
      'Returns True if the module name corresponds to a built-in module.',
    ),
    method(
      'is_frozen',
      '($module, name, /)',
      (_m: Borrowed, name: Borrowed) => newBool(frozenOrigin(jsStr(name)) !== null),
      'Returns True if the module name corresponds to a frozen module.',
    ),
    method(
      '_frozen_module_names',
      '($module, /)',
      () => frozenNameList(),
      'Returns the list of available frozen modules.',
    ),
    method(
      '_override_frozen_modules_for_tests',
      '($module, override: int, /)',
      () => newRef(None),
      '(internal-only) Override PyConfig.use_frozen_modules.',
    ),
    method(
      'create_dynamic',
      '($module, spec, file=None, /)',
      () => setError(T.ImportError, 'dynamic modules are not supported'),
      'Create an extension module.',
    ),
    method('exec_dynamic', '($module, mod, /)', () => newInt(0), 'Initialize an extension module.'),
    method('exec_builtin', '($module, mod, /)', () => newInt(0), 'Initialize a built-in module.'),
    method(
      '_fix_co_filename',
      '($module, code, path, /)',
      (_m: Borrowed, code: Borrowed, path: Borrowed) => {
        const from = newRef(ldPtr(code + PyCodeObject.co_filename));
        if (isInstance(path, T.str) && !strEquals(from, path)) fixFilename(code, from, path);
        decref(from);
        return newRef(None);
      },
      'Changes code.co_filename to specify the passed-in file path.',
    ),
    method('source_hash', '($module, /, key, source)', sourceHash),
  ],
  exec: (m) => {
    const d = ldPtr(m + ModuleObject.md_dict);
    const s = newStr('default');
    dictSet(d, intern('check_hash_based_pycs'), s);
    decref(s);
    return 0;
  },
}; // prettier-ignore
