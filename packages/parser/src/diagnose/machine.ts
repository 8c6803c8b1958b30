/**
 * The machine that runs the grammar of grammar.ts, with stacks of its own: a program can make it run out of
 * neither JavaScript stack nor time, since it counts CPython's levels and gives up where CPython does.
 *
 *   frames    one a routine that is active: where it began, its values, where it returns to
 *   choices   where to go on, and from which token, if what is being tried does not match
 *
 * A failure takes the newest choice point; those of a frame lie above `choiceBase`, and when they are used up the
 * frame has failed and the failure goes on in its caller. As in CPython, tokens count as read (`fill`) when
 * they are first looked at: the last one read is where a plain "invalid syntax" points.
 */
import { T } from '../tokens/token-types.js';
import type { TokenVector } from '../tokens/token-vector.js';
import type { FirstSet } from './first-sets.js';
import { NO_MATCH, RuleMemo, UNKNOWN } from './memo.js';
import { Node, type Value } from './node.js';
import { Op, type Program } from './program.js';

/** `MAXSTACK` of pegen: beyond it CPython raises MemoryError. */
const MAXSTACK = 6000;

const SOFT_KEYWORDS = ['_', 'case', 'match'];

export class StackOverflow {}

/** The scanner's error has been reached. */
export class TokenError {}

/** What actions may ask of the machine. */
export interface MachineState {
  readonly tokens: TokenVector;
  /** The next token. */
  readonly position: number;
  /** How many tokens have been read. */
  readonly fill: number;
  /** The first token of the rule whose action runs. */
  readonly start: number;
  readonly a: Value;
  readonly b: Value;
  readonly c: Value;
  image(token: number): string;
  node(kind: string, a?: Value, b?: Value, c?: Value): Node;
  /** Raises an "expected …" error at a token that had to be there. */
  forced(token: number, type: T): never;
}

/** Makes the value of an alternative, or raises; undefined: the rule fails, whatever alternatives are left. */
export type Action = (machine: MachineState) => Value | undefined;

class Frame {
  routine = 0;
  returnTo = 0;
  start = 0;
  choiceBase = 0;
  level = 0;
  quiet = false;
  wasQuiet = false;
  readonly slots: Value[] = [null, null, null, null, null];
}

export class Machine implements MachineState {
  position = 0;
  fill = 0;
  /** Counted steps: what the linear-time test looks at. */
  steps = 0;
  private readonly frames: Frame[] = [];
  private depth = -1;
  private readonly choiceAddresses: number[] = [];
  private readonly choicePositions: number[] = [];
  private choices = 0;
  private memos: (RuleMemo | undefined)[] = [];
  private invalidRules = false;

  constructor(
    private readonly program: Program,
    private readonly actions: readonly Action[],
    readonly tokens: TokenVector,
    private readonly text: string,
    readonly forced: (token: number, type: T) => never,
  ) {}

  get start(): number {
    return this.frames[this.depth]!.start;
  }
  get a(): Value {
    return this.frames[this.depth]!.slots[0]!;
  }
  get b(): Value {
    return this.frames[this.depth]!.slots[1]!;
  }
  get c(): Value {
    return this.frames[this.depth]!.slots[2]!;
  }

  image(token: number): string {
    return this.text.slice(this.tokens.starts[token], this.tokens.ends[token]);
  }

  node(kind: string, a: Value = null, b: Value = null, c: Value = null): Node {
    const { types } = this.tokens;
    let last = this.position - 1;
    // A node ends at the last token that is not layout (`_PyPegen_get_last_nonnwhitespace_token`).
    for (; last > 0; last--) {
      const type: T = types[last]!;
      if (type !== T.NEWLINE && type !== T.INDENT && type !== T.DEDENT && type !== T.ENDMARKER) break;
    }
    return new Node(kind, this.start, last, a, b, c);
  }

  /** Runs a rule from a token on; true if it matches. Throws what actions throw, StackOverflow and TokenError. */
  run(rule: string, from: number, invalidRules: boolean): boolean {
    this.invalidRules = invalidRules;
    this.memos = this.program.routines.map(({ memo }) => (memo ? new RuleMemo(from) : undefined));
    this.position = from;
    this.depth = -1;
    this.choices = 0;
    return this.execute(this.program.byName.get(rule)!);
  }

  /** CPython compares as many characters as the name has: `m` and `ca` count as soft keywords. */
  private isSoftKeyword(name: string): boolean {
    return SOFT_KEYWORDS.some((keyword) => keyword.startsWith(name));
  }

  private tokenType(): T {
    const { position } = this;
    if (position >= this.fill) {
      this.fill = position + 1;
      if (this.tokens.types[position] === T.ERRORTOKEN) throw new TokenError();
    }
    return this.tokens.types[position]!;
  }

  private enter(routine: number, returnTo: number): void {
    const { levels, quiet } = this.program.routines[routine]!;
    const outer = this.depth < 0 ? 0 : this.frames[this.depth]!.level;
    if (outer + levels > MAXSTACK) throw new StackOverflow();
    const frame = (this.frames[++this.depth] ??= new Frame());
    frame.routine = routine;
    frame.returnTo = returnTo;
    frame.start = this.position;
    frame.choiceBase = this.choices;
    frame.level = outer + levels;
    frame.wasQuiet = !this.invalidRules;
    frame.quiet = quiet;
    const { slots } = frame;
    slots[0] = slots[1] = slots[2] = slots[3] = slots[4] = null;
    if (quiet) this.invalidRules = false;
  }

  /** Leaves the newest frame; the address to go on at. */
  private leave(value: Value, end: number): number {
    const frame = this.frames[this.depth--]!;
    const memo = this.memos[frame.routine];
    if (memo !== undefined) {
      if (end < 0) memo.fail(frame.start);
      else memo.match(frame.start, value, end);
    }
    if (frame.quiet) this.invalidRules = !frame.wasQuiet;
    this.choices = frame.choiceBase;
    return frame.returnTo;
  }

  /** Near the end of CPython's stack everything is tried, since CPython's limit counts what fails, too. */
  private canMatch(first: FirstSet): boolean {
    if (first === null || this.frames[this.depth]!.level > MAXSTACK - 100) return true;
    return first[this.tokenType()] === 1;
  }

  private choose(address: number): void {
    this.choiceAddresses[this.choices] = address;
    this.choicePositions[this.choices++] = this.position;
  }

  /** The address of the newest choice point; -1 when nothing is left. */
  private fail(): number {
    while (this.depth >= 0) {
      if (this.choices > this.frames[this.depth]!.choiceBase) {
        this.position = this.choicePositions[--this.choices]!;
        return this.choiceAddresses[this.choices]!;
      }
      this.leave(null, -1);
    }
    return -1;
  }

  private execute(rule: number): boolean {
    const { code, routines, strings, firstSets } = this.program;
    const END = -2;
    this.enter(rule, END);
    let at = routines[rule]!.address;
    let value: Value = null;
    while (at >= 0) {
      this.steps++;
      switch (code[at] as Op) {
        case Op.Token:
          if (this.tokenType() === code[at + 1]) {
            value = this.position++;
            at += 2;
          } else at = this.fail();
          break;
        case Op.Soft:
          if (this.tokenType() === T.NAME && this.image(this.position) === strings[code[at + 1]!]) {
            value = this.position++;
            at += 2;
          } else at = this.fail();
          break;
        case Op.SoftKeyword:
          if (this.tokenType() === T.NAME && this.isSoftKeyword(this.image(this.position))) {
            value = this.position++;
            at++;
          } else at = this.fail();
          break;
        case Op.Call: {
          const routine = code[at + 1]!;
          const memo = this.memos[routine];
          const known = memo === undefined ? UNKNOWN : memo.end(this.position);
          if (known === UNKNOWN) {
            this.enter(routine, at + 2);
            at = routines[routine]!.address;
          } else if (known === NO_MATCH) at = this.fail();
          else {
            value = memo!.value(this.position);
            this.position = known - 1;
            at += 2;
          }
          break;
        }
        case Op.Return:
          at = this.leave(value, this.position);
          break;
        case Op.Choice:
          if (this.canMatch(firstSets[code[at + 2]!]!)) {
            this.choose(code[at + 1]!);
            at += 3;
          } else at = code[at + 1]!;
          break;
        case Op.Commit:
          this.choices--;
          at = code[at + 1]!;
          break;
        case Op.BackCommit:
          this.position = this.choicePositions[--this.choices]!;
          at = code[at + 1]!;
          break;
        case Op.Fail:
          at = this.fail();
          break;
        case Op.FailTwice:
          this.choices--;
          at = this.fail();
          break;
        case Op.Cut:
          this.choices = this.frames[this.depth]!.choiceBase;
          at++;
          break;
        case Op.Force:
          if (this.tokenType() !== code[at + 1]) this.forced(this.position, code[at + 1]!);
          value = this.position++;
          at += 2;
          break;
        case Op.Store:
          this.frames[this.depth]!.slots[code[at + 1]!] = value;
          at += 2;
          break;
        case Op.Load:
          value = this.frames[this.depth]!.slots[code[at + 1]!]!;
          at += 2;
          break;
        case Op.NewList:
          this.frames[this.depth]!.slots[code[at + 1]!] = [];
          at += 2;
          break;
        case Op.Append:
          (this.frames[this.depth]!.slots[code[at + 1]!] as Value[]).push(value);
          at += 2;
          break;
        case Op.None:
          value = null;
          at++;
          break;
        case Op.Node:
          value = this.node('');
          at++;
          break;
        case Op.Action: {
          const result = this.actions[code[at + 1]!]!(this);
          if (result === undefined) {
            this.choices = this.frames[this.depth]!.choiceBase;
            at = this.fail();
          } else {
            value = result;
            at += 2;
          }
          break;
        }
        case Op.SkipInFirstPass:
          at = this.invalidRules ? at + 2 : code[at + 1]!;
          break;
      }
    }
    return at === END;
  }
}
