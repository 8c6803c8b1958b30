/**
 * The bytecode verifier: checks, from the rows of the opcode table alone, what the interpreter loop relies on.
 *
 * - Every word belongs to an instruction; operands are in range; jumps and handlers hit instructions; control does not
 *   run off the end.
 * - A temporary is read only when it is filled and written only when it is empty, on every path; what is filled where
 *   paths meet agrees. `maybe` is allowed for one that will only be released, or is dropped by unwinding.
 * - A frame is left by return with no temporary filled.
 */
import type { CodeUnit } from './code-unit.js';
import { decode } from './encoding.js';
import { decodeExceptionTable, type HandlerRange } from './exception-table.js';
import { type Instruction, OPCODES, Op, type Run } from './opcodes.js';

export interface VerifyFault {
  /** Word offset. */
  readonly at: number;
  readonly message: string;
}

const EMPTY = 0;
const FILLED = 1;
const MAYBE = 2;

type State = Uint8Array;

/** What of a code unit matters to the verifier. */
export interface Verified {
  readonly words: Int32Array;
  readonly exceptiontable: Uint8Array;
  readonly nlocalsplus: number;
  readonly ntemps: number;
  readonly nconsts: number;
  readonly nnames: number;
}

/** All faults of one code unit, not of those nested in it. */
export function verify(unit: CodeUnit): VerifyFault[] {
  const { words, exceptiontable, localsplusnames, ntemps, consts, names } = unit;
  return verifyCode({
    words,
    exceptiontable,
    nlocalsplus: localsplusnames.length,
    ntemps,
    nconsts: consts.length,
    nnames: names.length,
  });
}

export function verifyCode(unit: Verified): VerifyFault[] {
  return new Verifier(unit).run();
}

/** Throws at the first fault of a unit or of one nested in it. */
export function assertVerified(unit: CodeUnit): void {
  const fault = verify(unit)[0];
  if (fault !== undefined) throw new Error(`${unit.qualname}, word ${fault.at}: ${fault.message}`);
  for (const constant of unit.consts) if (constant.type === 'code') assertVerified(constant.unit);
}

class Verifier {
  private readonly faults: VerifyFault[] = [];
  private readonly code = new Map<number, Instruction>();
  private readonly nlocalsplus: number;
  private readonly nvregs: number;
  private ranges: HandlerRange[] = [];
  private readonly states = new Map<number, State>();
  private readonly work: number[] = [];

  constructor(private readonly unit: Verified) {
    this.nlocalsplus = unit.nlocalsplus;
    this.nvregs = this.nlocalsplus + unit.ntemps;
  }

  run(): VerifyFault[] {
    if (!this.decodeAll()) return this.faults;
    this.ranges = decodeExceptionTable(this.unit.exceptiontable);
    this.checkRanges();
    for (const instruction of this.code.values()) this.checkOperands(instruction);
    if (this.faults.length === 0) this.flow();
    return this.faults;
  }

  private fault(at: number, message: string): void {
    this.faults.push({ at, message });
  }

  private decodeAll(): boolean {
    const { words } = this.unit;
    try {
      for (let at = 0; at < words.length; ) {
        const instruction = decode(words, at);
        this.code.set(at, instruction);
        at = instruction.next;
      }
    } catch (error) {
      this.fault(0, (error as Error).message);
      return false;
    }
    return true;
  }

  private checkRanges(): void {
    let previous = 0;
    for (const { start, end, handler, depth } of this.ranges) {
      if (start < previous || end <= start) this.fault(start, 'exception ranges overlap or are out of order');
      previous = end;
      if (!this.code.has(start)) this.fault(start, 'an exception range begins inside an instruction');
      if (end !== this.unit.words.length && !this.code.has(end)) {
        this.fault(end, 'an exception range ends inside an instruction');
      }
      if (!this.code.has(handler)) this.fault(handler, 'a handler is no instruction');
      if (depth >= this.unit.ntemps)
        this.fault(start, `depth ${depth} leaves no temporary for the exception`);
    }
  }

  private checkOperands(instruction: Instruction): void {
    const row = OPCODES[instruction.op]!;
    const values = [instruction.a, instruction.b, instruction.c];
    const check = (kind: string, value: number, name: string): void => {
      const limit = this.limitOf(kind);
      if (value < 0 || value >= limit)
        this.fault(instruction.at, `${row.name}: ${name} ${value} of ${limit}`);
    };
    row.operands.forEach((operand, i) => {
      check(operand.kind, values[i]!, operand.name);
    });
    for (let i = row.operands.length; i < 3; i++) {
      if (values[i] !== 0) this.fault(instruction.at, `${row.name}: operand ${i} is not used and not 0`);
    }
    row.extra.forEach((operand, i) => {
      const value = instruction.extra[i]!;
      if (operand.kind === 'label') {
        if (!this.code.has(value))
          this.fault(instruction.at, `${row.name}: target ${value} is no instruction`);
      } else {
        check(operand.kind, value, operand.name);
      }
    });
    for (const run of [row.consumesRun?.(instruction), row.writesRun?.(instruction)]) {
      if (run !== undefined && run[1] > 0 && (run[0] < this.nlocalsplus || run[0] + run[1] > this.nvregs)) {
        this.fault(instruction.at, `${row.name}: run ${run[0]} + ${run[1]} is outside the temporaries`);
      }
    }
    if (row.terminator === false && instruction.next >= this.unit.words.length) {
      this.fault(instruction.at, `${row.name}: control runs off the end`);
    }
  }

  private limitOf(kind: string): number {
    switch (kind) {
      case 'dst':
      case 'src':
      case 'peek':
        return this.nvregs;
      case 'base':
        // A run of no temporaries may stand anywhere.
        return this.nvregs + 1;
      case 'local':
        return this.nlocalsplus;
      case 'const':
        return this.unit.nconsts;
      case 'name':
        return this.unit.nnames;
      default:
        return 0x1000000;
    }
  }

  // What is filled.

  private flow(): void {
    this.arrive(0, new Uint8Array(this.unit.ntemps));
    while (this.work.length > 0 && this.faults.length === 0) {
      const at = this.work.pop()!;
      this.step(this.code.get(at)!, this.states.get(at)!.slice());
    }
  }

  private arrive(at: number, state: State): void {
    const known = this.states.get(at);
    if (known === undefined) {
      this.states.set(at, state.slice());
      this.work.push(at);
      return;
    }
    let changed = false;
    for (let i = 0; i < state.length; i++) {
      if (known[i] !== state[i] && known[i] !== MAYBE) {
        known[i] = MAYBE;
        changed = true;
      }
    }
    if (changed) this.work.push(at);
  }

  private step(instruction: Instruction, state: State): void {
    const row = OPCODES[instruction.op]!;
    const values = [instruction.a, instruction.b, instruction.c];
    const before = state.slice();
    row.operands.forEach((operand, i) => {
      if (operand.kind === 'src') this.consume(instruction, state, values[i]!);
    });
    if (row.consumesRun !== undefined) this.consumeRun(instruction, state, row.consumesRun(instruction));
    row.operands.forEach((operand, i) => {
      if (operand.kind === 'peek') this.peek(instruction, before, values[i]!);
    });
    if (row.canRaise) this.raise(instruction, state);
    const jumped = state.slice();
    const write = (into: State): void => {
      row.operands.forEach((operand, i) => {
        if (operand.kind === 'dst') this.write(instruction, into, values[i]!);
      });
      if (row.writesRun !== undefined) {
        const [first, count] = row.writesRun(instruction);
        for (let i = 0; i < count; i++) this.write(instruction, into, first + i);
      }
      if (instruction.op === Op.LOAD_METHOD) this.set(into, instruction.a + 1, MAYBE);
    };
    if (row.releasesOnFall >= 0) this.set(state, values[row.releasesOnFall]!, EMPTY);
    if (row.releasesOnJump >= 0) this.set(jumped, values[row.releasesOnJump]!, EMPTY);
    write(state);
    if (row.hasLabel) {
      if (!row.writesOnFall) write(jumped);
      this.arrive(instruction.extra[0]!, jumped);
    }
    if (!row.terminator) this.arrive(instruction.next, state);
    else if (instruction.op === Op.RETURN || instruction.op === Op.RETURN_CONST)
      this.checkLeft(instruction, state);
  }

  private set(state: State, vreg: number, value: number): void {
    if (vreg >= this.nlocalsplus) state[vreg - this.nlocalsplus] = value;
  }

  private consume(instruction: Instruction, state: State, vreg: number): void {
    if (vreg < this.nlocalsplus) return;
    if (state[vreg - this.nlocalsplus] !== FILLED) this.complain(instruction, vreg, 'is read but not filled');
    state[vreg - this.nlocalsplus] = EMPTY;
  }

  /** In a run for a call the place of self may be empty. */
  private consumeRun(instruction: Instruction, state: State, [first, count]: Run): void {
    const { op } = instruction;
    const isCall = op === Op.CALL || op === Op.CALL_KW || op === Op.CALL_EX;
    for (let i = 0; i < count; i++) {
      const optional = isCall && (i === 1 || (op === Op.CALL_EX && i === 3));
      if (optional) this.set(state, first + i, EMPTY);
      else this.consume(instruction, state, first + i);
    }
  }

  private peek(instruction: Instruction, state: State, vreg: number): void {
    if (vreg < this.nlocalsplus || instruction.op === Op.RELEASE) return;
    if (state[vreg - this.nlocalsplus] !== FILLED) this.complain(instruction, vreg, 'is read but not filled');
  }

  private write(instruction: Instruction, state: State, vreg: number): void {
    if (vreg < this.nlocalsplus) return;
    if (state[vreg - this.nlocalsplus] !== EMPTY)
      this.complain(instruction, vreg, 'is written but not empty');
    state[vreg - this.nlocalsplus] = FILLED;
  }

  private raise(instruction: Instruction, state: State): void {
    const range = this.ranges.find(({ start, end }) => start <= instruction.at && instruction.at < end);
    if (range === undefined) return;
    const caught = state.slice();
    caught.fill(EMPTY, range.depth);
    caught[range.depth] = FILLED;
    this.arrive(range.handler, caught);
  }

  private checkLeft(instruction: Instruction, state: State): void {
    for (let i = 0; i < state.length; i++) {
      if (state[i] !== EMPTY) this.complain(instruction, this.nlocalsplus + i, 'is still filled at the end');
    }
  }

  private complain(instruction: Instruction, vreg: number, what: string): void {
    const name = OPCODES[instruction.op]!.name;
    this.fault(instruction.at, `${name}: temporary t${vreg - this.nlocalsplus} ${what}`);
  }
}
