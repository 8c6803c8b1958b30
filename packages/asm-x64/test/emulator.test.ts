import { describe, expect, test } from 'vitest';
import { semantics } from '../src/emulator/emulator.js';
import { strings } from '../src/emulator/strings.js';
import {
  Assembler,
  allRows,
  dword,
  Emulator,
  EmulatorFault,
  eax,
  qword,
  rax,
  rbx,
  rcx,
  xmm0,
  xmmword,
} from '../src/index.js';

/** A machine with code at 0x1000 and data at 0x8000, the stack at its end. */
function machine(write: (a: Assembler) => unknown): Emulator {
  const a = new Assembler(new Uint8Array(4096), { address: 0x1000 });
  write(a);
  const m = new Emulator();
  m.memory.map(0x1000, a.finish().bytes, { name: 'code', writable: false });
  m.memory.map(0x8000, new Uint8Array(4096), { name: 'data' });
  m.gpr[4] = 0x9000n;
  m.rip = 0x1000n;
  return m;
}

test('every form of the table has a meaning in the emulator', () => {
  const missing = allRows().filter(
    (row) => semantics[row.name] === undefined && strings[row.name] === undefined,
  );
  expect(missing.map((row) => row.name)).toEqual([]);
});

describe('stepping', () => {
  test('executes one instruction and shows it', () => {
    const m = machine((a) => a.mov(rax, 5).add(rax, 3).ret());
    expect(m.step().row.name).toBe('mov');
    expect(m.text()).toBe('mov rax,0x5');
    expect(m.gpr[0]).toBe(5n);
    m.step();
    expect(m.gpr[0]).toBe(8n);
    expect(m.rip).toBe(0x1000n + 7n + 4n);
    expect(m.executed).toBe(2);
  });

  test('sees code that changes itself', () => {
    const m = new Emulator();
    const bytes = new Uint8Array(64);
    const a = new Assembler(bytes, { address: 0x1000 });
    // The immediate of the second mov is overwritten before it runs.
    a.mov(dword(0x1000 + 12), 7)
      .mov(eax, 1)
      .ret();
    a.finish();
    m.memory.map(0x1000, bytes);
    m.memory.map(0x8000, new Uint8Array(256));
    m.gpr[4] = 0x8080n;
    m.call(0x1000n);
    expect(m.gpr[0]).toBe(7n);
  });

  test('pushes and pops flags, keeps control of vector arithmetic, and rounds by it', () => {
    const m = machine((a) =>
      a
        .stc()
        .pushfq()
        .clc()
        .popfq()
        .mov(dword(0x8000), 0x1f80 | (3 << 13))
        .ldmxcsr(dword(0x8000))
        .cvtsd2si(rax, qword(0x8010))
        .stmxcsr(dword(0x8004))
        .ret(),
    );
    m.memory.write(0x8010n, 8, 0x4005999999999999n);
    m.call(0x1000n);
    expect(m.flags & 1).toBe(1);
    // 2.7 toward zero
    expect(m.gpr[0]).toBe(2n);
    expect(m.memory.read(0x8004n, 4)).toBe(0x7f80n);
  });
});

test('the owner of the machine stands in for the system', () => {
  const m = machine((a) => a.mov(eax, 39).syscall().rdtsc().ret());
  const calls: [string, bigint][] = [];
  m.system = (name, it) => {
    calls.push([name, it.gpr[0]!]);
    it.gpr[0] = 1234n;
    if (name === 'rdtsc') it.gpr[2] = 0n;
  };
  m.call(0x1000n);
  expect(calls).toEqual([
    ['syscall', 39n],
    ['rdtsc', 1234n],
  ]);
  // The address behind syscall.
  expect(m.gpr[1]).toBe(0x1007n);
});

test('arithmetic in another mode than the usual is refused, not got wrong', () => {
  const m = machine((a) => a.addsd(xmm0, xmm0).ret());
  m.mxcsr = 0x1f80 | (1 << 13);
  expect(() => m.step()).toThrow(
    /not covered fault: arithmetic under the control word 0x3f80, in addsd xmm0,xmm0/,
  );
  m.mxcsr = 0x1f80 | 0x3f;
  m.step();
});

describe('faults leave everything as it was', () => {
  const fault = (
    write: (a: Assembler) => unknown,
    prepare: (m: Emulator) => void = () => {},
  ): [EmulatorFault, Emulator] => {
    const m = machine(write);
    prepare(m);
    const before = m.snapshot();
    try {
      m.step();
    } catch (error) {
      if (!(error instanceof EmulatorFault)) throw error;
      expect(m.snapshot()).toEqual(before);
      return [error, m];
    }
    throw new Error('no fault');
  };
  test('memory that is not there, or not writable', () => {
    expect(fault((a) => a.mov(rax, qword(rbx, 8)))[0].message).toBe(
      'page fault: reading 8 bytes at 0x8, in mov rax,QWORD PTR [rbx+0x8] at 0x1000',
    );
    expect(fault((a) => a.mov(qword(0x1000), rax))[0].message).toContain('writing 8 bytes at 0x1000');
    expect(
      fault(
        (a) => a.push(rax),
        (m) => {
          m.gpr[4] = 0n;
        },
      )[0].kind,
    ).toBe('page');
  });
  test('division', () => {
    expect(fault((a) => a.div(rcx))[0].kind).toBe('divide');
    expect(
      fault(
        (a) => a.idiv(rcx),
        (m) => {
          m.gpr[2] = 1n << 63n;
          m.gpr[1] = BigInt.asUintN(64, -1n);
        },
      )[0].message,
    ).toContain('the quotient does not fit');
  });
  test('alignment, breakpoints, what is not covered', () => {
    expect(fault((a) => a.movaps(xmm0, xmmword(0x8008)))[0].kind).toBe('alignment');
    expect(fault((a) => a.int3())[0].kind).toBe('breakpoint');
    expect(fault((a) => a.ud2())[0].kind).toBe('invalid opcode');
    expect(fault((a) => a.syscall())[0].kind).toBe('not covered');
    // vaddps
    expect(fault((a) => a.dataBytes(Uint8Array.of(0xc5, 0xf8, 0x58, 0xc1)))[0].message).toContain(
      'the bytes c5 f8 58 c1',
    );
  });
  test('a repetition stops where it has come to', () => {
    const m = machine((a) => a.rep().movsb());
    m.gpr[6] = 0x8000n;
    m.gpr[7] = 0x8ff0n;
    m.gpr[1] = 100n;
    expect(() => m.step()).toThrow(EmulatorFault);
    expect([m.gpr[1], m.gpr[7], m.rip]).toEqual([84n, 0x9000n, 0x1000n]);
  });
});
