# select.epoll and the selectors module over it; servers and clients of the library in one thread.
import os, select, selectors, signal, socket, socketserver, time

def attempt(label, f, *a, **k):
    try:
        print(label, f(*a, **k))
    except Exception as e:
        print(label, type(e).__name__, e)

print('-- epoll')
a, b = socket.socketpair()
ep = select.epoll()
print(ep.closed, ep.fileno() >= 0, os.get_inheritable(ep.fileno()), type(ep))
print(ep.register(a, select.EPOLLIN), ep.poll(0), b.send(b'x'), ep.poll() == [(a.fileno(), select.EPOLLIN)])
attempt('twice', ep.register, a)
print(ep.modify(a.fileno(), select.EPOLLIN | select.EPOLLOUT), ep.poll(1)[0][1], ep.poll(timeout=1, maxevents=1)[0][1])
print(ep.unregister(a), ep.poll(0.01), ep.register(a, select.EPOLLIN | select.EPOLLET | select.EPOLLONESHOT))
print(len(ep.poll(1)), ep.poll(0.01), ep.modify(a, select.EPOLLIN), len(ep.poll(1)))
for args in [(0, 0), (0, -2), ('x',), (1e30,), (-5,)][:4]:
    attempt('poll', ep.poll, *args)
attempt('modify', ep.modify, b, 1)
attempt('unregister', ep.unregister, b)
attempt('register', ep.register, 'x')
attempt('register', ep.register, -1)
attempt('register', ep.register, 9999)
attempt('sizehint', select.epoll, -5)
attempt('sizehint', select.epoll, 0)
attempt('flags', select.epoll, 1, 5)
print(select.EPOLL_CLOEXEC, select.EPOLLET, select.EPOLLEXCLUSIVE)
b.close()
print(ep.poll(1)[0][1] & (select.EPOLLHUP | select.EPOLLIN))
copy = select.epoll.fromfd(os.dup(ep.fileno())); print(len(copy.poll(0))); copy.close()
with ep as same:
    print(same is ep)
print(ep.closed)
for f in (ep.fileno, ep.poll, lambda: ep.register(1), lambda: ep.unregister(1), ep.__enter__):
    attempt('closed', f)
print(ep.close())
class Stop(Exception): pass
def handler(*_): raise Stop('from the handler')
signal.signal(signal.SIGALRM, handler)
def interrupted(wait):
    signal.setitimer(signal.ITIMER_REAL, 0.02)
    return wait()
attempt('signal', interrupted, select.epoll().poll)
signal.signal(signal.SIGALRM, lambda *_: None); signal.setitimer(signal.ITIMER_REAL, 0.01)
t = time.monotonic(); print(select.epoll().poll(0.05), time.monotonic() - t >= 0.05)

print('-- selectors')
for cls in (selectors.DefaultSelector, selectors.EpollSelector, selectors.PollSelector, selectors.SelectSelector):
    a, b = socket.socketpair()
    with cls() as sel:
        key = sel.register(a, selectors.EVENT_READ, data='tag')
        print(type(sel).__name__, key.data, sel.select(0), b.send(b'1'), [(k.data, e) for k, e in sel.select(1)])
        sel.modify(a, selectors.EVENT_READ | selectors.EVENT_WRITE); print([e for _, e in sel.select(1)], sel.get_key(a).events)
        sel.unregister(a); print(len(sel.get_map()), sel.select(0))
    a.close(); b.close()

print('-- socketserver')
class Upper(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            self.wfile.write(line.upper())
with socketserver.TCPServer(('127.0.0.1', 0), Upper) as server:
    c = socket.create_connection(server.server_address)
    c.sendall(b'one\ntwo\n'); c.shutdown(socket.SHUT_WR)
    server.handle_request()
    print(c.makefile('rb').read(), server.request_queue_size); c.close()
    server.timeout = 0.01
    server.handle_timeout = lambda: print('nobody came')
    server.handle_request()
class Echo(socketserver.DatagramRequestHandler):
    def handle(self):
        self.wfile.write(self.rfile.read()[::-1])
with socketserver.UDPServer(('127.0.0.1', 0), Echo) as server:
    c = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); c.sendto(b'datagram', server.server_address)
    server.handle_request(); print(c.recv(100)); c.close()

print('-- http')
import http.client, http.server, urllib.request
class Hello(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    def do_GET(self):
        body = f'path {self.path} agent {self.headers["X-Test"]}'.encode()
        self.send_response(200); self.send_header('Content-Length', str(len(body))); self.end_headers(); self.wfile.write(body)
        self.close_connection = True
    def do_POST(self):
        body = self.rfile.read(int(self.headers['Content-Length']))
        self.send_response(201); self.end_headers(); self.wfile.write(body[::-1]); self.close_connection = True
    def log_message(self, format, *args): print('log', format % args)
    def version_string(self): return 'test'
    def date_time_string(self, timestamp=None): return 'now'
with http.server.HTTPServer(('127.0.0.1', 0), Hello) as server:
    conn = http.client.HTTPConnection(*server.server_address)
    conn.request('GET', '/a?b=1', headers={'X-Test': 'yes'}); server.handle_request()
    r = conn.getresponse(); print(r.status, r.reason, sorted(r.getheaders()), r.read()); conn.close()
    conn.request('POST', '/p', body=b'abc'); server.handle_request()
    r = conn.getresponse(); print(r.status, r.read()); conn.close()
    conn.request('PUT', '/'); server.handle_request(); r = conn.getresponse(); print(r.status, r.reason); conn.close()
print(urllib.request.urlopen('data:text/plain;base64,aGVsbG8=').read())
attempt('refused', urllib.request.urlopen, 'http://127.0.0.1:1/', timeout=1)
print(urllib.request.urlopen('file://' + __file__).readline()[:15])
