/**
 * The module `_pickle`. Writing: `save.ts` tells by type what an object becomes, the files beside it write it, `output.ts` has the bytes.
 * Reading: `read.ts` goes through the opcodes, `load-atoms.ts` and `load-objects.ts` do them. What lasts from one pickle to the next, the
 * memos, is in the window (`memo.ts`).
 */
import { type Borrowed, NULL, type Owned } from '@tyston/memory';
import { getBytesLike, type ModuleSpec, method, newRef, T } from '@tyston/objects';
import { importAttribute } from '../../lib/import-attribute.js';
import { setModuleAttr } from '../../lib/module-attrs.js';
import { newException } from '../../lib/new-exception.js';
import { keepType } from '../../lib/own-types.js';
import { StdlibState, setStateObject, stateObject } from '../../lib/state.js';
import { pickleBufferType } from './buffer.js';
import { dumpWith, picklerType } from './pickler.js';
import { picklerMemoType, unpicklerMemoType } from './proxies.js';
import { loadWith, text, unpicklerType } from './unpickler.js';

const S = StdlibState;

/** What the module uses of others, by the words that keep it. */
const USED = [
  ['copyreg', 'dispatch_table', S.PICKLE_DISPATCH],
  ['copyreg', '_extension_registry', S.PICKLE_EXTENSIONS],
  ['copyreg', '_inverted_registry', S.PICKLE_INVERTED],
  ['copyreg', '_extension_cache', S.PICKLE_EXTENSION_CACHE],
  ['_compat_pickle', 'NAME_MAPPING', S.PICKLE_NAMES_2TO3],
  ['_compat_pickle', 'IMPORT_MAPPING', S.PICKLE_MODULES_2TO3],
  ['_compat_pickle', 'REVERSE_NAME_MAPPING', S.PICKLE_NAMES_3TO2],
  ['_compat_pickle', 'REVERSE_IMPORT_MAPPING', S.PICKLE_MODULES_3TO2],
  ['codecs', 'encode', S.PICKLE_ENCODE],
  ['builtins', 'getattr', S.PICKLE_GETATTR],
  ['functools', 'partial', S.PICKLE_PARTIAL],
] as const;

function makeErrors(module: Borrowed): number {
  const make = (name: string, base: Borrowed, at: number): number => {
    const type = newException('_pickle', name, base);
    if (type === 0) return -1;
    setStateObject(at, newRef(type));
    return setModuleAttr(module, name, type);
  };
  if (make('PickleError', T.Exception, S.PICKLE_ERROR) < 0) return -1;
  const base = stateObject(S.PICKLE_ERROR);
  if (make('PicklingError', base, S.PICKLING_ERROR) < 0) return -1;
  return make('UnpicklingError', base, S.UNPICKLING_ERROR);
}

export const pickleModule: ModuleSpec = {
  name: '_pickle',
  doc: 'Optimized C implementation for the Python pickle module.',
  types: [picklerType, unpicklerType, pickleBufferType, picklerMemoType, unpicklerMemoType],
  functions: [
    method(
      'dump',
      '($module, /, obj, file, protocol=None, *, fix_imports: bool = True,\n     buffer_callback=None)',
      (
        _m: Borrowed,
        o: Borrowed,
        file: Borrowed,
        protocol: Borrowed,
        fixImports: boolean,
        bufferCallback: Borrowed,
      ) => dumpWith(o, file, { protocol, fixImports, bufferCallback }),
      'Writes the pickle of an object to a file.',
    ),
    method(
      'dumps',
      '($module, /, obj, protocol=None, *, fix_imports: bool = True,\n      buffer_callback=None)',
      (_m: Borrowed, o: Borrowed, protocol: Borrowed, fixImports: boolean, bufferCallback: Borrowed) =>
        dumpWith(o, 0 as Borrowed, { protocol, fixImports, bufferCallback }),
      'The pickle of an object as bytes.',
    ),
    method(
      'load',
      "($module, /, file, *, fix_imports: bool = True, encoding: str = 'ASCII',\n     errors: str = 'strict', buffers=())",
      (
        _m: Borrowed,
        file: Borrowed,
        fixImports: boolean,
        encoding: Borrowed,
        errors: Borrowed,
        buffers: Borrowed,
      ) => loadWith(file, null, { fixImports, encoding: text(encoding), errors: text(errors), buffers }),
      'The object of the pickle that a file has.',
    ),
    method(
      'loads',
      "($module, data, /, *, fix_imports: bool = True, encoding: str = 'ASCII',\n      errors: str = 'strict', buffers=())",
      (
        _m: Borrowed,
        data: Borrowed,
        fixImports: boolean,
        encoding: Borrowed,
        errors: Borrowed,
        buffers: Borrowed,
      ): Owned => {
        const held = getBytesLike(data);
        if (held === null) return NULL;
        return loadWith(0 as Borrowed, held, {
          fixImports,
          encoding: text(encoding),
          errors: text(errors),
          buffers,
        });
      },
      'The object of a pickle that is given as bytes.',
    ),
  ],
  exec(module) {
    keepType(module, 'Pickler', S.PICKLER_TYPE, false);
    keepType(module, 'Unpickler', S.UNPICKLER_TYPE, false);
    keepType(module, 'PickleBuffer', S.PICKLE_BUFFER_TYPE, false);
    keepType(module, 'PicklerMemoProxy', S.PICKLER_MEMO_TYPE, true);
    keepType(module, 'UnpicklerMemoProxy', S.UNPICKLER_MEMO_TYPE, true);
    for (const [from, name, at] of USED) {
      const o = importAttribute(from, name);
      if (o === 0) return -1;
      setStateObject(at, o);
    }
    return makeErrors(module);
  },
};
