# asyncio: tasks and groups, queues, cancellation, timeouts, signals, streams and datagrams over loopback, subprocesses.
import asyncio, os, signal, socket, tempfile
log = []

async def streams():
    async def serve(reader, writer):
        while line := await reader.readline():
            writer.write(line.upper()); await writer.drain()
        writer.close(); await writer.wait_closed()
    server = await asyncio.start_server(serve, '127.0.0.1', 0)
    host, port = server.sockets[0].getsockname()
    async def talk(n):
        reader, writer = await asyncio.open_connection(host, port)
        out = []
        for i in range(3):
            writer.write(f'client {n} line {i}\n'.encode()); await writer.drain()
            out.append(await reader.readline())
        writer.write_eof(); out.append(await reader.read())
        writer.close(); await writer.wait_closed()
        return out
    for r in await asyncio.gather(*(talk(n) for n in range(5))): print(r)
    reader = asyncio.StreamReader(limit=10); reader.feed_data(b'x' * 30)
    try: await reader.readuntil()
    except asyncio.LimitOverrunError as e: print('limit', e.consumed)
    server.close(); await server.wait_closed()
    with tempfile.TemporaryDirectory() as d:
        path = os.path.join(d, 's')
        server = await asyncio.start_unix_server(serve, path)
        reader, writer = await asyncio.open_unix_connection(path)
        writer.write(b'unix\n'); print(await reader.readline()); writer.close(); server.close()
    try: await asyncio.open_connection('127.0.0.1', port)
    except OSError as e: print(type(e).__name__)

async def datagrams():
    loop = asyncio.get_running_loop(); done = loop.create_future()
    class Echo(asyncio.DatagramProtocol):
        def connection_made(self, t): self.t = t
        def datagram_received(self, data, addr): self.t.sendto(data[::-1], addr)
    class Client(asyncio.DatagramProtocol):
        def connection_made(self, t): t.sendto(b'abc')
        def datagram_received(self, data, addr): done.set_result(data)
    t, _ = await loop.create_datagram_endpoint(Echo, ('127.0.0.1', 0))
    c, _ = await loop.create_datagram_endpoint(Client, remote_addr=t.get_extra_info('sockname'))
    print(await done); t.close(); c.close()

async def low_level():
    loop = asyncio.get_running_loop()
    a, b = socket.socketpair(); a.setblocking(False); b.setblocking(False)
    task = asyncio.create_task(loop.sock_recv(b, 100)); await asyncio.sleep(0)
    await loop.sock_sendall(a, b'sock_'); print(await task)
    got = []; loop.add_reader(b, lambda: got.append(b.recv(10))); a.send(b'reader'); await asyncio.sleep(0.01); loop.remove_reader(b); print(got)
    r, w = os.pipe()
    reader = asyncio.StreamReader(); tr, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(r, 'rb'))
    tw, _ = await loop.connect_write_pipe(asyncio.BaseProtocol, os.fdopen(w, 'wb')); tw.write(b'pipe'); tw.close(); print(await reader.read()); tr.close()
    a.close(); b.close()

async def tasks():
    async def child(n, fail=False):
        try:
            await asyncio.sleep(0.01 * n)
            if fail: raise ValueError(n)
            return n
        except asyncio.CancelledError:
            log.append(('cancelled', n)); raise
    async with asyncio.TaskGroup() as g:
        ts = [g.create_task(child(n)) for n in range(3)]
    print([t.result() for t in ts])
    async def failing():
        async with asyncio.TaskGroup() as g:
            g.create_task(child(1, True)); g.create_task(child(300)); g.create_task(child(2000))
    try:
        await asyncio.create_task(failing())
    except* ValueError as e:
        print(e.exceptions, sorted(log))
    try:
        async with asyncio.timeout(0.005): await asyncio.sleep(5)
    except TimeoutError: print('timeout')
    async with asyncio.timeout(None) as t: t.reschedule(asyncio.get_running_loop().time() + 10)
    print(t.expired())
    done, pending = await asyncio.wait([asyncio.create_task(child(n)) for n in (1, 200)], return_when=asyncio.FIRST_COMPLETED)
    print(len(done), len(pending)); [p.cancel() for p in pending]; await asyncio.gather(*pending, return_exceptions=True)
    gates = [asyncio.Event() for _ in range(3)]
    async def after(i): await gates[i].wait(); return i
    out = []
    for i, f in zip((1, 2, 0), asyncio.as_completed([after(0), after(1), after(2)])):
        gates[i].set(); out.append(await f)
    print(out)
    shielded = asyncio.create_task(child(2)); outer = asyncio.shield(shielded); outer.cancel()
    print(await shielded, outer.cancelled())
    q = asyncio.PriorityQueue(); [q.put_nowait(x) for x in (3, 1, 2)]; print([await q.get() for _ in range(3)])
    q = asyncio.Queue(1)
    async def producer():
        for i in range(4): await q.put(i)
    async def consumer():
        for _ in range(4): log.append(await q.get()); q.task_done()
    await asyncio.gather(producer(), consumer()); await q.join(); print(log[-4:], q.empty())
    event, sem, cond = asyncio.Event(), asyncio.Semaphore(2), asyncio.Condition()
    running = most = 0
    async def limited():
        nonlocal running, most
        async with sem:
            running += 1; most = max(most, running); await asyncio.sleep(0.001); running -= 1
    await asyncio.gather(*(limited() for _ in range(6))); print(most)
    async def waiter():
        async with cond: await cond.wait_for(event.is_set); return 'notified'
    w = asyncio.create_task(waiter()); await asyncio.sleep(0); event.set()
    async with cond: cond.notify_all()
    print(await w)
    b = asyncio.Barrier(3); print(sorted(await asyncio.gather(*(b.wait() for _ in range(3)))))
    t = asyncio.create_task(child(20), name='named'); await asyncio.sleep(0); t.cancel('why')
    try: await t
    except asyncio.CancelledError as e: print(e.args, t.get_name(), t.cancelled())

async def signals():
    loop = asyncio.get_running_loop(); seen = asyncio.Event()
    loop.add_signal_handler(signal.SIGUSR1, seen.set)
    loop.call_later(0.005, os.kill, os.getpid(), signal.SIGUSR1)
    await asyncio.wait_for(seen.wait(), 5); print('signal', loop.remove_signal_handler(signal.SIGUSR1))

async def subprocesses():
    watcher = asyncio.PidfdChildWatcher(); watcher.attach_loop(asyncio.get_running_loop()); asyncio.set_child_watcher(watcher)
    p = await asyncio.create_subprocess_exec('/bin/cat', stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE)
    print(await p.communicate(b'through cat'), p.returncode)
    p = await asyncio.create_subprocess_shell('echo out; echo err >&2; exit 3', stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE)
    print(await p.communicate(), p.returncode)
    p = await asyncio.create_subprocess_exec('/bin/sleep', '10'); p.terminate(); print(await p.wait() == -signal.SIGTERM)
    try: await asyncio.create_subprocess_exec('/no/such/program')
    except FileNotFoundError as e: print(e)
    ps = await asyncio.gather(*(asyncio.create_subprocess_exec('/bin/sh', '-c', f'exit {n}') for n in range(3)))
    print([await p.wait() for p in ps])

async def main():
    for part in (tasks, streams, datagrams, low_level, signals, subprocesses):
        print('--', part.__name__); await part()
asyncio.run(main())
with asyncio.Runner() as runner:
    print(runner.run(asyncio.sleep(0, 'runner')), type(runner.get_loop()).__name__, type(runner.get_loop()._selector).__name__)
loop = asyncio.new_event_loop()
loop.set_exception_handler(lambda l, c: print('handler', c['message'], repr(c['exception'])))
loop.call_soon(lambda: 1 / 0); loop.call_soon(loop.stop); loop.run_forever(); loop.close()
import unittest, unittest.mock
class T(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self): self.x = 1
    async def test_mock(self):
        m = unittest.mock.AsyncMock(return_value=5); self.assertEqual(await m(1), 5); m.assert_awaited_once_with(1)
    async def test_fails(self): self.assertEqual(self.x, 2)
import io, logging; logging.getLogger('asyncio').setLevel(logging.ERROR)
r = unittest.TextTestRunner(stream=io.StringIO()).run(unittest.defaultTestLoader.loadTestsFromTestCase(T)); print(r)
