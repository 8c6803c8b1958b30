# asyncio: tasks, gather, timeouts, queues, locks, cancellation, in a fixed order.
import asyncio
log = []
async def work(name, n, delay=0):
    for i in range(n):
        log.append((name, i))
        await asyncio.sleep(delay)
    return name
async def main():
    print(await asyncio.gather(work('a', 3), work('b', 2), work('c', 1)))
    print(log)
    t = asyncio.create_task(work('t', 100, 0.001))
    await asyncio.sleep(0)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print('cancelled', t.cancelled())
    try:
        await asyncio.wait_for(asyncio.sleep(10), 0.005)
    except asyncio.TimeoutError:
        print('timeout')
    q = asyncio.Queue(2)
    async def prod():
        for i in range(5): await q.put(i)
        await q.put(None)
    async def cons():
        out = []
        while (x := await q.get()) is not None: out.append(x)
        return out
    print((await asyncio.gather(prod(), cons()))[1])
    lock = asyncio.Lock(); order = []
    async def locked(n):
        async with lock:
            order.append(('in', n)); await asyncio.sleep(0); order.append(('out', n))
    await asyncio.gather(*(locked(i) for i in range(3)))
    print(order)
    async def boom(): raise ValueError('boom')
    print([type(r).__name__ if isinstance(r, Exception) else r for r in await asyncio.gather(boom(), work('z', 1), return_exceptions=True)])
    fut = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_soon(fut.set_result, 'future')
    print(await fut, fut.done())
    ev = asyncio.Event()
    async def waiter(): await ev.wait(); return 'woke'
    w = asyncio.create_task(waiter()); await asyncio.sleep(0); ev.set()
    print(await w)
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(boom()); tg.create_task(work('y', 50, 0.001))
    except* ValueError as eg:
        print('group', eg.exceptions)
    async with asyncio.timeout(1):
        print('inside timeout')
    return 'end'
print(asyncio.run(main()))
