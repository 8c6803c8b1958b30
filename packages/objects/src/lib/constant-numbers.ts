/** The operations that the compiler's constant folding shares with the program. */
import type { ComplexParts, NumberLibrary } from '@tyston/interp';
import { type Complex, complexPowerOf } from './complex-arith.js';
import { doubleModulo, floatPowerOf, floorQuotient } from './float-arith.js';

const parts = (v: Complex): ComplexParts => ({ real: v.re, imag: v.im });

export const numbers: NumberLibrary = {
  floatModulo: (a, b) => (b === 0 ? undefined : doubleModulo(a, b)),
  floatFloorDivide: (a, b) => (b === 0 ? undefined : floorQuotient(a, b)),
  floatPower(a, b) {
    const v = floatPowerOf(a, b);
    if (typeof v === 'string') return undefined;
    return typeof v === 'number' ? v : parts(v);
  },
  complexPower(a, b) {
    const v = complexPowerOf({ re: a.real, im: a.imag }, { re: b.real, im: b.imag });
    return typeof v === 'string' ? undefined : parts(v);
  },
};
