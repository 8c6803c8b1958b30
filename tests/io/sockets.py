# Sockets: TCP, UDP, UNIX and IPv6 over loopback, pairs, timeouts, messages with descriptors, errors, closing.
import array, errno, gc, io, os, select, signal, socket, struct, tempfile, time, warnings

def attempt(label, f, *a, **k):
    try:
        print(label, f(*a, **k))
    except Exception as e:
        print(label, type(e).__name__, e)

print('-- TCP')
server = socket.create_server(('127.0.0.1', 0))
host, port = server.getsockname()
print(host, port > 1023, server.type == socket.SOCK_STREAM, server.family.name, server.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR))
client = socket.create_connection((host, port), timeout=5)
conn, peer = server.accept()
print(peer == client.getsockname(), conn.getpeername() == peer, conn.gettimeout(), client.gettimeout(), conn.get_inheritable())
print(client.send(b'hello'), conn.recv(100), client.sendall(b'x' * 100000))
got = b''
while len(got) < 100000:
    got += conn.recv(65536)
print(len(got), set(got) == {ord('x')})
buf = bytearray(8)
conn.sendall(b'abcdef')
print(client.recv_into(buf), buf, client.recv(0), conn.sendall(memoryview(b'wxyz')[1:]), client.recv_into(memoryview(buf)[2:], 2), buf, client.recv(1))
conn.send(b'peek')
print(client.recv(4, socket.MSG_PEEK), client.recvfrom(10), conn.shutdown(socket.SHUT_WR), client.recv(1))
f = client.makefile('rw', encoding='utf-8', newline='\n')
print(f.write('line one\nzweite Zeile ü\n'), f.flush())
r = conn.makefile('rb')
print(r.readline(), r.readline())
f.close(); r.close()
print(client.fileno() >= 0, client._closed if hasattr(client, '_closed') else None)
client.close(); conn.close()
attempt('closed', client.send, b'x')
print(client.fileno(), repr(client).split(' ', 1)[0], 'closed' in repr(client))

print('-- timeouts and non-blocking')
a, b = socket.socketpair()
print(a.family.name, a.type.name, a.getsockname(), a.getpeername())
a.settimeout(0.02)
t = time.monotonic()
attempt('recv', a.recv, 1)
print(time.monotonic() - t >= 0.02, time.monotonic() - t < 2)
attempt('accept', server.accept) if server.settimeout(0.01) else attempt('accept', server.accept)
a.setblocking(False)
attempt('would block', a.recv, 1)
try:
    a.recv(1)
except OSError as e:
    print(type(e), e.errno == errno.EAGAIN, isinstance(e, BlockingIOError))
total = 0
try:
    while True:
        total += a.send(b'y' * 65536)
except BlockingIOError:
    print('full', total > 65536)
a.settimeout(0.02)
attempt('sendall', a.sendall, b'z' * 1000000)
print(a.timeout, socket.timeout is TimeoutError)
n = 0
b.setblocking(False)
try:
    while chunk := b.recv(1 << 20):
        n += len(chunk)
except BlockingIOError:
    pass
print(n > total)
c = socket.socket()
c.setblocking(False)
print(c.connect_ex((host, port)) in (0, errno.EINPROGRESS), select.select([], [c], [], 5)[1] == [c], c.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR))
c.close(); server.close()
free = socket.socket(); free.bind(('127.0.0.1', 0)); unused = free.getsockname()[1]; free.close()
attempt('refused', socket.create_connection, ('127.0.0.1', unused), 1)
with socket.socket() as s:
    s.settimeout(1)
    print(s.connect_ex(('127.0.0.1', unused)) == errno.ECONNREFUSED)

print('-- signals')
calls = []
def handler(sig, frame):
    calls.append(sig)
signal.signal(signal.SIGALRM, handler)
signal.setitimer(signal.ITIMER_REAL, 0.02)
a.settimeout(0.1)
attempt('interrupted', a.recv, 1)
print(calls == [signal.SIGALRM])
class Stop(Exception): pass
def raising(sig, frame):
    raise Stop('from the handler')
signal.signal(signal.SIGALRM, raising)
def interrupted():
    signal.setitimer(signal.ITIMER_REAL, 0.02)
    a.recv(1)
a.settimeout(None)
attempt('raised', interrupted)
signal.signal(signal.SIGALRM, signal.SIG_DFL)

print('-- UDP')
u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); u.bind(('127.0.0.1', 0))
v = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); v.bind(('', 0))
print(v.getsockname()[0], v.sendto(b'datagram', u.getsockname()))
data, sender = u.recvfrom(100)
print(data, sender == ('127.0.0.1', v.getsockname()[1]))
print(u.sendto(b'answer', 0, sender), v.recvfrom_into(buf)[0], buf)
u.connect(sender)
print(u.send(b''), v.recv(10), u.send(b'0123456789'), v.recv(4))
attempt('sendto', u.sendto, b'x', ('127.0.0.1', 'nope'))
u.close(); v.close()

print('-- IPv6')
s6 = socket.socket(socket.AF_INET6); s6.bind(('::1', 0)); s6.listen()
c6 = socket.create_connection(s6.getsockname()[:2])
d6, p6 = s6.accept()
print(s6.getsockname()[0], len(p6), p6[2:], c6.sendall(b'six'), d6.recv(10))
attempt('flowinfo', c6.connect, ('::1', 1, -1, 0))
attempt('shape', c6.connect, ('::1',))
for s in (s6, c6, d6): s.close()

print('-- UNIX')
with tempfile.TemporaryDirectory() as d:
    path = os.path.join(d, 'sock')
    l = socket.socket(socket.AF_UNIX); l.bind(path); l.listen(1)
    k = socket.socket(socket.AF_UNIX); k.connect(path)
    m, addr = l.accept()
    print(l.getsockname() == path, repr(addr), k.getpeername() == path, os.path.exists(path), k.getsockname())
    pid, uid, gid = struct.unpack('3i', m.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
    print(pid == os.getpid(), uid == os.getuid(), gid == os.getgid())
    attempt('bind', socket.socket(socket.AF_UNIX).bind, path)
    for s in (l, k, m): s.close()
abstract = socket.socket(socket.AF_UNIX); abstract.bind(b'\0tyston test %d' % os.getpid())
print(abstract.getsockname()[:12]); abstract.close()
attempt('long', socket.socket(socket.AF_UNIX).bind, 'x' * 108)

print('-- messages')
a, b = socket.socketpair()
r, w = os.pipe()
print(a.sendmsg([b'two ', bytearray(b'parts')], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array('i', [r, w]))]))
msg, anc, flags, addr = b.recvmsg(100, socket.CMSG_SPACE(8))
print(msg, len(anc), anc[0][:2], flags, addr)
fds = array.array('i'); fds.frombytes(anc[0][2])
os.write(fds[1], b'through the sent pipe'); print(os.read(r, 100), len(fds))
for fd in (r, w, *fds): os.close(fd)
r, w = os.pipe()
print(socket.send_fds(a, [b'fd'], [r]), [x if i != 1 else len(x) for i, x in enumerate(socket.recv_fds(b, 10, 1))][:3])
os.close(r); os.close(w)
print(a.sendmsg([]), a.sendmsg([b'scattered data']), end=' ')
p, q = bytearray(4), bytearray(20)
print(b.recvmsg_into([p, memoryview(q)[2:]]), p, q)
attempt('ancillary', a.sendmsg, [b'x'], [(1, 2)])
attempt('ancillary', a.sendmsg, [b'x'], 5)
attempt('buffers', a.sendmsg, ['x'])
attempt('negative', b.recvmsg, -1)
a.sendmsg([b'x'], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, struct.pack('i', 1))])
print(b.recvmsg(10)[2] == socket.MSG_CTRUNC, socket.CMSG_LEN(4), socket.CMSG_SPACE(4))

print('-- names')
print(socket.gethostbyname('127.0.0.1'), socket.gethostbyname('localhost'), socket.inet_ntoa(b'\x7f\0\0\1'))
print(socket.getaddrinfo('127.0.0.1', 80, type=socket.SOCK_STREAM))
print(socket.getaddrinfo('::1', 'domain', socket.AF_INET6, socket.SOCK_DGRAM))
print(sorted({x[0].name for x in socket.getaddrinfo(None, 0, flags=socket.AI_PASSIVE)}))
print(socket.getaddrinfo(b'127.0.0.1', b'22', proto=socket.IPPROTO_TCP, flags=socket.AI_NUMERICHOST | socket.AI_CANONNAME))
attempt('getaddrinfo', socket.getaddrinfo, 'no such host.invalid', 1)
attempt('getaddrinfo', socket.getaddrinfo, '127.0.0.1', 'nosuchservice')
attempt('getaddrinfo', socket.getaddrinfo, 1, 1)
attempt('getaddrinfo', socket.getaddrinfo, None, 1.5)
print(socket.getnameinfo(('127.0.0.1', 80), socket.NI_NUMERICHOST | socket.NI_NUMERICSERV), socket.getnameinfo(('::1', 22, 0, 0), socket.NI_NUMERICHOST))
attempt('getnameinfo', socket.getnameinfo, ('localhost', 80), 0)
print(socket.getservbyname('http'), socket.getservbyname('domain', 'udp'), socket.getservbyport(443, 'tcp'), socket.getprotobyname('udp'))
print(socket.gethostbyname_ex('localhost')[::2], socket.gethostbyaddr('127.0.0.1')[0], socket.gethostname() == os.uname().nodename)
print(socket.if_nametoindex('lo'), socket.if_indextoname(1), (1, 'lo') in socket.if_nameindex())
print(issubclass(socket.gaierror, OSError), socket.gaierror.__module__, socket.herror, socket.error)
attempt('herror', socket.gethostbyaddr, '192.0.2.1') if False else None

print('-- descriptors')
a, b = socket.socketpair()
d = a.dup()
print(d.family == a.family, d.fileno() != a.fileno(), d.send(b'dup'), b.recv(10), d.get_inheritable())
fd = d.detach()
print(d.fileno(), os.write(fd, b'detached'), b.recv(10))
e = socket.socket(fileno=fd)
print(e.family.name, e.type.name, e.proto)
e.close()
attempt('fileno', socket.socket, fileno=fd)
a.set_inheritable(True); print(a.get_inheritable())
attempt('option', a.getsockopt, socket.SOL_SOCKET, socket.SO_RCVBUF, 2000)
a.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 2)); print(a.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER, 8))
socket.setdefaulttimeout(2.5); s = socket.socket(); print(s.gettimeout(), socket.getdefaulttimeout()); s.close(); socket.setdefaulttimeout(None)
b.close()
attempt('broken pipe', a.send, b'x')
print(os.fstat(a.fileno()).st_mode >> 12)
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter('always')
    fd = a.fileno(); del a; gc.collect()
print([str(x.message).replace(str(fd), 'FD') for x in seen], seen[0].category.__name__)
try: os.fstat(fd)
except OSError as e: print(e)
class Mine(socket.socket):
    pass
with Mine(socket.AF_UNIX, socket.SOCK_DGRAM) as s:
    print(type(s).__name__, s.type.name, socket.socket.__mro__[1])
