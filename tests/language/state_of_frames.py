# sys._getframe, sys.settrace and sys.setprofile as debuggers use them; f_lineno, f_locals, events.
import sys
ev = []
def target(n):
    x = n
    for i in range(2):
        x += i
    try:
        raise ValueError
    except ValueError:
        x = -x
    return x
base = target.__code__.co_firstlineno
def tracer(frame, event, arg):
    if frame.f_code is not target.__code__: return None
    ev.append((event, frame.f_lineno - base, frame.f_locals.get('x'), arg if event == 'return' else None)); return tracer
sys.settrace(tracer); target(5); sys.settrace(None); print(*ev, sep='\n')
pr = []
def prof(frame, event, arg): pr.append((event, frame.f_code.co_name if 'c_' not in event else arg.__name__))
def helper(): return len([1, 2])
def gen(): yield 1; yield 2
def run(): helper(); list(gen()); 'a'.upper(); return [i for i in range(2)]
sys.setprofile(prof); run(); sys.setprofile(None); print(*pr, sep='\n')
def who(): return sys._getframe(1).f_code.co_name, sys._getframe().f_lineno - who.__code__.co_firstlineno
def caller(): return who()
print(caller(), sys.gettrace(), sys.getprofile())
def local_snapshot():
    a = 1; snap = locals(); b = 2; snap2 = sys._getframe().f_locals; return sorted(snap), snap is snap2
print(local_snapshot())
def stop(frame, event, arg):
    if event == 'line': raise KeyboardInterrupt('from tracer')
    return stop
def victim(): y = 1; return y
sys.settrace(stop)
try: victim()
except KeyboardInterrupt as e: sys.settrace(None); print(e, sys.gettrace())
