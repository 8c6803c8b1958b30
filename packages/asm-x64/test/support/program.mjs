// One function as a compiler emits it, written with this package and, form by form, with iced-x86. The benchmark and
// the test that counts allocations use it; plain JavaScript, so that it can run on a bundle.

/** A writer of the function with this package: `instructions(a, labels)` alone allocates nothing. */
export function ours(asm) {
  const {
    rax,
    rbx,
    rcx,
    rdx,
    rsi,
    rdi,
    rsp,
    rbp,
    r9,
    r12,
    r13,
    eax,
    ecx,
    edx,
    al,
    xmm0,
    xmm1,
    qword,
    dword,
  } = asm;
  return function write(a) {
    const out = a.label();
    const slow = a.label();
    const loop = a.label();
    a.push(rbp).mov(rbp, rsp).push(rbx).push(r12).sub(rsp, 32);
    a.mov(rbx, qword(rdi, 16))
      .mov(r12, qword(rdi, rsi, 8, 24))
      .test(rbx, rbx)
      .je(slow);
    a.cmp(dword(rbx, 8), 100).jne(slow).xor(eax, eax).bind(loop);
    a.add(rax, qword(rbx, 24))
      .lea(rcx, qword(rax, rdx, 4, -5))
      .inc(rcx)
      .movzx(edx, al);
    a.shl(rdx, 3).and(ecx, 0xff).movsd(xmm0, qword(rsp, 8)).addsd(xmm0, xmm1).movsd(qword(rsp, 8), xmm0);
    a.cvtsi2sd(xmm1, rax).imul(rcx, rdx, 24).mov(qword(rbp, -16), rcx).cmp(rcx, r9).jl(loop).jmp(out);
    a.bind(slow).mov(rdi, rbx).mov(rsi, 0x12345678).call(r13);
    a.bind(out).add(rsp, 32).pop(r12).pop(rbx).pop(rbp).ret();
  };
}

/** The same instructions without branches: what costs no allocation at all. */
export function straight(asm) {
  const { rax, rbx, rcx, rdx, rsi, rdi, rsp, rbp, r12, eax, ecx, edx, al, xmm0, xmm1, qword, dword } = asm;
  return function write(a) {
    a.push(rbp).mov(rbp, rsp).push(rbx).push(r12).sub(rsp, 32);
    a.mov(rbx, qword(rdi, 16))
      .mov(r12, qword(rdi, rsi, 8, 24))
      .test(rbx, rbx);
    a.cmp(dword(rbx, 8), 100).xor(eax, eax);
    a.add(rax, qword(rbx, 24))
      .lea(rcx, qword(rax, rdx, 4, -5))
      .inc(rcx)
      .movzx(edx, al);
    a.shl(rdx, 3).and(ecx, 0xff).movsd(xmm0, qword(rsp, 8)).addsd(xmm0, xmm1).movsd(qword(rsp, 8), xmm0);
    a.cvtsi2sd(xmm1, rax).imul(rcx, rdx, 24).mov(qword(rbp, -16), rcx);
    a.mov(rsi, 0x12345678).add(rsp, 32).pop(r12).pop(rbx).pop(rbp).ret();
  };
}

/** The straight program with iced-x86: create and encode. Returns the number of instructions. */
export function theirs(iced) {
  const { Code: C, Register: R, Instruction: I, MemoryOperand } = iced;
  const mem = (base, index, scale, disp) =>
    new MemoryOperand(base, index, scale, BigInt(disp), 1, false, R.None);
  const at = (base, disp) => mem(base, R.None, 1, disp);
  const program = [
    () => I.createReg(C.Push_r64, R.RBP),
    () => I.createRegReg(C.Mov_rm64_r64, R.RBP, R.RSP),
    () => I.createReg(C.Push_r64, R.RBX),
    () => I.createReg(C.Push_r64, R.R12),
    () => I.createRegI32(C.Sub_rm64_imm8, R.RSP, 32),
    () => I.createRegMem(C.Mov_r64_rm64, R.RBX, at(R.RDI, 16)),
    () => I.createRegMem(C.Mov_r64_rm64, R.R12, mem(R.RDI, R.RSI, 8, 24)),
    () => I.createRegReg(C.Test_rm64_r64, R.RBX, R.RBX),
    () => I.createMemI32(C.Cmp_rm32_imm8, at(R.RBX, 8), 100),
    () => I.createRegReg(C.Xor_rm32_r32, R.EAX, R.EAX),
    () => I.createRegMem(C.Add_r64_rm64, R.RAX, at(R.RBX, 24)),
    () => I.createRegMem(C.Lea_r64_m, R.RCX, mem(R.RAX, R.RDX, 4, -5)),
    () => I.createReg(C.Inc_rm64, R.RCX),
    () => I.createRegReg(C.Movzx_r32_rm8, R.EDX, R.AL),
    () => I.createRegI32(C.Shl_rm64_imm8, R.RDX, 3),
    () => I.createRegI32(C.And_rm32_imm32, R.ECX, 0xff),
    () => I.createRegMem(C.Movsd_xmm_xmmm64, R.XMM0, at(R.RSP, 8)),
    () => I.createRegReg(C.Addsd_xmm_xmmm64, R.XMM0, R.XMM1),
    () => I.createMemReg(C.Movsd_xmmm64_xmm, at(R.RSP, 8), R.XMM0),
    () => I.createRegReg(C.Cvtsi2sd_xmm_rm64, R.XMM1, R.RAX),
    () => I.createRegRegI32(C.Imul_r64_rm64_imm8, R.RCX, R.RDX, 24),
    () => I.createMemReg(C.Mov_rm64_r64, at(R.RBP, -16), R.RCX),
    () => I.createRegI32(C.Mov_rm64_imm32, R.RSI, 0x12345678),
    () => I.createRegI32(C.Add_rm64_imm8, R.RSP, 32),
    () => I.createReg(C.Pop_r64, R.R12),
    () => I.createReg(C.Pop_r64, R.RBX),
    () => I.createReg(C.Pop_r64, R.RBP),
    () => I.create(C.Retnq),
  ];
  return function write(encoder) {
    for (const make of program) {
      const instruction = make();
      encoder.encode(instruction, 0n);
      instruction.free();
    }
    return program.length;
  };
}
