import { EDGES } from './unicode-assigned.gen.js';

/** The code points where assigned and unassigned ones meet; the first is unassigned. */
let edges: Uint32Array | null = null;

function unpack(): Uint32Array {
  let code = 0;
  return Uint32Array.from(EDGES.split(' '), (step) => (code += Number.parseInt(step, 36)));
}

/** Is the code point assigned in Unicode 14.0? JavaScript engines know later versions than CPython 3.11. */
export function isAssigned(point: number): boolean {
  if (point < 128) return true;
  edges ??= unpack();
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle]! <= point) low = middle + 1;
    else high = middle;
  }
  return low % 2 === 0;
}
