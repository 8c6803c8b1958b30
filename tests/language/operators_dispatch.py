# Binary operators: NotImplemented, reflected methods, subclasses first, in-place fallbacks.
class Base:
    def __init__(self, n): self.n = n
    def __repr__(self): return self.n
def both(names):
    def deco(cls):
        for nm in names:
            def fwd(self, o, nm=nm): print(f' {self.n}.__{nm}__({o!r})'); return NotImplemented if self.n.islower() else f'{nm}!'
            def rev(self, o, nm=nm): print(f' {self.n}.__r{nm}__({o!r})'); return NotImplemented if self.n.islower() else f'r{nm}!'
            setattr(cls, f'__{nm}__', fwd); setattr(cls, f'__r{nm}__', rev)
        return cls
    return deco
ops = {'add': '+', 'sub': '-', 'mul': '*', 'truediv': '/', 'floordiv': '//', 'mod': '%', 'pow': '**', 'lshift': '<<', 'rshift': '>>', 'and': '&', 'or': '|', 'xor': '^', 'matmul': '@'}
@both(ops)
class A(Base): pass
@both(ops)
class B(Base): pass
@both(ops)
class S(A): pass
for o in ops.values():
    for l, r in ((A('a'), B('B')), (A('A'), S('S')), (S('s'), A('A'))):
        print(l, o, r, '=', eval(f'l {o} r'))
for o in ops.values():
    for l, r in ((A('a'), B('b')), (A('a'), A('a')), (A('a'), 5), (5, A('a')), (None, 'x'), ([], 1.5)):
        try:
            eval(f'l {o} r')
        except TypeError as e:
            print(e)
class I:
    def __init__(self, v): self.v = v
    def __iadd__(self, o): self.v += o; return self
    def __add__(self, o): return I(self.v + o)
    def __isub__(self, o): return NotImplemented
    def __sub__(self, o): return 'sub'
    def __imul__(self, o): return 'replaced'
i = j = I(1); i += 5; print(i is j, j.v); i -= 1; print(i); j *= 2; print(j)
for o in ('+=', '-=', '**=', '@=', '>>='):
    x = 'str'; y = object()
    try:
        exec(f'x {o} 5.5')
    except TypeError as e: print(e)
    try:
        exec(f'y {o} 1')
    except TypeError as e: print(e)
class NoR:
    __radd__ = None
    __add__ = None
for e in ('1 + NoR()', 'NoR() + 1', '-NoR()', '+"a"', '~1.5', 'not NoR()', 'abs("a")', 'divmod(1, "a")', 'pow(2, "a")', 'pow(2, 3, "a")', 'round("a")', '-[]', 'len(5)', '5()', '5[0]', '5[0] if 0 else {}[[]]', '"a" < 1', '[] > ()', '1j < 2', 'None >= None', '{} < {}', '"a" in 5', '1 in "a"', 'next([])', 'iter(5)', 'hash([])', 'int([])', 'float({})', 'reversed({1})', '"a" * "b"', '[1] * 1.5', '[1] + (2,)', '(1,) + [2]', '"a" + 1', '1 + "a"', 'b"a" + "a"', '"%d" % "a"', '{} | []', '{1} | [1]', 'sum(["a"])', 'sum([[1]], "")'):
    try:
        print(e, '=', eval(e))
    except TypeError as err:
        print(e, '->', err)
