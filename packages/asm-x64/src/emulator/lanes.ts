/** A vector's bytes as lanes of integers. */

/** Lane `i` of `bits` bits, unsigned. */
export function lane(v: Uint8Array, i: number, bits: number): bigint {
  const view = new DataView(v.buffer, v.byteOffset, v.byteLength);
  switch (bits) {
    case 8:
      return BigInt(v[i]!);
    case 16:
      return BigInt(view.getUint16(2 * i, true));
    case 32:
      return BigInt(view.getUint32(4 * i, true));
    default:
      return view.getBigUint64(8 * i, true);
  }
}

export function setLane(v: Uint8Array, i: number, bits: number, value: bigint): void {
  const view = new DataView(v.buffer, v.byteOffset, v.byteLength);
  const cut = BigInt.asUintN(bits, value);
  if (bits === 8) v[i] = Number(cut);
  else if (bits === 16) view.setUint16(2 * i, Number(cut), true);
  else if (bits === 32) view.setUint32(4 * i, Number(cut), true);
  else view.setBigUint64(8 * i, cut, true);
}

/** All 128 bits as one integer. */
export const whole = (v: Uint8Array): bigint => lane(v, 0, 64) | (lane(v, 1, 64) << 64n);

export function setWhole(v: Uint8Array, value: bigint): void {
  setLane(v, 0, 64, value);
  setLane(v, 1, 64, value >> 64n);
}
