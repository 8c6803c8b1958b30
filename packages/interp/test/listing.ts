/** Code objects of both implementations in one form, so that they can be compared: facts, names and locations. */
import { decodeLineTable } from '../src/cfg/line-table.js';
import type { CodeUnit } from '../src/code-unit.js';
import { instructions } from '../src/encoding.js';
import { OPCODES } from '../src/opcodes.js';

export interface ListedCode {
  readonly qualname: string;
  readonly firstlineno: number;
  readonly flags: number;
  readonly argcounts: readonly number[];
  readonly varnames: readonly string[];
  readonly cellvars: readonly string[];
  readonly freevars: readonly string[];
  /** `operation|name|line,end line,column,end column` for each operation that has a counterpart, sorted. */
  readonly operations: readonly string[];
  /** The lines that tracing can see, but for the first (CPython's RESUME has it). */
  readonly lines: readonly number[];
}

/** Opcode → the operation that CPython has an opcode for too. */
const OPERATION: Readonly<Record<string, string>> = {
  LOAD_GLOBAL: 'global',
  LOAD_ATTR: 'attr',
  LOAD_METHOD: 'attr',
  STORE_ATTR: 'set attr',
  DELETE_ATTR: 'del attr',
  CALL: 'call',
  CALL_KW: 'call',
  CALL_EX: 'call',
  IN: 'in',
  NOT_IN: 'in',
  JUMP_IF_IN: 'in',
  SUBSCR: 'item',
  SUBSCR_K: 'item',
  LOAD_SLICE: 'item',
  STORE_SUBSCR: 'set item',
  STORE_SUBSCR_K: 'set item',
  STORE_SLICE: 'set item',
  DELETE_SUBSCR: 'del item',
  GET_ITER: 'iter',
  FOR_ITER: 'next',
  RAISE: 'raise',
  RAISE_FROM: 'raise',
  RAISE_AGAIN: 'raise',
  IMPORT_NAME: 'import',
  IMPORT_FROM: 'import from',
  LOAD_NAME: 'name',
  STORE_NAME: 'set name',
  YIELD_VALUE: 'yield',
  YIELD_FROM: 'yield',
  LOAD_DEREF: 'deref',
  LOAD_CLASSDEREF: 'deref',
  BEFORE_WITH: 'with',
  BEFORE_ASYNC_WITH: 'with',
  NEGATIVE: 'unary',
  NOT: 'unary',
  INVERT: 'unary',
  FORMAT_VALUE: 'format',
  FORMAT_VALUE_SPEC: 'format',
  GET_AWAITABLE: 'await',
  MAKE_FUNCTION: 'function',
  DICT_UPDATE: 'update',
  DICT_MERGE: 'merge',
  JUMP_IF_NOT_EXC: 'except',
  MATCH_EXC_GROUP: 'except',
  MATCH_CLASS: 'match class',
  MATCH_KEYS: 'match keys',
  GET_AITER: 'aiter',
  GET_ANEXT: 'anext',
  LOAD_SPECIAL: 'special',
  STORE_GLOBAL: 'set global',
}; // prettier-ignore
const BINARY = /^(INPLACE_)?(ADD|SUB|MUL|TRUEDIV|FLOORDIV|MOD|POW|LSHIFT|RSHIFT|AND|OR|XOR|BINARY_OP)(_K)?$/;
const COMPARE = /^(JUMP_IF_)?(LT|LE|EQ|NE|GT|GE)(_K)?$/;
const NAMED = new Set([
  'global',
  'attr',
  'set attr',
  'del attr',
  'name',
  'set name',
  'import',
  'import from',
  'set global',
  'deref',
]); // prettier-ignore

function operationOf(name: string): string | undefined {
  if (BINARY.test(name)) return 'binary';
  return COMPARE.test(name) ? 'compare' : OPERATION[name];
}

/** Ours, with the nested ones, in order. */
export function listCode(unit: CodeUnit, into: ListedCode[] = []): ListedCode[] {
  const { localsplusnames: names, localspluskinds: kinds } = unit;
  const operations = new Set<string>();
  const lines = decodeLineTable(unit.linetable, unit.firstlineno);
  let entry = 0;
  for (const instruction of instructions(unit.words)) {
    while (lines[entry]!.end <= instruction.at) entry++;
    const row = OPCODES[instruction.op]!;
    const operation = operationOf(row.name);
    if (operation === undefined) continue;
    let name = '';
    if (NAMED.has(operation)) {
      const at = row.operands.findIndex(({ kind }) => kind === 'name' || kind === 'local');
      const value = [instruction.a, instruction.b, instruction.c][at]!;
      name = row.operands[at]!.kind === 'name' ? unit.names[value]! : names[value]!;
    }
    const { line, endLine, column, endColumn } = lines[entry]!;
    operations.add(`${operation}|${name}|${line},${endLine},${column},${endColumn}`);
  }
  into.push({
    qualname: unit.qualname,
    firstlineno: unit.firstlineno,
    flags: unit.flags,
    argcounts: [unit.argcount, unit.posonlyargcount, unit.kwonlyargcount],
    varnames: names.filter((_, i) => (kinds[i]! & 0x20) !== 0),
    cellvars: names.filter((_, i) => (kinds[i]! & 0x40) !== 0),
    freevars: names.filter((_, i) => (kinds[i]! & 0x80) !== 0),
    operations: [...operations].sort(),
    lines: [...new Set(lines.map(({ line }) => line))]
      .filter((line) => line > 0 && line !== unit.firstlineno)
      .sort((a, b) => a - b),
  });
  for (const constant of unit.consts) if (constant.type === 'code') listCode(constant.unit, into);
  return into;
}

/** The same of CPython: reads a list of [filename, source], writes a list of lists of ListedCode. */
export const PYTHON_LISTING = `
import dis, json, sys, types, warnings
warnings.simplefilter('ignore')
operation = dict(LOAD_GLOBAL='global', LOAD_ATTR='attr', LOAD_METHOD='attr', STORE_ATTR='set attr', DELETE_ATTR='del attr',
    CALL='call', CALL_FUNCTION_EX='call', BINARY_OP='binary', COMPARE_OP='compare', CONTAINS_OP='in',
    BINARY_SUBSCR='item', STORE_SUBSCR='set item', DELETE_SUBSCR='del item', GET_ITER='iter', FOR_ITER='next',
    RAISE_VARARGS='raise', IMPORT_NAME='import', IMPORT_FROM='import from', LOAD_NAME='name', STORE_NAME='set name',
    YIELD_VALUE='yield', LOAD_DEREF='deref', LOAD_CLASSDEREF='deref', BEFORE_WITH='with', BEFORE_ASYNC_WITH='with',
    UNARY_NEGATIVE='unary', UNARY_NOT='unary', UNARY_INVERT='unary', FORMAT_VALUE='format', GET_AWAITABLE='await',
    MAKE_FUNCTION='function', DICT_UPDATE='update', DICT_MERGE='merge', CHECK_EXC_MATCH='except', CHECK_EG_MATCH='except',
    MATCH_CLASS='match class', MATCH_KEYS='match keys', GET_AITER='aiter', GET_ANEXT='anext',
    LOAD_BUILD_CLASS='special', LOAD_ASSERTION_ERROR='special', STORE_GLOBAL='set global')
named = {'global', 'attr', 'set attr', 'del attr', 'name', 'set name', 'import', 'import from', 'set global', 'deref'}
def listing(code, into):
    operations = set()
    for i in dis.get_instructions(code):
        what = operation.get(i.opname)
        if what is None: continue
        place = ','.join(str(-1 if n is None else n) for n in
            (i.positions.lineno, i.positions.end_lineno, i.positions.col_offset, i.positions.end_col_offset))
        operations.add(f"{what}|{i.argval if what in named else ''}|{place}")
    into.append(dict(qualname=code.co_qualname, firstlineno=code.co_firstlineno, flags=code.co_flags,
        argcounts=[code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount],
        varnames=code.co_varnames, cellvars=code.co_cellvars, freevars=code.co_freevars, operations=sorted(operations),
        lines=sorted({line for _, line in dis.findlinestarts(code)} - {None, 0, code.co_firstlineno})))
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType): listing(constant, into)
    return into
json.dump([listing(compile(open(name, 'rb').read(), name, 'exec', dont_inherit=True), []) for name in json.load(sys.stdin)], sys.stdout)
`;
