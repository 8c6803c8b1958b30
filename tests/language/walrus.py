# Assignment expressions: value, scope, precedence, places where they are allowed.
if (n := len('abc')) > 2: print(n)
while (line := next(it := iter(['a', 'b', '']) if 'it' not in globals() else it)): print(line)
print((a := 1, b := 2), a, b, [c := 3, c + 1], {(k := 'key'): (v := 'val')}, k, v)
def f(x, y=(dflt := 5)): return x + y
print(f((p := 10)), p, dflt, f(y := 1 if False else (y := 2)), y)
print([t for i in range(5) if (t := i * i) > 3], t, (lambda: (z := 7))(), 'z' in globals())
data = [1, 5, 3]; print(any((big := d) > 4 for d in data), big)
if (m := {}.get('k')) is None: print(m)
print(f'{(q := 4)} {q:=5} {(r:=2)!r}', (s := 'x') + s, not (u := 0), u)
assert (val := 5) == 5; print(val)
def g():
    global gg
    (gg := 'global')
    def h():
        nonlocal loc
        loc = (loc := 1) + 1
        return loc
    loc = 0
    return h(), loc
print(g(), gg)
x = (y := (z := 9)); print(x, y, z); print(max(1, (mx := 5)), mx, [1, 2, 3][(i := 1)], i, (j := 1) if (j := 0) else (j := 2), j)
for bad in ('x := 1', '(a.b := 1)', '(a[0] := 1)', '(a, b := 1, 2) = 3', 'f(a := 1, b=c := 2)', '(x := 1) = 2', 'def f(a := 1): pass', '(True := 1)', 'lambda: x := 1', '[i := 1 for i in x]', 'with (a := b) as c: pass', 'del (a := 1)', '(f() := 1)', 'x = y := 1', '{a := 1}', 'a[b := 1]', 'a[b := 1, c := 2]', '(*a := 1)', 'assert x := 1', 'for i in (a := [1]): pass', '@(a := print)\ndef f(): pass'):
    try: compile(bad, '<s>', 'exec'); print(repr(bad), 'ok')
    except SyntaxError as e: print(repr(bad), e.msg)
