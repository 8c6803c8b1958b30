import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import nodeOs from 'node:os';
import { join } from 'node:path';
import {
  AT,
  CLOCK,
  DT,
  E,
  F,
  isError,
  makeBrokenTime,
  makeStat,
  makeUsage,
  makeWait,
  O,
  type Os,
  POLL,
  RLIMIT,
  readBytes,
  S,
  SEEK,
  SIG,
  SignalKind,
  type SpawnRequest,
  WAIT,
  writeBytes,
} from '@tyston/memory';
import { afterAll, describe, expect, test } from 'vitest';
import { createLinuxHost } from '../host.js';

const host = createLinuxHost();
if ('error' in host) throw new Error(host.error);
const os: Os = host.os;
const dir = mkdtempSync(join(nodeOs.tmpdir(), 'tyston-native-'));
afterAll(() => rmSync(dir, { recursive: true }));

const b = (s: string) => new TextEncoder().encode(s);
const s = (bytes: Uint8Array | number) =>
  typeof bytes === 'number' ? `error ${bytes}` : Buffer.from(bytes).toString();
const path = (name: string) => b(join(dir, name));
const AREA = 0x180_0000;

describe('files', () => {
  test('write, seek, read back', () => {
    const fd = os.open(path('a'), O.RDWR | O.CREAT | O.CLOEXEC, 0o640);
    writeBytes(AREA, b('hello world'));
    expect(os.write(fd, AREA, 11)).toBe(11);
    expect(os.lseek(fd, 6, SEEK.SET)).toBe(6);
    expect(os.read(fd, AREA + 64, 50)).toBe(5);
    expect(s(readBytes(AREA + 64, 5))).toBe('world');
    expect(os.pwrite(fd, AREA, 5, 2 ** 33)).toBe(5);
    const st = makeStat();
    expect(os.fstat(fd, st)).toBe(0);
    expect(st.st_size).toBe(2 ** 33 + 5);
    expect(st.st_mode).toBe(S.IFREG | 0o640);
    expect(os.lseek(fd, -3, SEEK.END)).toBe(2 ** 33 + 2);
    expect(os.ftruncate(fd, 3)).toBe(0);
    expect(os.truncate(path('a'), -1)).toBe(-E.EINVAL);
    expect(os.fsync(fd)).toBe(0);
    expect(os.lseek(fd, -1, SEEK.SET)).toBe(-E.EINVAL);
    expect([os.close(fd), os.close(fd), os.isatty(fd)]).toEqual([0, -E.EBADF, -E.EBADF]);
  });

  test('JavaScript bytes of any size pass through', () => {
    const fd = os.open(path('big'), O.RDWR | O.CREAT, 0o600);
    const bytes = new Uint8Array(3 << 20).map((_, i) => i * 7);
    for (let at = 0; at < bytes.length; ) {
      const n = os.writeJs(fd, bytes.subarray(at));
      expect(n).toBeGreaterThan(0);
      at += n;
    }
    os.lseek(fd, 0, SEEK.SET);
    const back = new Uint8Array(bytes.length);
    for (let at = 0, n = 1; n > 0; at += n) n = os.readJs(fd, back.subarray(at));
    expect(Buffer.compare(back, bytes)).toBe(0);
    const copy = os.open(path('copy'), O.WRONLY | O.CREAT, 0o600);
    expect(os.sendfile(copy, fd, 5, 1000)).toBe(1000);
    os.close(copy);
    os.close(fd);
    expect(readFileSync(join(dir, 'copy'))[0]).toBe(bytes[5]);
  });

  test('stat agrees with Node’s', () => {
    symlinkSync('big', join(dir, 'link'));
    const st = makeStat();
    expect(os.lstat(path('link'), st)).toBe(0);
    expect(st.st_mode & S.IFMT).toBe(S.IFLNK);
    expect(os.stat(path('link'), st)).toBe(0);
    const [size, ino, blocks, mtime] = execFileSync('stat', ['-c', '%s %i %b %Y', join(dir, 'big')], {
      encoding: 'utf8',
    })
      .trim()
      .split(' ');
    expect([st.st_size, st.st_ino, st.st_blocks, st.st_mtime_ns / 1_000_000_000n]).toEqual([
      Number(size),
      BigInt(ino!),
      Number(blocks),
      BigInt(mtime!),
    ]);
    expect(os.stat(path('nothing'), st)).toBe(-E.ENOENT);
    expect(os.stat(b(`${dir}/big/x`), st)).toBe(-E.ENOTDIR);
    expect(os.stat(b('a\0b'), st)).toBe(-E.EINVAL);
    expect(os.stat(b('x'.repeat(5000)), st)).toBe(-E.ENAMETOOLONG);
    expect(os.stat(new Uint8Array(4 << 20).fill(65), st)).toBe(-E.E2BIG);
    expect(os.stat(b(''), st)).toBe(-E.ENOENT);
  });

  test('paths relative to a descriptor, directories', () => {
    expect(os.mkdir(path('sub'), 0o755)).toBe(0);
    const at = os.open(path('sub'), O.RDONLY | O.DIRECTORY, 0);
    const fd = os.open(b('f'), O.CREAT | O.WRONLY, 0o600, at);
    os.close(fd);
    expect(os.symlink(b('f'), b('l'), at)).toBe(0);
    expect(os.mkfifo(b('p'), 0o600, at)).toBe(0);
    expect(os.mkdir(b('d'), 0o700, at)).toBe(0);
    expect(os.link(b('f'), b('g'), at, at)).toBe(0);
    for (const where of [at, path('sub'), at]) {
      const entries = os.scandir(where);
      if (isError(entries)) throw new Error(`scandir: ${entries}`);
      expect(entries.map((e) => [s(e.name), e.type]).sort()).toEqual([
        ['d', DT.DIR],
        ['f', DT.REG],
        ['g', DT.REG],
        ['l', DT.LNK],
        ['p', DT.FIFO],
      ]);
      expect(entries.every((e) => e.ino > 0n)).toBe(true);
    }
    expect(s(os.readlink(b('l'), at))).toBe('f');
    expect(os.readlink(b('f'), at)).toBe(-E.EINVAL);
    expect(os.rename(b('g'), b('h'), at, at)).toBe(0);
    const st = makeStat();
    expect(os.stat(b('h'), st, false, at)).toBe(0);
    expect(st.st_nlink).toBe(2);
    expect(os.rmdir(path('sub'))).toBe(-E.ENOTEMPTY);
    for (const name of ['f', 'l', 'p', 'h']) expect(os.unlink(b(name), at)).toBe(0);
    expect(os.unlink(b('d'), at)).toBe(-E.EISDIR);
    expect(os.rmdir(b('d'), at)).toBe(0);
    os.close(at);
    expect(os.rmdir(path('sub'))).toBe(0);
    expect(os.scandir(path('big'))).toBe(-E.ENOTDIR);
    expect(os.scandir(999)).toBe(-E.EBADF);
  });

  test('a directory of thousands', () => {
    os.mkdir(path('many'), 0o755);
    for (let i = 0; i < 3000; i++) writeFileSync(join(dir, 'many', `a-rather-long-name-${i}`), '');
    const entries = os.scandir(path('many')) as { name: Uint8Array }[];
    expect(new Set(entries.map((e) => s(e.name))).size).toBe(3000);
  });

  test('times, modes, owners, access', () => {
    const st = makeStat();
    expect(os.utime(path('a'), -1n, 1_700_000_000_123_456_789n)).toBe(0);
    os.stat(path('a'), st);
    expect([st.st_atime_ns, st.st_mtime_ns]).toEqual([-1n, 1_700_000_000_123_456_789n]);
    expect(os.chmod(path('a'), 0o600)).toBe(0);
    expect(os.chown(path('a'), -1, -1)).toBe(0);
    expect(os.access(path('a'), 4)).toBe(0);
    expect(os.access(path('a'), 4, AT.FDCWD, true)).toBe(0);
    expect(os.access(path('none'), 0)).toBe(-E.ENOENT);
    const before = os.umask(0o077);
    expect(os.umask(before)).toBe(0o077);
    const cwd = os.getcwd();
    expect(s(cwd)).toBe(process.cwd());
    expect(os.chdir(path(''))).toBe(0);
    expect(os.stat(b('a'), st)).toBe(0);
    expect(os.chdir(cwd as Uint8Array)).toBe(0);
  });
});

describe('descriptors', () => {
  test('inheritance, blocking, duplicates', () => {
    const ends = new Int32Array(2);
    expect(os.pipe(ends, 0)).toBe(0);
    const [r, w] = [ends[0]!, ends[1]!];
    expect([os.getInheritable(r), os.setInheritable(r, true), os.getInheritable(r)]).toEqual([0, 0, 1]);
    expect([os.getBlocking(r), os.setBlocking(r, false), os.getBlocking(r)]).toEqual([1, 0, 0]);
    expect(os.readJs(r, new Uint8Array(1))).toBe(-E.EAGAIN);
    const copy = os.dup(w);
    expect(os.getInheritable(copy)).toBe(0);
    expect(os.dup2(w, copy, true)).toBe(copy);
    expect(os.getInheritable(copy)).toBe(1);
    expect(os.dup2(copy, copy, false)).toBe(copy);
    expect(os.getInheritable(copy)).toBe(0);
    expect(os.fcntl(w, F.GETFL, 0) & 3).toBe(O.WRONLY);
    const fds = new Int32Array([r, POLL.IN, 0, w, POLL.OUT, 0]);
    expect(os.poll(fds, 2, 0)).toBe(1);
    expect([fds[2], fds[5]]).toEqual([0, POLL.OUT]);
    os.writeJs(w, b('x'));
    expect(os.poll(fds, 1, -1)).toBe(1);
    expect(fds[2]).toBe(POLL.IN);
    os.close(w);
    os.close(copy);
    os.readJs(r, new Uint8Array(9));
    expect(os.poll(fds, 1, 1000)).toBe(1);
    expect(fds[2]).toBe(POLL.HUP);
    os.close(r);
    expect(os.terminalSize(0, ends)).toBeLessThanOrEqual(0);
    expect(os.isatty(os.open(b('/dev/null'), O.RDONLY, 0))).toBe(0);
    const high = os.fcntl(0, F.DUPFD, 900);
    expect(os.closeRange(900, 1000)).toBe(0);
    expect(os.close(high)).toBe(-E.EBADF);
  });

  test('a terminal', () => {
    const master = os.open(b('/dev/ptmx'), O.RDWR | O.NOCTTY, 0);
    if (master === -E.ENOENT) return;
    expect(os.isatty(master)).toBe(1);
    const attributes = os.tcgetattr(master);
    expect(attributes).toBeInstanceOf(Uint8Array);
    expect(os.tcsetattr(master, 0, attributes as Uint8Array)).toBe(0);
    expect(os.terminalSize(master, new Int32Array(2))).toBe(0);
    os.close(master);
  });
});

const base: SpawnRequest = {
  executables: [],
  argv: [],
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
};
const pipe = () => {
  const ends = new Int32Array(2);
  os.pipe(ends, 0);
  return [ends[0]!, ends[1]!] as const;
};
const drain = (fd: number) => {
  let text = '';
  const part = new Uint8Array(4096);
  for (let n: number; (n = os.readJs(fd, part)) > 0; ) text += s(part.subarray(0, n));
  os.close(fd);
  return text;
};
/** Runs a child as `subprocess` does: output, what errpipe said, wait status. */
function run(argv: string[], more: Partial<SpawnRequest> = {}, input?: string) {
  const [errRead, errWrite] = pipe();
  const [outRead, outWrite] = pipe();
  const stdin = input === undefined ? null : pipe();
  const pid = os.spawn({
    ...base,
    executables: [b(argv[0]!)],
    argv: argv.map(b),
    c2pread: outRead,
    c2pwrite: outWrite,
    errpipeRead: errRead,
    errpipeWrite: errWrite,
    p2cread: stdin?.[0] ?? -1,
    p2cwrite: stdin?.[1] ?? -1,
    ...more,
    fdsToKeep: [...(more.fdsToKeep ?? []), errWrite].sort((x, y) => x - y),
  });
  os.close(errWrite);
  os.close(outWrite);
  if (stdin) {
    os.close(stdin[0]);
    os.writeJs(stdin[1], b(input!));
    os.close(stdin[1]);
  }
  const failure = drain(errRead);
  const output = drain(outRead);
  const wait = makeWait();
  const waited = os.waitpid(pid, 0, wait);
  return { pid, waited, failure, output, status: wait.status, usage: wait.usage };
}

describe('children', () => {
  test('argv, environment, directory, status', () => {
    const r = run(['/bin/sh', '-c', 'echo $0 $1 $X; pwd; umask; exit 7', 'zero', 'one two'], {
      env: [b('X=a=b'), b('PATH=/usr/bin:/bin')],
      cwd: b('/'),
      umask: 0o027,
    });
    expect([r.failure, r.output, r.status]).toEqual(['', 'zero one two a=b\n/\n0027\n', 7 << 8]);
    expect(r.waited).toBe(r.pid);
    expect(r.usage.maxrss).toBeGreaterThan(100);
  });

  test('a dialogue over pipes', () => {
    expect(run(['/usr/bin/tr', 'a-z', 'A-Z'], {}, 'hello').output).toBe('HELLO');
  });

  test('a program that cannot be executed is reported with its errno', () => {
    writeFileSync(join(dir, 'text'), 'no program', { mode: 0o644 });
    expect(run(['/no/such/file']).failure).toBe('OSError:2:');
    expect(run([join(dir, 'text')]).failure).toBe('OSError:D:');
    expect(run(['/bin/true'], { cwd: path('no/such') })).toMatchObject({
      failure: 'OSError:2:noexec:chdir',
      status: 255 << 8,
    });
    expect(
      run(['x'], { executables: [path('text'), b('/no/such'), b('/bin/echo')], argv: [b('e'), b('found')] })
        .output,
    ).toBe('found\n');
  });

  test('only what is passed on stays open', () => {
    const [r, w] = pipe();
    const kept = os.fcntl(w, F.DUPFD, 77);
    os.setInheritable(r, true);
    const listing = run(['/bin/sh', '-c', 'ls /proc/self/fd'], { fdsToKeep: [kept] })
      .output.trim()
      .split('\n');
    expect(listing).toContain('77');
    expect(listing).not.toContain(String(r));
    expect(run(['/bin/sh', '-c', 'ls /proc/self/fd'], { closeFds: false }).output.split('\n')).toContain(
      String(r),
    );
    for (const fd of [r, w, kept]) os.close(fd);
  });

  test('descriptors 0 and 1 may be swapped', () => {
    const script = `
      const { createLinuxHost } = await import(${JSON.stringify(new URL('../../dist/index.js', import.meta.url).href)});
      const { E } = await import('@tyston/memory');
      const host = createLinuxHost();
      const b = (s) => new TextEncoder().encode(s);
      const base = ${JSON.stringify(base)};
      const pid = host.os.spawn({ ...base, executables: [b('/bin/sh')], argv: ['sh', '-c', 'echo out; echo err >&2'].map(b), closeFds: false,
        c2pwrite: 2, errwrite: 1, fdsToKeep: [] });
      host.os.waitpid(pid, 0, { usage: {} });`;
    const r = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      cwd: import.meta.dirname,
    });
    expect([r.stdout, r.stderr]).toEqual(['err\n', 'out\n']);
  });

  test('the standard descriptors are inherited', () => {
    const script = `
      const { createLinuxHost } = await import(${JSON.stringify(new URL('../../dist/index.js', import.meta.url).href)});
      const b = (s) => new TextEncoder().encode(s);
      const { os } = createLinuxHost();
      const argv = ['sh', '-c', 'cat; echo err >&2'].map(b);
      os.waitpid(os.spawn({ ...${JSON.stringify(base)}, executables: [b('/bin/sh')], argv }), 0, { usage: {} });`;
    const r = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      input: 'in',
    });
    expect([r.stdout, r.stderr]).toEqual(['in', 'err\n']);
  });

  test('signals are as a fresh process has them', () => {
    os.setSignal(SIG.SIGUSR1, SignalKind.PYTHON);
    const r = run(['/bin/sh', '-c', 'grep -E "Sig(Blk|Ign|Cgt)" /proc/self/status']);
    os.setSignal(SIG.SIGUSR1, SignalKind.DEFAULT);
    const masks = Object.fromEntries(
      [...r.output.matchAll(/(Sig\w+):\t(\w+)/g)].map((m) => [m[1], BigInt(`0x${m[2]}`)]),
    );
    expect(masks.SigBlk).toBe(0n);
    expect(masks.SigIgn! & (1n << BigInt(SIG.SIGPIPE - 1))).toBe(0n);
    expect(run(['/bin/sh', '-c', 'kill -TERM $$']).status).toBe(SIG.SIGTERM);
  });

  test('session and group', () => {
    const r = run(['/bin/sh', '-c', 'ps -o sid= -p $$ 2>/dev/null || cut -d" " -f6 /proc/$$/stat'], {
      startNewSession: true,
    });
    expect(Number(r.output.trim())).toBe(r.pid);
  });

  test('waiting without hanging, killing', () => {
    const pid = os.spawn({ ...base, executables: [b('/bin/sleep')], argv: [b('sleep'), b('60')] });
    const wait = makeWait();
    expect(os.waitpid(pid, WAIT.NOHANG, wait)).toBe(0);
    expect(os.kill(pid, SIG.SIGKILL)).toBe(0);
    expect(os.waitpid(pid, 0, wait)).toBe(pid);
    expect(wait.status).toBe(SIG.SIGKILL);
    expect(os.waitpid(pid, 0, wait)).toBe(-E.ECHILD);
    expect(os.kill(2 ** 22 + 1, 0)).toBe(-E.ESRCH);
    expect(os.system(b('exit 5'))).toBe(5 << 8);
    expect(os.spawn({ ...base, executables: [b('a\0b')] })).toBe(-E.EINVAL);
    const huge = new Uint8Array(3 << 20).fill(65);
    expect(os.spawn({ ...base, executables: [huge] })).toBe(-E.E2BIG);
  });
});

describe('the process', () => {
  test('environment', () => {
    expect(os.setenv(b('TYSTON_TEST'), b('ä=1'))).toBe(0);
    expect(s(os.getenv(b('TYSTON_TEST'))!)).toBe('ä=1');
    expect(os.environ().map(([k, v]) => `${s(k)}=${s(v)}`)).toContain('TYSTON_TEST=ä=1');
    expect(run(['/bin/sh', '-c', 'echo $TYSTON_TEST']).output).toBe('ä=1\n');
    expect(os.unsetenv(b('TYSTON_TEST'))).toBe(0);
    expect(os.getenv(b('TYSTON_TEST'))).toBe(null);
    expect(os.setenv(b('a=b'), b(''))).toBe(-E.EINVAL);
    expect(os.environ().length).toBeGreaterThan(1);
  });

  test('identity, limits, usage', () => {
    expect([os.getpid(), os.getppid(), os.getuid(), os.getegid()]).toEqual([
      process.pid,
      process.ppid,
      process.getuid!(),
      process.getegid!(),
    ]);
    expect(os.getgroups()).toEqual(
      expect.arrayContaining(process.getgroups!().filter((g) => g !== process.getegid!())),
    );
    const limit: [bigint, bigint] = [0n, 0n];
    expect(os.getrlimit(RLIMIT.NOFILE, limit)).toBe(0);
    expect(limit[0]).toBeGreaterThan(10n);
    expect(os.getrlimit(99, limit)).toBe(-E.EINVAL);
    const usage = makeUsage();
    expect(os.getrusage(0, usage)).toBe(0);
    expect(usage.utime).toBeGreaterThan(0);
    const times = { user: 0, system: 0, childrenUser: 0, childrenSystem: 0, elapsed: 0 };
    expect(os.times(times)).toBe(0);
    expect(Math.abs(times.user - usage.utime)).toBeLessThan(1);
    expect(os.nice(0)).toBe(nodeOs.getPriority());
    expect(os.uname()).toMatchObject({ sysname: 'Linux', nodename: nodeOs.hostname(), machine: 'x86_64' });
    expect([os.sysconf('PAGE_SIZE'), os.sysconf('CLK_TCK'), os.sysconf('NO_SUCH')]).toEqual([
      4096,
      100,
      -E.EINVAL,
    ]);
    expect(os.cpuCount()).toBe(nodeOs.cpus().length);
    expect(os.getloadavg(new Float64Array(3))).toBe(0);
    // 0 where the session's leader lives in another pid namespace, as in some containers.
    expect(os.getsid(0)).toBe(Number(readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ')[3]));
    expect(os.strerror(2)).toBe('No such file or directory');
  });

  test('raising the stack limit never lowers it', () => {
    const before = host.raiseStackLimit(0);
    expect(
      host.raiseStackLimit(before === Number.POSITIVE_INFINITY ? 1 : before + 4096),
    ).toBeGreaterThanOrEqual(before);
  });

  test('with the limit raised, a larger JavaScript stack can be used', () => {
    const script = `
      const { createLinuxHost } = await import(${JSON.stringify(new URL('../../dist/index.js', import.meta.url).href)});
      const limit = createLinuxHost().raiseStackLimit(128 * 2 ** 20);
      let depth = 0;
      const down = (a, b, c) => { depth++; return down(b, c, a) + 1; };
      try { down(1, 2, 3); } catch (e) { console.log(e.name, depth > 300_000, limit >= 128 * 2 ** 20); }`;
    const limit: [bigint, bigint] = [0n, 0n];
    os.getrlimit(RLIMIT.STACK, limit);
    if (limit[1] < 128n << 20n) return;
    const r = spawnSync(process.execPath, ['--stack-size=60000', '--input-type=module', '-e', script], {
      encoding: 'utf8',
    });
    expect([r.stdout, r.signal]).toEqual(['RangeError true true\n', null]);
  });

  test('replacing the process', () => {
    const script = `
      const { createLinuxHost } = await import(${JSON.stringify(new URL('../../dist/index.js', import.meta.url).href)});
      const b = (s) => new TextEncoder().encode(s);
      const { os } = createLinuxHost();
      process.stdout.write(String(os.execve(b('/no/such'), [], [])) + '\\n');
      os.execve(b('/bin/sh'), ['sh', '-c', 'echo $A; exit 4'].map(b), [b('A=replaced')]);`;
    const r = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    expect([r.stdout, r.status, r.stderr]).toEqual(['-2\nreplaced\n', 4, '']);
  });

  test('an access outside is one line and a crash, on the machine stack too', () => {
    const script = (body: string) => `
      const { createLinuxHost } = await import(${JSON.stringify(new URL('../../dist/index.js', import.meta.url).href)});
      const memory = await import('@tyston/memory');
      const host = createLinuxHost();
      ${body}`;
    const crash = (body: string) =>
      spawnSync(process.execPath, ['--input-type=module', '-e', script(body)], {
        encoding: 'utf8',
        cwd: import.meta.dirname,
      });
    const r = crash('memory.st32(16, 1)');
    expect(r.stderr).toBe('Tyston: internal error: access to window address 0x10, which is not there\n');
    expect(r.signal).toBe('SIGSEGV');
    // A function that calls itself for ever: call $-0
    const deep = crash(`host.code.writable.set([0xe8, 0xfb, 0xff, 0xff, 0xff]);
      host.caller.bind((0x2000n << 32n) | BigInt(host.code.start >>> 0), ':v')();`);
    expect(deep.stderr).toMatch(
      /^Tyston: internal error: access to window address 0xc000f[0-9a-f]{3}, which is not there\n$/,
    );
    expect(deep.signal).toBe('SIGSEGV');
  });
});

test('any function of the C library', () => {
  const socketpair = os.libc('socketpair', 'iiip:i')!;
  expect(socketpair(999, 1, 0, AREA)).toBe(-E.EAFNOSUPPORT);
  expect(socketpair(1, 1, 0, AREA)).toBe(0);
  const words = readBytes(AREA, 8);
  const [a, z] = new Int32Array(words.buffer);
  expect(os.writeJs(a!, b('ping'))).toBe(4);
  expect(os.readJs(z!, new Uint8Array(9))).toBe(4);
  os.close(a!);
  os.close(z!);
  expect(os.libc('no_such_function', ':i')).toBe(null);
});

describe('time', () => {
  test('clocks', () => {
    const before = os.clock(CLOCK.MONOTONIC);
    expect(os.sleep(20_000_000n)).toBe(0);
    expect(os.clock(CLOCK.MONOTONIC) - before).toBeGreaterThanOrEqual(20_000_000n);
    expect(Math.abs(Number(os.clock(CLOCK.REALTIME) / 1_000_000n) - Date.now())).toBeLessThan(50);
    expect(os.clock(CLOCK.PROCESS_CPUTIME_ID)).toBeGreaterThan(0n);
    expect(os.clock(12345)).toBe(BigInt(-E.EINVAL));
    expect(os.clockResolution(CLOCK.MONOTONIC)).toBeGreaterThan(0n);
    expect(os.sleep(-5n)).toBe(0);
  });

  test('local time follows TZ', () => {
    const tm = makeBrokenTime();
    const old = os.getenv(b('TZ'));
    os.setenv(b('TZ'), b('CET-1CEST,M3.5.0,M10.5.0/3'));
    os.tzset();
    expect(os.localtime(Date.UTC(2024, 6, 1, 12, 30, 15) / 1000, tm)).toBe(0);
    expect(tm).toEqual({
      year: 2024,
      month: 6,
      day: 1,
      hour: 14,
      minute: 30,
      second: 15,
      weekday: 1,
      yearday: 182,
      isdst: 1,
      gmtoff: 7200,
      zone: 'CEST',
    });
    os.localtime(-1, tm);
    expect([tm.year, tm.hour, tm.zone]).toEqual([1970, 0, 'CET']);
    expect(os.localtime(2 ** 60, tm)).toBe(-E.EOVERFLOW);
    if (old) os.setenv(b('TZ'), old);
    else os.unsetenv(b('TZ'));
    os.tzset();
  });

  test('randomness', () => {
    const a = new Uint8Array(100_000);
    expect(os.getrandom(a)).toBe(a.length);
    expect(new Set(a).size).toBe(256);
  });
});
