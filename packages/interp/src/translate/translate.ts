/**
 * Translation: a hot code object as a JavaScript function.
 *
 * The interpreter loop is specialised to one code object: each instruction becomes its case of the loop with the operands filled in
 * (fill.ts), so decoding and dispatch are gone, what is a temporary is known, constants are literals, and V8 compiles a function of the
 * program's size instead of the whole loop. (Futamura's first projection, by text.) The frame stays the interpreter's, word for word:
 * a translation can be entered at the head of every block and left before any instruction.
 *
 * A block begins at the first instruction, at labels and handlers, and behind every instruction in which another frame may run.
 */
import { PyCodeObject } from '@tyston/memory';
import { decode } from '../encoding.js';
import { OPCODES } from '../opcodes.js';
import type { InlineCache, InlineCase } from '../space.js';
import { fillCase } from './fill.js';
import { cuts, PIECE } from './pieces.js';
import { longUnpacking, unpackings, unpackingText } from './unpacking.js';

/** What a translation returns instead of a result for `run` (no handle is one of them): the frame that is innermost now goes on. */
export const CONTINUE = -11;
/** An exception is pending in the innermost frame; or, pending again, as it is. */
export const RAISE = 0;
export const RAISE_AGAIN = -13;
/** No block begins where the frame stands. */
export const NO_ENTRY = -15;
/** The translation is of another code object. */
export const STALE = -17;
/** As CONTINUE, and this frame is done with: the frame that it gave its result to goes on. */
export const LEFT = -19;

/** Between the pieces of a long translation: the frame's pc is in another. */
export const HOP = -21;

/** A jump by word offset, until the blocks have numbers. */
const JUMP = /«to (\d+)»/g;

export interface TranslationSource {
  /** The body of a function of `fp`, the index of the frame's vreg 0, and `depth`. Free: the loop's names, `callee`, `entries`. */
  readonly body: string;
  /** The bodies of what `body` calls as `pieces`, functions of the same: none where it does all itself. */
  readonly pieces: readonly string[];
  /** Piece by block. */
  readonly pieceOf: Int32Array;
  /** Block by word offset; −1 where none begins. */
  readonly entries: Int32Array;
  /** What else the texts refer to, by name. */
  readonly uses: Readonly<Record<string, unknown>>;
}

export interface CodeToTranslate {
  readonly handle: number;
  /** The instructions, and the word index of the first. */
  readonly words: Int32Array;
  readonly first: number;
  readonly nlocalsplus: number;
  /** Word indices of the first constant and the first name. */
  readonly kp: number;
  readonly np: number;
  /** Word offsets of exception handlers. */
  readonly handlers: readonly number[];
  /** A word of the window. */
  word(index: number): number;
  /** What the caches behind the instructions hold. */
  readonly inline?: InlineCache | undefined;
  /** An object's reference count is its first word, and `freed` is there. */
  readonly countsInPlace: boolean;
  /**
   * For code that has machine code too: whether to go back to it at an instruction, by its word offset. The translation may then be
   * entered at any instruction.
   */
  readonly comesBack?: ((at: number) => boolean) | undefined;
}

/** Behind these, this frame goes on later: a call, a yield, any of the rarer instructions. */
const LEAVES = /\b(?:CONTINUE|LEFT)\b|\bcold\(/;
/** Nothing can go wrong in them, and nothing of the program's runs. */
const SILENT = new Set(['NOP', 'JUMP', 'JUMP_BACK', 'RETURN_CONST']);

/**
 * A frame has been pushed. Its translation is called from here, `depth` deep at most, so that the frame below need not be entered
 * anew, and V8 sees what is called where and may inline it. Nothing depends on it: whatever happens that is not a plain return is
 * told to the caller, and so on down to `drive`, which goes on with the innermost frame. So is what the breaker is set for.
 */
const NESTED =
  'const f = callee(depth); if (f === null) return CONTINUE; ' +
  'v = f((I32[T_FRAME] >>> 2) + VREG0, depth - 1); if (v !== LEFT) return v; ' +
  'if (I32[T_BREAKER] !== 0) return CONTINUE;';
const PUSHED_AND_ON = 'if (v === PUSHED) return CONTINUE;';
/** Where the frame goes on may be elsewhere (a loop's end), and not yet: a generator that yields suspends those that wait for it. */
const GO_ON = (first: number) =>
  'if (I32[T_FRAME] >>> 2 !== fp - VREG0) return LEFT; ' +
  `b = entries[(I32[fp + SAVED_PC] >>> 2) - ${first}]; continue;`;

/** Nothing can go wrong in these but what a local's old value does when it dies. */
const COPIES = new Set(['LOAD_CONST', 'MOVE', 'MOVE2', 'COPY']);

/** One of the rarer instructions, which stay calls: cold.ts. */
const COLD =
  'v = cold(«op», «pc», «start», fp, «tp», «a», «b», «c»); if (v === NEXT) break done; ' +
  'if (v === PUSHED) return CONTINUE; if (v === AGAIN) return RAISE_AGAIN;';

/** Words of a PyCodeObject to its heat: translated.ts. */
export const HEAT = PyCodeObject._co_linearray >> 2;

interface Placed {
  readonly at: number;
  text: string;
}

/** The JavaScript of a code object. */
export function translate(code: CodeToTranslate): TranslationSource {
  const { words, first, nlocalsplus, kp, np } = code;
  const temporaries = 2 * nlocalsplus;
  const heads = new Set<number>([0, ...code.handlers]);
  const counted = code.countsInPlace ? countedInPlace : (text: string) => text;
  const placed: Placed[] = [];
  const uses: Record<string, unknown> = {};
  let length = 0;
  const unpackingAt = unpackings(words, heads);
  const savePc = (at: number) => `I32[fp + SAVED_PC] = ${(first + at) << 2};\n`;
  /** Where the unpacking ends whose instructions are one here. */
  let end = -1;

  for (let at = 0; at < words.length; ) {
    const i = decode(words, at);
    const row = OPCODES[i.op]!;
    const [a, b, c] = [2 * i.a, 2 * i.b, 2 * i.c];
    const [pc, start] = [first + i.cacheAt - row.extra.length - 1, first + at];
    const target = row.hasLabel ? i.extra[0]! : -1;
    if (target >= 0) heads.add(target);
    // A jump by block number; the number is known once all heads are.
    const jump = `«to ${target}»`;
    let body: string;
    if (row.name === 'NOP') body = '';
    else if (row.name === 'JUMP') body = jump;
    else if (row.name === 'JUMP_BACK' && code.comesBack?.(target))
      body = `I32[fp + SAVED_PC] = ${(first + target) << 2}; return CONTINUE;`;
    else if (row.name === 'JUMP_BACK')
      body = `if (I32[T_BREAKER] !== 0) { I32[fp + SAVED_PC] = ${(first + target) << 2}; return CONTINUE; } ${jump}`;
    else
      body =
        fillCase(row.name, {
          op: i.op,
          a,
          b,
          c,
          pc,
          start,
          temporaries,
          kp,
          constant: (k) => code.word(kp + k),
          name: (n) => code.word(np + n),
          jump,
        }) ??
        COLD.replace(/«(op|pc|start|tp|a|b|c)»/g, (_, hole: string) =>
          hole === 'tp' ? `fp + ${temporaries}` : String({ op: i.op, pc, start, a, b, c }[hole]),
        );
    body = withCache(body, pc + 1, code.inline, uses);
    const isCall = row.name.startsWith('CALL');
    body = body
      .replace(PUSHED_AND_ON, `if (v === PUSHED) { ${NESTED} ${isCall ? 'break done;' : GO_ON(first)} }`)
      .replace(/(leave\([^;]*\);|v === GO\)) return CONTINUE;/g, '$1 return LEFT;');
    const silent = SILENT.has(row.name) || (COPIES.has(row.name) && a >= temporaries);
    const saved = silent ? '' : savePc(at);
    if (LEAVES.test(body)) heads.add(i.next);
    if (code.comesBack !== undefined) heads.add(at);
    // A YIELD_FROM goes on at itself.
    if (row.name === 'YIELD_FROM') heads.add(at);
    let { next } = i;
    let text = `${saved}${counted(ended(body, a, temporaries, COPIES.has(row.name)))}\n`;
    if (!row.terminator && code.comesBack?.(i.next))
      text += `I32[fp + SAVED_PC] = ${(first + i.next) << 2}; return CONTINUE;\n`;
    // Where machine code hands single instructions over, an unpacking is one of them.
    const apart = code.inline === undefined || code.comesBack !== undefined;
    const unpacking = at < end || apart ? null : unpackingAt(i);
    const long = unpacking && longUnpacking(unpacking, i, nlocalsplus, first);
    if (long) {
      text = saved + long;
      next = unpacking.next;
    } else if (unpacking !== null) {
      text = `${counted(unpackingText(unpacking, code.inline!, nlocalsplus, savePc))}{\n${text}`;
      end = unpacking.next;
    }
    if (next === end) text += '}\n';
    if (at < end && unpacking === null) placed.at(-1)!.text += text;
    else placed.push({ at, text });
    length = heads.has(at) ? 0 : length + text.length;
    // Straight-line code may be as long as it likes, a block may not: a translation is cut between blocks.
    if (length > PIECE / 4 && next >= end) heads.add(next);
    at = next;
  }

  const entries = new Int32Array(words.length + 1).fill(-1);
  let count = 0;
  for (const { at } of placed) if (heads.has(at)) entries[at] = count++;
  const blocks: { text: string; to: number[]; at: number }[] = [];
  for (const { at, text } of placed) {
    if (entries[at]! >= 0) blocks.push({ text: '', to: [], at });
    const block = blocks.at(-1)!;
    block.text += text;
    for (const [, to] of text.matchAll(JUMP)) block.to.push(entries[Number(to)]!);
  }
  const firsts = cuts(blocks);
  const pieceOf = Int32Array.from(blocks, (_, block) => firsts.findLastIndex((f) => f <= block));
  const pcOf = (block: number) => (first + blocks[block]!.at) << 2;
  const pieces = firsts.map((from, piece) => {
    const end = firsts[piece + 1] ?? blocks.length;
    let text = '';
    for (let block = from; block < end; block++) text += `case ${block}:\n${blocks[block]!.text}`;
    text = text.replace(JUMP, (_, to: string) => {
      const block = entries[Number(to)]!;
      return block >= from && block < end
        ? `{ b = ${block}; continue; }`
        : `{ I32[fp + SAVED_PC] = ${pcOf(block)}; return HOP; }`;
    });
    if (end < blocks.length) text += `I32[fp + SAVED_PC] = ${pcOf(end)}; return HOP;\n`;
    return (
      (firsts.length === 1 ? `if (I32[fp + CODE] !== ${code.handle}) return STALE;\n` : '') +
      `let b = entries[(I32[fp + SAVED_PC] >>> 2) - ${first}];\n` +
      'let v = 0, own = 0, l = 0, r = 0, x = 0, t = 0, s = 0, at = 0, old = 0;\n' +
      `for (;;) switch (b) {\n${text}default: return ${firsts.length === 1 ? 'NO_ENTRY' : 'HOP'};\n}`
    );
  });
  const whole =
    `if (I32[fp + CODE] !== ${code.handle}) return STALE;\n` +
    `for (;;) { const b = entries[(I32[fp + SAVED_PC] >>> 2) - ${first}]; if (b === undefined || b < 0) return NO_ENTRY;\n` +
    'const v = pieces[pieceOf[b]](fp, depth); if (v !== HOP) return v; }';
  return {
    body: firsts.length === 1 ? pieces[0]! : whole,
    pieces: firsts.length === 1 ? [] : pieces,
    entries,
    pieceOf,
    uses,
  };
}

/**
 * Reference counts in place: V8 inlines only so much into one function, and these are everywhere. `freed` is what a count of 0
 * leads to.
 */
function countedInPlace(text: string): string {
  return text
    .replace(/\bincref\((\w+)\);/g, 'I32[$1 >>> 2]++;')
    .replace(/\bconsume\((fp \+ \d+)\);/g, '{ old = I32[$1]; I32[$1] = 0; decref(old); }')
    .replace(/\bif \((\w+) !== 0\) decref\(\1\);/g, 'if ($1 !== 0 && --I32[$1 >>> 2] === 0) freed($1);')
    .replace(/\bdecref\((\w+)\);/g, '{ if (--I32[$1 >>> 2] === 0) freed($1); }');
}

/** A case that looks at its cache, with what the cache holds now in front of the call. */
function withCache(
  body: string,
  cache: number,
  inline: InlineCache | undefined,
  uses: Record<string, unknown>,
): string {
  if (inline === undefined) return body;
  const before = (c: InlineCase | null, call: string, set: string, otherwise = call) => {
    if (c === null) return call;
    Object.assign(uses, c.uses);
    return `${set} if (${c.test}) { ${c.does} } else ${otherwise}`;
  };
  return body
    .replace(/^v = loadAttr\((I32\[.*?\]), .*?;/, (call, x) =>
      before(inline.load(cache), call, `x = ${x};`, call.replace(x, 'x')),
    )
    .replace(/s = loadMethod\(x, \d+, (fp \+ \d+), .*?;/, (call, to) =>
      before(inline.method(cache, to), call, 's = 0;'),
    )
    .replace(/^s = storeAttr\((I32\[.*?\]), \d+, (I32\[.*?\]), .*?;/, (call, x, value) =>
      before(inline.store(cache), call, `x = ${x}; t = ${value}; s = 0;`),
    )
    .replace(/^v = call\(fp \+ (\d+), (\d+) >> 1, .*?;/, (call, base, argc) =>
      before(inline.call(cache, Number(base), Number(argc) >> 1), call, `x = I32[fp + ${base}];`),
    )
    .replace(/^v = loadGlobal\(.*?;/, (call) => before(inline.global(cache), call, ''));
}

/** A case with its end: the value into the vreg `a`, or an exception. A temporary is empty before it gets a value. */
function ended(body: string, a: number, temporaries: number, succeeds: boolean): string {
  const plain = body.replace(/ ?break (value|done);$/, '');
  const tail = /break value;/.test(body) || /^v = cold\(/.test(body);
  if (!tail) return /break done;/.test(plain) ? `done: { ${plain} }` : plain;
  const ends = /break done;$/.test(body) ? 'break done;' : '';
  const store =
    a >= temporaries
      ? `I32[fp + ${a}] = v;`
      : `at = fp + ${a}; old = I32[at]; I32[at] = v; if (old !== 0) decref(old);`;
  if (succeeds) return `${plain} ${store}`;
  const zero = /^v = /.test(plain) ? '' : 'v = 0; ';
  const inner = /break value;/.test(plain) ? `value: { ${zero}${plain} ${ends} }` : `${zero}${plain} ${ends}`;
  return `done: { ${inner} if (v === 0) return RAISE; ${store} }`;
}
