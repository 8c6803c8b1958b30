# Identity and caching that programs may see, and bool as an int.
print(True + True, True * 5, -True, ~True, True / 2, True // 1, True ** 2, divmod(True, 2), True & 1, True & False, True | 2, True ^ True, type(True & True).__name__, type(True & 1).__name__)
print(isinstance(True, int), True == 1, True is 1 if False else 'skip', str(True), repr(False), int(True), float(True), complex(True), bool('False'), bool(0.0), bool(''), bool([[]]), bool(range(0)))
print({True: 'a', 1: 'b', 1.0: 'c'}, {0: 'z', False: 'y'}, [False, True][True], 'ab'[True], [1, 2, 3][False:True], range(True, 3))
print(sum([True, False, True]), max(True, 2), min(True, 0), sorted([True, False, 2, -1]), '%d %s %r' % (True, True, True), f'{True:d} {True} {True:5}|', format(True, 'b'), '{:>6}'.format(True))
a = 256; b = 256; print(a is b)
x = 5; y = 2 + 3; print(x is y, None is None, () is (), '' is '', ... is Ellipsis)
print(not True, not 0, True and 2, False or 3, True if [] else False, bool(None), bool(NotImplemented) if False else '-', bool.__mro__)
for bad in ('bool(1, 2)', 'bool(x=1)', 'True.x = 1', 'class B(bool): pass', 'type(None)(1)', 'type(...)(1)', 'None()', 'None + 1', 'Ellipsis[0]', 'NotImplemented < 1'):
    try:
        exec(bad); print(bad, 'ok')
    except Exception as e:
        print(bad, '->', type(e).__name__, e)
for bad in ('None = 1', 'True = 1', '... = 1', 'def None(): pass', 'def f(True): pass', 'f(None=1)', 'x.None', 'import None', 'for True in x: pass', '__debug__ = 1', 'def f(__debug__): pass', 'a.__debug__ = 1'):
    try:
        compile(bad, '<s>', 'exec'); print(bad, 'ok')
    except SyntaxError as e:
        print(bad, '->', e.msg)
print(type(None).__name__, type(...).__name__, type(NotImplemented).__name__, type(None)() is None, type(...)() is ..., repr(...), repr(NotImplemented))
print((1).__bool__(), (0).__bool__(), bool.__new__(bool, 5), int.__new__(int, True), True.real, True.bit_length(), True.conjugate(), True.to_bytes(1, 'big'), True.__index__(), True.__class__)
