/** Arithmetic and comparisons of toy objects, on JavaScript's numbers. */
import type { Handle, Operators } from '../../src/index.js';
import type { Behaviour } from './behaviour.js';
import type { Core } from './core.js';

export function makeOperators(core: Core, behaviour: Behaviour): Operators {
  const {
    keep,
    bool,
    int,
    str,
    fail,
    typeName,
    display,
    text,
    number,
    keyOf,
    same,
    items,
    truth,
    add,
    decref,
    data,
    kindOf,
    tuple,
  } = core;
  const { typeAttribute, callWith, drain } = behaviour;
  // -- operators -------------------------------------------------------------------------------------------------

  function owned(own: number, l: Handle, r: Handle): void {
    if ((own & 1) !== 0) decref(l);
    if ((own & 2) !== 0) decref(r);
  }

  type Arithmetic = (a: bigint, b: bigint) => bigint | null;
  function operator(sign: string, onInts: Arithmetic, onFloats: (a: number, b: number) => number) {
    return (l: Handle, r: Handle, own: number): Handle => {
      const result = operate(sign, l, r, onInts, onFloats);
      owned(own, l, r);
      return result;
    };
  }
  function operate(
    sign: string,
    l: Handle,
    r: Handle,
    onInts: Arithmetic,
    onFloats: (a: number, b: number) => number,
  ): Handle {
    const a = number(l);
    const b = number(r);
    if (a !== null && b !== null) {
      if (!b && (sign === '/' || sign === '//' || sign === '%')) {
        return fail(
          'ZeroDivisionError',
          sign === '/' ? 'division by zero' : 'integer division or modulo by zero',
        );
      }
      if (typeof a === 'bigint' && typeof b === 'bigint') {
        const result = onInts(a, b);
        if (result !== null) return int(result);
      }
      return add({ is: 'float', value: onFloats(Number(a), Number(b)) });
    }
    const x = data(l);
    const y = data(r);
    if (sign === '+' && x?.is === 'str' && y?.is === 'str') return str(x.value + y.value);
    if (sign === '%' && x?.is === 'str') return str(x.value.replace(/%[sdr]/, () => display(r)));
    const left = items(l);
    const right = items(r);
    if (sign === '+' && left !== null && right !== null && kindOf(l) === kindOf(r)) {
      const all = [...left, ...right].map(keep);
      return x?.is === 'list' ? add({ is: 'list', items: all }) : tuple(all);
    }
    if (sign === '*' && left !== null && typeof b === 'bigint') {
      const all = Array.from({ length: Number(b) }, () => left)
        .flat()
        .map(keep);
      return x?.is === 'list' ? add({ is: 'list', items: all }) : tuple(all);
    }
    const special = { '+': '__add__', '-': '__sub__', '*': '__mul__' }[sign];
    const method = special === undefined ? 0 : typeAttribute(l, special);
    if (method !== 0) return callWith(method, [l, r]);
    return fail(
      'TypeError',
      `unsupported operand type(s) for ${sign}: '${typeName(l)}' and '${typeName(r)}'`,
    );
  }
  const floorDiv = (a: bigint, b: bigint): bigint => {
    const q = a / b;
    return a % b !== 0n && a < 0n !== b < 0n ? q - 1n : q;
  };
  const no = (): number => Number.NaN;
  const addition = operator(
    '+',
    (a, b) => a + b,
    (a, b) => a + b,
  );
  const subtraction = operator(
    '-',
    (a, b) => a - b,
    (a, b) => a - b,
  );
  const product = operator(
    '*',
    (a, b) => a * b,
    (a, b) => a * b,
  );
  const division = operator(
    '/',
    () => null,
    (a, b) => a / b,
  );
  const floorDivision = operator('//', floorDiv, (a, b) => Math.floor(a / b));
  const remainder = operator(
    '%',
    (a, b) => a - b * floorDiv(a, b),
    (a, b) => a - b * Math.floor(a / b),
  );
  const powerOf = operator(
    '**',
    (a, b) => (b < 0n ? null : a ** b),
    (a, b) => a ** b,
  );
  const shiftLeft = operator('<<', (a, b) => a << b, no);
  const shiftRight = operator('>>', (a, b) => a >> b, no);
  const bitAnd = operator('&', (a, b) => a & b, no);
  const bitOr = operator('|', (a, b) => a | b, no);
  const bitXor = operator('^', (a, b) => a ^ b, no);
  const matrix = operator('@', () => null, no);

  function order(l: Handle, r: Handle, op: number): number {
    if (op === 2) return same(l, r) ? 1 : 0;
    if (op === 3) return same(l, r) ? 0 : 1;
    const a = number(l) ?? (data(l)?.is === 'str' ? text(l) : null);
    const b = number(r) ?? (data(r)?.is === 'str' ? text(r) : null);
    if (a === null || b === null) {
      fail(
        'TypeError',
        `'${['<', '<=', '==', '!=', '>', '>='][op]}' not supported between instances of '${typeName(l)}' and '${typeName(r)}'`,
      );
      return -1;
    }
    return (op === 0 ? a < b : op === 1 ? a <= b : op === 4 ? a > b : a >= b) ? 1 : 0;
  }
  const comparing =
    (op: number) =>
    (l: Handle, r: Handle, own: number): number => {
      const result = order(l, r, op);
      owned(own, l, r);
      return result;
    };

  return {
    add: addition,
    subtract: subtraction,
    multiply: product,
    matrixMultiply: matrix,
    trueDivide: division,
    floorDivide: floorDivision,
    modulo: remainder,
    power: powerOf,
    leftShift: shiftLeft,
    rightShift: shiftRight,
    and: bitAnd,
    or: bitOr,
    xor: bitXor,
    inplaceAdd: addition,
    inplaceSubtract: subtraction,
    inplaceMultiply: product,
    inplaceMatrixMultiply: matrix,
    inplaceTrueDivide: division,
    inplaceFloorDivide: floorDivision,
    inplaceModulo: remainder,
    inplacePower: powerOf,
    inplaceLeftShift: shiftLeft,
    inplaceRightShift: shiftRight,
    inplaceAnd: bitAnd,
    inplaceOr: bitOr,
    inplaceXor: bitXor,
    negative: (x, own) => {
      const n = number(x)!;
      owned(own, x, 0);
      return typeof n === 'bigint' ? int(-n) : add({ is: 'float', value: -n });
    },
    positive: (x, own) => {
      const n = number(x)!;
      owned(own, x, 0);
      return typeof n === 'bigint' ? int(n) : add({ is: 'float', value: n });
    },
    invert: (x, own) => {
      const n = number(x)!;
      owned(own, x, 0);
      return int(~BigInt(n));
    },
    compare: (l, r, op, own) => {
      const result = comparing(op)(l, r, own);
      return result < 0 ? 0 : bool(result === 1);
    },
    compareTruth: (l, r, op, own) => comparing(op)(l, r, own),
    lessTruth: comparing(0),
    lessEqualTruth: comparing(1),
    equalTruth: comparing(2),
    notEqualTruth: comparing(3),
    greaterTruth: comparing(4),
    greaterEqualTruth: comparing(5),
    truth,
    contains: (container, item) => {
      const d = data(container);
      if (d?.is === 'dict' || d?.is === 'set') return d.entries.has(keyOf(item)) ? 1 : 0;
      if (d?.is === 'str') return d.value.includes(text(item)) ? 1 : 0;
      const all = drain(container);
      if (all === null) return -1;
      const found = all.some((x) => same(x, item)) ? 1 : 0;
      all.forEach(decref);
      return found;
    },
  };
}
