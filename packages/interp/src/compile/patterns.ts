/**
 * Patterns. A pattern peeks at its subject in a vreg and jumps away if it does not match. All that it takes out of the
 * subject stays in temporaries until the whole pattern has matched: only then are names bound, in order of appearance.
 * So a failure has only to release the temporaries of the case, which is done by a ladder of blocks, one a temporary:
 * the failing jump goes in where its own are.
 */
import type {
  expr,
  MatchAs,
  MatchClass,
  MatchMapping,
  MatchOr,
  MatchSequence,
  MatchSingleton,
  MatchValue,
  match_case,
  pattern,
} from '@tyston/parser';
import { constKey } from '../cfg/const-key.js';
import { type Block, TEMP_BASE } from '../cfg/ir.js';
import type { Const } from '../code-unit.js';
import { Op } from '../opcodes.js';
import { ANY, type Compiler, TEMP } from './compiler.js';
import { emitRun } from './expressions.js';
import { reprOf } from './repr.js';
import { FALSE, int, str, TRUE } from './values.js';

/** The state of one case. */
class PatternContext {
  /** Name → the vreg that holds what it captured. */
  captures = new Map<string, number>();
  /** May the pattern match everything? Only the last case, a guarded one, or the last alternative. */
  allowIrrefutable: boolean;
  private readonly ladder: Block[] = [];

  constructor(
    private readonly c: Compiler,
    /** Temporaries in use where the case begins. */
    readonly depth: number,
    allowIrrefutable: boolean,
  ) {
    this.allowIrrefutable = allowIrrefutable;
  }

  /** Where to jump on failure now. */
  get fail(): Block {
    const used = this.c.b.depth - this.depth;
    while (this.ladder.length <= used) this.ladder.push(this.c.b.newBlock());
    return this.ladder[used]!;
  }

  /** Places the ladder: releases temporaries from the highest down, then falls through. */
  placeLadder(): void {
    const { b } = this.c;
    for (let i = this.ladder.length - 1; i >= 0; i--) {
      b.use(this.ladder[i]!);
      if (i > 0) b.emit(Op.RELEASE, TEMP_BASE + this.depth + i - 1);
    }
  }
}

const isWildcard = (p: pattern): boolean => p.kind === 'MatchAs' && p.name === null;
const isWildcardStar = (p: pattern): boolean => p.kind === 'MatchStar' && p.name === null;

/** Emits a case up to its suite; `suite` emits that; then comes what the next case begins with. */
export function emitCase(
  c: Compiler,
  matchCase: match_case,
  subject: number,
  isLast: boolean,
  suite: () => void,
): void {
  const { b } = c;
  const context = new PatternContext(c, b.depth, matchCase.guard !== null || isLast);
  const { depth } = context;
  b.loc = matchCase.pattern;
  emitPattern(c, context, matchCase.pattern, subject);
  bindCaptures(c, context);
  b.resetDepth(depth);
  if (matchCase.guard !== null) c.jumpIf(matchCase.guard, context.fail, false);
  suite();
  b.resetDepth(depth);
  b.loc = null;
  context.placeLadder();
}

/** Binds what was captured and releases the rest of the case's temporaries. */
function bindCaptures(c: Compiler, context: PatternContext): void {
  const { b } = c;
  const top = b.depth;
  const captures = [...context.captures];
  const moved = new Set<number>();
  captures.forEach(([name, vreg], i) => {
    const again = captures.slice(i + 1).some(([, other]) => other === vreg);
    const owned = vreg >= TEMP_BASE + context.depth && !again;
    if (owned) {
      moved.add(vreg);
      c.storeName(name, vreg);
      return;
    }
    const copy = b.temp();
    b.emit(Op.COPY, copy, vreg);
    c.storeName(name, copy);
    b.free(copy);
  });
  for (let vreg = TEMP_BASE + context.depth; vreg < TEMP_BASE + top; vreg++) {
    if (!moved.has(vreg)) b.emit(Op.RELEASE, vreg);
  }
}

function capture(c: Compiler, context: PatternContext, name: string, vreg: number): void {
  c.forbidDebug(name, 'Store');
  if (context.captures.has(name)) throw c.error(`multiple assignments to name '${name}' in pattern`);
  context.captures.set(name, vreg);
}

function emitPattern(c: Compiler, context: PatternContext, p: pattern, subject: number): void {
  // The location stays, as in CPython: what a pattern does after its parts has that of the last of them.
  c.b.loc = p;
  switch (p.kind) {
    case 'MatchValue':
      emitValue(c, context, p, subject);
      break;
    case 'MatchSingleton':
      emitSingleton(c, context, p, subject);
      break;
    case 'MatchSequence':
      emitSequence(c, context, p, subject);
      break;
    case 'MatchMapping':
      emitMapping(c, context, p, subject);
      break;
    case 'MatchClass':
      emitClass(c, context, p, subject);
      break;
    case 'MatchStar':
      if (p.name !== null) capture(c, context, p.name, subject);
      break;
    case 'MatchAs':
      emitAs(c, context, p, subject);
      break;
    case 'MatchOr':
      emitOr(c, context, p, subject);
      break;
  }
}

/** A pattern inside another may match everything. */
function emitSubpattern(c: Compiler, context: PatternContext, p: pattern, subject: number): void {
  const saved = context.allowIrrefutable;
  context.allowIrrefutable = true;
  emitPattern(c, context, p, subject);
  context.allowIrrefutable = saved;
}

function copyOf(c: Compiler, vreg: number): number {
  const copy = c.b.temp();
  c.b.emit(Op.COPY, copy, vreg);
  return copy;
}

function emitValue(c: Compiler, context: PatternContext, p: MatchValue, subject: number): void {
  const { b } = c;
  const constant = c.constant(p.value);
  if (constant === undefined && p.value.kind !== 'Attribute')
    throw c.error('patterns may only match literals and attribute lookups');
  const copy = copyOf(c, subject);
  if (constant !== undefined) {
    b.free(copy);
    b.jump(Op.JUMP_IF_EQ_K, context.fail, copy, b.constant(constant), 0);
    return;
  }
  const value = c.expr(p.value, ANY);
  b.free(value);
  b.free(copy);
  b.jump(Op.JUMP_IF_EQ, context.fail, copy, value, 0);
}

function emitSingleton(c: Compiler, context: PatternContext, p: MatchSingleton, subject: number): void {
  const { b } = c;
  const copy = copyOf(c, subject);
  if (p.value.type === 'None') {
    b.free(copy);
    b.jump(Op.JUMP_IF_NOT_NONE, context.fail, copy);
    return;
  }
  const value = c.loadConst(p.value.type === 'True' ? TRUE : FALSE, TEMP);
  b.free(value);
  b.free(copy);
  b.jump(Op.JUMP_IF_IS, context.fail, copy, value, 0);
}

function emitAs(c: Compiler, context: PatternContext, p: MatchAs, subject: number): void {
  if (p.pattern === null) {
    // Nothing comes after a pattern that always matches.
    if (!context.allowIrrefutable) {
      throw c.error(
        p.name !== null
          ? `name capture '${p.name}' makes remaining patterns unreachable`
          : 'wildcard makes remaining patterns unreachable',
      );
    }
    if (p.name !== null) capture(c, context, p.name, subject);
    return;
  }
  // The name comes last, but a repeated one is found before the pattern.
  emitPattern(c, context, p.pattern, subject);
  if (p.name !== null) capture(c, context, p.name, subject);
}

function emitSequence(c: Compiler, context: PatternContext, p: MatchSequence, subject: number): void {
  const { b } = c;
  const { patterns } = p;
  const n = patterns.length;
  const stars = patterns.filter((inner) => inner.kind === 'MatchStar');
  if (stars.length > 1) throw c.error('multiple starred names in sequence pattern');
  const star = patterns.findIndex((inner) => inner.kind === 'MatchStar');
  b.jump(Op.JUMP_IF_NOT_SEQUENCE, context.fail, subject);
  if (star < 0 || n > 1) {
    const length = b.temp();
    b.emit(Op.GET_LEN, length, subject);
    b.free(length);
    const [op, size] = star < 0 ? [Op.JUMP_IF_EQ_K, n] : [Op.JUMP_IF_GE_K, n - 1];
    b.jump(op, context.fail, length, b.constant(int(size)), 0);
  }
  if (patterns.every((inner) => isWildcard(inner) || isWildcardStar(inner))) return;
  if (star >= 0 && isWildcardStar(patterns[star]!)) {
    emitItems(c, context, p, star, subject);
    return;
  }
  const copy = copyOf(c, subject);
  b.free(copy);
  const base = b.temp();
  for (let i = 1; i < n; i++) b.temp();
  if (star >= 0) b.emit(Op.UNPACK_EX, base, copy, star, [n - star - 1]);
  else b.emit(Op.UNPACK_SEQUENCE, base, copy, n);
  patterns.forEach((inner, i) => {
    emitSubpattern(c, context, inner, base + i);
  });
}

/** `[a, *_, b]`: only the items that matter are taken out. */
function emitItems(
  c: Compiler,
  context: PatternContext,
  p: MatchSequence,
  star: number,
  subject: number,
): void {
  const { b } = c;
  const n = p.patterns.length;
  p.patterns.forEach((inner, i) => {
    if (i === star || isWildcard(inner)) return;
    const item = b.temp();
    if (i < star) {
      const copy = copyOf(c, subject);
      b.free(copy);
      b.emit(Op.SUBSCR_K, item, copy, b.constant(int(i)));
    } else {
      // The subject need not support negative indices.
      const copy = copyOf(c, subject);
      const index = b.temp();
      b.emit(Op.GET_LEN, index, subject);
      b.emit(Op.SUB_K, index, index, b.constant(int(n - i)));
      b.emit(Op.SUBSCR, item, copy, index);
      b.free(index);
      b.free(copy);
    }
    emitSubpattern(c, context, inner, item);
  });
}

function emitMapping(c: Compiler, context: PatternContext, p: MatchMapping, subject: number): void {
  const { b } = c;
  const n = p.keys.length;
  if (p.patterns.length !== n) {
    throw c.error(`keys (${n}) / patterns (${p.patterns.length}) length mismatch in mapping pattern`);
  }
  b.jump(Op.JUMP_IF_NOT_MAPPING, context.fail, subject);
  if (n === 0 && p.rest === null) return;
  if (n > 0) {
    const length = b.temp();
    b.emit(Op.GET_LEN, length, subject);
    b.free(length);
    b.jump(Op.JUMP_IF_GE_K, context.fail, length, b.constant(int(n)), 0);
  }
  checkKeys(c, p.keys);
  const run = emitRun(c, p.keys);
  b.freeRun(run, n);
  const keys = b.temp();
  b.emit(Op.BUILD_TUPLE, keys, run, n);
  const values = b.temp();
  b.emit(Op.MATCH_KEYS, values, subject, keys);
  failIfNone(c, context, values);
  const base = b.temp();
  for (let i = 1; i < n; i++) b.temp();
  if (n === 0) b.emit(Op.RELEASE, values);
  else b.emit(Op.UNPACK_SEQUENCE, base, values, n);
  p.patterns.forEach((inner, i) => {
    emitSubpattern(c, context, inner, base + i);
  });
  if (p.rest === null) return;
  // rest = dict(subject), less the keys.
  const rest = b.temp();
  b.emit(Op.BUILD_MAP, rest, rest, 0);
  const copy = copyOf(c, subject);
  b.free(copy);
  b.emit(Op.DICT_UPDATE, rest, copy);
  if (n > 0) {
    const first = b.temp();
    for (let i = 1; i < n; i++) b.temp();
    const keysCopy = copyOf(c, keys);
    b.free(keysCopy);
    b.emit(Op.UNPACK_SEQUENCE, first, keysCopy, n);
    for (let i = 0; i < n; i++) {
      const dict = copyOf(c, rest);
      b.free(dict);
      b.emit(Op.DELETE_SUBSCR, dict, first + i);
    }
    b.freeRun(first, n);
  }
  capture(c, context, p.rest, rest);
}

function checkKeys(c: Compiler, keys: readonly expr[]): void {
  const seen = new Set<string>();
  for (const key of keys) {
    const constant = c.constant(key);
    if (constant === undefined) {
      if (key.kind === 'Attribute') continue;
      throw c.error('mapping pattern keys may only match literals and attribute lookups');
    }
    const text = keyOf(constant);
    if (seen.has(text)) throw c.error(`mapping pattern checks duplicate key (${reprOf(constant)})`);
    seen.add(text);
  }
}

/** Equal keys have equal texts: 1, 1.0 and True are one key. */
function keyOf(value: Const): string {
  if (value.type === 'True') return 'i1';
  if (value.type === 'False') return 'i0';
  if (value.type === 'float' && Number.isInteger(value.value)) return `i${BigInt(value.value)}`;
  if (value.type === 'complex' && value.imag === 0) return keyOf({ type: 'float', value: value.real });
  return constKey(value);
}

function failIfNone(c: Compiler, context: PatternContext, vreg: number): void {
  const { b } = c;
  const copy = copyOf(c, vreg);
  b.free(copy);
  b.jump(Op.JUMP_IF_NONE, context.fail, copy);
}

function emitClass(c: Compiler, context: PatternContext, p: MatchClass, subject: number): void {
  const { b } = c;
  const npos = p.patterns.length;
  const nattrs = p.kwd_attrs.length;
  p.kwd_attrs.forEach((attribute, i) => {
    c.b.loc = p.kwd_patterns[i]!;
    c.forbidDebug(attribute, 'Store');
    if (p.kwd_attrs.slice(0, i).includes(attribute)) {
      throw c.error(`attribute name repeated in class pattern: ${attribute}`);
    }
  });
  b.loc = p;
  const base = copyOf(c, subject);
  c.expr(p.cls, TEMP);
  c.loadConst({ type: 'tuple', items: p.kwd_attrs.map((name) => str(name)) }, TEMP);
  b.freeRun(base, 3);
  const values = b.temp();
  b.emit(Op.MATCH_CLASS, values, base, npos);
  failIfNone(c, context, values);
  const n = npos + nattrs;
  b.free(values);
  if (n === 0) {
    b.emit(Op.RELEASE, values);
    return;
  }
  const first = b.temp();
  for (let i = 1; i < n; i++) b.temp();
  b.emit(Op.UNPACK_SEQUENCE, first, values, n);
  [...p.patterns, ...p.kwd_patterns].forEach((inner, i) => {
    if (!isWildcard(inner)) emitSubpattern(c, context, inner, first + i);
  });
}

/**
 * Alternatives. Wherever one captures its names, they end in the same temporaries, set aside before the first.
 */
function emitOr(c: Compiler, context: PatternContext, p: MatchOr, subject: number): void {
  const { b } = c;
  const names: string[] = [];
  collectNames(p.patterns[0]!, names);
  const places = names.map(() => b.temp());
  const depth = b.depth;
  const end = b.newBlock();
  const last = p.patterns.length - 1;
  p.patterns.forEach((alternative, i) => {
    const inner = new PatternContext(c, depth, i === last && context.allowIrrefutable);
    b.loc = alternative;
    emitPattern(c, inner, alternative, subject);
    checkAlternative(c, inner, names);
    moveCaptures(c, inner, names, places);
    b.resetDepth(depth);
    b.jump(Op.JUMP, end);
    inner.placeLadder();
  });
  // No alternative matched.
  b.jump(Op.JUMP, context.fail);
  b.use(end);
  names.forEach((name, i) => {
    capture(c, context, name, places[i]!);
  });
}

function checkAlternative(c: Compiler, inner: PatternContext, names: readonly string[]): void {
  if (inner.captures.size !== names.length || names.some((name) => !inner.captures.has(name))) {
    throw c.error('alternative patterns bind different names');
  }
}

function moveCaptures(
  c: Compiler,
  inner: PatternContext,
  names: readonly string[],
  places: readonly number[],
): void {
  const { b } = c;
  const top = b.depth;
  names.forEach((name, i) => {
    b.emit(Op.COPY, places[i]!, inner.captures.get(name)!);
  });
  for (let vreg = TEMP_BASE + inner.depth; vreg < TEMP_BASE + top; vreg++) b.emit(Op.RELEASE, vreg);
}

/** The names that a pattern captures, in order. */
function collectNames(p: pattern, names: string[]): void {
  switch (p.kind) {
    case 'MatchSequence':
      for (const inner of p.patterns) collectNames(inner, names);
      break;
    case 'MatchOr':
      collectNames(p.patterns[0]!, names);
      break;
    case 'MatchMapping':
      for (const inner of p.patterns) collectNames(inner, names);
      if (p.rest !== null) names.push(p.rest);
      break;
    case 'MatchClass':
      for (const inner of [...p.patterns, ...p.kwd_patterns]) collectNames(inner, names);
      break;
    case 'MatchStar':
      if (p.name !== null) names.push(p.name);
      break;
    case 'MatchAs':
      if (p.pattern !== null) collectNames(p.pattern, names);
      if (p.name !== null) names.push(p.name);
      break;
  }
}

export { isWildcard };
