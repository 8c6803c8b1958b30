# The arguments of the functions of _socket and their errors; addresses as text.
import socket, _socket
def t(f,*a,**k):
    try: print(f.__name__ if hasattr(f,'__name__') else f, a, k, '->', f(*a,**k))
    except BaseException as e: print(getattr(f,'__name__',f),a,k,'!!',type(e).__name__, e)
s=_socket.socket()
print(repr(s).split('fd=')[0], repr(s).split(',', 2)[2])
for n in ['bind','connect','connect_ex','listen','recv','recv_into','recvfrom','recvfrom_into','send','sendall','sendto','setblocking','settimeout','getsockopt','setsockopt','shutdown','recvmsg','recvmsg_into','sendmsg','close','detach','fileno','_accept','getpeername']:
    f=getattr(s,n)
    if n not in('close','detach','fileno','_accept','getpeername','listen'): t(f)
    t(f,'x',1,2,3,4,5)
    if n not in('close','detach','fileno','_accept'):t(f,'x')
    if 'into' not in n: t(f, 1, bad=2)
t(s.bind,('a',)); t(s.bind,('127.0.0.1',70000)); t(s.bind,('127.0.0.1',-1)); t(s.bind,('127.0.0.1','x')); t(s.bind,(1,2)); t(s.bind,['127.0.0.1',0])
t(s.bind,('127.0.0.1',1.5)); t(s.connect_ex,('127.0.0.1',1)); t(s.connect,('127.0.0.1',1))
t(s.bind,('nosuch.invalid',1)); t(s.bind,('\u1234',1)); t(s.bind,('a\0b',1)); t(s.bind,(b'127.0.0.1',0)); print(s.getsockname()[0]); t(s.bind,('<broadcast>',0)); t(s.bind,('',0)); t(s.bind,('256.1.1.1',0)); t(s.bind,('1',0))
t(s.settimeout,'x'); t(s.settimeout,-1); t(s.settimeout,1e30); t(s.settimeout,float('nan')); t(s.settimeout,None); t(s.gettimeout); t(s.settimeout,2.5); t(s.gettimeout); t(s.settimeout,0); t(s.getblocking); t(s.setblocking,True); t(s.gettimeout); t(s.settimeout,3);t(s.gettimeout)
t(s.recv,-1); t(s.recv,5); t(s.recvfrom,-1); b=bytearray(5); t(s.recv_into,b,10); t(s.recv_into,b,-1); t(s.recv_into,b'abc'); t(s.recvfrom_into,b,10); t(s.recvfrom_into,b,-1)
t(s.getsockopt,1,3); t(s.getsockopt,1,13,8); t(s.getsockopt,1,3,2000); t(s.getsockopt,1,3,-1); t(s.getsockopt,999,3); t(s.setsockopt,1,2,1); t(s.setsockopt,1,13,b'\1\0\0\0\1\0\0\0'); t(s.setsockopt,1,25,None,0); t(s.setsockopt,1,2,'x'); t(s.setsockopt,1,2,None,4); t(s.setsockopt, 1,2,1,4); t(s.setsockopt,1,2,2**40)
t(_socket.socket,2,1,0,'x'); t(_socket.socket,fileno=-1); t(_socket.socket,fileno=99); t(_socket.socket,fileno=2**40); t(_socket.socket,fileno=1.5);t(_socket.socket,fileno=0); t(_socket.socket,99); t(_socket.socket,2,99); t(_socket.socket,'x'); t(_socket.socket,bad=1); t(_socket.socket,1,2,3,4,5)
fd=s.detach(); print(s); t(s.fileno); t(s.close); t(s.send,b'x'); t(s.getsockname)
for f in ['inet_aton','inet_ntoa','inet_pton','inet_ntop','htons','htonl','ntohs','ntohl','getaddrinfo','getnameinfo','gethostbyname','gethostbyname_ex','gethostbyaddr','getservbyname','getservbyport','getprotobyname','if_nametoindex','if_indextoname','setdefaulttimeout','getdefaulttimeout','CMSG_LEN','CMSG_SPACE','close','dup','socketpair','gethostname','sethostname','if_nameindex']:
    f=getattr(_socket,f)
    if f.__name__ not in('socketpair','gethostname','if_nameindex'):t(f)
    t(f,'x',1,2,3,4,5,6,7)
    if f.__name__ in('gethostname','if_nameindex'): f(); continue
    if f.__name__ not in('sethostname','close'): t(f,'x'); t(f,-1)
for a in ['1.2.3.4','1','0x10','1.2','1.2.3','010.1','1.2.3.4 x','1.2.3.4.5','256.1.1.1','1.2.65536','','a',' 1.2.3.4','1.2.3.4\n','4294967296', '1..2','0x','09.1.1.1','1.2.3.4x']: t(_socket.inet_aton,a)
for a in ['1.2.3.4','01.2.3.4','1.2.3','1.2.3.4 ','256.1.1.1','']: t(_socket.inet_pton,2,a)
for a in ['::','::1','1::','1:2:3:4:5:6:7:8','1:2:3:4:5:6:7:8:9','::ffff:1.2.3.4','1:2:3:4:5:6:1.2.3.4','1:2:3:4:5:6:7:1.2.3.4','12345::','g::','1::2::3',':1','1:',':::','1:2:3:4:5:6:7::','::2:3:4:5:6:7:8','fe80::1%lo','::1.2.3','','::01.2.3.4','0:0:0:0:0:0:0:0']: t(_socket.inet_pton,10,a)
t(_socket.inet_pton,1,'x'); t(_socket.inet_ntop,1,b'abcd'); t(_socket.inet_ntop,2,b'abc'); t(_socket.inet_ntop,10,b'abc'); t(_socket.inet_ntoa,b'abc')
for h in ['00'*16,'00'*15+'01','20010db8'+'00'*8+'00000001','20010db8000000010001000100010001','00'*10+'ffff01020304','00'*12+'01020304','00010000000200000000000300000004','0001000000000003000000000000'+'0004','00'*8+'0001000000000000','00000000000000000000000000010000', '0001'+'0000'+'00020003000400050006'+'0007','00'*12+'00000102','00'*12+'00010000']: t(_socket.inet_ntop,10,bytes.fromhex(h))
t(_socket.htons,65536); t(_socket.htons,-1); t(_socket.htons,1); t(_socket.htonl,2**32); t(_socket.htonl,1); t(_socket.ntohl,-5); t(_socket.htonl,1.5); t(_socket.ntohs,'x')
HOST='localhost'
def u(*a,**k):
    try: print(a,k,len(socket.getaddrinfo(*a,**k)))
    except Exception as e: print(a,k,type(e).__name__,e)
u('localhost',80);u(HOST,None);u('127.0.0.1',80);u(None,80);u('::1',80);u(HOST,'http');u(HOST,80);u(HOST,80,socket.AF_INET,socket.SOCK_STREAM);u(HOST,None,0,socket.SOCK_STREAM);u(HOST,None,0,0,socket.SOL_TCP);u(HOST,None,0,0,0,socket.AI_PASSIVE);u(None,0,socket.AF_UNSPEC,socket.SOCK_STREAM,0,socket.AI_PASSIVE)
u(host=None,port=0,family=socket.AF_UNSPEC,type=socket.SOCK_STREAM,proto=0,flags=socket.AI_PASSIVE)
for p in (-1,2**16,2**31,2**32,2**63,2**64,-2**31-1,65535): u('localhost',p); u(None,p,0,socket.SOCK_STREAM)
u('localhost','\uD800'); u('\uD800',80); u('localhost',b'http'); u('127.0.0.1','\u0660'); u('a'*70,80); u('.',80); u('xn--',1); u('ü.invalid',1)
print(socket.CMSG_SPACE(0x7fffffff-24)) 
for n in (0x7fffffff-23, 0x7fffffff-16, 0x7fffffff-15):
    for f in (socket.CMSG_SPACE, socket.CMSG_LEN):
        try: print(f(n))
        except OverflowError as e: print(e)
try: s=socket.socket(socket.AF_VSOCK)
except OSError as e: print(e)
else: print(s.getsockopt(socket.AF_VSOCK,socket.SO_VM_SOCKETS_BUFFER_SIZE)>0); s.setsockopt(socket.AF_VSOCK,socket.SO_VM_SOCKETS_BUFFER_MAX_SIZE,2**20); print(s.getsockopt(socket.AF_VSOCK,socket.SO_VM_SOCKETS_BUFFER_MAX_SIZE)) 
