# PEP 634: every kind of pattern, guards, captures that stay, and classes with __match_args__.
class Point:
    __match_args__ = ('x', 'y')
    def __init__(self, x, y): self.x, self.y = x, y
class Color:
    RED = 'red'
    class Deep: BLUE = 'blue'
def m(v):
    match v:
        case None | True | False: return f'singleton {v}'
        case 0 | 1 | -1: return f'small int {v}'
        case 3.5 | -2j | 1 + 2j: return f'number {v}'
        case 'abc' | b'abc': return f'literal {v}'
        case Color.RED: return 'dotted red'
        case Color.Deep.BLUE: return 'dotted blue'
        case []: return 'empty seq'
        case [x]: return f'one {x}'
        case [x, 'mid', *rest]: return f'mid {x} {rest}'
        case (1, (2, 3) as inner): return f'nested {inner}'
        case [*init, 'last']: return f'last {init}'
        case [_, _, *_]: return 'two or more'
        case {'kind': 'a', 'v': x, **rest}: return f'mapping a {x} {rest}'
        case {'kind': str(k)}: return f'mapping kind {k}'
        case {}: return f'mapping {len(v)}'
        case Point(x=0, y=0): return 'origin'
        case Point(0, y): return f'on y {y}'
        case Point(x, y) if x == y: return f'diagonal {x}'
        case Point(x=px): return f'point {px}'
        case int(n) if n > 100: return f'big {n}'
        case int() | float() as num: return f'num {num}'
        case str(s): return f'str {s}'
        case bytes(): return 'bytes'
        case _: return f'other {type(v).__name__}'
for v in (None, True, 0, -1, 3.5, -2j, 1+2j, 'abc', b'abc', 'red', 'blue', [], (), [7], [1, 'mid', 2, 3], (1, (2, 3)), (1, [2, 3]),
          ['a', 'last'], [1, 2, 3], range(3), {'kind': 'a', 'v': 1, 'z': 2}, {'kind': 'q'}, {'kind': 5}, {}, {1: 2}, Point(0, 0),
          Point(0, 5), Point(4, 4), Point(4, 5), 500, 50, 2.25, 'zzz', b'zz', {1, 2}, object, 1.0, 0.0):
    print(repr(v) if not isinstance(v, Point) else (v.x, v.y), '->', m(v))
match [1, 2, 3]:
    case [a, b]: pass
    case [a, *b] if a > 5: pass
    case c: pass
print(a, b, c)
match 5:
    case 6: print('no')
match 1, 2:
    case 1, x: print('tuple subject', x)
match = 3
case = match
print(match, case)
class Bad: __match_args__ = 5
class Bad2: __match_args__ = (5,)
class Few: __match_args__ = ('a',)
for k, src in ((Bad, 'Bad(1)'), (Bad2, 'Bad2(1)'), (Few, 'Few(1, 2)'), (Point, 'Point(1, x=1)'), (Bad, 'm(1)'), (int, 'int(1, 2)')):
    try:
        exec(f'match obj:\n case {src}: pass\n case _: print("fell")', {'obj': k() if k not in (Point, int) else (Point(1, 2) if k is Point else 5), **globals()} | {'obj': k() if k not in (Point, int) else (Point(1, 2) if k is Point else 5)})
    except TypeError as e:
        print(src, '->', e)
class Map(dict):
    def get(self, k, d=None): print('get', k); return super().get(k, d)
match Map(a=1):
    case {'b': x}: print('b')
    case {'a': x, **r}: print(x, r)
try:
    k = 'a'
    match {'a': 1}:
        case {Color.RED: 1, 'red': 2}: pass
        case _: print('none')
except ValueError as e:
    print(e)
