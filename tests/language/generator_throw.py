# throw(): what reaches an iterator that is delegated to, contexts, tracebacks, and bad arguments.
import sys
def f(): yield
def show(e):
    out=[]
    while e is not None:
        out.append(repr(e)); e = e.__context__
    print(' <- '.join(out))
def tbs(e):
    t=e.__traceback__; out=[]
    while t: out.append((t.tb_frame.f_code.co_name, t.tb_lineno)); t=t.tb_next
    print(out)
g=f(); next(g)
try: raise KeyError(1)
except KeyError:
    try: g.throw(ValueError())
    except ValueError as e: show(e); tbs(e)
g=f(); next(g)
try: raise KeyError(1)
except KeyError:
    try: g.throw(ValueError)
    except ValueError as e: show(e); tbs(e)
def h():
    try: raise KeyError('in')
    except KeyError: yield 1
g=h(); next(g)
try: raise IndexError
except IndexError:
    try: g.throw(ValueError)
    except ValueError as e: show(e); tbs(e)
def k():
    try: raise KeyError('k')
    except KeyError: yield from f()
g=k(); next(g)
try: raise IndexError
except IndexError:
    try: g.throw(ValueError)
    except ValueError as e: show(e); tbs(e)
class It:
    def __iter__(self): return self
    def __next__(self): return 1
    def throw(self, *a): print('throw', a); return 5
def d(): yield from It()
g=d(); next(g)
print(g.throw(ValueError), g.throw(ValueError, 'x'), g.throw(ValueError, 'x', None), g.throw(ValueError('i')), g.throw(7, 8))
class It2(It):
    def throw(self, *a): raise OSError(*a)
def d():
    try: raise KeyError
    except KeyError: yield from It2()
g=d(); next(g)
try: g.throw(ValueError, 3)
except OSError as e: show(e); tbs(e)
for args in (1,), (ValueError(), 2), (ValueError, 2, 3), (ValueError, TypeError()), (KeyError, (1,2)), (OSError, (1,'x')), (int,):
    g=f(); next(g)
    try: g.throw(*args)
    except BaseException as e: show(e); tbs(e); print(g.gi_frame is None)
    g=f()
    try: g.throw(*args)
    except BaseException as e: show(e); tbs(e); print(g.gi_frame is None)
try: raise ValueError('old')
except ValueError as e: old = e
g=f(); next(g)
try: g.throw(old)
except ValueError as e: tbs(e)
g=f(); next(g)
try: g.throw(ValueError, old)
except ValueError as e: tbs(e)
class E(Exception):
    def __new__(cls, *a): return cls
def gg():
    try: yield
    except TypeError as e: print('inside', e)
g=gg(); next(g)
try: g.throw(E)
except StopIteration as e: show(e)
def closer():
    try: yield
    finally: show(sys.exc_info()[1])
g=closer(); next(g)
try: 1/0
except ZeroDivisionError: g.close()
def ign():
    try: yield
    except GeneratorExit: yield 2
g=ign(); next(g)
try: g.close()
except RuntimeError as e: show(e); tbs(e)
import io
g=ign(); next(g)
def hook(u): print(u.exc_type, u.exc_value, u.exc_traceback is not None, u.err_msg)
sys.unraisablehook = hook
del g
class W:
    def __del__(self): 1/0
W()
