/** Calls (language reference 6.3.4). */
import type { Attribute, Call, expr, keyword, Positions, Subscript } from '@tyston/parser';
import type { Const } from '../code-unit.js';
import { Op } from '../opcodes.js';
import { attributeLocation, checkCallee, checkIndex, checkSubscripted } from './checks.js';
import { ANY, type Compiler, TEMP } from './compiler.js';
import { emitAttribute, emitDisplay, emitSubscript } from './expressions.js';
import { str } from './values.js';

type Primary = Call | Attribute | Subscript;

/** `object.name(…)`: the method need not be made. Returns the attribute. */
function methodOf(e: Call): Attribute | null {
  const { func } = e;
  return func.kind === 'Attribute' && func.ctx === 'Load' && !isCollected(e.args, e.keywords) ? func : null;
}

/**
 * Attribute references, subscriptions and calls. Chains of them (`a.b(c)[d].e…`) lean to the left: down to the leaf by a
 * loop, with the checks that come before evaluation, then up, a step for each.
 */
export function visitPrimary(c: Compiler, e: Primary, want: number): number {
  const { b } = c;
  const chain: Primary[] = [];
  let leaf: expr = e;
  do {
    chain.push(leaf);
    b.loc = leaf;
    leaf = operandOf(c, leaf);
  } while (isPrimary(leaf) && (leaf.kind !== 'Subscript' || c.constant(leaf) === undefined));
  let value = c.expr(leaf, operandWant(chain.at(-1)!));
  for (let i = chain.length - 1; i >= 0; i--) {
    const node = chain[i]!;
    b.loc = node;
    value = emitPrimary(c, node, value, i === 0 ? want : operandWant(chain[i - 1]!));
  }
  return value;
}

const isPrimary = (e: expr): e is Primary =>
  e.kind === 'Call' || e.kind === 'Attribute' || e.kind === 'Subscript';

/** What is evaluated first; emits the warnings about it. */
function operandOf(c: Compiler, e: Primary): expr {
  if (e.kind === 'Attribute') return e.value;
  if (e.kind === 'Subscript') {
    checkSubscripted(c, e.value);
    checkIndex(c, e.value, e.slice);
    return e.value;
  }
  const method = methodOf(e);
  if (method !== null) return method.value;
  checkCallee(c, e.func);
  return e.func;
}

/** A callable has to be in a temporary, below its arguments. */
function operandWant(e: Primary): number {
  return e.kind === 'Call' && methodOf(e) === null ? TEMP : ANY;
}

function emitPrimary(c: Compiler, e: Primary, value: number, want: number): number {
  if (e.kind === 'Attribute') return emitAttribute(c, e, value, want);
  if (e.kind === 'Subscript') return emitSubscript(c, e, value, want);
  const method = methodOf(e);
  if (method === null) return emitCall(c, value, [], e.args, e.keywords, e, want);
  const { b } = c;
  checkKeywords(c, e.keywords);
  b.free(value);
  const base = b.temp();
  b.temp();
  b.loc = attributeLocation(method, method);
  b.emit(Op.LOAD_METHOD, base, value, b.name(c.mangle(method.attr)));
  return emitPlainCall(c, base, 0, e.args, e.keywords, attributeLocation(e, method), want);
}

/** So many arguments are not kept in temporaries at once. */
const MOST_TEMPORARIES = 30;

/** Are the arguments collected in a tuple and a dict? Where some are starred, or there are many. */
function isCollected(args: readonly expr[], keywords: readonly keyword[]): boolean {
  return args.length + 2 * keywords.length > MOST_TEMPORARIES || hasStars(args, keywords);
}

function hasStars(args: readonly expr[], keywords: readonly keyword[]): boolean {
  return args.some((arg) => arg.kind === 'Starred') || keywords.some((keyword) => keyword.arg === null);
}

function checkKeywords(c: Compiler, keywords: readonly keyword[]): void {
  const seen = new Set<string>();
  for (const keyword of keywords) {
    if (keyword.arg !== null) c.forbidDebug(keyword.arg, 'Store');
  }
  for (const keyword of keywords) {
    if (keyword.arg === null) continue;
    if (seen.has(keyword.arg)) throw c.error(`keyword argument repeated: ${keyword.arg}`, keyword);
    seen.add(keyword.arg);
  }
}

/**
 * Calls what is in `base`, a new temporary. `leading` emits arguments that come before those written, each into a new
 * temporary: the body and the name of a class.
 */
export function emitCall(
  c: Compiler,
  base: number,
  leading: readonly (() => number)[],
  args: readonly expr[],
  keywords: readonly keyword[],
  loc: Positions | null,
  want: number,
): number {
  const { b } = c;
  checkKeywords(c, keywords);
  b.temp();
  if (!isCollected(args, keywords)) {
    for (const emit of leading) emit();
    return emitPlainCall(c, base, leading.length, args, keywords, loc, want);
  }
  emitStarArguments(c, leading, args);
  const map = b.temp();
  if (keywords.length > 0) emitKeywordDict(c, map, base, keywords);
  b.freeRun(base, 4);
  const dst = c.dst(want);
  b.loc = loc;
  b.emit(Op.CALL_EX, dst, base, keywords.length > 0 ? 1 : 0);
  return dst;
}

function emitPlainCall(
  c: Compiler,
  base: number,
  given: number,
  args: readonly expr[],
  keywords: readonly keyword[],
  loc: Positions | null,
  want: number,
): number {
  const { b } = c;
  const outer = b.loc;
  b.loc = loc;
  for (const arg of args) c.expr(arg, TEMP);
  for (const keyword of keywords) c.expr(keyword.value, TEMP);
  const argc = given + args.length + keywords.length;
  b.freeRun(base, argc + 2);
  const dst = c.dst(want);
  if (keywords.length === 0) {
    b.emit(Op.CALL, dst, base, argc);
  } else {
    const items: Const[] = keywords.map((keyword) => str(keyword.arg!));
    b.emit(Op.CALL_KW, dst, base, argc, [b.constant({ type: 'tuple', items })]);
  }
  b.loc = outer;
  return dst;
}

/** The positional arguments of CALL_EX: one starred iterable as it is, else a tuple. */
function emitStarArguments(c: Compiler, leading: readonly (() => number)[], args: readonly expr[]): void {
  const only = args[0];
  if (leading.length === 0 && args.length === 1 && only?.kind === 'Starred') {
    c.expr(only.value, TEMP);
  } else if (leading.length === 0) {
    emitDisplay(c, args, { build: Op.BUILD_LIST, add: Op.LIST_APPEND, extend: Op.LIST_EXTEND }, true, TEMP);
  } else {
    emitLeadingAndStars(c, leading, args);
  }
}

function emitLeadingAndStars(c: Compiler, leading: readonly (() => number)[], args: readonly expr[]): void {
  const { b } = c;
  const base = leading.map((emit) => emit())[0]!;
  b.freeRun(base, leading.length);
  const list = b.temp();
  b.emit(Op.BUILD_LIST, list, base, leading.length);
  for (const arg of args) {
    const starred = arg.kind === 'Starred';
    const value = c.expr(starred ? arg.value : arg, ANY);
    b.emit(starred ? Op.LIST_EXTEND : Op.LIST_APPEND, list, value);
    b.free(value);
  }
  b.emit(Op.LIST_TO_TUPLE, list, list);
}

/** The keyword arguments of CALL_EX as one dict in `map`; repeated names are found when dicts are merged. */
function emitKeywordDict(c: Compiler, map: number, callable: number, keywords: readonly keyword[]): void {
  const { b } = c;
  let have = false;
  const merge = (value: number): void => {
    b.emit(Op.DICT_MERGE, map, value, callable);
    b.free(value);
  };
  let named: keyword[] = [];
  const flush = (): void => {
    if (named.length === 0) return;
    if (2 * named.length > MOST_TEMPORARIES) {
      const dict = have ? b.temp() : map;
      b.emit(Op.BUILD_MAP, dict, dict, 0);
      for (const keyword of named) {
        const key = b.temp();
        b.emit(Op.LOAD_CONST, key, b.constant(str(keyword.arg!)));
        const value = c.expr(keyword.value, TEMP);
        b.emit(Op.MAP_ADD, dict, key, value);
        b.free(value);
        b.free(key);
      }
      if (have) merge(dict);
      have = true;
      named = [];
      return;
    }
    const values = named.map((keyword) => c.expr(keyword.value, TEMP));
    const base = values[0]!;
    const items: Const[] = named.map((keyword) => str(keyword.arg!));
    const n = named.length;
    b.freeRun(base, n);
    const dict = have ? b.temp() : map;
    b.emit(Op.BUILD_CONST_KEY_MAP, dict, base, n, [b.constant({ type: 'tuple', items })]);
    if (have) merge(dict);
    have = true;
    named = [];
  };
  for (const keyword of keywords) {
    if (keyword.arg !== null) {
      named.push(keyword);
      continue;
    }
    flush();
    if (!have) b.emit(Op.BUILD_MAP, map, map, 0);
    have = true;
    merge(c.expr(keyword.value, ANY));
  }
  flush();
}
