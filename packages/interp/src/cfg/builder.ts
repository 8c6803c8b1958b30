/**
 * Makes the graph of one function: places blocks, appends instructions, hands out temporaries, constants and names.
 *
 * Temporaries are handed out as a stack, so a number is used again as soon as its value is dead: nested expressions share
 * vregs inside a block, and so do blocks (`allocated` says how many vregs there would be if each value had its own).
 * The stack discipline is also what makes runs of arguments contiguous, and what exception depths count.
 */
import type { Const } from '../code-unit.js';
import { OPCODES } from '../opcodes.js';
import { constKey } from './const-key.js';
import { Block, type Handler, Instr, isTemp, type Location, TEMP_BASE } from './ir.js';

export class CfgBuilder {
  readonly blocks: Block[] = [];
  current: Block;
  /** Given to the instructions that follow. */
  loc: Location = null;
  handler: Handler | null = null;
  readonly consts: Const[] = [];
  readonly names: string[] = [];
  private readonly constIndex = new Map<string, number>();
  private readonly nameIndex = new Map<string, number>();
  private top = 0;
  /** The most temporaries ever in use. */
  ntemps = 0;

  /** Temporaries handed out in all. */
  allocated = 0;

  constructor() {
    this.current = new Block();
    this.blocks.push(this.current);
  }

  // Blocks.

  newBlock(): Block {
    return new Block();
  }

  /** Places a block here: control falls into it, and what follows goes into it. */
  use(block: Block): void {
    this.blocks.push(block);
    this.current = block;
  }

  emit(op: number, a = 0, b = 0, c = 0, extra: readonly number[] = []): Instr {
    const instr = new Instr(op, a, b, c, extra, null, this.loc, this.handler);
    this.current.instrs.push(instr);
    if (OPCODES[op]!.terminator) this.use(new Block());
    return instr;
  }

  /** A jump ends its block. */
  jump(op: number, target: Block, a = 0, b = 0, c = 0): void {
    this.current.instrs.push(new Instr(op, a, b, c, [], target, this.loc, this.handler));
    this.use(new Block());
  }

  // Temporaries.

  temp(): number {
    const vreg = TEMP_BASE + this.top++;
    this.allocated++;
    if (this.top > this.ntemps) this.ntemps = this.top;
    return vreg;
  }

  /** The value in a vreg has been consumed. Only the last temporary handed out can be; locals are no business of ours. */
  free(vreg: number): void {
    if (!isTemp(vreg)) return;
    if (vreg !== TEMP_BASE + this.top - 1)
      throw new Error(`temporary t${vreg - TEMP_BASE} freed out of order (top ${this.top})`);
    this.top--;
  }

  /** A run of temporaries has been consumed. */
  freeRun(base: number, count: number): void {
    if (base + count !== TEMP_BASE + this.top) throw new Error('a run of temporaries freed out of order');
    this.top -= count;
  }

  /** Temporaries in use: what a handler set up now keeps. */
  get depth(): number {
    return this.top;
  }

  /** Is it the last temporary handed out? */
  isTop(vreg: number): boolean {
    return vreg === TEMP_BASE + this.top - 1;
  }

  /** A handler for what follows. */
  newHandler(block: Block): Handler {
    return { block, depth: this.top };
  }

  /** Begins the code of a handler: temporaries as it finds them. Returns the vreg of the exception. */
  useHandler(handler: Handler): number {
    this.use(handler.block);
    this.top = handler.depth;
    return this.temp();
  }

  /** Sets the stack back: a path ended (a jump, a return) and the next one begins with `depth` in use. */
  resetDepth(depth: number): void {
    this.top = depth;
  }

  // Constants and names.

  constant(value: Const): number {
    if (value.type === 'code') return this.consts.push(value) - 1;
    const key = constKey(value);
    let index = this.constIndex.get(key);
    if (index === undefined) {
      index = this.consts.push(value) - 1;
      this.constIndex.set(key, index);
    }
    return index;
  }

  name(name: string): number {
    let index = this.nameIndex.get(name);
    if (index === undefined) {
      index = this.names.push(name) - 1;
      this.nameIndex.set(name, index);
    }
    return index;
  }
}
