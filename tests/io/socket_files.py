# Files sent through sockets, and asyncio's calls on plain sockets.
import socket, tempfile, os, asyncio
srv=socket.create_server(('127.0.0.1',0)); c=socket.create_connection(srv.getsockname()); s,_=srv.accept()
with tempfile.TemporaryFile() as f:
    f.write(b'0123456789'*100); f.seek(5)
    print(c.sendfile(f, offset=10, count=50), s.recv(100)==(b'0123456789'*5), c.sendfile(f), len(s.recv(10000)), f.tell())
import io
print(c.sendfile(io.BytesIO(b'abc')), s.recv(10))
s.close(); c.close()
async def main():
    loop=asyncio.get_running_loop()
    async def handle(r,w):
        with tempfile.TemporaryFile() as f:
            f.write(b'x'*100000); f.flush()
            print(await loop.sendfile(w.transport, f)); w.close()
    server=await asyncio.start_server(handle,'127.0.0.1',0)
    r,w=await asyncio.open_connection(*server.sockets[0].getsockname()); print(len(await r.read())); w.close(); server.close()
    l=socket.create_server(('127.0.0.1',0)); l.setblocking(False)
    k=socket.socket(); k.setblocking(False)
    t=asyncio.create_task(loop.sock_accept(l)); await loop.sock_connect(k,l.getsockname()); conn,addr=await t
    print(addr==k.getsockname()); b=bytearray(5); await loop.sock_sendall(k,b'12345'); print(await loop.sock_recv_into(conn,b),b)
    u=socket.socket(type=socket.SOCK_DGRAM); u.bind(('127.0.0.1',0)); u.setblocking(False); v=socket.socket(type=socket.SOCK_DGRAM); v.setblocking(False)
    await loop.sock_sendto(v,b'dg',u.getsockname()); print((await loop.sock_recvfrom(u,10))[0])
    for x in (l,k,conn,u,v): x.close()
asyncio.run(main())
