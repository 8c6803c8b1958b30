"""The futures and tasks of `_asyncio`: the order of events, the errors and what they look like."""
import asyncio
import _asyncio  # after asyncio: CPython makes the module twice otherwise
import contextvars
import gc
import re
import weakref


def attempt(what, f):
    try:
        print(what, '->', re.sub(r'0x[0-9a-f]+', '0x', repr(f())))
    except BaseException as e:
        print(what, '!!', type(e).__name__, re.sub(r'0x[0-9a-f]+', '0x', str(e)))


class Loop:
    """Calls back in the order of asking, and says so."""

    def __init__(self, debug=False):
        self.debug = debug
        self.ready = []

    def __repr__(self):
        return 'Loop()'

    def get_debug(self):
        return self.debug

    def call_soon(self, callback, *args, context=None):
        print('  call_soon', getattr(callback, '__qualname__', type(callback).__name__), len(args),
              type(context).__name__)
        self.ready.append((callback, args, context))

    def call_exception_handler(self, context):
        print('  handler', context['message'], sorted(context), repr(context.get('exception')))

    def run(self):
        while self.ready:
            callback, args, context = self.ready.pop(0)
            context.run(callback, *args)


loop = Loop()
ATTRIBUTES = ['_state', '_asyncio_future_blocking', '_loop', '_callbacks', '_result', '_exception',
              '_log_traceback', '_source_traceback', '_cancel_message']


def show(f):
    print(' '.join(f'{n}={getattr(f, n)!r}' for n in ATTRIBUTES))


print('the types')
for t in _asyncio.Future, _asyncio.Task:
    print(t, t.__mro__, t.__text_signature__, t[int])
    print([n for n in dir(t) if n not in dir(object)])

print('not initialised')
bare = _asyncio.Future.__new__(_asyncio.Future)
for n in ATTRIBUTES:
    attempt(n, lambda: getattr(bare, n))
for n in ['result', 'exception', 'cancel', 'cancelled', 'done', 'get_loop', '__iter__', '__repr__']:
    attempt(n, lambda: getattr(bare, n)())
for n in ['set_result', 'set_exception', 'add_done_callback', 'remove_done_callback']:
    attempt(n, lambda: getattr(bare, n)(1))
attempt('blocking', lambda: setattr(bare, '_asyncio_future_blocking', True))
attempt('no debug', lambda: _asyncio.Future(loop=5))
attempt('positional', lambda: _asyncio.Future(loop))

print('results')
f = _asyncio.Future(loop=loop)
show(f)
attempt('result', f.result)
attempt('exception', f.exception)


def done(future):
    print('  done', future.done(), future.cancelled())


def again(future):
    print('  again')


f.add_done_callback(done)
f.add_done_callback(again)
f.add_done_callback(again, context=contextvars.copy_context())
f.add_done_callback(done)
print(len(f._callbacks), f.remove_done_callback(again), len(f._callbacks), f.remove_done_callback(len))
attempt('repr', lambda: f)
f.set_result([1, 2])
show(f)
f.add_done_callback(again)
loop.run()
attempt('result', f.result)
attempt('exception', f.exception)
attempt('twice', lambda: f.set_result(1))
attempt('twice', lambda: f.set_exception(OSError))
attempt('cancel', f.cancel)
attempt('repr', lambda: f)

print('exceptions')
for bad in 5, int, StopIteration, StopIteration(3):
    f = _asyncio.Future(loop=loop)
    attempt(bad, lambda: f.set_exception(bad))
f.set_exception(ValueError('lost'))
show(f)
attempt('set', lambda: setattr(f, '_log_traceback', True))
attempt('repr', lambda: f)
del f
f = _asyncio.Future(loop=loop)
f.set_exception(KeyError('found'))
attempt('exception', f.exception)


def depth(e):
    n, tb = 0, e.__traceback__
    while tb:
        n, tb = n + 1, tb.tb_next
    return n


for _ in range(3):
    try:
        f.result()
    except KeyError as e:
        print('frames', depth(e))
del f

print('cancelled')
f = _asyncio.Future(loop=loop)
f.add_done_callback(done)
attempt('cancel', lambda: f.cancel(msg='enough'))
show(f)
attempt('cancel', f.cancel)
attempt('result', f.result)
attempt('exception', f.exception)
attempt('error', f._make_cancelled_error)
attempt('repr', lambda: f)
loop.run()

print('the iterator')
f = _asyncio.Future(loop=loop)
it = iter(f)
attempt('next', lambda: next(it) is f)
print(f._asyncio_future_blocking)
attempt('next', lambda: next(it))
f.set_result('r')
attempt('send', lambda: it.send(1))
attempt('next', lambda: next(it))
attempt('throw', lambda: iter(f).throw(ValueError, 'thrown'))
for args in (1,), (), (ValueError, 1, 1), (ValueError(), 1), (1, 2, None, 4):
    attempt(args, lambda: iter(f).throw(*args))
it = f.__await__()
attempt('close', it.close)
attempt('next', lambda: next(it))
attempt('new', type(it))


print('tasks')
print(_asyncio._current_tasks, list(_asyncio._all_tasks))


async def simple(value):
    print('  in', value, _asyncio._current_tasks[loop].get_name())
    return value


t = _asyncio.Task(simple(1), loop=loop, name='first')
step = loop.ready[0][0]
print(type(step).__name__, step.__self__ is t, list(_asyncio._all_tasks) == [t])
attempt('args', lambda: step(1))
attempt('kwargs', lambda: step(a=1))
attempt('repr', lambda: t)
loop.run()
attempt('repr', lambda: t)
attempt('again', step)
attempt('set_result', lambda: t.set_result(1))
attempt('set_exception', lambda: t.set_exception(ValueError()))
t.set_name(7)
print(repr(t.get_name()), t.cancelling(), t.uncancel(), t.get_stack(), t._coro is t.get_coro(), t._fut_waiter)
attempt('no coroutine', lambda: _asyncio.Task(5, loop=loop))
attempt('no coroutine', lambda: _asyncio.Task())

print('waiting')
f = _asyncio.Future(loop=loop)


async def wait(future):
    try:
        return await future
    except asyncio.CancelledError as e:
        print('  cancelled', e.args)
        raise


t = _asyncio.Task(wait(f), loop=loop, name='waits')
loop.run()
print(t._fut_waiter is f, f._callbacks[0][0].__qualname__)
attempt('repr', lambda: t)
attempt('repr', lambda: f)
print([frame.f_code.co_name for frame in t.get_stack()])
f.set_result('here')
loop.run()
attempt('result', t.result)
for how in 'at once', 'waiting':
    f = _asyncio.Future(loop=loop)
    t = _asyncio.Task(wait(f), loop=loop, name='cancelled')
    if how == 'waiting':
        loop.run()
    print(t.cancel('why'), t.cancelling(), t._must_cancel, f.cancelled(), t._cancel_message)
    loop.run()
    attempt('result', t.result)
    attempt('result', t.result)
    attempt('repr', lambda: t)

print('odd things to await')


class Yields:
    def __init__(self, what):
        self.what = what

    def __await__(self):
        try:
            yield self.what
        except RuntimeError as e:
            print('  RuntimeError', re.sub(r'0x[0-9a-f]+|/\S*/', '', str(e)))


async def odd(what):
    await Yields(what)
    return 'over'


class Like:
    _asyncio_future_blocking = True
    _loop = loop

    def __repr__(self):
        return 'Like()'

    def add_done_callback(self, callback, *, context):
        print('  add_done_callback', self._asyncio_future_blocking)
        loop.call_soon(callback, self, context=context)

    def result(self):
        print('  result')
        return 5


class Away(Like):
    def get_loop(self):
        return None


class Broken:
    @property
    def _asyncio_future_blocking(self):
        raise ValueError('broken')


class Unblocked(Like):
    _asyncio_future_blocking = False


def generator():
    yield


other = _asyncio.Future(loop=Loop())
for what in None, 5, _asyncio.Future(loop=loop), other, Like(), Away(), Unblocked(), (x for x in ()):
    t = _asyncio.Task(odd(what), loop=loop, name='odd')
    loop.run()
    attempt('result', t.result)
t = _asyncio.Task(odd(Broken()), loop=loop, name='odd')
t._log_destroy_pending = False
attempt('broken', loop.run)
loop.ready.clear()


async def itself():
    await t


t = _asyncio.Task(itself(), loop=loop, name='itself')
loop.run()
attempt('itself', t.result)

print('what ends the program')


async def leaves(e):
    raise e


for e in SystemExit(3), KeyboardInterrupt(), ValueError('plain'), asyncio.CancelledError('own'):
    t = _asyncio.Task(leaves(e), loop=loop, name='leaves')
    attempt('run', loop.run)
    attempt('result', t.result)

print('destroyed')
t = _asyncio.Task(wait(_asyncio.Future(loop=loop)), loop=loop, name='lost')
loop.run()
r = weakref.ref(t)
del t, f
gc.collect()
print(r())


class MyTask(_asyncio.Task):
    """With a dict, and a finalizer of its own."""

    def __del__(self):
        print('  __del__', self.note)
        super().__del__()


t = MyTask(leaves(ValueError('unseen')), loop=loop)
t.note = 'noted'
loop.run()
del t
loop.debug = True
f = _asyncio.Future(loop=loop)
print(f._source_traceback[-1].name, f._source_traceback[-1].line)

print('loops')
attempt('enter', lambda: _asyncio._enter_task(1, 2))
attempt('enter', lambda: _asyncio._enter_task(1, 3))
attempt('leave', lambda: _asyncio._leave_task(1, 3))
attempt('leave', lambda: _asyncio._leave_task(2, 3))
attempt('leave', lambda: _asyncio._leave_task(1, 2))
attempt('enter', lambda: _asyncio._enter_task([], 2))
attempt('register', lambda: _asyncio._register_task(2))
attempt('none', _asyncio.get_running_loop)
attempt('none', _asyncio._get_running_loop)
_asyncio._set_running_loop(loop)
attempt('some', _asyncio.get_running_loop)
attempt('some', _asyncio.get_event_loop)
_asyncio._set_running_loop(None)

print('in a loop of asyncio')
order = []


async def worker(name, n):
    for i in range(n):
        order.append((name, i))
        await asyncio.sleep(0)
    return name


async def main():
    var = contextvars.ContextVar('var', default=0)

    async def sets(n):
        var.set(n)
        await asyncio.sleep(0)
        return var.get()

    print(await asyncio.gather(worker('a', 3), worker('b', 2), worker('c', 1)), order)
    print(await asyncio.gather(*map(sets, range(3))), var.get())
    try:
        async with asyncio.timeout(0.001):
            await asyncio.Future()
    except TimeoutError as e:
        print('timed out', repr(e.__cause__ or e.__context__))
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(leaves(KeyError('one')))
            group.create_task(worker('d', 50))
    except* KeyError as e:
        print(e.exceptions)


asyncio.run(main())
