# posix functions over the C library at work: vectors, attributes, events, terminals, spawning, waiting, scheduling.
import errno, fcntl, os, select, shutil, signal, stat, struct, subprocess, tempfile
d = tempfile.mkdtemp(); path = os.path.join(d, 'file')

print('-- vectors')
fd = os.open(path, os.O_RDWR | os.O_CREAT)
print(os.writev(fd, [b'one ', bytearray(b'two '), memoryview(b'three')]), os.pwritev(fd, [b'ONE'], 0), os.pwritev(fd, [b'TWO', b'-'], 4, os.RWF_DSYNC))
a, b = bytearray(5), bytearray(20)
os.lseek(fd, 0, 0)
print(os.readv(fd, [a, b]), bytes(a), bytes(b), os.preadv(fd, [a], 4), bytes(a), os.readv(fd, [a]), os.writev(fd, []))
out = os.open(path + '2', os.O_RDWR | os.O_CREAT)
print(os.copy_file_range(fd, out, 100, offset_src=4), os.lseek(fd, 0, 1), os.pread(out, 50, 0), os.copy_file_range(fd, out, 3, 0, 20), os.pread(out, 50, 0))
r, w = os.pipe()
print(os.splice(fd, w, 5, offset_src=8), os.read(r, 10)); os.close(r); os.close(w)
print(os.posix_fallocate(fd, 0, 4096), os.fstat(fd).st_size, os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_WILLNEED), os.truncate(fd, 10), os.fstat(fd).st_size, os.ftruncate(fd, 12), os.fstat(fd).st_size)
print(os.sendfile(out, fd, 0, 3), os.sync())
os.lseek(fd, 0, 0); print(os.lockf(fd, os.F_LOCK, 5), os.lockf(fd, os.F_TEST, 5), os.lockf(fd, os.F_ULOCK, 5))

print('-- extended attributes')
print(os.listxattr(path), os.setxattr(path, 'user.one', b'value'), os.getxattr(path, 'user.one'), os.listxattr(fd), os.getxattr(fd, b'user.one'))
try: os.setxattr(path, 'user.one', b'again', os.XATTR_CREATE)
except FileExistsError as e: print(e.errno == errno.EEXIST)
os.setxattr(path, 'user.large', b'x' * 1000); print(len(os.getxattr(path, 'user.large')), sorted(os.listxattr(path)))
shutil.copy2(path, path + '3'); print(os.getxattr(path + '3', 'user.one'))
print(os.removexattr(path, 'user.one'), os.listxattr(path))
os.symlink(path, path + 'link'); print(os.listxattr(path + 'link'), os.listxattr(path + 'link', follow_symlinks=False))

print('-- file systems')
s, t = os.statvfs(d), os.fstatvfs(fd)
print(s.f_bsize == t.f_bsize, s[:2] == (s.f_bsize, s.f_frsize), len(s), s.f_namemax, s.f_fsid == t.f_fsid, type(s), s.f_blocks >= s.f_bfree)
print(shutil.disk_usage(d).total == s.f_blocks * s.f_frsize, os.pathconf(d, 'PC_NAME_MAX'), os.fpathconf(fd, 4), os.pathconf(fd, 'PC_LINK_MAX') > 1, os.confstr('CS_PATH'), os.confstr('CS_GNU_LIBC_VERSION').split()[0])
print(sorted(os.pathconf_names) == sorted(k for k in os.pathconf_names), len(os.pathconf_names), len(os.confstr_names), os.confstr('CS_XBS5_LP64_OFF64_LINTFLAGS'))
os.mknod(path + 'node', stat.S_IFIFO | 0o600); print(stat.S_ISFIFO(os.stat(path + 'node').st_mode))
dfd = os.open(d, os.O_RDONLY); os.mknod('reg', dir_fd=dfd); print(oct(os.stat('reg', dir_fd=dfd).st_mode)); os.close(dfd)

print('-- events and memory')
e = os.eventfd(3); print(os.eventfd_read(e), os.eventfd_write(e, 2**40), os.eventfd_read(e), os.get_inheritable(e)); os.close(e)
e = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_SEMAPHORE); os.eventfd_write(e, 2); print(os.eventfd_read(e), os.eventfd_read(e))
try: os.eventfd_read(e)
except BlockingIOError as x: print(x)
m = os.memfd_create('test', os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING); os.write(m, b'in memory'); print(os.pread(m, 20, 3), os.readlink(f'/proc/self/fd/{m}'))
fcntl.fcntl(m, fcntl.F_ADD_SEALS, fcntl.F_SEAL_WRITE)
try: os.write(m, b'x')
except PermissionError as x: print(x)

print('-- terminals')
master, slave = os.openpty()
print(os.isatty(master), os.isatty(slave), os.ttyname(slave).startswith('/dev/pts/'), os.get_inheritable(slave))
import pty, tty, termios
tty.setraw(slave); os.write(master, b'keys\n'); print(os.read(slave, 100)); os.write(slave, b'out'); print(os.read(master, 100))
fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack('4H', 30, 90, 0, 0)); print(os.get_terminal_size(slave))
p = subprocess.run(['/bin/sh', '-c', 'test -t 0 && echo terminal'], stdin=slave, capture_output=True); print(p.stdout)
os.close(master); os.close(slave)
for f in (os.fork, os.forkpty):
    print(callable(f))

print('-- spawning and waiting')
def spawn(*a, **k):
    pid = os.posix_spawn(*a, **k); return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
env = {'NAME': 'value', b'BYTES': b'too'}
log = path + 'log'
actions = [(os.POSIX_SPAWN_OPEN, 1, log, os.O_WRONLY | os.O_CREAT, 0o600), (os.POSIX_SPAWN_DUP2, 1, 2), (os.POSIX_SPAWN_CLOSE, 0)]
print(spawn('/bin/sh', ['sh', '-c', 'echo $NAME $BYTES; echo err >&2; exit 3'], env, file_actions=actions), open(log).read())
pid = os.posix_spawnp('true', ['true'], os.environ); print(os.waitpid(pid, 0)[1])
print(spawn('/bin/sh', ['sh', '-c', 'kill -TERM $$; exit 5'], env, setsigmask=[signal.SIGTERM]), spawn('/bin/sh', ['sh', '-c', 'kill -TERM $$'], env, setsigdef=[signal.SIGTERM]))
pid = os.posix_spawn('/bin/sh', ['sh', '-c', 'sleep 5'], env, setpgroup=0); print(os.getpgid(pid) == pid); os.killpg(pid, signal.SIGKILL)
r = os.waitid(os.P_PID, pid, os.WEXITED); print(r.si_pid == pid, r.si_status, r.si_code == os.CLD_KILLED, r.si_signo == signal.SIGCHLD, type(r))
print(spawn('/bin/sh', ['sh', '-c', 'exit 7'], env, setsid=True, resetids=True, scheduler=(None, os.sched_param(0))))
pid = os.posix_spawn('/bin/sleep', ['sleep', '0.05'], {}); print(os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG))
fdp = os.pidfd_open(pid); print(select.select([fdp], [], [], 5)[0] == [fdp], os.waitid(os.P_PIDFD, fdp, os.WEXITED).si_status, os.get_inheritable(fdp)); os.close(fdp)

print('-- scheduling and ids')
cpus = os.sched_getaffinity(0); os.sched_setaffinity(0, {min(cpus)}); print(len(os.sched_getaffinity(0))); os.sched_setaffinity(0, cpus); print(os.sched_getaffinity(0) == cpus)
print(os.sched_getscheduler(0) == os.SCHED_OTHER, os.sched_getparam(0), os.sched_param(sched_priority=5).sched_priority, os.sched_get_priority_max(os.SCHED_FIFO), os.sched_yield())
n = os.getpriority(os.PRIO_PROCESS, 0); os.setpriority(os.PRIO_PROCESS, 0, n + 1); print(os.getpriority(os.PRIO_PROCESS, 0) - n)
print(os.getresuid() == (os.getuid(), os.geteuid(), os.getuid()), os.getresgid()[0] == os.getgid(), os.setreuid(-1, -1), os.setresgid(-1, -1, -1), os.getgid() in os.getgrouplist('root', os.getgid()))
os.close(fd); os.close(out); shutil.rmtree(d)
