/**
 * What the emitters of instructions share: operands, the end of an instruction, what is out of line.
 */
import {
  type Assembler,
  dword,
  eax,
  edx,
  esi,
  type Gp64,
  type Label,
  type r8,
  rax,
  rdi,
  rdx,
  rsi,
  symbol,
} from '@tyston/asm-x64';
import type { CodeToTranslate, Instruction } from '@tyston/interp';
import { Frame } from '@tyston/memory';
import { countAt, header, vreg, vregLow } from './conventions.js';
import type { ObjectFacts } from './facts.js';
import type { StubName } from './stubs.js';

export class Emitter {
  /** The instruction being emitted, and where it is left to the translation, once that has been asked for. */
  private site!: { readonly i: Instruction; leave: Label | null };
  /** Where each instruction begins, by word offset. */
  private readonly heads = new Map<number, Label>();
  private later: (() => void)[] = [];

  constructor(
    readonly a: Assembler,
    readonly facts: ObjectFacts,
    readonly code: CodeToTranslate,
    /** Address of the word that counts turns. */
    private readonly turns: number,
  ) {}

  /** Address of a word of the code. */
  address(word: number): number {
    return (this.code.first + word) << 2;
  }
  isTemporary(v: number): boolean {
    return v >= this.code.nlocalsplus;
  }
  /** A constant, by its number. */
  constant(k: number): number {
    return this.code.word(this.code.kp + 2 * k);
  }

  // ── Places ──────────────────────────────────────────────────────────────────────────────────────────────────────

  head(word: number): Label {
    let label = this.heads.get(word);
    if (label === undefined) this.heads.set(word, (label = this.a.label(`at${word}`)));
    return label;
  }
  begin(i: Instruction): void {
    this.site = { i, leave: null };
    this.a.bind(this.head(i.at));
  }
  get i(): Instruction {
    return this.site.i;
  }
  /** Writes what `out` was given, behind the straight line. */
  flush(): void {
    while (this.later.length > 0) {
      const { later } = this;
      this.later = [];
      for (const write of later) write();
    }
  }
  /** What happens rarely, out of line: `branch` jumps there, and `write` comes back by itself. */
  rarely(branch: (to: Label) => void, write: () => void): void {
    const start = this.a.label();
    const back = this.a.label();
    const { site } = this;
    branch(start);
    this.a.bind(back);
    this.later.push(() => {
      this.site = site;
      this.a.bind(start);
      write();
      this.a.jmp(back);
    });
  }

  stub(name: StubName): void {
    this.a.call(symbol(name));
  }
  jumpToStub(name: StubName): void {
    this.a.jmp(symbol(name));
  }

  /** The instruction is left to the translation: it has done nothing. */
  get leave(): Label {
    if (this.site.leave !== null) return this.site.leave;
    const label = (this.site.leave = this.a.label());
    const { at } = this.i;
    this.later.push(() => {
      this.a.bind(label);
      this.savePc(at);
      this.jumpToStub('exit_translation');
    });
    return label;
  }
  savePc(word: number): void {
    this.a.mov(header(Frame.pc), this.address(word));
  }

  /** Counts a turn. Clobbers rax. */
  turn(): void {
    this.a.mov(eax, this.turns).inc(countAt(rax));
  }

  // ── Operands ────────────────────────────────────────────────────────────────────────────────────────────────────

  load(to: Gp64, v: number): void {
    this.a.mov(to, vreg(v));
  }
  empty(v: number): void {
    this.a.mov(vregLow(v), 0);
  }
  /** Takes a reference to the constant, whose low half goes to edx. */
  newConstant(k: number): void {
    this.a.mov(edx, this.constant(k)).inc(countAt(rdx));
  }

  /** Gives an int (of at most two digits) or float in rdi or r8 back. Keeps all but r9 and r10. */
  release(box: typeof rdi | typeof r8): void {
    this.rarely(
      (to) => this.a.dec(dword(box)).jz(to),
      () => this.stub(box === rdi ? 'free_rdi' : 'free_r8'),
    );
  }

  /**
   * The end of an instruction: the new reference whose low half is in edx goes to vreg `v`. A local's old value is released; if it dies
   * execution goes on at the word offset `next`.
   */
  store(v: number, next = this.i.next): void {
    const { a } = this;
    if (this.isTemporary(v)) {
      a.mov(vregLow(v), edx);
      return;
    }
    a.mov(esi, vregLow(v)).mov(vregLow(v), edx);
    const done = a.label();
    a.test(esi, esi).jz(done);
    this.drop(next);
    a.bind(done);
  }

  /** Releases the object whose low half is in rsi, last of all: the instruction is done. Clobbers rax, rdi, r9, r10. */
  drop(next = this.i.next): void {
    const { a } = this;
    const { at } = this.i;
    this.rarely(
      (to) => a.dec(countAt(rsi)).jz(to),
      () => {
        this.savePc(at);
        a.mov(eax, this.address(next));
        this.stub('dead');
      },
    );
  }
}
