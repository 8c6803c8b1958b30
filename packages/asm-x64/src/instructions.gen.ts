// Made from the instruction table by `npm run generate`. Do not edit.
import type {
  Cl,
  Gp16,
  Gp32,
  Gp64,
  Gp8,
  Imm,
  Label,
  Mem128,
  Mem16,
  Mem32,
  Mem64,
  Mem8,
  MemAny,
  SymbolRef,
  Xmm,
} from './operands.js';

/** The instructions of the table as methods; each writes the shortest form that takes the operands. */
export interface Instructions {
  /** Copies the source to the destination. */
  mov(a: Gp8, b: Imm | Gp8 | Mem8): this;
  /** Copies the source to the destination. */
  mov(a: Mem8, b: Imm | Gp8): this;
  /** Copies the source to the destination. */
  mov(a: Gp16, b: Imm | Gp16 | Mem16): this;
  /** Copies the source to the destination. */
  mov(a: Mem16, b: Imm | Gp16): this;
  /** Copies the source to the destination. */
  mov(a: Gp32, b: Imm | Gp32 | Mem32): this;
  /** Copies the source to the destination. */
  mov(a: Mem32, b: Imm | Gp32): this;
  /** Copies the source to the destination. */
  mov(a: Gp64, b: Imm | Label | SymbolRef | Gp64 | Mem64): this;
  /** Copies the source to the destination. */
  mov(a: Mem64, b: Imm | Gp64): this;
  /** Copies the source, extended with zeros. */
  movzx(a: Gp16, b: Gp8 | Mem8): this;
  /** Copies the source, extended with zeros. */
  movzx(a: Gp32 | Gp64, b: Gp8 | Mem8 | Gp16 | Mem16): this;
  /** Copies the source, extended with its sign. */
  movsx(a: Gp16, b: Gp8 | Mem8): this;
  /** Copies the source, extended with its sign. */
  movsx(a: Gp32 | Gp64, b: Gp8 | Mem8 | Gp16 | Mem16): this;
  /** Copies a 32-bit source, extended with its sign. */
  movsxd(a: Gp64, b: Gp32 | Mem32): this;
  /** Copies with the bytes in reverse order. */
  movbe(a: Gp16, b: Mem16): this;
  /** Copies with the bytes in reverse order. */
  movbe(a: Gp32, b: Mem32): this;
  /** Copies with the bytes in reverse order. */
  movbe(a: Gp64, b: Mem64): this;
  /** Copies with the bytes in reverse order. */
  movbe(a: Mem16, b: Gp16): this;
  /** Copies with the bytes in reverse order. */
  movbe(a: Mem32, b: Gp32): this;
  /** Copies with the bytes in reverse order. */
  movbe(a: Mem64, b: Gp64): this;
  /** Stores a register past the caches. */
  movnti(a: Mem32, b: Gp32): this;
  /** Stores a register past the caches. */
  movnti(a: Mem64, b: Gp64): this;
  /** Writes the address itself, truncated to the register. */
  lea(a: Gp16 | Gp32 | Gp64, b: MemAny): this;
  /** Lowers rsp and stores the operand there. */
  push(a: Gp16 | Gp64 | Imm | Mem16 | Mem64): this;
  /** Loads the operand from rsp and raises rsp. */
  pop(a: Gp16 | Gp64 | Mem16 | Mem64): this;
  /** Pushes the flags. */
  pushfq(): this;
  /** Pops the flags. */
  popfq(): this;
  /** Exchanges the operands; with memory, atomically. */
  xchg(a: Gp8, b: Gp8 | Mem8): this;
  /** Exchanges the operands; with memory, atomically. */
  xchg(a: Mem8, b: Gp8): this;
  /** Exchanges the operands; with memory, atomically. */
  xchg(a: Gp16, b: Gp16 | Mem16): this;
  /** Exchanges the operands; with memory, atomically. */
  xchg(a: Mem16, b: Gp16): this;
  /** Exchanges the operands; with memory, atomically. */
  xchg(a: Gp32, b: Gp32 | Mem32): this;
  /** Exchanges the operands; with memory, atomically. */
  xchg(a: Mem32, b: Gp32): this;
  /** Exchanges the operands; with memory, atomically. */
  xchg(a: Gp64, b: Gp64 | Mem64): this;
  /** Exchanges the operands; with memory, atomically. */
  xchg(a: Mem64, b: Gp64): this;
  /** Reverses the bytes of the register. */
  bswap(a: Gp32 | Gp64): this;
  /** Loads al from [rbx + al]. */
  xlatb(): this;
  /** Adds the source to the destination. */
  add(a: Gp8, b: Imm | Gp8 | Mem8): this;
  /** Adds the source to the destination. */
  add(a: Mem8, b: Imm | Gp8): this;
  /** Adds the source to the destination. */
  add(a: Gp16, b: Imm | Gp16 | Mem16): this;
  /** Adds the source to the destination. */
  add(a: Mem16, b: Imm | Gp16): this;
  /** Adds the source to the destination. */
  add(a: Gp32, b: Imm | Gp32 | Mem32): this;
  /** Adds the source to the destination. */
  add(a: Mem32, b: Imm | Gp32): this;
  /** Adds the source to the destination. */
  add(a: Gp64, b: Imm | Gp64 | Mem64): this;
  /** Adds the source to the destination. */
  add(a: Mem64, b: Imm | Gp64): this;
  /** Sets the destination to the bitwise or of both. */
  or(a: Gp8, b: Imm | Gp8 | Mem8): this;
  /** Sets the destination to the bitwise or of both. */
  or(a: Mem8, b: Imm | Gp8): this;
  /** Sets the destination to the bitwise or of both. */
  or(a: Gp16, b: Imm | Gp16 | Mem16): this;
  /** Sets the destination to the bitwise or of both. */
  or(a: Mem16, b: Imm | Gp16): this;
  /** Sets the destination to the bitwise or of both. */
  or(a: Gp32, b: Imm | Gp32 | Mem32): this;
  /** Sets the destination to the bitwise or of both. */
  or(a: Mem32, b: Imm | Gp32): this;
  /** Sets the destination to the bitwise or of both. */
  or(a: Gp64, b: Imm | Gp64 | Mem64): this;
  /** Sets the destination to the bitwise or of both. */
  or(a: Mem64, b: Imm | Gp64): this;
  /** Adds the source and the carry to the destination. */
  adc(a: Gp8, b: Imm | Gp8 | Mem8): this;
  /** Adds the source and the carry to the destination. */
  adc(a: Mem8, b: Imm | Gp8): this;
  /** Adds the source and the carry to the destination. */
  adc(a: Gp16, b: Imm | Gp16 | Mem16): this;
  /** Adds the source and the carry to the destination. */
  adc(a: Mem16, b: Imm | Gp16): this;
  /** Adds the source and the carry to the destination. */
  adc(a: Gp32, b: Imm | Gp32 | Mem32): this;
  /** Adds the source and the carry to the destination. */
  adc(a: Mem32, b: Imm | Gp32): this;
  /** Adds the source and the carry to the destination. */
  adc(a: Gp64, b: Imm | Gp64 | Mem64): this;
  /** Adds the source and the carry to the destination. */
  adc(a: Mem64, b: Imm | Gp64): this;
  /** Subtracts the source and the carry from the destination. */
  sbb(a: Gp8, b: Imm | Gp8 | Mem8): this;
  /** Subtracts the source and the carry from the destination. */
  sbb(a: Mem8, b: Imm | Gp8): this;
  /** Subtracts the source and the carry from the destination. */
  sbb(a: Gp16, b: Imm | Gp16 | Mem16): this;
  /** Subtracts the source and the carry from the destination. */
  sbb(a: Mem16, b: Imm | Gp16): this;
  /** Subtracts the source and the carry from the destination. */
  sbb(a: Gp32, b: Imm | Gp32 | Mem32): this;
  /** Subtracts the source and the carry from the destination. */
  sbb(a: Mem32, b: Imm | Gp32): this;
  /** Subtracts the source and the carry from the destination. */
  sbb(a: Gp64, b: Imm | Gp64 | Mem64): this;
  /** Subtracts the source and the carry from the destination. */
  sbb(a: Mem64, b: Imm | Gp64): this;
  /** Sets the destination to the bitwise and of both. */
  and(a: Gp8, b: Imm | Gp8 | Mem8): this;
  /** Sets the destination to the bitwise and of both. */
  and(a: Mem8, b: Imm | Gp8): this;
  /** Sets the destination to the bitwise and of both. */
  and(a: Gp16, b: Imm | Gp16 | Mem16): this;
  /** Sets the destination to the bitwise and of both. */
  and(a: Mem16, b: Imm | Gp16): this;
  /** Sets the destination to the bitwise and of both. */
  and(a: Gp32, b: Imm | Gp32 | Mem32): this;
  /** Sets the destination to the bitwise and of both. */
  and(a: Mem32, b: Imm | Gp32): this;
  /** Sets the destination to the bitwise and of both. */
  and(a: Gp64, b: Imm | Gp64 | Mem64): this;
  /** Sets the destination to the bitwise and of both. */
  and(a: Mem64, b: Imm | Gp64): this;
  /** Subtracts the source from the destination. */
  sub(a: Gp8, b: Imm | Gp8 | Mem8): this;
  /** Subtracts the source from the destination. */
  sub(a: Mem8, b: Imm | Gp8): this;
  /** Subtracts the source from the destination. */
  sub(a: Gp16, b: Imm | Gp16 | Mem16): this;
  /** Subtracts the source from the destination. */
  sub(a: Mem16, b: Imm | Gp16): this;
  /** Subtracts the source from the destination. */
  sub(a: Gp32, b: Imm | Gp32 | Mem32): this;
  /** Subtracts the source from the destination. */
  sub(a: Mem32, b: Imm | Gp32): this;
  /** Subtracts the source from the destination. */
  sub(a: Gp64, b: Imm | Gp64 | Mem64): this;
  /** Subtracts the source from the destination. */
  sub(a: Mem64, b: Imm | Gp64): this;
  /** Sets the destination to the bitwise exclusive or of both. */
  xor(a: Gp8, b: Imm | Gp8 | Mem8): this;
  /** Sets the destination to the bitwise exclusive or of both. */
  xor(a: Mem8, b: Imm | Gp8): this;
  /** Sets the destination to the bitwise exclusive or of both. */
  xor(a: Gp16, b: Imm | Gp16 | Mem16): this;
  /** Sets the destination to the bitwise exclusive or of both. */
  xor(a: Mem16, b: Imm | Gp16): this;
  /** Sets the destination to the bitwise exclusive or of both. */
  xor(a: Gp32, b: Imm | Gp32 | Mem32): this;
  /** Sets the destination to the bitwise exclusive or of both. */
  xor(a: Mem32, b: Imm | Gp32): this;
  /** Sets the destination to the bitwise exclusive or of both. */
  xor(a: Gp64, b: Imm | Gp64 | Mem64): this;
  /** Sets the destination to the bitwise exclusive or of both. */
  xor(a: Mem64, b: Imm | Gp64): this;
  /** Sets the flags as a subtraction would, and keeps the operands. */
  cmp(a: Gp8, b: Imm | Gp8 | Mem8): this;
  /** Sets the flags as a subtraction would, and keeps the operands. */
  cmp(a: Mem8, b: Imm | Gp8): this;
  /** Sets the flags as a subtraction would, and keeps the operands. */
  cmp(a: Gp16, b: Imm | Gp16 | Mem16): this;
  /** Sets the flags as a subtraction would, and keeps the operands. */
  cmp(a: Mem16, b: Imm | Gp16): this;
  /** Sets the flags as a subtraction would, and keeps the operands. */
  cmp(a: Gp32, b: Imm | Gp32 | Mem32): this;
  /** Sets the flags as a subtraction would, and keeps the operands. */
  cmp(a: Mem32, b: Imm | Gp32): this;
  /** Sets the flags as a subtraction would, and keeps the operands. */
  cmp(a: Gp64, b: Imm | Gp64 | Mem64): this;
  /** Sets the flags as a subtraction would, and keeps the operands. */
  cmp(a: Mem64, b: Imm | Gp64): this;
  /** Sets the flags as a bitwise and would, and keeps the operands. */
  test(a: Gp8 | Mem8, b: Imm | Gp8): this;
  /** Sets the flags as a bitwise and would, and keeps the operands. */
  test(a: Gp16 | Mem16, b: Imm | Gp16): this;
  /** Sets the flags as a bitwise and would, and keeps the operands. */
  test(a: Gp32 | Mem32, b: Imm | Gp32): this;
  /** Sets the flags as a bitwise and would, and keeps the operands. */
  test(a: Gp64 | Mem64, b: Imm | Gp64): this;
  /** Adds one and keeps the carry flag. */
  inc(a: Gp8 | Mem8 | Gp16 | Mem16 | Gp32 | Mem32 | Gp64 | Mem64): this;
  /** Subtracts one and keeps the carry flag. */
  dec(a: Gp8 | Mem8 | Gp16 | Mem16 | Gp32 | Mem32 | Gp64 | Mem64): this;
  /** Inverts every bit. */
  not(a: Gp8 | Mem8 | Gp16 | Mem16 | Gp32 | Mem32 | Gp64 | Mem64): this;
  /** Negates; the carry flag says whether the operand was not zero. */
  neg(a: Gp8 | Mem8 | Gp16 | Mem16 | Gp32 | Mem32 | Gp64 | Mem64): this;
  /** Multiplies the accumulator, unsigned, into twice the width. */
  mul(a: Gp8 | Mem8 | Gp16 | Mem16 | Gp32 | Mem32 | Gp64 | Mem64): this;
  /** Multiplies, signed; with one operand, the accumulator into twice the width. */
  imul(a: Gp8 | Mem8 | Gp16 | Mem16 | Gp32 | Mem32 | Gp64 | Mem64): this;
  /** Multiplies, signed; with one operand, the accumulator into twice the width. */
  imul(a: Gp16, b: Gp16 | Mem16): this;
  /** Multiplies, signed; with one operand, the accumulator into twice the width. */
  imul(a: Gp32, b: Gp32 | Mem32): this;
  /** Multiplies, signed; with one operand, the accumulator into twice the width. */
  imul(a: Gp64, b: Gp64 | Mem64): this;
  /** Multiplies, signed; with one operand, the accumulator into twice the width. */
  imul(a: Gp16, b: Gp16, c: Imm): this;
  /** Multiplies, signed; with one operand, the accumulator into twice the width. */
  imul(a: Gp16, b: Mem16, c: Imm): this;
  /** Multiplies, signed; with one operand, the accumulator into twice the width. */
  imul(a: Gp32, b: Gp32, c: Imm): this;
  /** Multiplies, signed; with one operand, the accumulator into twice the width. */
  imul(a: Gp32, b: Mem32, c: Imm): this;
  /** Multiplies, signed; with one operand, the accumulator into twice the width. */
  imul(a: Gp64, b: Gp64, c: Imm): this;
  /** Multiplies, signed; with one operand, the accumulator into twice the width. */
  imul(a: Gp64, b: Mem64, c: Imm): this;
  /** Divides the double-width accumulator, unsigned; raises #DE on overflow. */
  div(a: Gp8 | Mem8 | Gp16 | Mem16 | Gp32 | Mem32 | Gp64 | Mem64): this;
  /** Divides the double-width accumulator, signed; raises #DE on overflow. */
  idiv(a: Gp8 | Mem8 | Gp16 | Mem16 | Gp32 | Mem32 | Gp64 | Mem64): this;
  /** Sign-extends al into ax. */
  cbw(): this;
  /** Sign-extends ax into eax. */
  cwde(): this;
  /** Sign-extends eax into rax. */
  cdqe(): this;
  /** Fills dx with the sign of ax. */
  cwd(): this;
  /** Fills edx with the sign of eax. */
  cdq(): this;
  /** Fills rdx with the sign of rax. */
  cqo(): this;
  /** Exchanges the operands, then writes their sum to the first. */
  xadd(a: Gp8 | Mem8, b: Gp8): this;
  /** Exchanges the operands, then writes their sum to the first. */
  xadd(a: Gp16 | Mem16, b: Gp16): this;
  /** Exchanges the operands, then writes their sum to the first. */
  xadd(a: Gp32 | Mem32, b: Gp32): this;
  /** Exchanges the operands, then writes their sum to the first. */
  xadd(a: Gp64 | Mem64, b: Gp64): this;
  /** Compares the accumulator with the destination; stores the source if equal, else loads the accumulator. */
  cmpxchg(a: Gp8 | Mem8, b: Gp8): this;
  /** Compares the accumulator with the destination; stores the source if equal, else loads the accumulator. */
  cmpxchg(a: Gp16 | Mem16, b: Gp16): this;
  /** Compares the accumulator with the destination; stores the source if equal, else loads the accumulator. */
  cmpxchg(a: Gp32 | Mem32, b: Gp32): this;
  /** Compares the accumulator with the destination; stores the source if equal, else loads the accumulator. */
  cmpxchg(a: Gp64 | Mem64, b: Gp64): this;
  /** Compares edx:eax with memory; stores ecx:ebx if equal, else loads edx:eax. */
  cmpxchg8b(a: Mem64): this;
  /** Compares rdx:rax with memory, aligned to 16; stores rcx:rbx if equal, else loads rdx:rax. */
  cmpxchg16b(a: Mem128): this;
  /** Adds the source and the carry flag, and writes only the carry flag. */
  adcx(a: Gp32, b: Gp32 | Mem32): this;
  /** Adds the source and the carry flag, and writes only the carry flag. */
  adcx(a: Gp64, b: Gp64 | Mem64): this;
  /** Adds the source and the overflow flag, and writes only the overflow flag. */
  adox(a: Gp32, b: Gp32 | Mem32): this;
  /** Adds the source and the overflow flag, and writes only the overflow flag. */
  adox(a: Gp64, b: Gp64 | Mem64): this;
  /** Rotates left. */
  rol(a: Gp8 | Mem8 | Gp16 | Mem16 | Gp32 | Mem32 | Gp64 | Mem64, b: Cl | Imm): this;
  /** Rotates right. */
  ror(a: Gp8 | Mem8 | Gp16 | Mem16 | Gp32 | Mem32 | Gp64 | Mem64, b: Cl | Imm): this;
  /** Rotates left through the carry flag. */
  rcl(a: Gp8 | Mem8 | Gp16 | Mem16 | Gp32 | Mem32 | Gp64 | Mem64, b: Cl | Imm): this;
  /** Rotates right through the carry flag. */
  rcr(a: Gp8 | Mem8 | Gp16 | Mem16 | Gp32 | Mem32 | Gp64 | Mem64, b: Cl | Imm): this;
  /** Shifts left; a count of zero keeps the flags. */
  shl(a: Gp8 | Mem8 | Gp16 | Mem16 | Gp32 | Mem32 | Gp64 | Mem64, b: Cl | Imm): this;
  /** Shifts right, filling with zeros; a count of zero keeps the flags. */
  shr(a: Gp8 | Mem8 | Gp16 | Mem16 | Gp32 | Mem32 | Gp64 | Mem64, b: Cl | Imm): this;
  /** Shifts right, filling with the sign; a count of zero keeps the flags. */
  sar(a: Gp8 | Mem8 | Gp16 | Mem16 | Gp32 | Mem32 | Gp64 | Mem64, b: Cl | Imm): this;
  /** Shifts left, filling from the top of the second operand. */
  shld(a: Gp16, b: Gp16, c: Imm | Cl): this;
  /** Shifts left, filling from the top of the second operand. */
  shld(a: Mem16, b: Gp16, c: Imm | Cl): this;
  /** Shifts left, filling from the top of the second operand. */
  shld(a: Gp32, b: Gp32, c: Imm | Cl): this;
  /** Shifts left, filling from the top of the second operand. */
  shld(a: Mem32, b: Gp32, c: Imm | Cl): this;
  /** Shifts left, filling from the top of the second operand. */
  shld(a: Gp64, b: Gp64, c: Imm | Cl): this;
  /** Shifts left, filling from the top of the second operand. */
  shld(a: Mem64, b: Gp64, c: Imm | Cl): this;
  /** Shifts right, filling from the bottom of the second operand. */
  shrd(a: Gp16, b: Gp16, c: Imm | Cl): this;
  /** Shifts right, filling from the bottom of the second operand. */
  shrd(a: Mem16, b: Gp16, c: Imm | Cl): this;
  /** Shifts right, filling from the bottom of the second operand. */
  shrd(a: Gp32, b: Gp32, c: Imm | Cl): this;
  /** Shifts right, filling from the bottom of the second operand. */
  shrd(a: Mem32, b: Gp32, c: Imm | Cl): this;
  /** Shifts right, filling from the bottom of the second operand. */
  shrd(a: Gp64, b: Gp64, c: Imm | Cl): this;
  /** Shifts right, filling from the bottom of the second operand. */
  shrd(a: Mem64, b: Gp64, c: Imm | Cl): this;
  /** Copies the bit to the carry flag; in memory, a register may address bits beyond the operand. */
  bt(a: Gp16 | Mem16, b: Gp16 | Imm): this;
  /** Copies the bit to the carry flag; in memory, a register may address bits beyond the operand. */
  bt(a: Gp32 | Mem32, b: Gp32 | Imm): this;
  /** Copies the bit to the carry flag; in memory, a register may address bits beyond the operand. */
  bt(a: Gp64 | Mem64, b: Gp64 | Imm): this;
  /** Copies the bit to the carry flag and sets it. */
  bts(a: Gp16 | Mem16, b: Gp16 | Imm): this;
  /** Copies the bit to the carry flag and sets it. */
  bts(a: Gp32 | Mem32, b: Gp32 | Imm): this;
  /** Copies the bit to the carry flag and sets it. */
  bts(a: Gp64 | Mem64, b: Gp64 | Imm): this;
  /** Copies the bit to the carry flag and clears it. */
  btr(a: Gp16 | Mem16, b: Gp16 | Imm): this;
  /** Copies the bit to the carry flag and clears it. */
  btr(a: Gp32 | Mem32, b: Gp32 | Imm): this;
  /** Copies the bit to the carry flag and clears it. */
  btr(a: Gp64 | Mem64, b: Gp64 | Imm): this;
  /** Copies the bit to the carry flag and inverts it. */
  btc(a: Gp16 | Mem16, b: Gp16 | Imm): this;
  /** Copies the bit to the carry flag and inverts it. */
  btc(a: Gp32 | Mem32, b: Gp32 | Imm): this;
  /** Copies the bit to the carry flag and inverts it. */
  btc(a: Gp64 | Mem64, b: Gp64 | Imm): this;
  /** Finds the lowest set bit; of zero, the destination is not defined. */
  bsf(a: Gp16, b: Gp16 | Mem16): this;
  /** Finds the lowest set bit; of zero, the destination is not defined. */
  bsf(a: Gp32, b: Gp32 | Mem32): this;
  /** Finds the lowest set bit; of zero, the destination is not defined. */
  bsf(a: Gp64, b: Gp64 | Mem64): this;
  /** Finds the highest set bit; of zero, the destination is not defined. */
  bsr(a: Gp16, b: Gp16 | Mem16): this;
  /** Finds the highest set bit; of zero, the destination is not defined. */
  bsr(a: Gp32, b: Gp32 | Mem32): this;
  /** Finds the highest set bit; of zero, the destination is not defined. */
  bsr(a: Gp64, b: Gp64 | Mem64): this;
  /** Counts the set bits. */
  popcnt(a: Gp16, b: Gp16 | Mem16): this;
  /** Counts the set bits. */
  popcnt(a: Gp32, b: Gp32 | Mem32): this;
  /** Counts the set bits. */
  popcnt(a: Gp64, b: Gp64 | Mem64): this;
  /** Counts the zeros below the lowest set bit. */
  tzcnt(a: Gp16, b: Gp16 | Mem16): this;
  /** Counts the zeros below the lowest set bit. */
  tzcnt(a: Gp32, b: Gp32 | Mem32): this;
  /** Counts the zeros below the lowest set bit. */
  tzcnt(a: Gp64, b: Gp64 | Mem64): this;
  /** Counts the zeros above the highest set bit. */
  lzcnt(a: Gp16, b: Gp16 | Mem16): this;
  /** Counts the zeros above the highest set bit. */
  lzcnt(a: Gp32, b: Gp32 | Mem32): this;
  /** Counts the zeros above the highest set bit. */
  lzcnt(a: Gp64, b: Gp64 | Mem64): this;
  /** Adds the source to a CRC-32C in the destination. */
  crc32(a: Gp32, b: Gp8 | Mem8 | Gp16 | Mem16 | Gp32 | Mem32): this;
  /** Adds the source to a CRC-32C in the destination. */
  crc32(a: Gp64, b: Gp8 | Mem8 | Gp64 | Mem64): this;
  /** Ands the third operand with the inverted second. */
  andn(a: Gp32, b: Gp32, c: Gp32 | Mem32): this;
  /** Ands the third operand with the inverted second. */
  andn(a: Gp64, b: Gp64, c: Gp64 | Mem64): this;
  /** Extracts a bit field: start in bits 0–7 of the third operand, length in bits 8–15. */
  bextr(a: Gp32, b: Gp32, c: Gp32): this;
  /** Extracts a bit field: start in bits 0–7 of the third operand, length in bits 8–15. */
  bextr(a: Gp32, b: Mem32, c: Gp32): this;
  /** Extracts a bit field: start in bits 0–7 of the third operand, length in bits 8–15. */
  bextr(a: Gp64, b: Gp64, c: Gp64): this;
  /** Extracts a bit field: start in bits 0–7 of the third operand, length in bits 8–15. */
  bextr(a: Gp64, b: Mem64, c: Gp64): this;
  /** Isolates the lowest set bit. */
  blsi(a: Gp32, b: Gp32 | Mem32): this;
  /** Isolates the lowest set bit. */
  blsi(a: Gp64, b: Gp64 | Mem64): this;
  /** Makes a mask up to the lowest set bit. */
  blsmsk(a: Gp32, b: Gp32 | Mem32): this;
  /** Makes a mask up to the lowest set bit. */
  blsmsk(a: Gp64, b: Gp64 | Mem64): this;
  /** Clears the lowest set bit. */
  blsr(a: Gp32, b: Gp32 | Mem32): this;
  /** Clears the lowest set bit. */
  blsr(a: Gp64, b: Gp64 | Mem64): this;
  /** Clears the bits from an index on. */
  bzhi(a: Gp32, b: Gp32, c: Gp32): this;
  /** Clears the bits from an index on. */
  bzhi(a: Gp32, b: Mem32, c: Gp32): this;
  /** Clears the bits from an index on. */
  bzhi(a: Gp64, b: Gp64, c: Gp64): this;
  /** Clears the bits from an index on. */
  bzhi(a: Gp64, b: Mem64, c: Gp64): this;
  /** Multiplies rdx (edx) unsigned into high and low half; keeps the flags. */
  mulx(a: Gp32, b: Gp32, c: Gp32 | Mem32): this;
  /** Multiplies rdx (edx) unsigned into high and low half; keeps the flags. */
  mulx(a: Gp64, b: Gp64, c: Gp64 | Mem64): this;
  /** Scatters the low bits to where the mask has ones. */
  pdep(a: Gp32, b: Gp32, c: Gp32 | Mem32): this;
  /** Scatters the low bits to where the mask has ones. */
  pdep(a: Gp64, b: Gp64, c: Gp64 | Mem64): this;
  /** Gathers the bits where the mask has ones. */
  pext(a: Gp32, b: Gp32, c: Gp32 | Mem32): this;
  /** Gathers the bits where the mask has ones. */
  pext(a: Gp64, b: Gp64, c: Gp64 | Mem64): this;
  /** Rotates right into another register; keeps the flags. */
  rorx(a: Gp32, b: Gp32, c: Imm): this;
  /** Rotates right into another register; keeps the flags. */
  rorx(a: Gp32, b: Mem32, c: Imm): this;
  /** Rotates right into another register; keeps the flags. */
  rorx(a: Gp64, b: Gp64, c: Imm): this;
  /** Rotates right into another register; keeps the flags. */
  rorx(a: Gp64, b: Mem64, c: Imm): this;
  /** Shifts right with the sign; keeps the flags. */
  sarx(a: Gp32, b: Gp32, c: Gp32): this;
  /** Shifts right with the sign; keeps the flags. */
  sarx(a: Gp32, b: Mem32, c: Gp32): this;
  /** Shifts right with the sign; keeps the flags. */
  sarx(a: Gp64, b: Gp64, c: Gp64): this;
  /** Shifts right with the sign; keeps the flags. */
  sarx(a: Gp64, b: Mem64, c: Gp64): this;
  /** Shifts left; keeps the flags. */
  shlx(a: Gp32, b: Gp32, c: Gp32): this;
  /** Shifts left; keeps the flags. */
  shlx(a: Gp32, b: Mem32, c: Gp32): this;
  /** Shifts left; keeps the flags. */
  shlx(a: Gp64, b: Gp64, c: Gp64): this;
  /** Shifts left; keeps the flags. */
  shlx(a: Gp64, b: Mem64, c: Gp64): this;
  /** Shifts right with zeros; keeps the flags. */
  shrx(a: Gp32, b: Gp32, c: Gp32): this;
  /** Shifts right with zeros; keeps the flags. */
  shrx(a: Gp32, b: Mem32, c: Gp32): this;
  /** Shifts right with zeros; keeps the flags. */
  shrx(a: Gp64, b: Gp64, c: Gp64): this;
  /** Shifts right with zeros; keeps the flags. */
  shrx(a: Gp64, b: Mem64, c: Gp64): this;
  /** Jumps. */
  jmp(a: Label | SymbolRef | Imm | Gp64 | Mem64): this;
  /** Pushes the address of the next instruction and jumps. */
  call(a: Label | SymbolRef | Imm | Gp64 | Mem64): this;
  /** Pops an address and jumps there; the operand is the number of bytes to drop besides. */
  ret(): this;
  /** Pops an address and jumps there; the operand is the number of bytes to drop besides. */
  ret(a: Imm): this;
  /** Jumps if overflow. */
  jo(a: Label | SymbolRef | Imm): this;
  /** Sets the byte to 1 if overflow, else to 0. */
  seto(a: Gp8 | Mem8): this;
  /** Copies the source if overflow. */
  cmovo(a: Gp16, b: Gp16 | Mem16): this;
  /** Copies the source if overflow. */
  cmovo(a: Gp32, b: Gp32 | Mem32): this;
  /** Copies the source if overflow. */
  cmovo(a: Gp64, b: Gp64 | Mem64): this;
  /** Jumps if no overflow. */
  jno(a: Label | SymbolRef | Imm): this;
  /** Sets the byte to 1 if no overflow, else to 0. */
  setno(a: Gp8 | Mem8): this;
  /** Copies the source if no overflow. */
  cmovno(a: Gp16, b: Gp16 | Mem16): this;
  /** Copies the source if no overflow. */
  cmovno(a: Gp32, b: Gp32 | Mem32): this;
  /** Copies the source if no overflow. */
  cmovno(a: Gp64, b: Gp64 | Mem64): this;
  /** Jumps if below, unsigned. */
  jb(a: Label | SymbolRef | Imm): this;
  /** Sets the byte to 1 if below, unsigned, else to 0. */
  setb(a: Gp8 | Mem8): this;
  /** Copies the source if below, unsigned. */
  cmovb(a: Gp16, b: Gp16 | Mem16): this;
  /** Copies the source if below, unsigned. */
  cmovb(a: Gp32, b: Gp32 | Mem32): this;
  /** Copies the source if below, unsigned. */
  cmovb(a: Gp64, b: Gp64 | Mem64): this;
  /** Jumps if above or equal, unsigned. */
  jae(a: Label | SymbolRef | Imm): this;
  /** Sets the byte to 1 if above or equal, unsigned, else to 0. */
  setae(a: Gp8 | Mem8): this;
  /** Copies the source if above or equal, unsigned. */
  cmovae(a: Gp16, b: Gp16 | Mem16): this;
  /** Copies the source if above or equal, unsigned. */
  cmovae(a: Gp32, b: Gp32 | Mem32): this;
  /** Copies the source if above or equal, unsigned. */
  cmovae(a: Gp64, b: Gp64 | Mem64): this;
  /** Jumps if equal. */
  je(a: Label | SymbolRef | Imm): this;
  /** Sets the byte to 1 if equal, else to 0. */
  sete(a: Gp8 | Mem8): this;
  /** Copies the source if equal. */
  cmove(a: Gp16, b: Gp16 | Mem16): this;
  /** Copies the source if equal. */
  cmove(a: Gp32, b: Gp32 | Mem32): this;
  /** Copies the source if equal. */
  cmove(a: Gp64, b: Gp64 | Mem64): this;
  /** Jumps if not equal. */
  jne(a: Label | SymbolRef | Imm): this;
  /** Sets the byte to 1 if not equal, else to 0. */
  setne(a: Gp8 | Mem8): this;
  /** Copies the source if not equal. */
  cmovne(a: Gp16, b: Gp16 | Mem16): this;
  /** Copies the source if not equal. */
  cmovne(a: Gp32, b: Gp32 | Mem32): this;
  /** Copies the source if not equal. */
  cmovne(a: Gp64, b: Gp64 | Mem64): this;
  /** Jumps if below or equal, unsigned. */
  jbe(a: Label | SymbolRef | Imm): this;
  /** Sets the byte to 1 if below or equal, unsigned, else to 0. */
  setbe(a: Gp8 | Mem8): this;
  /** Copies the source if below or equal, unsigned. */
  cmovbe(a: Gp16, b: Gp16 | Mem16): this;
  /** Copies the source if below or equal, unsigned. */
  cmovbe(a: Gp32, b: Gp32 | Mem32): this;
  /** Copies the source if below or equal, unsigned. */
  cmovbe(a: Gp64, b: Gp64 | Mem64): this;
  /** Jumps if above, unsigned. */
  ja(a: Label | SymbolRef | Imm): this;
  /** Sets the byte to 1 if above, unsigned, else to 0. */
  seta(a: Gp8 | Mem8): this;
  /** Copies the source if above, unsigned. */
  cmova(a: Gp16, b: Gp16 | Mem16): this;
  /** Copies the source if above, unsigned. */
  cmova(a: Gp32, b: Gp32 | Mem32): this;
  /** Copies the source if above, unsigned. */
  cmova(a: Gp64, b: Gp64 | Mem64): this;
  /** Jumps if negative. */
  js(a: Label | SymbolRef | Imm): this;
  /** Sets the byte to 1 if negative, else to 0. */
  sets(a: Gp8 | Mem8): this;
  /** Copies the source if negative. */
  cmovs(a: Gp16, b: Gp16 | Mem16): this;
  /** Copies the source if negative. */
  cmovs(a: Gp32, b: Gp32 | Mem32): this;
  /** Copies the source if negative. */
  cmovs(a: Gp64, b: Gp64 | Mem64): this;
  /** Jumps if not negative. */
  jns(a: Label | SymbolRef | Imm): this;
  /** Sets the byte to 1 if not negative, else to 0. */
  setns(a: Gp8 | Mem8): this;
  /** Copies the source if not negative. */
  cmovns(a: Gp16, b: Gp16 | Mem16): this;
  /** Copies the source if not negative. */
  cmovns(a: Gp32, b: Gp32 | Mem32): this;
  /** Copies the source if not negative. */
  cmovns(a: Gp64, b: Gp64 | Mem64): this;
  /** Jumps if even parity, or unordered. */
  jp(a: Label | SymbolRef | Imm): this;
  /** Sets the byte to 1 if even parity, or unordered, else to 0. */
  setp(a: Gp8 | Mem8): this;
  /** Copies the source if even parity, or unordered. */
  cmovp(a: Gp16, b: Gp16 | Mem16): this;
  /** Copies the source if even parity, or unordered. */
  cmovp(a: Gp32, b: Gp32 | Mem32): this;
  /** Copies the source if even parity, or unordered. */
  cmovp(a: Gp64, b: Gp64 | Mem64): this;
  /** Jumps if odd parity, or ordered. */
  jnp(a: Label | SymbolRef | Imm): this;
  /** Sets the byte to 1 if odd parity, or ordered, else to 0. */
  setnp(a: Gp8 | Mem8): this;
  /** Copies the source if odd parity, or ordered. */
  cmovnp(a: Gp16, b: Gp16 | Mem16): this;
  /** Copies the source if odd parity, or ordered. */
  cmovnp(a: Gp32, b: Gp32 | Mem32): this;
  /** Copies the source if odd parity, or ordered. */
  cmovnp(a: Gp64, b: Gp64 | Mem64): this;
  /** Jumps if less, signed. */
  jl(a: Label | SymbolRef | Imm): this;
  /** Sets the byte to 1 if less, signed, else to 0. */
  setl(a: Gp8 | Mem8): this;
  /** Copies the source if less, signed. */
  cmovl(a: Gp16, b: Gp16 | Mem16): this;
  /** Copies the source if less, signed. */
  cmovl(a: Gp32, b: Gp32 | Mem32): this;
  /** Copies the source if less, signed. */
  cmovl(a: Gp64, b: Gp64 | Mem64): this;
  /** Jumps if greater or equal, signed. */
  jge(a: Label | SymbolRef | Imm): this;
  /** Sets the byte to 1 if greater or equal, signed, else to 0. */
  setge(a: Gp8 | Mem8): this;
  /** Copies the source if greater or equal, signed. */
  cmovge(a: Gp16, b: Gp16 | Mem16): this;
  /** Copies the source if greater or equal, signed. */
  cmovge(a: Gp32, b: Gp32 | Mem32): this;
  /** Copies the source if greater or equal, signed. */
  cmovge(a: Gp64, b: Gp64 | Mem64): this;
  /** Jumps if less or equal, signed. */
  jle(a: Label | SymbolRef | Imm): this;
  /** Sets the byte to 1 if less or equal, signed, else to 0. */
  setle(a: Gp8 | Mem8): this;
  /** Copies the source if less or equal, signed. */
  cmovle(a: Gp16, b: Gp16 | Mem16): this;
  /** Copies the source if less or equal, signed. */
  cmovle(a: Gp32, b: Gp32 | Mem32): this;
  /** Copies the source if less or equal, signed. */
  cmovle(a: Gp64, b: Gp64 | Mem64): this;
  /** Jumps if greater, signed. */
  jg(a: Label | SymbolRef | Imm): this;
  /** Sets the byte to 1 if greater, signed, else to 0. */
  setg(a: Gp8 | Mem8): this;
  /** Copies the source if greater, signed. */
  cmovg(a: Gp16, b: Gp16 | Mem16): this;
  /** Copies the source if greater, signed. */
  cmovg(a: Gp32, b: Gp32 | Mem32): this;
  /** Copies the source if greater, signed. */
  cmovg(a: Gp64, b: Gp64 | Mem64): this;
  /** Jumps, at most 128 bytes, if rcx is zero. */
  jrcxz(a: Label | SymbolRef | Imm): this;
  /** Decrements rcx and jumps, at most 128 bytes, unless it is zero. */
  loop(a: Label | SymbolRef | Imm): this;
  /** Decrements rcx and jumps if it is not zero and the zero flag is set. */
  loope(a: Label | SymbolRef | Imm): this;
  /** Decrements rcx and jumps if it is not zero and the zero flag is clear. */
  loopne(a: Label | SymbolRef | Imm): this;
  /** Drops the frame: rsp becomes rbp, then rbp is popped. */
  leave(): this;
  /** Makes a frame of some bytes at a nesting level. */
  enter(a: Imm, b: Imm): this;
  /** Marks a valid target of an indirect branch. */
  endbr64(): this;
  /** Does nothing. */
  nop(): this;
  /** Does nothing. */
  nop(a: Gp16 | Mem16 | Gp32 | Mem32 | Gp64 | Mem64): this;
  /** Does nothing, in a loop that waits. */
  pause(): this;
  /** Raises a breakpoint exception. */
  int3(): this;
  /** Raises an invalid-opcode exception. */
  ud2(): this;
  /** Calls the operating system. */
  syscall(): this;
  /** Reads what the processor is, by eax and ecx. */
  cpuid(): this;
  /** Reads the time-stamp counter into edx:eax. */
  rdtsc(): this;
  /** Reads the time-stamp counter, and the processor into ecx. */
  rdtscp(): this;
  /** Waits for earlier loads. */
  lfence(): this;
  /** Orders loads and stores. */
  mfence(): this;
  /** Orders stores. */
  sfence(): this;
  /** Fetches a line that will be used once. */
  prefetchnta(a: MemAny): this;
  /** Fetches a line into all caches. */
  prefetcht0(a: MemAny): this;
  /** Fetches a line into the second cache. */
  prefetcht1(a: MemAny): this;
  /** Fetches a line into the third cache. */
  prefetcht2(a: MemAny): this;
  /** Fetches a line that will be written. */
  prefetchw(a: MemAny): this;
  /** Copies the low flags to ah. */
  lahf(): this;
  /** Copies ah to the low flags. */
  sahf(): this;
  /** Clears the carry flag. */
  clc(): this;
  /** Sets the carry flag. */
  stc(): this;
  /** Inverts the carry flag. */
  cmc(): this;
  /** Clears the direction flag: string instructions go upward. */
  cld(): this;
  /** Sets the direction flag: string instructions go downward. */
  std(): this;
  /** Copies from [rsi] to [rdi] and advances both. */
  movsb(): this;
  /** Copies from [rsi] to [rdi] and advances both. */
  movsw(): this;
  /** Copies from [rsi] to [rdi] and advances both. */
  movsq(): this;
  /** Compares [rsi] with [rdi] and advances both. */
  cmpsb(): this;
  /** Compares [rsi] with [rdi] and advances both. */
  cmpsw(): this;
  /** Compares [rsi] with [rdi] and advances both. */
  cmpsq(): this;
  /** Stores the accumulator at [rdi] and advances it. */
  stosb(): this;
  /** Stores the accumulator at [rdi] and advances it. */
  stosw(): this;
  /** Stores the accumulator at [rdi] and advances it. */
  stosd(): this;
  /** Stores the accumulator at [rdi] and advances it. */
  stosq(): this;
  /** Loads the accumulator from [rsi] and advances it. */
  lodsb(): this;
  /** Loads the accumulator from [rsi] and advances it. */
  lodsw(): this;
  /** Loads the accumulator from [rsi] and advances it. */
  lodsd(): this;
  /** Loads the accumulator from [rsi] and advances it. */
  lodsq(): this;
  /** Compares the accumulator with [rdi] and advances it. */
  scasb(): this;
  /** Compares the accumulator with [rdi] and advances it. */
  scasw(): this;
  /** Compares the accumulator with [rdi] and advances it. */
  scasd(): this;
  /** Compares the accumulator with [rdi] and advances it. */
  scasq(): this;
  /** Copies a single; from memory, the rest becomes zero. */
  movss(a: Xmm, b: Xmm | Mem32): this;
  /** Copies a single; from memory, the rest becomes zero. */
  movss(a: Mem32, b: Xmm): this;
  /** Copies a double; from memory, the upper half becomes zero; without operands, moves a string of dwords. */
  movsd(): this;
  /** Copies a double; from memory, the upper half becomes zero; without operands, moves a string of dwords. */
  movsd(a: Xmm, b: Xmm | Mem64): this;
  /** Copies a double; from memory, the upper half becomes zero; without operands, moves a string of dwords. */
  movsd(a: Mem64, b: Xmm): this;
  /** Copies 16 bytes, aligned. */
  movaps(a: Xmm, b: Xmm | Mem128): this;
  /** Copies 16 bytes, aligned. */
  movaps(a: Mem128, b: Xmm): this;
  /** Copies 16 bytes, aligned. */
  movapd(a: Xmm, b: Xmm | Mem128): this;
  /** Copies 16 bytes, aligned. */
  movapd(a: Mem128, b: Xmm): this;
  /** Copies 16 bytes. */
  movups(a: Xmm, b: Xmm | Mem128): this;
  /** Copies 16 bytes. */
  movups(a: Mem128, b: Xmm): this;
  /** Copies 16 bytes. */
  movupd(a: Xmm, b: Xmm | Mem128): this;
  /** Copies 16 bytes. */
  movupd(a: Mem128, b: Xmm): this;
  /** Copies 16 bytes, aligned. */
  movdqa(a: Xmm, b: Xmm | Mem128): this;
  /** Copies 16 bytes, aligned. */
  movdqa(a: Mem128, b: Xmm): this;
  /** Copies 16 bytes. */
  movdqu(a: Xmm, b: Xmm | Mem128): this;
  /** Copies 16 bytes. */
  movdqu(a: Mem128, b: Xmm): this;
  /** Loads 16 bytes. */
  lddqu(a: Xmm, b: Mem128): this;
  /** Copies the low half, and keeps the other. */
  movlps(a: Xmm, b: Mem64): this;
  /** Copies the low half, and keeps the other. */
  movlps(a: Mem64, b: Xmm): this;
  /** Copies the low half, and keeps the other. */
  movlpd(a: Xmm, b: Mem64): this;
  /** Copies the low half, and keeps the other. */
  movlpd(a: Mem64, b: Xmm): this;
  /** Copies the high half, and keeps the other. */
  movhps(a: Xmm, b: Mem64): this;
  /** Copies the high half, and keeps the other. */
  movhps(a: Mem64, b: Xmm): this;
  /** Copies the high half, and keeps the other. */
  movhpd(a: Xmm, b: Mem64): this;
  /** Copies the high half, and keeps the other. */
  movhpd(a: Mem64, b: Xmm): this;
  /** Copies the high half to the low half. */
  movhlps(a: Xmm, b: Xmm): this;
  /** Copies the low half to the high half. */
  movlhps(a: Xmm, b: Xmm): this;
  /** Copies a double to both halves. */
  movddup(a: Xmm, b: Xmm | Mem64): this;
  /** Copies 32 bits between a vector and a general-purpose register; the rest becomes zero. */
  movd(a: Xmm, b: Gp32 | Mem32): this;
  /** Copies 32 bits between a vector and a general-purpose register; the rest becomes zero. */
  movd(a: Gp32 | Mem32, b: Xmm): this;
  /** Copies 64 bits; the upper half of a vector register becomes zero. */
  movq(a: Xmm, b: Xmm | Mem64 | Gp64): this;
  /** Copies 64 bits; the upper half of a vector register becomes zero. */
  movq(a: Mem64 | Gp64, b: Xmm): this;
  /** Stores 16 bytes, aligned, past the caches. */
  movntps(a: Mem128, b: Xmm): this;
  /** Stores 16 bytes, aligned, past the caches. */
  movntpd(a: Mem128, b: Xmm): this;
  /** Stores 16 bytes, aligned, past the caches. */
  movntdq(a: Mem128, b: Xmm): this;
  /** Gathers the signs of four singles. */
  movmskps(a: Gp32, b: Xmm): this;
  /** Gathers the signs of two doubles. */
  movmskpd(a: Gp32, b: Xmm): this;
  /** Gathers the signs of sixteen bytes. */
  pmovmskb(a: Gp32, b: Xmm): this;
  /** Adds the low single. */
  addss(a: Xmm, b: Xmm | Mem32): this;
  /** Adds the low double. */
  addsd(a: Xmm, b: Xmm | Mem64): this;
  /** Adds four singles. */
  addps(a: Xmm, b: Xmm | Mem128): this;
  /** Adds two doubles. */
  addpd(a: Xmm, b: Xmm | Mem128): this;
  /** Multiplies the low single. */
  mulss(a: Xmm, b: Xmm | Mem32): this;
  /** Multiplies the low double. */
  mulsd(a: Xmm, b: Xmm | Mem64): this;
  /** Multiplies four singles. */
  mulps(a: Xmm, b: Xmm | Mem128): this;
  /** Multiplies two doubles. */
  mulpd(a: Xmm, b: Xmm | Mem128): this;
  /** Subtracts the low single. */
  subss(a: Xmm, b: Xmm | Mem32): this;
  /** Subtracts the low double. */
  subsd(a: Xmm, b: Xmm | Mem64): this;
  /** Subtracts four singles. */
  subps(a: Xmm, b: Xmm | Mem128): this;
  /** Subtracts two doubles. */
  subpd(a: Xmm, b: Xmm | Mem128): this;
  /** Takes the lesser (the source if either is NaN) of the low single. */
  minss(a: Xmm, b: Xmm | Mem32): this;
  /** Takes the lesser (the source if either is NaN) of the low double. */
  minsd(a: Xmm, b: Xmm | Mem64): this;
  /** Takes the lesser (the source if either is NaN) of four singles. */
  minps(a: Xmm, b: Xmm | Mem128): this;
  /** Takes the lesser (the source if either is NaN) of two doubles. */
  minpd(a: Xmm, b: Xmm | Mem128): this;
  /** Divides the low single. */
  divss(a: Xmm, b: Xmm | Mem32): this;
  /** Divides the low double. */
  divsd(a: Xmm, b: Xmm | Mem64): this;
  /** Divides four singles. */
  divps(a: Xmm, b: Xmm | Mem128): this;
  /** Divides two doubles. */
  divpd(a: Xmm, b: Xmm | Mem128): this;
  /** Takes the greater (the source if either is NaN) of the low single. */
  maxss(a: Xmm, b: Xmm | Mem32): this;
  /** Takes the greater (the source if either is NaN) of the low double. */
  maxsd(a: Xmm, b: Xmm | Mem64): this;
  /** Takes the greater (the source if either is NaN) of four singles. */
  maxps(a: Xmm, b: Xmm | Mem128): this;
  /** Takes the greater (the source if either is NaN) of two doubles. */
  maxpd(a: Xmm, b: Xmm | Mem128): this;
  /** Takes the square root of the low single. */
  sqrtss(a: Xmm, b: Xmm | Mem32): this;
  /** Takes the square root of the low double. */
  sqrtsd(a: Xmm, b: Xmm | Mem64): this;
  /** Takes the square root of four singles. */
  sqrtps(a: Xmm, b: Xmm | Mem128): this;
  /** Takes the square root of two doubles. */
  sqrtpd(a: Xmm, b: Xmm | Mem128): this;
  /** Makes a mask of a comparison of the low singles. */
  cmpss(a: Xmm, b: Xmm, c: Imm): this;
  /** Makes a mask of a comparison of the low singles. */
  cmpss(a: Xmm, b: Mem32, c: Imm): this;
  /** Makes a mask of a comparison of the low doubles; without operands, compares a string of dwords. */
  cmpsd(): this;
  /** Makes a mask of a comparison of the low doubles; without operands, compares a string of dwords. */
  cmpsd(a: Xmm, b: Xmm, c: Imm): this;
  /** Makes a mask of a comparison of the low doubles; without operands, compares a string of dwords. */
  cmpsd(a: Xmm, b: Mem64, c: Imm): this;
  /** Makes masks of comparisons of four singles. */
  cmpps(a: Xmm, b: Xmm, c: Imm): this;
  /** Makes masks of comparisons of four singles. */
  cmpps(a: Xmm, b: Mem128, c: Imm): this;
  /** Makes masks of comparisons of two doubles. */
  cmppd(a: Xmm, b: Xmm, c: Imm): this;
  /** Makes masks of comparisons of two doubles. */
  cmppd(a: Xmm, b: Mem128, c: Imm): this;
  /** Compares singles into zero, parity and carry flag. */
  ucomiss(a: Xmm, b: Xmm | Mem32): this;
  /** Compares doubles into zero, parity and carry flag. */
  ucomisd(a: Xmm, b: Xmm | Mem64): this;
  /** As ucomiss, but any NaN signals. */
  comiss(a: Xmm, b: Xmm | Mem32): this;
  /** As ucomisd, but any NaN signals. */
  comisd(a: Xmm, b: Xmm | Mem64): this;
  /** Rounds a single to an integer: 0 nearest, 1 down, 2 up, 3 to zero. */
  roundss(a: Xmm, b: Xmm, c: Imm): this;
  /** Rounds a single to an integer: 0 nearest, 1 down, 2 up, 3 to zero. */
  roundss(a: Xmm, b: Mem32, c: Imm): this;
  /** Rounds a double to an integer: 0 nearest, 1 down, 2 up, 3 to zero. */
  roundsd(a: Xmm, b: Xmm, c: Imm): this;
  /** Rounds a double to an integer: 0 nearest, 1 down, 2 up, 3 to zero. */
  roundsd(a: Xmm, b: Mem64, c: Imm): this;
  /** Converts a signed integer to a single. */
  cvtsi2ss(a: Xmm, b: Gp32 | Mem32 | Gp64 | Mem64): this;
  /** Converts a signed integer to a double. */
  cvtsi2sd(a: Xmm, b: Gp32 | Mem32 | Gp64 | Mem64): this;
  /** Converts a single to a signed integer, toward zero. */
  cvttss2si(a: Gp32 | Gp64, b: Xmm | Mem32): this;
  /** Converts a double to a signed integer, toward zero. */
  cvttsd2si(a: Gp32 | Gp64, b: Xmm | Mem64): this;
  /** Converts a single to a signed integer, rounding. */
  cvtss2si(a: Gp32 | Gp64, b: Xmm | Mem32): this;
  /** Converts a double to a signed integer, rounding. */
  cvtsd2si(a: Gp32 | Gp64, b: Xmm | Mem64): this;
  /** Converts a single to a double. */
  cvtss2sd(a: Xmm, b: Xmm | Mem32): this;
  /** Converts a double to a single. */
  cvtsd2ss(a: Xmm, b: Xmm | Mem64): this;
  /** Converts two singles to doubles. */
  cvtps2pd(a: Xmm, b: Xmm | Mem64): this;
  /** Converts two doubles to singles. */
  cvtpd2ps(a: Xmm, b: Xmm | Mem128): this;
  /** Converts four signed dwords to singles. */
  cvtdq2ps(a: Xmm, b: Xmm | Mem128): this;
  /** Converts four singles to signed dwords, rounding. */
  cvtps2dq(a: Xmm, b: Xmm | Mem128): this;
  /** Converts four singles to signed dwords, toward zero. */
  cvttps2dq(a: Xmm, b: Xmm | Mem128): this;
  /** Converts two signed dwords to doubles. */
  cvtdq2pd(a: Xmm, b: Xmm | Mem64): this;
  /** Converts two doubles to signed dwords, rounding. */
  cvtpd2dq(a: Xmm, b: Xmm | Mem128): this;
  /** Converts two doubles to signed dwords, toward zero. */
  cvttpd2dq(a: Xmm, b: Xmm | Mem128): this;
  /** Bitwise and. */
  andps(a: Xmm, b: Xmm | Mem128): this;
  /** Bitwise and. */
  andpd(a: Xmm, b: Xmm | Mem128): this;
  /** Bitwise and with the inverted destination. */
  andnps(a: Xmm, b: Xmm | Mem128): this;
  /** Bitwise and with the inverted destination. */
  andnpd(a: Xmm, b: Xmm | Mem128): this;
  /** Bitwise or. */
  orps(a: Xmm, b: Xmm | Mem128): this;
  /** Bitwise or. */
  orpd(a: Xmm, b: Xmm | Mem128): this;
  /** Bitwise exclusive or. */
  xorps(a: Xmm, b: Xmm | Mem128): this;
  /** Bitwise exclusive or. */
  xorpd(a: Xmm, b: Xmm | Mem128): this;
  /** Bitwise and. */
  pand(a: Xmm, b: Xmm | Mem128): this;
  /** Bitwise and with the inverted destination. */
  pandn(a: Xmm, b: Xmm | Mem128): this;
  /** Bitwise or. */
  por(a: Xmm, b: Xmm | Mem128): this;
  /** Bitwise exclusive or. */
  pxor(a: Xmm, b: Xmm | Mem128): this;
  /** Interleaves the low halves. */
  unpcklps(a: Xmm, b: Xmm | Mem128): this;
  /** Interleaves the low halves. */
  unpcklpd(a: Xmm, b: Xmm | Mem128): this;
  /** Interleaves the high halves. */
  unpckhps(a: Xmm, b: Xmm | Mem128): this;
  /** Interleaves the high halves. */
  unpckhpd(a: Xmm, b: Xmm | Mem128): this;
  /** Chooses two singles of each operand. */
  shufps(a: Xmm, b: Xmm, c: Imm): this;
  /** Chooses two singles of each operand. */
  shufps(a: Xmm, b: Mem128, c: Imm): this;
  /** Chooses one double of each operand. */
  shufpd(a: Xmm, b: Xmm, c: Imm): this;
  /** Chooses one double of each operand. */
  shufpd(a: Xmm, b: Mem128, c: Imm): this;
  /** Chooses four dwords. */
  pshufd(a: Xmm, b: Xmm, c: Imm): this;
  /** Chooses four dwords. */
  pshufd(a: Xmm, b: Mem128, c: Imm): this;
  /** Chooses four words of the low half. */
  pshuflw(a: Xmm, b: Xmm, c: Imm): this;
  /** Chooses four words of the low half. */
  pshuflw(a: Xmm, b: Mem128, c: Imm): this;
  /** Chooses four words of the high half. */
  pshufhw(a: Xmm, b: Xmm, c: Imm): this;
  /** Chooses four words of the high half. */
  pshufhw(a: Xmm, b: Mem128, c: Imm): this;
  /** Interleaves the elements of the low halves. */
  punpcklbw(a: Xmm, b: Xmm | Mem128): this;
  /** Interleaves the elements of the low halves. */
  punpcklwd(a: Xmm, b: Xmm | Mem128): this;
  /** Interleaves the elements of the low halves. */
  punpckldq(a: Xmm, b: Xmm | Mem128): this;
  /** Interleaves the elements of the low halves. */
  punpcklqdq(a: Xmm, b: Xmm | Mem128): this;
  /** Interleaves the elements of the high halves. */
  punpckhbw(a: Xmm, b: Xmm | Mem128): this;
  /** Interleaves the elements of the high halves. */
  punpckhwd(a: Xmm, b: Xmm | Mem128): this;
  /** Interleaves the elements of the high halves. */
  punpckhdq(a: Xmm, b: Xmm | Mem128): this;
  /** Interleaves the elements of the high halves. */
  punpckhqdq(a: Xmm, b: Xmm | Mem128): this;
  /** Narrows the elements of both, with signed saturation. */
  packsswb(a: Xmm, b: Xmm | Mem128): this;
  /** Narrows the elements of both, with signed saturation. */
  packssdw(a: Xmm, b: Xmm | Mem128): this;
  /** Narrows the elements of both, with unsigned saturation. */
  packuswb(a: Xmm, b: Xmm | Mem128): this;
  /** Adds the elements. */
  paddb(a: Xmm, b: Xmm | Mem128): this;
  /** Adds the elements. */
  paddw(a: Xmm, b: Xmm | Mem128): this;
  /** Adds the elements. */
  paddd(a: Xmm, b: Xmm | Mem128): this;
  /** Adds the elements. */
  paddq(a: Xmm, b: Xmm | Mem128): this;
  /** Subtracts the elements. */
  psubb(a: Xmm, b: Xmm | Mem128): this;
  /** Subtracts the elements. */
  psubw(a: Xmm, b: Xmm | Mem128): this;
  /** Subtracts the elements. */
  psubd(a: Xmm, b: Xmm | Mem128): this;
  /** Subtracts the elements. */
  psubq(a: Xmm, b: Xmm | Mem128): this;
  /** Makes masks of the elements that are equal. */
  pcmpeqb(a: Xmm, b: Xmm | Mem128): this;
  /** Makes masks of the elements that are equal. */
  pcmpeqw(a: Xmm, b: Xmm | Mem128): this;
  /** Makes masks of the elements that are equal. */
  pcmpeqd(a: Xmm, b: Xmm | Mem128): this;
  /** Makes masks of the elements that are greater, signed. */
  pcmpgtb(a: Xmm, b: Xmm | Mem128): this;
  /** Makes masks of the elements that are greater, signed. */
  pcmpgtw(a: Xmm, b: Xmm | Mem128): this;
  /** Makes masks of the elements that are greater, signed. */
  pcmpgtd(a: Xmm, b: Xmm | Mem128): this;
  /** Multiplies the words and keeps the low halves. */
  pmullw(a: Xmm, b: Xmm | Mem128): this;
  /** Multiplies the even dwords, unsigned, into qwords. */
  pmuludq(a: Xmm, b: Xmm | Mem128): this;
  /** Takes the lesser of the elements. */
  pminub(a: Xmm, b: Xmm | Mem128): this;
  /** Takes the lesser of the elements. */
  pminsw(a: Xmm, b: Xmm | Mem128): this;
  /** Takes the greater of the elements. */
  pmaxub(a: Xmm, b: Xmm | Mem128): this;
  /** Takes the greater of the elements. */
  pmaxsw(a: Xmm, b: Xmm | Mem128): this;
  /** Shifts words left. */
  psllw(a: Xmm, b: Xmm | Mem128 | Imm): this;
  /** Shifts dwords left. */
  pslld(a: Xmm, b: Xmm | Mem128 | Imm): this;
  /** Shifts qwords left. */
  psllq(a: Xmm, b: Xmm | Mem128 | Imm): this;
  /** Shifts words right with zeros. */
  psrlw(a: Xmm, b: Xmm | Mem128 | Imm): this;
  /** Shifts dwords right with zeros. */
  psrld(a: Xmm, b: Xmm | Mem128 | Imm): this;
  /** Shifts qwords right with zeros. */
  psrlq(a: Xmm, b: Xmm | Mem128 | Imm): this;
  /** Shifts words right with the sign. */
  psraw(a: Xmm, b: Xmm | Mem128 | Imm): this;
  /** Shifts dwords right with the sign. */
  psrad(a: Xmm, b: Xmm | Mem128 | Imm): this;
  /** Shifts the register left by bytes. */
  pslldq(a: Xmm, b: Imm): this;
  /** Shifts the register right by bytes. */
  psrldq(a: Xmm, b: Imm): this;
  /** Inserts a word. */
  pinsrw(a: Xmm, b: Gp32, c: Imm): this;
  /** Inserts a word. */
  pinsrw(a: Xmm, b: Mem16, c: Imm): this;
  /** Extracts a word. */
  pextrw(a: Gp32, b: Xmm, c: Imm): this;
  /** Inserts a dword. */
  pinsrd(a: Xmm, b: Gp32, c: Imm): this;
  /** Inserts a dword. */
  pinsrd(a: Xmm, b: Mem32, c: Imm): this;
  /** Inserts a qword. */
  pinsrq(a: Xmm, b: Gp64, c: Imm): this;
  /** Inserts a qword. */
  pinsrq(a: Xmm, b: Mem64, c: Imm): this;
  /** Extracts a dword. */
  pextrd(a: Gp32, b: Xmm, c: Imm): this;
  /** Extracts a dword. */
  pextrd(a: Mem32, b: Xmm, c: Imm): this;
  /** Extracts a qword. */
  pextrq(a: Gp64, b: Xmm, c: Imm): this;
  /** Extracts a qword. */
  pextrq(a: Mem64, b: Xmm, c: Imm): this;
  /** Sets zero and carry flag by a bitwise and. */
  ptest(a: Xmm, b: Xmm | Mem128): this;
  /** Loads the control and status of vector arithmetic. */
  ldmxcsr(a: Mem32): this;
  /** Stores the control and status of vector arithmetic. */
  stmxcsr(a: Mem32): this;
  /** Shifts left; a count of zero keeps the flags. */
  sal(a: Gp8 | Mem8 | Gp16 | Mem16 | Gp32 | Mem32 | Gp64 | Mem64, b: Cl | Imm): this;
  /** Jumps if below, unsigned. */
  jc(a: Label | SymbolRef | Imm): this;
  /** Jumps if below, unsigned. */
  jnae(a: Label | SymbolRef | Imm): this;
  /** Jumps if above or equal, unsigned. */
  jnb(a: Label | SymbolRef | Imm): this;
  /** Jumps if above or equal, unsigned. */
  jnc(a: Label | SymbolRef | Imm): this;
  /** Jumps if equal. */
  jz(a: Label | SymbolRef | Imm): this;
  /** Jumps if not equal. */
  jnz(a: Label | SymbolRef | Imm): this;
  /** Jumps if below or equal, unsigned. */
  jna(a: Label | SymbolRef | Imm): this;
  /** Jumps if above, unsigned. */
  jnbe(a: Label | SymbolRef | Imm): this;
  /** Jumps if even parity, or unordered. */
  jpe(a: Label | SymbolRef | Imm): this;
  /** Jumps if odd parity, or ordered. */
  jpo(a: Label | SymbolRef | Imm): this;
  /** Jumps if less, signed. */
  jnge(a: Label | SymbolRef | Imm): this;
  /** Jumps if greater or equal, signed. */
  jnl(a: Label | SymbolRef | Imm): this;
  /** Jumps if less or equal, signed. */
  jng(a: Label | SymbolRef | Imm): this;
  /** Jumps if greater, signed. */
  jnle(a: Label | SymbolRef | Imm): this;
  /** Sets the byte to 1 if below, unsigned, else to 0. */
  setc(a: Gp8 | Mem8): this;
  /** Sets the byte to 1 if below, unsigned, else to 0. */
  setnae(a: Gp8 | Mem8): this;
  /** Sets the byte to 1 if above or equal, unsigned, else to 0. */
  setnb(a: Gp8 | Mem8): this;
  /** Sets the byte to 1 if above or equal, unsigned, else to 0. */
  setnc(a: Gp8 | Mem8): this;
  /** Sets the byte to 1 if equal, else to 0. */
  setz(a: Gp8 | Mem8): this;
  /** Sets the byte to 1 if not equal, else to 0. */
  setnz(a: Gp8 | Mem8): this;
  /** Sets the byte to 1 if below or equal, unsigned, else to 0. */
  setna(a: Gp8 | Mem8): this;
  /** Sets the byte to 1 if above, unsigned, else to 0. */
  setnbe(a: Gp8 | Mem8): this;
  /** Sets the byte to 1 if even parity, or unordered, else to 0. */
  setpe(a: Gp8 | Mem8): this;
  /** Sets the byte to 1 if odd parity, or ordered, else to 0. */
  setpo(a: Gp8 | Mem8): this;
  /** Sets the byte to 1 if less, signed, else to 0. */
  setnge(a: Gp8 | Mem8): this;
  /** Sets the byte to 1 if greater or equal, signed, else to 0. */
  setnl(a: Gp8 | Mem8): this;
  /** Sets the byte to 1 if less or equal, signed, else to 0. */
  setng(a: Gp8 | Mem8): this;
  /** Sets the byte to 1 if greater, signed, else to 0. */
  setnle(a: Gp8 | Mem8): this;
  /** Copies the source if below, unsigned. */
  cmovc(a: Gp16, b: Gp16 | Mem16): this;
  /** Copies the source if below, unsigned. */
  cmovc(a: Gp32, b: Gp32 | Mem32): this;
  /** Copies the source if below, unsigned. */
  cmovc(a: Gp64, b: Gp64 | Mem64): this;
  /** Copies the source if below, unsigned. */
  cmovnae(a: Gp16, b: Gp16 | Mem16): this;
  /** Copies the source if below, unsigned. */
  cmovnae(a: Gp32, b: Gp32 | Mem32): this;
  /** Copies the source if below, unsigned. */
  cmovnae(a: Gp64, b: Gp64 | Mem64): this;
  /** Copies the source if above or equal, unsigned. */
  cmovnb(a: Gp16, b: Gp16 | Mem16): this;
  /** Copies the source if above or equal, unsigned. */
  cmovnb(a: Gp32, b: Gp32 | Mem32): this;
  /** Copies the source if above or equal, unsigned. */
  cmovnb(a: Gp64, b: Gp64 | Mem64): this;
  /** Copies the source if above or equal, unsigned. */
  cmovnc(a: Gp16, b: Gp16 | Mem16): this;
  /** Copies the source if above or equal, unsigned. */
  cmovnc(a: Gp32, b: Gp32 | Mem32): this;
  /** Copies the source if above or equal, unsigned. */
  cmovnc(a: Gp64, b: Gp64 | Mem64): this;
  /** Copies the source if equal. */
  cmovz(a: Gp16, b: Gp16 | Mem16): this;
  /** Copies the source if equal. */
  cmovz(a: Gp32, b: Gp32 | Mem32): this;
  /** Copies the source if equal. */
  cmovz(a: Gp64, b: Gp64 | Mem64): this;
  /** Copies the source if not equal. */
  cmovnz(a: Gp16, b: Gp16 | Mem16): this;
  /** Copies the source if not equal. */
  cmovnz(a: Gp32, b: Gp32 | Mem32): this;
  /** Copies the source if not equal. */
  cmovnz(a: Gp64, b: Gp64 | Mem64): this;
  /** Copies the source if below or equal, unsigned. */
  cmovna(a: Gp16, b: Gp16 | Mem16): this;
  /** Copies the source if below or equal, unsigned. */
  cmovna(a: Gp32, b: Gp32 | Mem32): this;
  /** Copies the source if below or equal, unsigned. */
  cmovna(a: Gp64, b: Gp64 | Mem64): this;
  /** Copies the source if above, unsigned. */
  cmovnbe(a: Gp16, b: Gp16 | Mem16): this;
  /** Copies the source if above, unsigned. */
  cmovnbe(a: Gp32, b: Gp32 | Mem32): this;
  /** Copies the source if above, unsigned. */
  cmovnbe(a: Gp64, b: Gp64 | Mem64): this;
  /** Copies the source if even parity, or unordered. */
  cmovpe(a: Gp16, b: Gp16 | Mem16): this;
  /** Copies the source if even parity, or unordered. */
  cmovpe(a: Gp32, b: Gp32 | Mem32): this;
  /** Copies the source if even parity, or unordered. */
  cmovpe(a: Gp64, b: Gp64 | Mem64): this;
  /** Copies the source if odd parity, or ordered. */
  cmovpo(a: Gp16, b: Gp16 | Mem16): this;
  /** Copies the source if odd parity, or ordered. */
  cmovpo(a: Gp32, b: Gp32 | Mem32): this;
  /** Copies the source if odd parity, or ordered. */
  cmovpo(a: Gp64, b: Gp64 | Mem64): this;
  /** Copies the source if less, signed. */
  cmovnge(a: Gp16, b: Gp16 | Mem16): this;
  /** Copies the source if less, signed. */
  cmovnge(a: Gp32, b: Gp32 | Mem32): this;
  /** Copies the source if less, signed. */
  cmovnge(a: Gp64, b: Gp64 | Mem64): this;
  /** Copies the source if greater or equal, signed. */
  cmovnl(a: Gp16, b: Gp16 | Mem16): this;
  /** Copies the source if greater or equal, signed. */
  cmovnl(a: Gp32, b: Gp32 | Mem32): this;
  /** Copies the source if greater or equal, signed. */
  cmovnl(a: Gp64, b: Gp64 | Mem64): this;
  /** Copies the source if less or equal, signed. */
  cmovng(a: Gp16, b: Gp16 | Mem16): this;
  /** Copies the source if less or equal, signed. */
  cmovng(a: Gp32, b: Gp32 | Mem32): this;
  /** Copies the source if less or equal, signed. */
  cmovng(a: Gp64, b: Gp64 | Mem64): this;
  /** Copies the source if greater, signed. */
  cmovnle(a: Gp16, b: Gp16 | Mem16): this;
  /** Copies the source if greater, signed. */
  cmovnle(a: Gp32, b: Gp32 | Mem32): this;
  /** Copies the source if greater, signed. */
  cmovnle(a: Gp64, b: Gp64 | Mem64): this;
}
