import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { E } from '../errno.js';
import type { Host } from '../host.js';
import {
  isError,
  makeBrokenTime,
  makeStat,
  makeWait,
  type Os,
  SignalKind,
  type SpawnRequest,
} from '../os.js';
import { AT, CLOCK, DT, O, POLL, S, SEEK, WAIT } from '../os-constants.js';
import { signalWords } from '../signal-words.js';
import { SIG } from '../signals.js';
import { attachWindow, readBytes, writeBytes } from '../window.js';
import { createPortableHost, makeMemoryOs } from './portable.js';
import { createPortableNodeHost } from './portable-node.js';

const b = (s: string) => new TextEncoder().encode(s);
const s = (bytes: Uint8Array) => Buffer.from(bytes).toString();
const MIB = 1024 * 1024;

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'tyston-memory-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

/** Both providers must behave alike on files; the root of each is a directory of its own. */
const hosts: [string, () => { host: Host; root: string }][] = [
  ['node', () => ({ host: createPortableNodeHost({ bytes: 64 * MIB }), root: mkdtempSync(join(dir, 'f-')) })],
  [
    'memory',
    () => {
      const host = createPortableHost({ bytes: 64 * MIB, environment: { files: { '/root/x': '' } } });
      return { host, root: '/root' };
    },
  ],
];

describe.each(hosts)('files on %s', (_name, make) => {
  let os: Os;
  let root: string;
  beforeAll(() => {
    const made = make();
    os = made.host.os;
    root = made.root;
    attachWindow(made.host.memory.buffer);
  });
  const path = (name: string) => b(`${root}/${name}`);

  test('write, seek, read back, stat', () => {
    const fd = os.open(path('a'), O.RDWR | O.CREAT | O.TRUNC | O.CLOEXEC, 0o644);
    expect(fd).toBeGreaterThan(2);
    writeBytes(0x180_0000, b('hello world'));
    expect(os.write(fd, 0x180_0000, 11)).toBe(11);
    expect(os.lseek(fd, 6, SEEK.SET)).toBe(6);
    expect(os.read(fd, 0x180_0100, 100)).toBe(5);
    expect(s(readBytes(0x180_0100, 5))).toBe('world');
    expect(os.read(fd, 0x180_0100, 100)).toBe(0);
    expect(os.pread(fd, 0x180_0100, 4, 1)).toBe(4);
    expect(s(readBytes(0x180_0100, 4))).toBe('ello');
    expect(os.lseek(fd, 0, SEEK.CUR)).toBe(11);
    expect(os.lseek(fd, -1, SEEK.SET)).toBe(-E.EINVAL);
    const st = makeStat();
    expect(os.fstat(fd, st)).toBe(0);
    expect(st.st_size).toBe(11);
    expect(st.st_mode & S.IFMT).toBe(S.IFREG);
    expect(st.st_mtime_ns).toBeGreaterThan(1_600_000_000_000_000_000n);
    expect(os.ftruncate(fd, 4)).toBe(0);
    expect(os.lseek(fd, 0, SEEK.END)).toBe(4);
    expect(os.isatty(fd)).toBe(0);
    expect(os.close(fd)).toBe(0);
    expect(os.close(fd)).toBe(-E.EBADF);
    expect(os.read(fd, 0x180_0000, 1)).toBe(-E.EBADF);
  });

  test('duplicates share a position, appending ignores it', () => {
    const fd = os.open(path('d'), O.RDWR | O.CREAT, 0o644);
    os.writeJs(fd, b('abc'));
    const other = os.dup(fd);
    expect(os.lseek(other, 0, SEEK.CUR)).toBe(3);
    os.lseek(other, 1, SEEK.SET);
    const got = new Uint8Array(9);
    expect(os.readJs(fd, got)).toBe(2);
    expect(os.dup2(fd, 40, true)).toBe(40);
    expect([os.getInheritable(40), os.getInheritable(other)]).toEqual([1, 0]);
    expect(os.close(fd) || os.close(other)).toBe(0);
    expect(os.writeJs(40, b('!'))).toBe(1);
    os.close(40);
    const append = os.open(path('d'), O.WRONLY | O.APPEND, 0);
    os.writeJs(append, b('?'));
    os.close(append);
    const again = os.open(path('d'), O.RDONLY, 0);
    expect(os.readJs(again, got)).toBe(5);
    expect(s(got.subarray(0, 5))).toBe('abc!?');
    expect(os.writeJs(again, b('x'))).toBe(-E.EBADF);
    os.close(again);
  });

  test('directories', () => {
    expect(os.mkdir(path('sub'), 0o755)).toBe(0);
    expect(os.mkdir(path('sub'), 0o755)).toBe(-E.EEXIST);
    os.close(os.open(path('sub/f'), O.CREAT | O.WRONLY, 0o600));
    expect(os.symlink(b('f'), path('sub/link'))).toBe(0);
    const entries = os.scandir(path('sub'));
    if (isError(entries)) throw new Error(`scandir: ${entries}`);
    expect(entries.map((e) => [s(e.name), e.type]).sort()).toEqual([
      ['f', DT.REG],
      ['link', DT.LNK],
    ]);
    expect(s(os.readlink(path('sub/link')) as Uint8Array)).toBe('f');
    const st = makeStat();
    expect(os.lstat(path('sub/link'), st)).toBe(0);
    expect(st.st_mode & S.IFMT).toBe(S.IFLNK);
    expect(os.stat(path('sub/link'), st)).toBe(0);
    expect(st.st_mode & 0o777).toBe(0o600);
    expect(os.rmdir(path('sub'))).toBe(-E.ENOTEMPTY);
    expect(os.rename(path('sub/f'), path('sub/g'))).toBe(0);
    expect(os.stat(path('sub/link'), st)).toBe(-E.ENOENT);
    expect(os.unlink(path('sub/link')) || os.unlink(path('sub/g'))).toBe(0);
    expect(os.rmdir(path('sub'))).toBe(0);
    expect(os.scandir(path('sub'))).toBe(-E.ENOENT);
    expect(os.stat(path('sub'), st)).toBe(-E.ENOENT);
    expect(os.open(path('missing/x'), O.RDONLY, 0)).toBe(-E.ENOENT);
    expect(os.open(b(''), O.RDONLY, 0)).toBe(-E.ENOENT);
    expect(os.open(b('a\0b'), O.RDONLY, 0)).toBe(-E.EINVAL);
    expect(os.open(b('x'), O.RDONLY, 0, 3)).toBe(-E.ENOSYS);
    expect(os.open(b(root), O.WRONLY, 0, AT.FDCWD)).toBe(-E.EISDIR);
  });

  test('times, modes, access, working directory', () => {
    os.close(os.open(path('t'), O.CREAT | O.WRONLY, 0o644));
    expect(os.utime(path('t'), 1_000_000_000n, 2_500_000_000n)).toBe(0);
    const st = makeStat();
    os.stat(path('t'), st);
    expect([st.st_atime_ns, st.st_mtime_ns]).toEqual([1_000_000_000n, 2_500_000_000n]);
    expect(os.chmod(path('t'), 0o400)).toBe(0);
    os.stat(path('t'), st);
    expect(st.st_mode & 0o777).toBe(0o400);
    expect(os.access(path('t'), 4)).toBe(0);
    expect(os.access(path('nothing'), 0)).toBe(-E.ENOENT);
    const before = os.getcwd() as Uint8Array;
    expect(os.chdir(b(root))).toBe(0);
    expect(s(os.getcwd() as Uint8Array)).toBe(root);
    expect(os.stat(b('t'), st)).toBe(0);
    expect(os.chdir(path('t'))).toBe(-E.ENOTDIR);
    os.chdir(before);
    const mask = os.umask(0o077);
    os.close(os.open(path('masked'), O.CREAT | O.WRONLY, 0o666));
    expect(os.umask(mask)).toBe(0o077);
    os.stat(path('masked'), st);
    expect(st.st_mode & 0o777).toBe(0o600);
  });

  test('a pipe of one process never hangs', () => {
    const ends = new Int32Array(2);
    expect(os.pipe(ends, 0)).toBe(0);
    const got = new Uint8Array(4);
    expect(os.readJs(ends[0]!, got)).toBe(-E.EDEADLK);
    expect(os.writeJs(ends[1]!, b('abcdef'))).toBe(6);
    const fds = new Int32Array([ends[0]!, POLL.IN, 0]);
    expect(os.poll(fds, 1, 0)).toBe(1);
    expect(os.readJs(ends[0]!, got)).toBe(4);
    expect(os.readJs(ends[0]!, got)).toBe(2);
    os.close(ends[1]!);
    expect(os.readJs(ends[0]!, got)).toBe(0);
    os.close(ends[0]!);
  });
});

describe('the system on Node', () => {
  let os: Os;
  let buffer: ArrayBuffer | SharedArrayBuffer;
  beforeAll(() => {
    const host = createPortableNodeHost({ bytes: 64 * MIB });
    os = host.os;
    buffer = host.memory.buffer;
  });

  const request = (argv: string[], more: Partial<SpawnRequest> = {}): SpawnRequest => ({
    executables: [b(argv[0]!)],
    argv: argv.map(b),
    env: null,
    cwd: null,
    p2cread: -1,
    p2cwrite: -1,
    c2pread: -1,
    c2pwrite: -1,
    errread: -1,
    errwrite: -1,
    errpipeRead: -1,
    errpipeWrite: -1,
    closeFds: true,
    fdsToKeep: [],
    restoreSignals: true,
    startNewSession: false,
    processGroup: -1,
    gid: null,
    uid: null,
    extraGroups: null,
    umask: -1,
    ...more,
  });

  test('a child reads from a pipe and writes to another', () => {
    const input = new Int32Array(2);
    const output = new Int32Array(2);
    os.pipe(input, 0);
    os.pipe(output, 0);
    const pid = os.spawn(
      request(['/bin/sh', '-c', 'tr a-z A-Z; echo $0 $X; exit 3', 'zero'], {
        p2cread: input[0]!,
        c2pwrite: output[1]!,
        env: [b('X=1=2'), b('PATH=/usr/bin:/bin')],
      }),
    );
    expect(pid).toBeGreaterThan(0);
    os.close(input[0]!);
    os.close(output[1]!);
    os.writeJs(input[1]!, b('hello\n'));
    os.close(input[1]!);
    const got = new Uint8Array(100);
    const n = os.readJs(output[0]!, got);
    expect(s(got.subarray(0, n))).toBe('HELLO\n/bin/sh 1=2\n'.replace('/bin/sh', 'zero'));
    expect(os.readJs(output[0]!, got)).toBe(0);
    const wait = makeWait();
    expect(os.waitpid(pid, 0, wait)).toBe(pid);
    expect(wait.status).toBe(3 << 8);
    expect(os.waitpid(pid, 0, wait)).toBe(-E.ECHILD);
  });

  test('input is complete before a child runs, as communicate() has it', () => {
    const input = new Int32Array(2);
    const output = new Int32Array(2);
    os.pipe(input, 0);
    os.pipe(output, 0);
    const pid = os.spawn(
      request(['/usr/bin/tr', 'a-z', 'A-Z'], {
        p2cread: input[0]!,
        p2cwrite: input[1]!,
        c2pwrite: output[1]!,
      }),
    );
    os.close(input[0]!);
    os.close(output[1]!);
    const wait = makeWait();
    const fds = new Int32Array([input[1]!, POLL.OUT, 0, output[0]!, POLL.IN, 0]);
    for (const part of ['first ', 'second']) {
      expect(os.poll(fds, 2, -1)).toBe(1);
      expect(fds[5]).toBe(0);
      expect(os.waitpid(pid, WAIT.NOHANG, wait)).toBe(0);
      os.writeJs(input[1]!, b(part));
    }
    os.close(input[1]!);
    fds[0] = -1;
    expect(os.poll(fds, 2, -1)).toBe(1);
    const got = new Uint8Array(50);
    expect(s(got.subarray(0, os.readJs(output[0]!, got)))).toBe('FIRST SECOND');
    expect(os.waitpid(pid, WAIT.NOHANG, wait)).toBe(pid);
    os.close(output[0]!);
  });

  test('a program that does not exist is reported on errpipe', () => {
    const ends = new Int32Array(2);
    os.pipe(ends, 0);
    const pid = os.spawn(request(['/no/such/program'], { errpipeWrite: ends[1]! }));
    os.close(ends[1]!);
    const got = new Uint8Array(100);
    const n = os.readJs(ends[0]!, got);
    expect(s(got.subarray(0, n))).toBe('OSError:2:');
    const wait = makeWait();
    expect(os.waitpid(pid, WAIT.NOHANG, wait)).toBe(pid);
    expect(wait.status).toBe(255 << 8);
  });

  test('signals of the program itself', () => {
    expect(os.getSignal(SIG.SIGUSR1)).toBe(SignalKind.DEFAULT);
    expect(os.setSignal(SIG.SIGUSR1, SignalKind.PYTHON)).toBe(SignalKind.DEFAULT);
    expect(os.setSignal(SIG.SIGUSR2, SignalKind.PYTHON)).toBe(SignalKind.DEFAULT);
    expect(os.setSignal(SIG.SIGKILL, SignalKind.IGNORE)).toBe(-E.EINVAL);
    os.raise(SIG.SIGUSR2);
    expect(os.kill(os.getpid(), SIG.SIGUSR1)).toBe(0);
    expect(os.sleep(1_000_000_000n)).toBe(-E.EINTR);
    expect([os.takeSignal(), os.takeSignal(), os.takeSignal()]).toEqual([SIG.SIGUSR1, SIG.SIGUSR2, 0]);
    os.setSignal(SIG.SIGUSR1, SignalKind.IGNORE);
    os.raise(SIG.SIGUSR1);
    expect(os.takeSignal()).toBe(0);
    expect(signalWords(buffer).pending()).toBe(0n);
  });

  test('clocks', () => {
    const before = os.clock(CLOCK.MONOTONIC);
    expect(os.sleep(20_000_000n)).toBe(0);
    expect(os.clock(CLOCK.MONOTONIC) - before).toBeGreaterThanOrEqual(20_000_000n);
    expect(Math.abs(Number(os.clock(CLOCK.REALTIME) / 1_000_000n) - Date.now())).toBeLessThan(100);
    expect(os.clock(99)).toBe(BigInt(-E.EINVAL));
    const tm = makeBrokenTime();
    os.localtime(Date.UTC(2024, 1, 29, 12, 0, 7) / 1000, tm);
    const d = new Date(Date.UTC(2024, 1, 29, 12, 0, 7));
    expect([tm.year, tm.month, tm.day, tm.hour, tm.second]).toEqual([2024, 1, d.getDate(), d.getHours(), 7]);
    expect(os.strerror(E.ENOENT)).toBe('No such file or directory');
  });
});

describe('the world in memory', () => {
  test('streams and exit come from the environment', () => {
    const out: string[] = [];
    const os = makeMemoryOs(new ArrayBuffer(4 * MIB), {
      files: { '/lib/a.py': 'pass' },
      stdout: (bytes) => out.push(s(bytes)),
      stdin: (into) => {
        into[0] = 65;
        return 1;
      },
    });
    expect(os.writeJs(1, b('hi'))).toBe(2);
    expect(out).toEqual(['hi']);
    const got = new Uint8Array(3);
    expect(os.readJs(0, got)).toBe(1);
    expect(os.lseek(0, 0, SEEK.CUR)).toBe(-E.ESPIPE);
    expect(() => os.exit(3)).toThrow('status 3');
    expect(s(os.files.take('/lib/a.py')!)).toBe('pass');
    expect(os.rename(b('/lib'), b('/lib/inner'))).toBe(-E.EINVAL);
    os.symlink(b('loop'), b('/loop'));
    expect(os.open(b('/loop'), O.RDONLY, 0)).toBe(-E.ELOOP);
    expect(os.getrandom(got)).toBe(3);
  });
});

describe('a program in a Worker', () => {
  const script = (name: string, body: string) => {
    const file = join(dir, name);
    const entry = (path: string) => JSON.stringify(new URL(`../../dist/${path}`, import.meta.url).href);
    writeFileSync(
      file,
      `import * as memory from ${entry('index.js')};
       import * as node from ${entry('hosts/portable-node.js')};
       import { Worker, isMainThread, workerData } from 'node:worker_threads';
       import { fileURLToPath } from 'node:url';
       const self = fileURLToPath(import.meta.url);
       ${body}`,
    );
    return file;
  };
  const built = fileURLToPath(new URL('../../dist/hosts/portable-node.js', import.meta.url));

  test('SIGINT reaches a hot loop through the shared window', async () => {
    expect(statSync(built).isFile()).toBe(true);
    const file = script(
      'sigint.mjs',
      `if (isMainThread) {
         const window = memory.portableWindow(64 << 20);
         node.forwardSignals(window);
         new Worker(self, { workerData: window });
       } else {
         const host = node.createPortableNodeHost({ buffer: workerData });
         memory.attachWindow(host.memory.buffer);
         host.os.setSignal(2, memory.SignalKind.PYTHON);
         const { I32 } = memory.views();
         host.os.writeJs(1, new TextEncoder().encode('ready\\n'));
         let turns = 0;
         while (I32[memory.BREAKER_WORD] === 0) turns++;
         host.os.writeJs(1, new TextEncoder().encode('signal ' + host.os.takeSignal() + '\\n'));
         process.exit(0);
       }`,
    );
    const child = spawn(process.execPath, [file]);
    let output = '';
    child.stdout.on('data', (data: Buffer) => {
      output += data;
      if (String(data).includes('ready')) child.kill('SIGINT');
    });
    const status = await new Promise((done) => child.on('exit', done));
    expect([output, status]).toEqual(['ready\nsignal 2\n', 0]);
  });

  test('SIGINT ends a read that waits for input', async () => {
    const file = script(
      'wait.mjs',
      `if (isMainThread) {
         const window = memory.portableWindow(64 << 20);
         node.forwardSignals(window);
         new Worker(self, { workerData: window }).on('exit', (status) => process.exit(status));
       } else {
         const { os } = node.createPortableNodeHost({ buffer: workerData });
         const b = new Uint8Array(16);
         os.setSignal(2, memory.SignalKind.PYTHON);
         const first = os.readJs(0, b);
         os.writeJs(1, new TextEncoder().encode('ready ' + process.pid + '\\n'));
         const second = os.readJs(0, b);
         os.writeJs(1, new TextEncoder().encode([first, second, os.takeSignal(), os.readJs(0, b)].join() + '\\n'));
         os.exit(7);
       }`,
    );
    // A pipe of the shell's: what Node would give the child is a socket, which cannot be opened a second time.
    const child = spawn('/bin/sh', [
      '-c',
      `(printf abc; sleep 1; printf de) | "${process.execPath}" "${file}"`,
    ]);
    let output = '';
    child.stdout.on('data', (data: Buffer) => {
      output += data;
      const ready = /^ready (\d+)/.exec(String(data));
      if (ready) process.kill(Number(ready[1]), 'SIGINT');
    });
    const status = await new Promise((done) => child.on('exit', done));
    expect([output.replace(/ \d+/, ''), status]).toEqual(['ready\n3,-4,2,2\n', 7]);
  });

  test('directory and mask are the Worker’s own; files go through shared memory', () => {
    const file = script(
      'cwd.mjs',
      `if (isMainThread) new Worker(self, { workerData: memory.portableWindow(64 << 20) });
       else {
         const host = node.createPortableNodeHost({ buffer: workerData });
         memory.attachWindow(host.memory.buffer);
         const b = (s) => new TextEncoder().encode(s);
         const results = [host.os.chdir(b(${JSON.stringify(dir)})), host.os.umask(0o077)];
         const fd = host.os.open(b('from-worker'), memory.O.CREAT | memory.O.RDWR, 0o666);
         memory.writeBytes(0x1800000, b('shared'));
         results.push(host.os.write(fd, 0x1800000, 6), host.os.lseek(fd, 0, 0), host.os.read(fd, 0x1800010, 9));
         results.push(new TextDecoder().decode(memory.readBytes(0x1800010, 6).slice()));
         host.os.getrandom(memory.viewBytes(0x1800020, 8));
         console.log(JSON.stringify(results));
       }`,
    );
    const output = execFileSync(process.execPath, [file], { encoding: 'utf8' });
    const results = JSON.parse(output);
    expect(results[0]).toBe(0);
    expect(results.slice(2)).toEqual([6, 0, 6, 'shared']);
    expect(readFileSync(join(dir, 'from-worker'), 'utf8')).toBe('shared');
    expect(statSync(join(dir, 'from-worker')).mode & 0o777).toBe(0o600);
  });

  test('a blocking read takes lines from a pipe and sees its end', () => {
    const file = script(
      'stdin.mjs',
      `const host = node.createPortableNodeHost({ bytes: 64 << 20 });
       const got = new Uint8Array(64);
       let text = '';
       for (let n; (n = host.os.readJs(0, got)) > 0; ) text += Buffer.from(got.subarray(0, n));
       console.log(JSON.stringify([text, host.os.isatty(0)]));`,
    );
    const output = execFileSync('/bin/sh', [
      '-c',
      `(echo one; sleep 0.2; echo two) | "${process.execPath}" "${file}"`,
    ]);
    expect(JSON.parse(String(output))).toEqual(['one\ntwo\n', 0]);
  });
});
