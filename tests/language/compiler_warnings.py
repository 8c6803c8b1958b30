"""Warnings of the compiler about calls and subscripts that fail, also in code that never runs."""
import warnings
def t(src):
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always')
        try: compile(src,'f','exec')
        except SyntaxError as e: print(src, e)
    print(src, [str(x.message) for x in w], [x.lineno for x in w])
for s in ['1.5[0] if 0 else 2', '(1.5/1)[0]', '(3/1)[0] if False else 0', 'x = ((-9007199254740993) / 1)[0]', 'x=(1+1)[0]', 'x=(2**3)()', '(-1)[0]', '(1,2)["a"]', '((1,)+(2,))["a"]', '"ab"["c"]', 'f"a"[1.5]','f"{1}"["x"]', '{1:2}["x"]', '{1}[0]', '[1][1,2]', '(1/3) is 2', 'x is (-1)', 'x is 1.5', '(1, 2) is x', 'x is ()', 'assert (1, 2)', 'assert (1, "x")', 'x == 1 is 1', 'None()', '...()', '(lambda: 1)()', '(lambda: 1)[0]', '(x for x in y)[0]', '(x for x in y)()', '"%s"()', '[1][b"a"]', '[1][None]', '(1)(2)', 'if 0:\n  1()', 'while 0:\n 1[2]', 'not 1 is 1', '1 in 2', 'x is "a"', 'x is not None', 'x is f"a"', 'x is b"a"', '"\\d"', "b'\\d'", '0x1for x in y', '1if 2else 3', '[0or 1]', '(-1) is x','-1 is x', '1 is not 1 if 0 else 2', 'x = 1.5[0] and 2', '0 and 1[0]', '1 or 1[0]', 'lambda: 1[0]', 'def f():\n  return 1\n  1[0]', 'while 1: pass\n1[0]', '(1 if x else 2)[0]', '__debug__[0]', '{**1}', '(yield)', '1[...]', '"a"[...]', '"a"[1:2]', '[1][1.0:2]', '(x:=1)[0]', '(1).__class__[0]', '1 .real()', '"a" "b"[1.0]', '"a"[-1]','"a"["b"+"c"]', '"a"[1+1.0]', '"a"[not 1]', '"a"[-1.0]','"a"[(1,)]', '"a"[[1]]', '"a"[lambda:1]', '"a"[f"{1}"]', '"a"[{1}]']: t(s)
