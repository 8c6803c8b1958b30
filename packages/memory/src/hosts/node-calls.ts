/** What the calls over `node:fs` share: errors as numbers, paths as buffers, `stat` results. */
/// <reference types="node" />
import type fs from 'node:fs';
import { E } from '../errno.js';
import type { StatResult } from '../os.js';

interface NodeError {
  readonly code?: string;
}

/** The `-errno` of what a node:fs call threw. */
export function failure(error: unknown): number {
  const code = (error as NodeError).code ?? '';
  const n = (E as Record<string, number | undefined>)[code];
  if (n !== undefined) return -n;
  if (error instanceof TypeError || error instanceof RangeError) return -E.EINVAL;
  return code === 'EOF' ? 0 : -E.EIO;
}
export function attempt(call: () => unknown): number {
  try {
    const result = call();
    return typeof result === 'number' ? result : 0;
  } catch (error) {
    return failure(error);
  }
}

export const buffer = (bytes: Uint8Array): Buffer =>
  Buffer.from(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.length);

/** Copies what Node found into what `Os` promises. */
export function fillStat(st: fs.BigIntStats, out: StatResult): number {
  out.st_mode = Number(st.mode);
  out.st_ino = st.ino;
  out.st_dev = st.dev;
  out.st_nlink = Number(st.nlink);
  out.st_uid = Number(st.uid);
  out.st_gid = Number(st.gid);
  out.st_rdev = st.rdev;
  out.st_size = Number(st.size);
  out.st_blksize = Number(st.blksize);
  out.st_blocks = Number(st.blocks);
  out.st_atime_ns = st.atimeNs;
  out.st_mtime_ns = st.mtimeNs;
  out.st_ctime_ns = st.ctimeNs;
  return 0;
}
