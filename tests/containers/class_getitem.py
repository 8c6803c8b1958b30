# Generic aliases of the container types.
from _collections import deque, defaultdict, OrderedDict
from itertools import chain
from _functools import partial
def attempt(f):
    try: return f()
    except Exception as e: return type(e).__name__ + ': ' + str(e)
for t in (list, tuple, dict, set, frozenset, enumerate, deque, defaultdict, OrderedDict, chain, partial, type({}.keys()), slice, range, reversed, zip, map, filter):
    print(t.__name__, attempt(lambda: t[int]), attempt(lambda: t[int, str]), attempt(lambda: t[()]))
a = dict[str, list[int]]
print(a, a.__origin__, a.__args__, a(), a([('k', [1])]), a == dict[str, list[int]], isinstance([], list), attempt(lambda: isinstance([], list[int])), list[int].append is list.append, tuple[int, ...], list[int]([1]), type(deque[int]()))
class L(list[int]): pass
print(L.__mro__[1:], L([1]), L.__orig_bases__)
