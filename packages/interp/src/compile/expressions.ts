/** Atoms, primaries and displays (language reference 6.2, 6.3). */
import type {
  Attribute,
  Await,
  Constant,
  Dict,
  expr,
  FormattedValue,
  JoinedStr,
  List,
  Name,
  NamedExpr,
  Set as SetDisplay,
  Slice,
  Starred,
  Subscript,
  Tuple,
  Yield,
  YieldFrom,
} from '@tyston/parser';
import type { Const } from '../code-unit.js';
import { CompileError } from '../compile-error.js';
import { Op } from '../opcodes.js';
import { attributeLocation } from './checks.js';
import { ANY, type Compiler, TEMP } from './compiler.js';
import { NONE } from './values.js';

/** Items in one BUILD_…: beyond, the container is filled item by item, so that frames stay small. */
const BUILD_LIMIT = 30;

export function visitConstant(c: Compiler, e: Constant, want: number): number {
  return c.loadConst(c.constant(e)!, want);
}

export function visitName(c: Compiler, e: Name, want: number): number {
  return c.loadName(e.id, want);
}

export function visitNamedExpr(c: Compiler, e: NamedExpr, want: number): number {
  const { b } = c;
  if (e.target.kind !== 'Name') throw new CompileError('TypeError', 'NamedExpr target must be a Name');
  const { id } = e.target;
  const local = c.fastLocal(id);
  if (local >= 0) {
    c.expr(e.value, local);
    // The value is the variable's, unless something rebinds it before it is used.
    return c.settle(local, want === ANY ? TEMP : want);
  }
  const value = c.expr(e.value, TEMP);
  const copy = b.temp();
  b.emit(Op.COPY, copy, value);
  c.at(e.target, () => {
    c.storeName(id, copy);
  });
  b.free(copy);
  return c.settle(value, want);
}

/** object.attr, with the object in a vreg, freed here. */
export function emitAttribute(c: Compiler, e: Attribute, object: number, want: number): number {
  const { b } = c;
  b.free(object);
  const dst = c.dst(want);
  b.loc = attributeLocation(e, e);
  b.emit(Op.LOAD_ATTR, dst, object, b.name(c.mangle(e.attr)));
  return dst;
}

/** object[slice], with the object in a vreg, freed here. */
export function emitSubscript(c: Compiler, e: Subscript, object: number, want: number): number {
  const { b } = c;
  if (isPlainSlice(e.slice)) {
    const bounds = emitBounds(c, e.slice);
    b.freeRun(bounds, 2);
    b.free(object);
    const dst = c.dst(want);
    b.emit(Op.LOAD_SLICE, dst, object, bounds);
    return dst;
  }
  const constant = c.constant(e.slice);
  if (constant !== undefined) {
    c.showLine(e.slice);
    b.free(object);
    const dst = c.dst(want);
    b.emit(Op.SUBSCR_K, dst, object, b.constant(constant));
    return dst;
  }
  const key = c.expr(e.slice, ANY);
  b.free(key);
  b.free(object);
  const dst = c.dst(want);
  b.emit(Op.SUBSCR, dst, object, key);
  return dst;
}

/** `[i:j]` without step: the slice object need not be made. */
export function isPlainSlice(e: expr): e is Slice {
  return e.kind === 'Slice' && e.step === null;
}

/** Both bounds of a plain slice in a run of two temporaries. */
export function emitBounds(c: Compiler, e: Slice): number {
  const lower = e.lower === null ? c.loadNone(TEMP) : c.expr(e.lower, TEMP);
  if (e.upper === null) c.loadNone(TEMP);
  else c.expr(e.upper, TEMP);
  return lower;
}

export function visitSlice(c: Compiler, e: Slice, want: number): number {
  const { b } = c;
  const parts = e.step === null ? [e.lower, e.upper] : [e.lower, e.upper, e.step];
  const base = parts.map((part) => (part === null ? c.loadNone(TEMP) : c.expr(part, TEMP)))[0]!;
  b.freeRun(base, parts.length);
  const dst = c.dst(want);
  b.emit(Op.BUILD_SLICE, dst, base, parts.length);
  return dst;
}

export function visitStarred(c: Compiler, _e: Starred, _want: number): number {
  throw c.error("can't use starred expression here");
}

/** Which opcodes make a display. */
interface DisplayOpcodes {
  readonly build: number;
  readonly add: number;
  readonly extend: number;
}
const LIST: DisplayOpcodes = { build: Op.BUILD_LIST, add: Op.LIST_APPEND, extend: Op.LIST_EXTEND };
const SET: DisplayOpcodes = { build: Op.BUILD_SET, add: Op.SET_ADD, extend: Op.SET_UPDATE };

export function visitList(c: Compiler, e: List, want: number): number {
  return emitDisplay(c, e.elts, LIST, false, want);
}

export function visitSet(c: Compiler, e: SetDisplay, want: number): number {
  return emitDisplay(c, e.elts, SET, false, want);
}

export function visitTuple(c: Compiler, e: Tuple, want: number): number {
  return emitDisplay(c, e.elts, LIST, true, want);
}

/** The elements of a list, set or tuple display, or the positional arguments of a call with stars. */
export function emitDisplay(
  c: Compiler,
  elements: readonly expr[],
  opcodes: DisplayOpcodes,
  tuple: boolean,
  want: number,
): number {
  const { b } = c;
  const n = elements.length;
  const constants = n > 2 ? allConstants(c, elements) : null;
  if (constants !== null) {
    if (tuple) return c.loadConst({ type: 'tuple', items: constants }, want);
    const container = b.temp();
    b.emit(opcodes.build, container, container, 0);
    const items = c.loadConst({ type: opcodes === SET ? 'frozenset' : 'tuple', items: constants }, ANY);
    b.emit(opcodes.extend, container, items);
    b.free(items);
    return c.settle(container, want);
  }
  if (n <= BUILD_LIMIT && !elements.some((element) => element.kind === 'Starred')) {
    const base = emitRun(c, elements);
    b.freeRun(base, n);
    const dst = c.dst(want);
    b.emit(tuple ? Op.BUILD_TUPLE : opcodes.build, dst, base, n);
    return dst;
  }
  const container = fillContainer(c, elements, opcodes);
  if (!tuple) return c.settle(container, want);
  b.free(container);
  const dst = c.dst(want);
  b.emit(Op.LIST_TO_TUPLE, dst, container);
  return dst;
}

function allConstants(c: Compiler, elements: readonly expr[]): Const[] | null {
  const items: Const[] = [];
  for (const element of elements) {
    const item = c.constant(element);
    if (item === undefined) return null;
    items.push(item);
  }
  return items;
}

/** Evaluates expressions into neighbouring temporaries; returns the first (where it would be, if there are none). */
export function emitRun(c: Compiler, elements: readonly expr[]): number {
  if (elements.length === 0) {
    const base = c.b.temp();
    c.b.free(base);
    return base;
  }
  return elements.map((element) => c.expr(element, TEMP))[0]!;
}

/** What stands before the first star is built at once, the rest is added item by item. */
function fillContainer(c: Compiler, elements: readonly expr[], opcodes: DisplayOpcodes): number {
  const { b } = c;
  const star = elements.findIndex((element) => element.kind === 'Starred');
  const head = elements.length > BUILD_LIMIT ? 0 : star;
  const base = emitRun(c, elements.slice(0, head));
  b.freeRun(base, head);
  const container = b.temp();
  b.emit(opcodes.build, container, base, head);
  for (const element of elements.slice(head)) {
    const starred = element.kind === 'Starred';
    const value = c.expr(starred ? element.value : element, ANY);
    b.emit(starred ? opcodes.extend : opcodes.add, container, value);
    b.free(value);
  }
  return container;
}

export function visitDict(c: Compiler, e: Dict, want: number): number {
  const { b } = c;
  const n = e.values.length;
  let dict = -1;
  let begin = 0;
  const flush = (end: number): void => {
    if (end === begin) return;
    const part = emitPairs(c, e, begin, end);
    begin = end;
    if (dict < 0) {
      dict = part;
    } else {
      b.emit(Op.DICT_UPDATE, dict, part);
      b.free(part);
    }
  };
  for (let i = 0; i < n; i++) {
    if (e.keys[i] === null) {
      flush(i);
      if (dict < 0) {
        dict = b.temp();
        b.emit(Op.BUILD_MAP, dict, dict, 0);
      }
      const mapping = c.expr(e.values[i]!, ANY);
      b.emit(Op.DICT_UPDATE, dict, mapping);
      b.free(mapping);
      begin = i + 1;
    } else if ((i - begin) * 2 > BUILD_LIMIT) {
      flush(i + 1);
    }
  }
  flush(n);
  if (dict < 0) {
    const dst = c.dst(want);
    b.emit(Op.BUILD_MAP, dst, emitRun(c, []), 0);
    return dst;
  }
  return c.settle(dict, want);
}

/** Pairs begin … end − 1 as a dict in a new temporary. */
function emitPairs(c: Compiler, e: Dict, begin: number, end: number): number {
  const { b } = c;
  const n = end - begin;
  const keys = e.keys.slice(begin, end) as expr[];
  const values = e.values.slice(begin, end);
  if (n * 2 > BUILD_LIMIT) {
    const dict = b.temp();
    b.emit(Op.BUILD_MAP, dict, dict, 0);
    keys.forEach((key, i) => {
      const keyVreg = c.expr(key, ANY);
      const value = c.expr(values[i]!, ANY);
      b.emit(Op.MAP_ADD, dict, keyVreg, value);
      b.free(value);
      b.free(keyVreg);
    });
    return dict;
  }
  const constants = n > 1 ? allConstants(c, keys) : null;
  if (constants !== null) {
    const base = emitRun(c, values);
    b.freeRun(base, n);
    const dict = b.temp();
    b.emit(Op.BUILD_CONST_KEY_MAP, dict, base, n, [b.constant({ type: 'tuple', items: constants })]);
    return dict;
  }
  const base = emitRun(
    c,
    keys.flatMap((key, i) => [key, values[i]!]),
  );
  b.freeRun(base, 2 * n);
  const dict = b.temp();
  b.emit(Op.BUILD_MAP, dict, base, n);
  return dict;
}

export function visitJoinedStr(c: Compiler, e: JoinedStr, want: number): number {
  const { b } = c;
  if (e.values.length === 1) return c.expr(e.values[0]!, want);
  const base = emitRun(c, e.values);
  b.freeRun(base, e.values.length);
  const dst = c.dst(want);
  b.emit(Op.BUILD_STRING, dst, base, e.values.length);
  return dst;
}

/** The letters of `!s`, `!r`, `!a`, −1 for none. */
const CONVERSION: Readonly<Record<number, number>> = { [-1]: 0, 115: 1, 114: 2, 97: 3 };

export function visitFormattedValue(c: Compiler, e: FormattedValue, want: number): number {
  const { b } = c;
  const conversion = CONVERSION[e.conversion];
  if (conversion === undefined)
    throw new CompileError('SystemError', `Unrecognized conversion character ${e.conversion}`);
  if (e.format_spec === null) {
    const value = c.expr(e.value, ANY);
    b.free(value);
    const dst = c.dst(want);
    b.emit(Op.FORMAT_VALUE, dst, value, conversion);
    return dst;
  }
  const base = emitRun(c, [e.value, e.format_spec]);
  b.freeRun(base, 2);
  const dst = c.dst(want);
  b.emit(Op.FORMAT_VALUE_SPEC, dst, base, conversion);
  return dst;
}

export function visitYield(c: Compiler, e: Yield, want: number): number {
  if (!c.unit.isFunction) throw c.error("'yield' outside function");
  const value = e.value === null ? c.loadNone(ANY) : c.expr(e.value, ANY);
  return emitYield(c, value, want);
}

/** Yields the value in a vreg, wrapped where the function is an asynchronous generator (PEP 525). */
export function emitYield(c: Compiler, value: number, want: number): number {
  const { b } = c;
  const { scope } = c.unit;
  if (scope.generator && scope.coroutine) {
    b.free(value);
    const wrapped = b.temp();
    b.emit(Op.ASYNC_GEN_WRAP, wrapped, value);
    value = wrapped;
  }
  b.free(value);
  const dst = c.dst(want);
  b.emit(Op.YIELD_VALUE, dst, value);
  return dst;
}

export function visitYieldFrom(c: Compiler, e: YieldFrom, want: number): number {
  if (!c.unit.isFunction) throw c.error("'yield' outside function");
  if (c.unit.kind === 'async function') throw c.error("'yield from' inside async function");
  const { b } = c;
  const iterable = c.expr(e.value, ANY);
  b.free(iterable);
  const iterator = b.temp();
  b.emit(Op.GET_YIELD_FROM_ITER, iterator, iterable);
  return emitDelegation(c, iterator, want);
}

/** Runs the iterator in a temporary to its end, yielding what it yields; its result is the value (PEP 380). */
export function emitDelegation(c: Compiler, iterator: number, want: number): number {
  const { b } = c;
  const sent = c.loadConst(NONE, TEMP);
  b.free(sent);
  b.free(iterator);
  const dst = c.dst(want);
  b.emit(Op.YIELD_FROM, dst, iterator, sent);
  return dst;
}

export function visitAwait(c: Compiler, e: Await, want: number): number {
  if (!c.awaitsAtTop) {
    if (!c.unit.isFunction) throw c.error("'await' outside function");
    if (c.unit.kind !== 'async function' && c.unit.kind !== 'comprehension') {
      throw c.error("'await' outside async function");
    }
  }
  return emitAwait(c, c.expr(e.value, ANY), 0, want);
}

/** Awaits the value in a vreg; `where` is GET_AWAITABLE's. */
export function emitAwait(c: Compiler, value: number, where: number, want: number): number {
  const { b } = c;
  b.free(value);
  const iterator = b.temp();
  b.emit(Op.GET_AWAITABLE, iterator, value, where);
  return emitDelegation(c, iterator, want);
}
