/** Functions and lambdas (language reference 8.7, 6.14): parameters, defaults, annotations, closures, decorators. */
import {
  type arguments as Arguments,
  type AsyncFunctionDef,
  type arg,
  type expr,
  type FunctionDef,
  type Lambda,
  type StrConstant,
  type stmt,
  unparse,
} from '@tyston/parser';
import type { CodeUnit, Const } from '../code-unit.js';
import { CodeFlag } from '../code-unit.js';
import { Op } from '../opcodes.js';
import { ANY, type Compiler, TEMP } from './compiler.js';
import { emitRun } from './expressions.js';
import { finishUnit } from './finish.js';
import { NONE, str } from './values.js';

/** Flags of MAKE_FUNCTION. */
const DEFAULTS = 1;
const KWDEFAULTS = 2;
const ANNOTATIONS = 4;
const CLOSURE = 8;

/** What MAKE_FUNCTION finds in temporaries: their run, and which there are. */
interface FunctionExtras {
  base: number;
  flags: number;
  count: number;
}

export function visitFunctionDef(c: Compiler, s: FunctionDef | AsyncFunctionDef): void {
  const { b } = c;
  checkParameters(c, s.args);
  const decorators = emitDecorators(c, s.decorator_list);
  const firstlineno = s.decorator_list[0]?.lineno ?? s.lineno;
  const extras = noExtras(c);
  emitDefaults(c, s.args, extras);
  emitAnnotations(c, s.args, s.returns, extras);
  const outer = b.loc;
  const kind = s.kind === 'FunctionDef' ? 'function' : 'async function';
  c.enterUnit(kind, s.name, s, firstlineno);
  const docstring = c.settings.optimize < 2 ? docstringOf(s.body) : null;
  c.b.constant(docstring ?? NONE);
  setArgumentCounts(c, s.args);
  const code = finishUnit(c, () => {
    c.stmts(docstring === null && docstringOf(s.body) === null ? s.body : s.body.slice(1));
  });
  c.leaveUnit();
  b.loc = outer;
  const local = decorators.length === 0 ? c.fastLocal(s.name) : -1;
  const made = emitFunction(c, code, extras, local >= 0 ? local : TEMP);
  if (local >= 0) {
    c.forbidDebug(s.name, 'Store');
    return;
  }
  const decorated = applyDecorators(c, decorators, s.decorator_list, made);
  c.storeName(s.name, decorated);
  b.free(decorated);
}

export function visitLambda(c: Compiler, e: Lambda, want: number): number {
  const { b } = c;
  checkParameters(c, e.args);
  const extras = noExtras(c);
  emitDefaults(c, e.args, extras);
  const outer = b.loc;
  c.enterUnit('lambda', '<lambda>', e, e.lineno);
  c.b.constant(NONE);
  setArgumentCounts(c, e.args);
  const code = finishUnit(c, () => {
    const value = c.expr(e.body, ANY);
    c.b.free(value);
    c.b.loc = e.body;
    c.b.emit(Op.RETURN, value);
  });
  c.leaveUnit();
  b.loc = outer;
  return emitFunction(c, code, extras, want);
}

/** A suite's docstring: its first statement, if that is a string literal. */
export function docstringOf(body: readonly stmt[]): StrConstant | null {
  const first = body[0];
  if (first?.kind !== 'Expr' || first.value.kind !== 'Constant' || first.value.value.type !== 'str')
    return null;
  return first.value.value;
}

export function setArgumentCounts(c: Compiler, args: Arguments): void {
  const { unit } = c;
  unit.posonlyargcount = args.posonlyargs.length;
  unit.argcount = args.posonlyargs.length + args.args.length;
  unit.kwonlyargcount = args.kwonlyargs.length;
}

function checkParameters(c: Compiler, args: Arguments): void {
  const all: (arg | null)[] = [
    ...args.posonlyargs,
    ...args.args,
    args.vararg,
    ...args.kwonlyargs,
    args.kwarg,
  ];
  for (const parameter of all) {
    if (parameter !== null) c.forbidDebug(parameter.arg, 'Store');
  }
}

// Decorators: callable and an empty place for self below the function, for each.

export function emitDecorators(c: Compiler, decorators: readonly expr[]): number[] {
  return decorators.map((decorator) => {
    const base = c.expr(decorator, TEMP);
    c.b.temp();
    return base;
  });
}

export function applyDecorators(
  c: Compiler,
  bases: readonly number[],
  decorators: readonly expr[],
  value: number,
): number {
  const { b } = c;
  const outer = b.loc;
  for (let i = bases.length - 1; i >= 0; i--) {
    const base = bases[i]!;
    b.freeRun(base, 3);
    b.loc = decorators[i]!;
    value = b.temp();
    b.emit(Op.CALL, value, base, 1);
  }
  b.loc = outer;
  return value;
}

// MAKE_FUNCTION and what it takes.

export function noExtras(c: Compiler): FunctionExtras {
  return { base: emitRun(c, []), flags: 0, count: 0 };
}

function addExtra(extras: FunctionExtras, flag: number, vreg: number): void {
  if (extras.count++ === 0) extras.base = vreg;
  extras.flags |= flag;
}

/** Wraps code in a function, with the cells that it closes over. */
export function emitFunction(c: Compiler, code: CodeUnit, extras: FunctionExtras, want: number): number {
  const { b } = c;
  const free = freeVariablesOf(code);
  if (free.length > 0) {
    const cells = free.map((name) => {
      const cell = b.temp();
      b.emit(Op.MOVE, cell, c.unit.closureCell(name));
      return cell;
    });
    b.freeRun(cells[0]!, cells.length);
    const tuple = b.temp();
    b.emit(Op.BUILD_TUPLE, tuple, cells[0]!, cells.length);
    addExtra(extras, CLOSURE, tuple);
  }
  if (extras.count > 0) b.freeRun(extras.base, extras.count);
  const dst = c.dst(want);
  b.emit(Op.MAKE_FUNCTION, dst, extras.base, extras.flags, [b.constant({ type: 'code', unit: code })]);
  return dst;
}

function freeVariablesOf(code: CodeUnit): readonly string[] {
  const first = code.localspluskinds.findIndex((kind) => (kind & 0x80) !== 0);
  return first < 0 ? [] : code.localsplusnames.slice(first);
}

function emitDefaults(c: Compiler, args: Arguments, extras: FunctionExtras): void {
  const { b } = c;
  const n = args.defaults.length;
  if (n > 0) {
    const constants = args.defaults.map((value) => c.constant(value));
    if (constants.every((value) => value !== undefined)) {
      for (const value of args.defaults) c.showLine(value);
      addExtra(extras, DEFAULTS, c.loadConst({ type: 'tuple', items: constants }, TEMP));
    } else {
      const base = emitRun(c, args.defaults);
      b.freeRun(base, n);
      const tuple = b.temp();
      b.emit(Op.BUILD_TUPLE, tuple, base, n);
      addExtra(extras, DEFAULTS, tuple);
    }
  }
  const names: Const[] = [];
  const values: expr[] = [];
  args.kwonlyargs.forEach((parameter, i) => {
    const value = args.kw_defaults[i];
    if (value === null || value === undefined) return;
    names.push(str(c.mangle(parameter.arg)));
    values.push(value);
  });
  if (names.length > 0) {
    const base = emitRun(c, values);
    b.freeRun(base, values.length);
    const dict = b.temp();
    b.emit(Op.BUILD_CONST_KEY_MAP, dict, base, values.length, [b.constant({ type: 'tuple', items: names })]);
    addExtra(extras, KWDEFAULTS, dict);
  }
}

function emitAnnotations(c: Compiler, args: Arguments, returns: expr | null, extras: FunctionExtras): void {
  const annotated: { name: string; annotation: expr; starred: boolean }[] = [];
  const add = (parameter: arg | null): void => {
    if (parameter === null || parameter.annotation === null) return;
    const { annotation } = parameter;
    annotated.push({ name: parameter.arg, annotation, starred: annotation.kind === 'Starred' });
  };
  for (const parameter of [...args.posonlyargs, ...args.args]) add(parameter);
  add(args.vararg);
  for (const parameter of args.kwonlyargs) add(parameter);
  add(args.kwarg);
  if (returns !== null) annotated.push({ name: 'return', annotation: returns, starred: false });
  if (annotated.length === 0) return;
  const { b } = c;
  const run: number[] = [];
  for (const { name, annotation, starred } of annotated) {
    run.push(c.loadConst(str(name === 'return' ? name : c.mangle(name)), TEMP));
    if ((c.settings.futureFlags & CodeFlag.FUTURE_ANNOTATIONS) !== 0) {
      run.push(c.loadConst(str(unparse(annotation)), TEMP));
    } else if (starred && annotation.kind === 'Starred') {
      // `*args: *Ts` (PEP 646): the only item of the iterable.
      const value = c.expr(annotation.value, ANY);
      b.free(value);
      const item = b.temp();
      b.emit(Op.UNPACK_SEQUENCE, item, value, 1);
      run.push(item);
    } else {
      run.push(c.expr(annotation, TEMP));
    }
  }
  b.freeRun(run[0]!, run.length);
  const tuple = b.temp();
  b.emit(Op.BUILD_TUPLE, tuple, run[0]!, run.length);
  addExtra(extras, ANNOTATIONS, tuple);
}
