/**
 * The same random calls on files, made on the Linux host, the portable host on Node and the files in memory: results and errors
 * must agree. A difference is a difference that a Python program would see.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPortableHost, errnoName, isError, makeStat, O, type Os, S } from '@tyston/memory';
import { createPortableNodeHost } from '@tyston/memory/portable-node';
import { afterAll, expect, test } from 'vitest';
import { createLinuxHost } from '../host.js';

const dir = mkdtempSync(join(tmpdir(), 'tyston-diff-'));
afterAll(() => rmSync(dir, { recursive: true }));
const linux = createLinuxHost();
if ('error' in linux) throw new Error(linux.error);
const node = createPortableNodeHost({ bytes: 64 << 20 });
const memory = createPortableHost({ bytes: 64 << 20 });

const b = (s: string) => new TextEncoder().encode(s);
const show = (bytes: Uint8Array) => Buffer.from(bytes).toString();

interface World {
  readonly name: string;
  readonly os: Os;
  readonly root: string;
  /** Descriptors by the number under which the test knows them. */
  readonly fds: number[];
}

/** What a call came to, in words that every world shares. */
type Outcome = string | number | readonly (string | number)[];
type Call = (w: World) => Outcome;

function outcome(result: number): Outcome {
  return result < 0 ? (errnoName(-result) ?? `errno ${-result}`) : result;
}
const status = (result: number): Outcome => (result < 0 ? outcome(result) : 0);

function generator(seed: number) {
  const pick = (n: number) => {
    seed = (Math.imul(seed, 1103515245) + 12345) | 0;
    return ((seed >>> 8) & 0x7fffff) % n;
  };
  const names = [
    'a',
    'b',
    'd',
    'd/x',
    'd/y',
    'd/e',
    'd/e/z',
    'a/no',
    'l',
    'd/l',
    'none/x',
    'd/',
    './a',
    'd/../b',
    'd/e/..',
  ];
  const name = () => names[pick(names.length)]!;
  const at = (w: World, n: string) => b(`${w.root}/${n}`);
  const accesses = [O.RDONLY, O.WRONLY, O.RDWR];
  const extras = [
    0,
    O.CREAT,
    O.CREAT | O.EXCL,
    O.CREAT | O.TRUNC,
    O.CREAT | O.APPEND,
    O.TRUNC,
    O.DIRECTORY,
    O.NOFOLLOW,
  ];

  const calls: (() => [string, Call])[] = [
    () => {
      const [n, flags] = [name(), accesses[pick(3)]! | extras[pick(extras.length)]! | O.CLOEXEC];
      return [
        `open ${n} 0${flags.toString(8)}`,
        (w) => {
          const fd = w.os.open(at(w, n), flags, 0o644);
          if (fd >= 0) w.fds.push(fd);
          return status(fd);
        },
      ];
    },
    () => {
      const i = pick(8);
      return [`close #${i}`, (w) => status(w.os.close(w.fds.splice(i, 1)[0] ?? 1020))];
    },
    () => {
      const [i, n] = [pick(8), pick(30)];
      return [
        `read #${i} ${n}`,
        (w) => {
          const into = new Uint8Array(n);
          const got = w.os.readJs(w.fds[i] ?? 1020, into);
          return got < 0 ? outcome(got) : show(into.subarray(0, got));
        },
      ];
    },
    () => {
      const [i, text] = [pick(8), 'abcdefghijklmnop'.slice(pick(8), 8 + pick(8))];
      return [`write #${i} ${text}`, (w) => outcome(w.os.writeJs(w.fds[i] ?? 1020, b(text)))];
    },
    () => {
      const [i, offset, whence] = [pick(8), pick(40) - 10, pick(3)];
      // Where a directory ends differs from file system to file system.
      return [
        `lseek #${i} ${offset} ${whence}`,
        (w) => {
          const st = makeStat();
          const fd = w.fds[i] ?? 1020;
          if (w.os.fstat(fd, st) === 0 && (st.st_mode & S.IFMT) === S.IFDIR) return 'directory';
          return outcome(w.os.lseek(fd, offset, whence));
        },
      ];
    },
    () => {
      const i = pick(8);
      return [
        `dup #${i}`,
        (w) => {
          const fd = w.os.dup(w.fds[i] ?? 1020);
          if (fd >= 0) w.fds.push(fd);
          return status(fd);
        },
      ];
    },
    () => {
      const [i, length] = [pick(8), pick(40)];
      return [`ftruncate #${i} ${length}`, (w) => status(w.os.ftruncate(w.fds[i] ?? 1020, length))];
    },
    () => {
      const [n, follow] = [name(), pick(2) === 0];
      return [
        `stat ${n} ${follow}`,
        (w) => {
          const st = makeStat();
          const s = w.os.stat(at(w, n), st, follow);
          if (s < 0) return outcome(s);
          const isDir = (st.st_mode & S.IFMT) === S.IFDIR;
          const isLink = (st.st_mode & S.IFMT) === S.IFLNK;
          return [
            st.st_mode & S.IFMT,
            isLink ? 0 : st.st_mode & 0o777,
            isDir ? 0 : st.st_size,
            isDir ? 0 : st.st_nlink,
          ];
        },
      ];
    },
    () => {
      const n = name();
      return [`mkdir ${n}`, (w) => status(w.os.mkdir(at(w, n), 0o755))];
    },
    () => {
      const n = name();
      return [`rmdir ${n}`, (w) => status(w.os.rmdir(at(w, n)))];
    },
    () => {
      const n = name();
      return [`unlink ${n}`, (w) => status(w.os.unlink(at(w, n)))];
    },
    () => {
      const [from, to] = [name(), name()];
      return [`rename ${from} ${to}`, (w) => status(w.os.rename(at(w, from), at(w, to)))];
    },
    () => {
      const [from, to] = [name(), name()];
      return [`link ${from} ${to}`, (w) => status(w.os.link(at(w, from), at(w, to)))];
    },
    () => {
      const [target, n] = [['a', 'e', 'l', '../b', 'nowhere'][pick(5)]!, name()];
      return [`symlink ${target} ${n}`, (w) => status(w.os.symlink(b(target), at(w, n)))];
    },
    () => {
      const n = name();
      return [
        `readlink ${n}`,
        (w) => {
          const target = w.os.readlink(at(w, n));
          return isError(target) ? outcome(target) : show(target as Uint8Array);
        },
      ];
    },
    () => {
      const n = name();
      return [
        `scandir ${n}`,
        (w) => {
          const list = w.os.scandir(at(w, n));
          if (isError(list) || typeof list === 'number') return outcome(list as number);
          return list.map((e) => `${show(e.name)}:${e.type}`).sort();
        },
      ];
    },
    () => {
      const [n, mode] = [name(), [0o644, 0o755, 0o600][pick(3)]!];
      return [`chmod ${n}`, (w) => status(w.os.chmod(at(w, n), mode))];
    },
    () => {
      const n = name();
      return [`access ${n}`, (w) => status(w.os.access(at(w, n), 4))];
    },
    () => {
      const [n, length] = [name(), pick(20)];
      return [`truncate ${n} ${length}`, (w) => status(w.os.truncate(at(w, n), length))];
    },
    () => {
      const [i, n, offset] = [pick(8), pick(20), pick(20)];
      return [
        `pread #${i} ${n} ${offset}`,
        (w) => {
          const into = 0x180_0000;
          const got = w.os.pread(w.fds[i] ?? 1020, into, n, offset);
          return outcome(got);
        },
      ];
    },
  ];
  return () => calls[pick(calls.length)]!();
}

test.each(Array.from({ length: 20 }, (_, i) => i + 1))('seed %i', (seed) => {
  const root = join(dir, String(seed));
  // Links may lead one directory up: what is there must be the world's own too.
  for (const kind of ['linux', 'node']) mkdirSync(join(root, kind, 'w'), { recursive: true });
  for (const path of [`/${seed}`, `/${seed}/w`]) memory.os.mkdir(b(path), 0o755);
  const worlds: World[] = [
    { name: 'linux', os: linux.os, root: join(root, 'linux', 'w'), fds: [] },
    { name: 'node', os: node.os, root: join(root, 'node', 'w'), fds: [] },
    { name: 'memory', os: memory.os, root: `/${seed}/w`, fds: [] },
  ];
  const next = generator(seed * 7919);
  const log: string[] = [];
  for (let turn = 0; turn < 600; turn++) {
    const [text, call] = next();
    log.push(text);
    const [first, ...others] = worlds.map((w) => ({ world: w.name, outcome: call(w) }));
    for (const other of others)
      if (JSON.stringify(other.outcome) !== JSON.stringify(first!.outcome))
        expect(other, `turn ${turn}: ${log.slice(-12).reverse().join(', after ')}`).toEqual({
          ...first,
          world: other.world,
        });
  }
  for (const w of worlds) for (const fd of w.fds) w.os.close(fd);
});
