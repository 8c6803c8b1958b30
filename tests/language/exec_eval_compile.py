# exec, eval and compile: namespaces, modes, flags, what they return and refuse.
g = {'a': 1}; l = {'b': 2}
print(eval('a + b', g, l), eval('1 +\\\n2'), eval(' 5'), eval(b'6'), eval(compile('7', '<c>', 'eval')), exec('c = 3', g, l), sorted(l), 'c' in g, '__builtins__' in g)
exec('def f(): return a\nx = f()', g); print(g['x'])
exec('z = 1\nfor i in range(3): z += i', l := {}); print(l['z'], l['i'])
for s, m in (('1 + 1', 'eval'), ('x = 1', 'eval'), ('x = 1', 'exec'), ('1 + 1', 'single'), ('x = 1; x + 5', 'single'), ('a\nb', 'single'), ('', 'exec'), ('', 'eval'), ('if 1:\n  2', 'single'), ('def f(): pass\n', 'single')):
    try: c = compile(s, '<t>', m); print(repr(s), m, c.co_name, c.co_filename, eval(c, {'__name__': 'n'}))
    except SyntaxError as e: print(repr(s), m, '->', e.msg, e.lineno, e.offset, e.filename)
for s in ('eval("a +")', 'eval("x = 1")', 'eval(5)', 'exec(5)', 'eval("1", 5)', 'eval("1", {}, 5)', 'exec("1", [])', 'compile("1", "f", "bad")', 'compile("1")', 'eval("undefined")', 'eval("a\\0b")', 'compile("x", 5, "exec")', 'eval("(" * 300 + ")" * 300)', 'eval("")', 'exec("return 1")', 'exec("yield 1")', 'exec("break")', 'exec("await x")', 'exec("x = 5", {}, None)', 'eval("__import__(\'os\').name", {"__builtins__": {}})', 'exec("\\tx = 1\\n        y = 2")', 'exec("if 1:\\n\\tx\\n        y")', 'exec("x = \'abc")', 'exec("x = \'\'\'abc")', 'exec("1 = x")', 'exec("f() = 1")', 'exec("a b")', 'exec("print 1")', 'exec("0777")', 'exec("1__0")', 'exec("1_")', 'exec("0b12")', 'exec("$")', 'exec("é = 1; print(é)")', 'exec("\\u20ac = 1")', 'exec("x = (1,")', 'exec("x = [1)")', 'exec(")")', 'exec("def f(a, a): pass")', 'exec("def f(a=1, b): pass")', 'exec("f(a=1, 2)")', 'exec("f(**a, *b)")', 'exec("for x in y: pass\\nelse: x\\nelse: y")', 'exec("try: pass")', 'exec("class")', 'exec("else: pass")', 'exec("import a.")', 'exec("x = if")', 'exec("not = 1")', 'exec("@\\ndef f(): pass")', 'exec("async x")', 'exec("\\\\ x")', 'exec("f\'{\'")', 'exec("continue")', 'exec("def f():\\n  x\\n y")', 'exec("  x")', 'exec("x: int: 5")', 'exec("(x, y): int = 1")', 'exec("x += y += 1")', 'exec("a, b += 1")', 'exec("del f()")', 'exec("with a as f(): pass")', 'exec("lambda x: y = 1")', 'exec("x if y")', 'exec("{1: 2, 3}")', 'exec("{**a, b}")', 'exec("raise a, b")', 'exec("assert x, y, z")', 'exec("global")', 'exec("if x = 1: pass")', 'exec("while x = 1: pass")', 'exec("f(a for a in b, c)")', 'exec("[a, b for a in b]")', 'exec("a.1")', 'exec("1.a")', 'exec("1.e")', 'exec("1if 1else 2")', 'exec("0xg")'):
    try: print(s, '=', eval(s))
    except SyntaxError as e: print(s, '->', type(e).__name__, e.msg, e.lineno, e.offset, e.end_offset)
    except Exception as e: print(s, '->', type(e).__name__, e)
def scope():
    v = 'local'; exec('v = "changed"'); r = v; loc = {}; exec('v = "in dict"', {}, loc); return r, loc, eval('v'), sorted(locals())
print(scope())
class NS(dict):
    def __missing__(self, k): return f'<{k}>'
print(eval('foo + bar', {}, NS())); 
class Log(dict):
    def __setitem__(self, k, v): print('set', k); super().__setitem__(k, v)
exec('p = 1\ndef q(): pass\nclass R: pass\nimport sys', {}, Log())
print(eval('[i for i in range(3) if i in l]', {'l': [1, 2]}), eval('(lambda: a)()', {'a': 9}))
try: exec('def inner():\n    return undefined_in_exec\ninner()', {})
except NameError as e: print(e, e.__traceback__.tb_next.tb_frame.f_code.co_filename, e.__traceback__.tb_next.tb_lineno)
code = compile('"""doc"""\nx = 1\nassert x == 2\n', '<o>', 'exec', optimize=1); exec(code, d := {}); print(d['x'], d['__doc__']); print(compile('"doc"', '<o>', 'exec', optimize=2).co_consts)
import ast; tree = ast.parse('y = 2 + 3'); exec(compile(tree, '<ast>', 'exec'), d); print(d['y']); exec(compile('from __future__ import annotations\ndef f(a: undefined): pass', '<f>', 'exec'), d); print(d['f'].__annotations__)
def f(): return locals()
print(f(), globals() is f.__globals__, vars() is globals(), sorted(dir()) == sorted(globals()))
