/** The command line as the system has it: arguments that are not UTF-8 keep their bytes, as surrogates (PEP 383). */
import { readFileSync } from 'node:fs';

/** Bytes as text, each one that is not part of UTF-8 as U+DC80 … U+DCFF. */
export function decodeArgument(bytes: Uint8Array): string {
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  try {
    return strict.decode(bytes);
  } catch {
    // Below, byte by byte.
  }
  let text = '';
  for (let i = 0; i < bytes.length; ) {
    const b = bytes[i]!;
    const n = b < 0x80 ? 1 : b >= 0xf0 ? 4 : b >= 0xe0 ? 3 : 2;
    let piece: string | null = null;
    try {
      piece = i + n <= bytes.length ? strict.decode(bytes.subarray(i, i + n)) : null;
    } catch {
      piece = null;
    }
    text += piece ?? String.fromCharCode(0xdc00 + b);
    i += piece === null ? 1 : n;
  }
  return text;
}

/** Node has replaced what is not UTF-8 in `argv`; where it has, the bytes are read from the system. */
export function exactArguments(argv: readonly string[]): readonly string[] {
  if (process.platform !== 'linux' || !argv.some((a) => a.includes('\ufffd'))) return argv;
  try {
    const line = readFileSync('/proc/self/cmdline');
    const all: string[] = [];
    for (let from = 0; from < line.length; ) {
      const end = line.indexOf(0, from);
      all.push(decodeArgument(line.subarray(from, end < 0 ? line.length : end)));
      from = (end < 0 ? line.length : end) + 1;
    }
    return all.slice(all.length - argv.length);
  } catch {
    return argv;
  }
}

/** A path with such surrogates as the system takes it. */
export function encodePath(path: string): string | Buffer {
  if (!/[\udc80-\udcff]/.test(path)) return path;
  const parts: Buffer[] = [];
  for (const c of path) {
    const code = c.charCodeAt(0);
    parts.push(
      c.length === 1 && code >= 0xdc80 && code <= 0xdcff ? Buffer.of(code - 0xdc00) : Buffer.from(c),
    );
  }
  return Buffer.concat(parts);
}
