"""queue.SimpleQueue: order, errors, timeouts, and what a signal's handler puts there while `get` waits."""
import _queue
import gc
import queue
import signal
import time
import weakref


def attempt(what, f):
    try:
        print(what, '->', f())
    except BaseException as e:
        print(what, '!!', type(e).__name__, e)


print(queue.SimpleQueue is _queue.SimpleQueue, queue.Empty is _queue.Empty, _queue.Empty.__mro__)
print(queue.SimpleQueue, queue.SimpleQueue[int], queue.SimpleQueue.__text_signature__)
q = queue.SimpleQueue()
attempt('new', lambda: type(queue.SimpleQueue()).__name__)
attempt('new', lambda: queue.SimpleQueue(1))
attempt('new', lambda: queue.SimpleQueue(a=1))
attempt('put', lambda: q.put())
attempt('put', lambda: q.put(1, 2, 3, 4))
for item in range(200):
    q.put(item)
print(q.qsize(), q.empty(), [q.get() for _ in range(150)] == list(range(150)), q.qsize())
attempt('put', lambda: q.put('kw', block=False, timeout=-4))
attempt('put_nowait', lambda: q.put_nowait(item='last'))
while q.qsize() > 1:
    q.get(timeout=5)
attempt('get', q.get_nowait)
attempt('get', q.get_nowait)
attempt('get', lambda: q.get(block=False))
attempt('get', lambda: q.get(False, -1))
attempt('get', lambda: q.get('true', 0.01))
attempt('get', lambda: q.get(timeout=0))
for timeout in -1, 'x', 1e30, float('nan'), 10**30:
    attempt(timeout, lambda: q.get(timeout=timeout))
start = time.monotonic()
attempt('timeout', lambda: q.get(timeout=0.05))
print(0.04 < time.monotonic() - start)

signal.signal(signal.SIGALRM, lambda *args: q.put('from the handler'))
signal.setitimer(signal.ITIMER_REAL, 0.05)
attempt('forever', q.get)
signal.setitimer(signal.ITIMER_REAL, 0.05)
attempt('long', lambda: q.get(timeout=60))


def stop(*args):
    raise OSError('stopped')


signal.signal(signal.SIGALRM, stop)
signal.setitimer(signal.ITIMER_REAL, 0.05)
attempt('stopped', q.get)


class Mine(queue.SimpleQueue):
    def __init__(self, name):
        self.name = name


m = Mine('mine')
m.put(m)
r = weakref.ref(m)
print(m.get().name, r() is m)
m.put(m)
del m
gc.collect()
print(r())
