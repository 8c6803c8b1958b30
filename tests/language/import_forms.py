# Every form of the import statement over modules that this program makes for itself.
import sys, os, tempfile, importlib
d = tempfile.mkdtemp(); sys.path.insert(0, d); sys.dont_write_bytecode = True
def w(p, s):
    p = os.path.join(d, p); os.makedirs(os.path.dirname(p), exist_ok=True)
    with open(p, 'w') as f: f.write(s)
w('m1.py', 'print("m1 runs", __name__, __package__)\nx = 1\n_p = 2\ndef f(): return "f"\n')
w('allm.py', '__all__ = ["a", "_b"]\na = 1; _b = 2; c = 3\n')
w('badall.py', '__all__ = ["nope"]\n')
w('pk/__init__.py', 'print("pk init", __name__, __package__, __path__ != [])\nfrom . import sub1\nfrom .sub1 import v as sv\n')
w('pk/sub1.py', 'print("sub1", __name__, __package__)\nv = "sub1.v"\n')
w('pk/sub2.py', 'from . import sub1\nfrom .sub1 import v\nfrom .deep.leaf import leaf\nfrom .. import nothing if False else None\n'.replace('from .. import nothing if False else None\n', ''))
w('pk/deep/__init__.py', '')
w('pk/deep/leaf.py', 'from ..sub1 import v as leaf\nfrom ... import toofar\n'.replace('from ... import toofar\n', ''))
w('pk/deep/far.py', 'from ... import x\n')
w('circ_a.py', 'print("a starts")\nimport circ_b\nprint("a has", hasattr(circ_b, "vb"))\nva = 1\n')
w('circ_b.py', 'print("b starts")\nimport circ_a\nprint("b sees va:", hasattr(circ_a, "va"))\nvb = 2\n')
w('circ_c.py', 'from circ_d import y\nx = 1\n'); w('circ_d.py', 'from circ_c import x\ny = 2\n')
w('raises.py', 'print("raises runs")\n1 / 0\n'); w('syn.py', 'def f(:\n'); w('ns/part.py', 'np = "namespace"\n')
w('lazy.py', 'def __getattr__(n):\n  if n == "dyn": return "dynamic"\n  raise AttributeError(f"no {n} in lazy")\ndef __dir__(): return ["dyn"]\n')
w('swap.py', 'import sys\nclass M: attr = "swapped"\nsys.modules[__name__] = M()\n')
import m1; import m1 as again; print(again is m1, m1.x)
from m1 import x, f as g, _p; print(x, g(), _p)
ns = {}; exec('from m1 import *', ns); print(sorted(k for k in ns if k != '__builtins__'))
ns = {}; exec('from allm import *', ns); print(sorted(k for k in ns if k != '__builtins__'))
import pk.sub2; print(pk.sub2.leaf, pk.sv, pk.sub1.__name__, pk.deep.leaf.leaf)
import pk.sub1 as ps; print(ps.v); from pk import sub1, deep; print(sub1 is ps, deep.__package__)
import circ_a; import ns.part; print(ns.part.np, ns.__path__.__class__.__name__, getattr(ns, '__file__', 'none'))
import lazy; print(lazy.dyn, dir(lazy)); from lazy import dyn; import swap; print(swap.attr)
for s in ('import nope', 'import pk.nope', 'from m1 import nope', 'from pk import nope', 'from badall import *', 'import m1.sub', 'from . import x', 'from circ_c import x', 'import raises', 'import raises', 'import syn', 'from lazy import nope', 'from pk.deep import far', 'import pk.deep.far', 'from m1.x import y', '__import__("")', '__import__(5)', 'importlib.import_module(".x")'):
    try:
        exec(s); print(s, 'ok')
    except Exception as e:
        print(s, '->', type(e).__name__, str(e).replace(d, 'DIR'), getattr(e, 'name', None))
print('raises' in sys.modules, __import__('pk.sub1').__name__, __import__('pk.sub1', fromlist=['v']).__name__, importlib.import_module('.sub1', 'pk') is ps)
sys.modules['blocked'] = None
try: import blocked
except ModuleNotFoundError as e: print(e)
sys.modules['fake'] = 'a string'; import fake; print(fake)
m1.x = 99; importlib.reload(m1); print(m1.x, m1.__spec__.name, m1.__loader__.__class__.__name__, os.path.basename(m1.__file__), m1.__cached__ is not None)
def fn():
    import m1 as local; return local.x
print(fn(), 'local' in globals())
class C: import m1 as inner
print(C.inner is m1)
for s in ('def f():\n from m1 import *', 'from m1 import (a, b', 'import a.b as c.d', 'from m1 import', 'from __future__ import nope', 'x = 1\nfrom __future__ import annotations', 'from m1 import x,', 'import', 'from . import *', 'from .m import (x,)', 'import a as b as c'):
    try: compile(s, '<s>', 'exec'); print(repr(s), 'ok')
    except SyntaxError as e: print(repr(s), e.msg)
import types; mod = types.ModuleType('made', 'doc'); print(mod, mod.__doc__, mod.__dict__); mod.a = 1; sys.modules['made'] = mod; from made import a; print(a)
try: mod.zzz
except AttributeError as e: print(e)
