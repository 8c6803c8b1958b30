"""compile() of trees that no source can have, and of values that no literal can have."""
import ast
import sys


def attempt(tree, mode="exec"):
    try:
        code = compile(ast.fix_missing_locations(tree), "<tree>", mode)
    except (ValueError, TypeError, SyntaxError) as error:
        print(type(error).__name__, error)
    else:
        print("fine", eval(code) if mode == "eval" else "")


def load(name="x"):
    return ast.Name(name, ast.Load())


def store(name="x"):
    return ast.Name(name, ast.Store())


no_arguments = ast.arguments([], [], None, [], [], None, [])
for statement in (
    ast.Delete([]),
    ast.Delete([load()]),
    ast.Assign([], load()),
    ast.Assign([ast.Constant(1)], load()),
    ast.Assign([load()], load()),
    ast.Assign([ast.List([ast.Starred(load(), ast.Store())], ast.Store())], load()),
    ast.AnnAssign(ast.Attribute(load(), "a", ast.Store()), load(), None, 1),
    ast.FunctionDef("f", no_arguments, [], [], None),
    ast.ClassDef("C", [], [], [None], []),
    ast.For(store(), load(), [], []),
    ast.With([], [ast.Pass()]),
    ast.Raise(None, load()),
    ast.Try([ast.Pass()], [], [], []),
    ast.Try([ast.Pass()], [], [ast.Pass()], [ast.Pass()]),
    ast.Import([]),
    ast.ImportFrom(None, [ast.alias("a", None)], -2),
    ast.Global([]),
    ast.Expr(None),
    ast.Match(load(), [ast.match_case(ast.MatchSingleton("no"), None, [ast.Pass()])]),
    ast.Match(load(), [ast.match_case(ast.MatchAs(None, "_"), None, [ast.Pass()])]),
    ast.Match(load(), [ast.match_case(ast.MatchStar("a"), None, [ast.Pass()])]),
    ast.Match(load(), [ast.match_case(ast.MatchValue(ast.BinOp(load(), ast.Add(), load())), None, [ast.Pass()])]),
):
    attempt(ast.Module([statement], []))

for expression in (
    store(),
    load("None"),
    ast.BoolOp(ast.And(), [load()]),
    ast.Compare(load(), [ast.In()], []),
    ast.Compare(load(), [ast.In()], [load(), load()]),
    ast.Dict([load()], []),
    ast.Dict([load()], [None]),
    ast.ListComp(load(), []),
    ast.ListComp(store(), [ast.comprehension(load(), load(), [], 0)]),
    ast.Lambda(ast.arguments([], [], None, [], [ast.Constant(1)], None, []), load()),
    ast.Lambda(ast.arguments([], [], None, [], [], None, [ast.Constant(1)]), load()),
    ast.Constant([1]),
    ast.Constant((1, [2])),
    ast.Constant(frozenset({3})),
    ast.Constant((1, 2 + 3j, (b"x", ...))),
):
    attempt(ast.Expression(expression), "eval")

tree = ast.parse("a = 1")
for name, value in ("lineno", 9), ("end_lineno", -4), ("col_offset", 7), ("col_offset", -7), ("lineno", None):
    other = ast.parse("a = 1")
    setattr(other.body[0], name, value)
    attempt(other)

loop = ast.UnaryOp(op=ast.Not(), lineno=0, col_offset=0)
loop.operand = loop
try:
    compile(ast.Expression(loop), "<tree>", "eval")
except RecursionError as error:
    print(error)

sys.set_int_max_str_digits(1000)
for digits in 1000, 1001:
    try:
        print(len(str(ast.literal_eval("3" * digits))))
    except SyntaxError as error:
        print(error)
