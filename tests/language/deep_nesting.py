# Programs nested deeply without brackets: the tree, the code or the error, and never a crash.
import ast

SHAPES = {
    'not': lambda n: 'not ' * n + 'x',
    'minus': lambda n: '- ' * n + 'x',
    'lambda': lambda n: 'lambda: ' * n + 'x',
    'attribute': lambda n: 'a' + '.b' * n,
    'conditional': lambda n: 'x if y else ' * n + 'z',
    'elif': lambda n: 'if x: pass\n' + 'elif x: pass\n' * n,
    'call': lambda n: 'f' + '()' * n,
    'sum': lambda n: 'x' + ' + x' * n,
    'power': lambda n: 'x' + ' ** x' * n,
    'comparison': lambda n: 'x' + ' < x' * n,
    'targets': lambda n: 'x = ' * n + '1',
    'strings': lambda n: '"a" ' * n,
    'f-string': lambda n: 'f"' + '{x}' * n + '"',
    'pattern': lambda n: 'match x:\n case a' + '.b' * n + ': pass',
    'unfinished not': lambda n: 'not ' * n,
    'unfinished minus': lambda n: '- ' * n + ')',
    'unfinished attribute': lambda n: 'a' + '.b' * n + ' = = 1',
    'unfinished elif': lambda n: 'if x: pass\n' + 'elif x: pass\n' * n + 'elif',
    'parentheses': lambda n: '(' * n,
    'brackets': lambda n: '[' * n + ']' * n,
    'blocks': lambda n: ''.join(' ' * i + 'if x:\n' for i in range(min(n, 120))),
}

def show(name, n, work):
    try:
        work()
        print(name, n, 'ok')
    except SyntaxError as e:
        print(name, n, type(e).__name__, e.args[0], e.lineno, e.offset)
    except (RecursionError, MemoryError) as e:
        print(name, n, type(e).__name__, e.args)

for name, shape in SHAPES.items():
    for n in 90, 800, 10_000:
        source = shape(n)
        show(f'parse   {name}', n, lambda: ast.parse(source))
        show(f'compile {name}', n, lambda: compile(source, 's', 'exec'))
