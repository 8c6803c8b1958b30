# OSError in class hierarchies: whose __init__ parses the arguments; which exceptions bring __new__ and __init__ of their own.
class B(Exception):
    def __init__(self, line):
        if not line: line = repr(line)
        self.args = line,
        self.line = line
class R(ConnectionResetError, B):
    def __init__(self, *pos, **kw):
        B.__init__(self, "")
        ConnectionResetError.__init__(self, *pos, **kw)
e=R("Remote end closed"); print(str(e), repr(e), e.args, e.errno, e.strerror)
e=R(5,"x"); print(str(e), repr(e), e.args, e.errno, e.strerror, e.filename)
class S(OSError):
    def __init__(self,*a): super().__init__(*a)
e=S(5,'y','f'); print(str(e),e.args,e.filename)
class N(OSError):
    def __new__(cls,*a): return super().__new__(cls,*a)
e=N(5,'y','f'); print(str(e),e.args,e.filename)
class Q(OSError):
    def __init__(self,*a): pass
e=Q(5,'y','f'); print(str(e),e.args,e.filename,e.errno)
class NI(OSError):
    def __new__(cls,*a): return super().__new__(cls)
    def __init__(self,*a): super().__init__(*a)
e=NI(5,'y','f'); print(str(e),e.args,e.filename,e.errno)
class B(Exception): pass
class R(ConnectionResetError, B): pass
class R2(ConnectionResetError, B):
    def __init__(self,*a): print(self.args, self.errno)
print(R(5,'x').args); R2(5,'x'); print(R.__new__ is OSError.__new__)
class C(OSError, B):
    def __init__(self,*a): print(self.args)
C(1,2)
class D(OSError):
    def __init__(self,*a): print(self.args)
D(1,2)
for c in (ConnectionError, ConnectionResetError, BlockingIOError, FileNotFoundError, ValueError, KeyError, RuntimeError, RecursionError, UnicodeError, UnicodeDecodeError, ImportError, ModuleNotFoundError, SyntaxError, IndentationError, StopIteration, SystemExit, KeyboardInterrupt, ArithmeticError, BaseException, Exception, Warning, ExceptionGroup, BaseExceptionGroup, AttributeError, NameError, bool, int):
    print(c.__name__, sorted(k for k in ('__new__','__init__') if k in vars(c)), c.__new__ is OSError.__new__)
class S(ConnectionResetError):
    def __init__(self,*a): print(self.args, self.errno)
S(5,'x')
import http.client
try: raise http.client.RemoteDisconnected('Remote end closed connection without response')
except ConnectionResetError as e: print(e, e.args, e.line)
