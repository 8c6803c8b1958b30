def values(x):
    match x:
        case 1: return "int"
        case "a" | "b": return "str"
        case None | True: return "single"
        case a.b: return "dotted"
        case -1.5 + 2j: return "complex"
        case _: return "else"
def captures(x):
    match x:
        case [a, b] if a > b: return a
        case (c, *_, d): return c
        case [e, *rest]: return rest
        case f: return f
def mappings(x):
    match x:
        case {"k": v, **rest}: return v, rest
        case {1: 2, a.b: c}: return c
        case {}: return 0
def classes(x):
    match x:
        case Point(0, y=a): return a
        case Point(x=b) as p: return b, p
        case int() | str() as q: return q
def alternatives(x):
    match x:
        case [1, a] | [a, 2] | {"a": a}: return a
def nested(x):
    match x:
        case [Point(a), [b, {"k": c}]]: return a, b, c
def wildcards(x):
    match x:
        case [_, _]: return 2
        case [*_]: return 3
def closure(x):
    match x:
        case [a]: return lambda: a
