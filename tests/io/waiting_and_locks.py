# select, poll, fcntl: descriptors that are ready, flags, locks.
import fcntl
import posix
import select


def trial(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


class Has:
    def __init__(self, fd):
        self.fd = fd

    def fileno(self):
        return self.fd


r, w = posix.pipe()
a = Has(r)
print(select.select([a], [w], [], 0) == ([], [w], []), select.select([r], [], [], 0.01))
posix.write(w, b'x')
print(select.select([a], [], [], 5) == ([a], [], []), select.select((r, a), {w}, iter([r]), None) == ([r, a], [w], []))
print(select.select([], [], [], 0), trial(select.select, 5, [], []), trial(select.select, ['x'], [], []), trial(select.select, [-1], [], []))
print(trial(select.select, [], [], [], -1), trial(select.select, [], [], [], 'x'), trial(select.select, [2000], [], []))
p = select.poll()
print(type(p).__name__, p.register(r), p.register(w, select.POLLOUT), p.poll(0) == [(r, select.POLLIN), (w, select.POLLOUT)])
print(posix.read(r, 5), p.poll(0) == [(w, 4)], p.modify(w, 0), p.poll(10), p.unregister(w), p.poll(1.5), trial(p.unregister, w)[:8])
print(trial(p.modify, w, 1), trial(p.register, r, -1), trial(p.register, r, 1 << 20), trial(p.poll, 'x'), trial(p.poll, 1 << 40), trial(type(p)))
posix.close(w)
print([(fd == r, e) for fd, e in p.poll(0)], select.select([r], [], [], 0) == ([r], [], []))
posix.close(r)
print([e for fd, e in p.poll(0)])
name = f'/tmp/tyston-lock-{posix.getpid()}'
fd = posix.open(name, posix.O_RDWR | posix.O_CREAT)
print(fcntl.fcntl(fd, fcntl.F_GETFD), fcntl.fcntl(fd, fcntl.F_SETFD, 0), fcntl.fcntl(fd, fcntl.F_GETFD), fcntl.fcntl(fd, fcntl.F_GETFL) & 3)
print(fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB), fcntl.flock(Has(fd), fcntl.LOCK_UN), trial(fcntl.flock, 'x', 1), trial(fcntl.flock, 900, 1))
print(trial(fcntl.fcntl, -1, 1), trial(fcntl.fcntl, fd, 9999), trial(fcntl.fcntl, fd, 'x'), trial(fcntl.lockf, fd, 0))
posix.close(fd)
posix.unlink(name)
print(sorted(k for k in vars(fcntl) if k[:2] in ('F_', 'LO')), fcntl.LOCK_EX, fcntl.F_GETLK)
