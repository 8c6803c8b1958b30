# Formatted string literals: nesting, conversions, the = form, braces, quotes and format specifications.
import datetime
x, w, p = 3.14159, 10, 3
name = 'Ünï'
class F:
    def __format__(self, spec): return f'<{spec}>'
    def __str__(self): return 'S'
    def __repr__(self): return 'R'
o = F()
print(f'{x} {x:.2f} {x:{w}.{p}} {x!r:>12} {name!a} {name!s:*^9}')
print(f'{o} {o:spec} {o!s} {o!r:>4} {o!s:{w}}|')
print(f'{x=} {x = } {x=:.1f} {name=!s} {o=} {x + 1 = }')
print(f'{{}} {{{x:.0f}}} }}{{')
print(f'{"nested" + f"{1 + 1}"} {[i for i in range(3)]} {(lambda a: a * 2)(4)} { {1: 2}[1] }')
print(f"{'a' if x > 3 else 'b'} {x!r} {'''triple'''} {x:>{w + 2}}")
print(f'''multi
{x
 + 1:.3f}
line''')
print('a' f'{1}' 'b' f"{2}" rf'\n{3}' fr'\d')
print(f'{1:b} {255:#x} {255:08b} {1234567:,} {1234567:_} {-5:+} {5: } {0.5:%} {1e10:g} {65:c} {3:<5}|{3:^5}|{3:>5}|{3:=+5}')
print(f'{"s":5}|{"s":>5}|{"long string":.4}|{True} {True:d} {None}')
print(f'{datetime.date(2020, 1, 2):%Y/%m/%d} {3 + 4j:.1f}')
print(f'{x!r}' == repr(x), f'', f'{""}' == '', f'{"{}"}')
def y(): 
    return f'{(yield 1)} {(yield 2)}'
g = y(); next(g); g.send('a')
try:
    g.send('b')
except StopIteration as e:
    print(e.value)
for bad in ("f'{5:d!r}'", "f'{1:z}'", "f'{\"s\":d}'", "f'{1.5:d}'", "f'{None:5}'", "f'{[]:5}'", "f'{undefined}'", "f'{1:,_}'", "f'{-1:c}'", "f'{1:99999999999999999999}'"):
    try:
        print(bad, eval(bad))
    except (ValueError, TypeError, NameError, OverflowError) as e:
        print(bad, '->', type(e).__name__, e)
for bad in ("f'{}'", "f'{'", "f'}'", "f'{a b}'", "f'{!r}'", "f'{a!x}'", "f'{a:{b:{c}}}'", "f'{\\n}'", "f'{#}'", "f'{a['", "f'{*a}'", "f'{lambda x: 1}'"):
    try:
        compile(bad, '<f>', 'eval')
        print(bad, 'compiles')
    except SyntaxError as e:
        print(bad, '->', e.msg)
