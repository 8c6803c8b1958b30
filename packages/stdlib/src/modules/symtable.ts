/**
 * The module `_symtable`: the compiler's symbol tables as objects.
 *
 *     +16 id  +24 name  +32 symbols  +40 names of parameters  +48 children  +56 type  +60 line  +64 nested
 */
import { parse, SCOPE_MASK, SCOPE_OFFSET, SymbolFlag, SymbolScope, symtableOf } from '@tyston/interp';
import {
  type Borrowed,
  ld32,
  ldPtr,
  NULL,
  type Owned,
  PyObject,
  st32,
  stPtr,
  TypeFlags,
} from '@tyston/memory';
import {
  decref,
  dictSet,
  fileNameOf,
  type HeapTypeSpec,
  jsStr,
  listAppend,
  MemberType,
  type ModuleSpec,
  method,
  newDict,
  newInt,
  newList,
  newStr,
  parserOptions,
  raiseCompileFailure,
  repr,
  sourceOf,
  valueError,
} from '@tyston/objects';
import { setModuleAttr } from '../lib/module-attrs.js';
import { destroy, keepType, newOf, visitFields } from '../lib/own-types.js';
import { StdlibState } from '../lib/state.js';

const ID = PyObject.size;
const NAME = ID + 8;
const SYMBOLS = ID + 16;
const VARNAMES = ID + 24;
const CHILDREN = ID + 32;
const TYPE = ID + 40;
const LINE = ID + 44;
const NESTED = ID + 48;
const OBJECTS = [ID, NAME, SYMBOLS, VARNAMES, CHILDREN];
const TYPES = { function: 0, class: 1, module: 2, annotation: 3 } as const;
type Scope = ReturnType<typeof symtableOf>['top'];

function listOf(items: readonly Owned[]): Owned {
  const list = newList();
  for (const item of items) {
    listAppend(list, item);
    decref(item);
  }
  return list;
}
/** The object for a scope, with those of the scopes in it. */
function entryOf(scope: Scope): Owned {
  const self = newOf(StdlibState.SYMTABLE_ENTRY);
  const symbols = newDict();
  for (const [name, flags] of scope.symbols) {
    const key = newStr(name);
    const value = newInt(flags);
    dictSet(symbols, key, value);
    decref(key);
    decref(value);
  }
  const top = scope.type === 'module';
  // CPython's id is the address of a node of the compiler; the entry's own is as unique while it lives.
  stPtr(self + ID, newInt(self));
  stPtr(self + NAME, newStr(top ? 'top' : scope.name));
  stPtr(self + SYMBOLS, symbols);
  stPtr(self + VARNAMES, listOf(scope.varnames.map((name) => newStr(name))));
  stPtr(self + CHILDREN, listOf(scope.children.map(entryOf)));
  st32(self + TYPE, TYPES[scope.type]);
  st32(self + LINE, top ? 0 : scope.where.lineno);
  st32(self + NESTED, scope.nested ? 1 : 0);
  return self;
}

function showEntry(self: Borrowed): Owned {
  const id = repr(ldPtr(self + ID));
  if (id === 0) return NULL;
  const line = newStr(
    `<symtable entry ${jsStr(ldPtr(self + NAME))}(${jsStr(id)}), line ${ld32(self + LINE)}>`,
  );
  decref(id);
  return line;
}

const member = (name: string, offset: number, type: number = MemberType.OBJECT) => ({
  name,
  type,
  offset,
  readonly: true,
});
const ENTRY: HeapTypeSpec = {
  name: 'symtable entry',
  tpName: 'symtable entry',
  basicsize: NESTED + 8,
  flags: TypeFlags.HAVE_GC | TypeFlags.DISALLOW_INSTANTIATION,
  slots: {
    tp_dealloc: (self: Borrowed) => destroy(self, ...OBJECTS),
    tp_traverse: (self: Borrowed, visit: (p: Borrowed) => void) => visitFields(self, visit, ...OBJECTS),
    tp_repr: showEntry,
  },
  members: [
    member('id', ID),
    member('name', NAME),
    member('symbols', SYMBOLS),
    member('varnames', VARNAMES),
    member('children', CHILDREN),
    member('nested', NESTED, MemberType.INT),
    member('type', TYPE, MemberType.INT),
    member('lineno', LINE, MemberType.INT),
  ],
};

function symtable(_module: Borrowed, source: Borrowed, filename: Borrowed, startstr: Borrowed): Owned {
  const file = fileNameOf(filename);
  if (file === null) return NULL;
  const text = sourceOf(source, 'symtable', 'string or bytes');
  if (text === null) return NULL;
  const mode = jsStr(startstr);
  if (mode !== 'exec' && mode !== 'eval' && mode !== 'single')
    return valueError("symtable() arg 3 must be 'exec' or 'eval' or 'single'");
  try {
    const tree = parse(text.source, parserOptions(file, mode, 0));
    return entryOf(symtableOf(tree, { filename: file }).top);
  } catch (e) {
    return raiseCompileFailure(e);
  }
}

const CONSTANTS: readonly (readonly [string, number])[] = [
  ['USE', SymbolFlag.USE],
  ['DEF_GLOBAL', SymbolFlag.DEF_GLOBAL],
  ['DEF_NONLOCAL', SymbolFlag.DEF_NONLOCAL],
  ['DEF_LOCAL', SymbolFlag.DEF_LOCAL],
  ['DEF_PARAM', SymbolFlag.DEF_PARAM],
  ['DEF_FREE', SymbolFlag.DEF_FREE],
  ['DEF_FREE_CLASS', SymbolFlag.DEF_FREE_CLASS],
  ['DEF_IMPORT', SymbolFlag.DEF_IMPORT],
  ['DEF_BOUND', SymbolFlag.DEF_BOUND],
  ['DEF_ANNOT', SymbolFlag.DEF_ANNOT],
  ['TYPE_FUNCTION', TYPES.function],
  ['TYPE_CLASS', TYPES.class],
  ['TYPE_MODULE', TYPES.module],
  ['LOCAL', SymbolScope.LOCAL],
  ['GLOBAL_EXPLICIT', SymbolScope.GLOBAL_EXPLICIT],
  ['GLOBAL_IMPLICIT', SymbolScope.GLOBAL_IMPLICIT],
  ['FREE', SymbolScope.FREE],
  ['CELL', SymbolScope.CELL],
  ['SCOPE_OFF', SCOPE_OFFSET],
  ['SCOPE_MASK', SCOPE_MASK],
];

export const symtableModule: ModuleSpec = {
  name: '_symtable',
  functions: [
    method(
      'symtable',
      '($module, source, filename, startstr: str, /)',
      symtable,
      'Return symbol and scope dictionaries used internally by compiler.',
    ),
  ],
  types: [ENTRY],
  exec: (module) => {
    if (keepType(module, 'symtable entry', StdlibState.SYMTABLE_ENTRY, true) < 0) return -1;
    for (const [name, value] of CONSTANTS) if (setModuleAttr(module, name, newInt(value)) < 0) return -1;
    return 0;
  },
};
