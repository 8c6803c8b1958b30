/** UTF-8 with lone surrogates allowed (surrogatepass), to code points. */
export function decodeUtf8Pass(b: Uint8Array): number[] {
  const out: number[] = [];
  for (let i = 0; i < b.length; ) {
    const c = b[i]!;
    const n = c < 0x80 ? 0 : c < 0xe0 ? 1 : c < 0xf0 ? 2 : 3;
    let v = n === 0 ? c : n === 1 ? c & 31 : n === 2 ? c & 15 : c & 7;
    for (let k = 1; k <= n; k++) v = (v << 6) | ((b[i + k] ?? 0) & 63);
    out.push(v);
    i += n + 1;
  }
  return out;
}
