# pickle: damaged pickles, wrong arguments, what reductions may return; and what the errors say.
import io, pickle, random, re, copyreg, sys
from pickle import *

def show(f, *a, **k):
    try: r = f(*a, **k)
    except Exception as e: r = type(e).__name__ + ': ' + str(e)
    if isinstance(r, (set, frozenset)): r = sorted(r, key=repr)
    r = re.sub(r'(?i)0x[0-9a-f]{6,}', '0x', r if isinstance(r, str) else repr(r))
    return r[:160]

class A:
    def __init__(self, x=0): self.x = x
    def __repr__(self): return 'A(%s)' % sorted(vars(self).items(), key=repr)
class S:
    __slots__ = ('a', 'b')
class Safe(pickle.Unpickler):
    def find_class(self, module, name):
        if (module, name) in (('__main__', 'A'), ('copyreg', '_reconstructor'), ('builtins', 'object'), ('__builtin__', 'object'), ('builtins', 'set')):
            return {'A': A, 'set': set, 'object': object}.get(name) or copyreg._reconstructor
        raise UnpicklingError('no %s %s' % (module, name))
    def persistent_load(self, pid): return ('pid', pid)

rnd = random.Random(574)
values = [[1, 'a', None, 2.5, (1, 2), {'k': [True, False]}], {'a': {1, 2}, b'b': frozenset([3])}, A([1, 2]), [A(1), A('é')], 2**70, -3, ('x' * 300, b'y' * 300, bytearray(b'z')), [list(range(3))] * 3]
corpus = [pickle.dumps(v, p) for v in values for p in range(6)]
corpus += [b'I01\n.', b"S'abc'\n.", b"S'\\x41\\n'\n.", b'F1.5\n.', b'L12L\n.', b'Vab\\u00e9\n.', b'(I1\nI2\nd.', b'(lp0\nI1\na.', b'(i__main__\nA\n.', b'(c__main__\nA\no.', b'Pabc\n.', b'K\x05Q.', b'\x82\x01.', b'\x97.', b'U\x03abc.', b'T\x02\0\0\0hi.', b'\x8a\x02\xff\x7f.', b'(K\x01K\x02\x91.']
alphabet = [bytes([c]) for c in b'(.012FIJKLMNQSTUVXabdeghjlostuG)]}BC\x80\x81\x82\x85\x86\x87\x88\x89\x8a\x8b\x8c\x8f\x90\x91\x92\x93\x94\x95\x96\x97\x98\xff\n\'"'] + [b'\x00', b'\x01', b'\x02', b'\x03\x00\x00\x00']
def mutated(p):
    p = bytearray(p)
    for _ in range(rnd.choice((1, 1, 1, 2, 3))):
        i = rnd.randrange(len(p) + 1)
        k = rnd.randrange(4)
        if k == 0: del p[i:i + rnd.randrange(1, 3)]
        elif k == 1: p[i:i] = rnd.choice(alphabet)
        elif k == 2: p[i:i + 1] = rnd.choice(alphabet)
        else: del p[i:]
    return bytes(p)
for p in corpus: print(show(Safe(io.BytesIO(p)).load))
for i in range(1300):
    p = mutated(rnd.choice(corpus))
    if b'r' in p or b'p' in p.replace(b'copyreg', b'') or b'\\' in p or re.search(rb'[\x8e\x96B].{2,6}[^\0]', p, re.S): continue
    u = Safe(io.BytesIO(p))
    print(i, show(u.load), len(u.memo.copy()))

for f in (lambda: loads('x'), lambda: loads(b''), lambda: loads(b'.'), lambda: loads(5), lambda: load(5), lambda: loads(b'N.', 3), lambda: loads(), lambda: dumps(), lambda: dumps(1, 6), lambda: dumps(1, -1), lambda: dumps(1, 'a'),
          lambda: dumps(1, buffer_callback=print), lambda: dump(1), lambda: dump(1, 5), lambda: Pickler(), lambda: Pickler(5), lambda: Unpickler(5), lambda: Unpickler(), lambda: Pickler.__new__(Pickler).dump(1), lambda: Unpickler.__new__(Unpickler).load(),
          lambda: loads(b'P1\n.'), lambda: loads(b'NQ.'), lambda: loads(b'\x97.'), lambda: loads(b'\x97.', buffers=[]), lambda: loads(b'\x97\x98.', buffers=[bytearray(b'q')]), lambda: loads(b'\x97.', buffers=5), lambda: loads(b"S'\\xe9'\n."),
          lambda: loads(b"S'\\xe9'\n.", encoding='latin1'), lambda: loads(b"S'\\xe9'\n.", encoding='bytes'), lambda: loads(b"S'\\xe9'\n.", errors='replace'), lambda: loads(b'N.', encoding=5),
          lambda: dumps(lambda: 0), lambda: dumps(A.__init__), lambda: dumps(sys), lambda: dumps(S(), 1), lambda: dumps((i for i in ())), lambda: dumps(io.StringIO), lambda: dumps(type('X', (), {})), lambda: dumps(type('X', (), {})()),
          lambda: loads(b'cnope\nx\n.'), lambda: loads(b'cos\nnope\n.'), lambda: loads(b'\x80\x04\x8c\x02os\x8c\x06path.x\x93.'), lambda: loads(b'\x80\x04K\x01K\x02\x93.'), lambda: loads(b'\x80\x06.'), lambda: dumps(PickleBuffer(b'a'), 4)):
    print(show(f))
class R:
    def __init__(self, value): self.value = value
    def __reduce_ex__(self, proto): return self.value
for value in (None, 5, 'nope', 'A', (), (1,), (1, 2), (len, 5), (A, ()), (A, (), None), (A, (), {'y': 1}), (A, (), 5), (A, (), (1, 2)), (A, (), None, 5), (A, (), None, None, 5), (A, (), None, None, None, 5), (list, (), None, iter([1, 2])), (list, (), None, iter([])),
              (dict, (), None, None, iter([(1, 2)])), (dict, (), None, None, iter([1])), (A, (), {'z': 1}, None, None, lambda o, s: None), (A, (), {}, 1, 2, 3, 4), (copyreg.__newobj__, ()), (copyreg.__newobj__, (5,)), (copyreg.__newobj__, (A,)), (copyreg.__newobj__, (R,)),
              (copyreg.__newobj_ex__, ()), (copyreg.__newobj_ex__, (5, (), {})), (copyreg.__newobj_ex__, (R, 5, {})), (copyreg.__newobj_ex__, (R, (), 5)), (copyreg.__newobj_ex__, (R, (), {'value': 3}))):
    for p in (0, 2, 4):
        if isinstance(value, tuple) and len(value) > 3 and value[3] is not None and p: continue
        print(p, show(lambda: dumps(R(value), p)))
# picklers and unpicklers of one's own
class P(pickle.Pickler):
    def persistent_id(self, o): return 'id%r' % o.imag if isinstance(o, complex) else None
    def reducer_override(self, o): return (int, ('7',)) if isinstance(o, S) else NotImplemented
for p in range(6):
    f = io.BytesIO(); q = P(f, p)
    print(p, show(q.dump, [1j, S(), A(2)]) if p else show(q.dump, [S(), A(2)]), show(lambda: Safe(io.BytesIO(f.getvalue())).load()))
f = io.BytesIO(); q = Pickler(f, 2); x = [1]; q.dump(x); q.dump(x); print(f.getvalue(), sorted(v[0] for v in q.memo.copy().values())); q.clear_memo(); q.dump(x); print(f.getvalue()[-12:], q.bin, q.fast)
q.fast = True; q.dump([x, x]); print(f.getvalue()[-20:]); y = []; y.append(y); print(show(q.dump, y))
q2 = Pickler(io.BytesIO(), 2); q2.memo = q.memo; q2.memo = {}; print(show(setattr, q2, 'memo', 5), show(setattr, q2, 'memo', {1: 2}), show(getattr, q2, 'persistent_id'), show(setattr, q2, 'persistent_id', 5), show(getattr, q2, 'dispatch_table'))
u = Unpickler(io.BytesIO(f.getvalue())); print(u.load(), u.load(), u.memo.copy(), show(setattr, u, 'memo', {-1: 1}), show(setattr, u, 'memo', {'a': 1}), show(setattr, u, 'memo', 5), show(getattr, u, 'persistent_load'))
q2.dispatch_table = {A: lambda a: (A, (9,))}; print(show(q2.dump, A(1))); d = dumps([bytearray(b'ab'), PickleBuffer(b'cd')], 5); print(d)
out = []; d = dumps(PickleBuffer(bytearray(b'xy')), 5, buffer_callback=out.append); print(d, [bytes(b) for b in out], type(loads(d, buffers=out)), show(dumps, PickleBuffer(b'z'), 5, buffer_callback=lambda b: True))
big = ['x' * 70000, b'y' * 70000, list(range(3000)), dict.fromkeys(range(1300)), set(range(1500))]
for p in range(6):
    d = dumps(big, p); f = io.BytesIO(); dump(big, f, p); w = []; dump(big, type('W', (), {'write': lambda s, b: w.append(len(b))})(), p)
    print(p, len(d), hash(d) == hash(f.getvalue()), d == pickle._dumps(big, p), len(w), loads(d) == big)
copyreg.add_extension('__main__', 'A', 77); print(dumps(A, 2), loads(dumps(A, 2)) is A, dumps(A, 1)); copyreg.remove_extension('__main__', 'A', 77)
deep = []
for _ in range(100000): deep = [deep]
print(show(dumps, deep))
while deep: deep = deep.pop()
