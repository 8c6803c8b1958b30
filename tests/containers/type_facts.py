# What the container and iterator types say of themselves: bases, sizes, signatures, docstrings, which methods they have.
import itertools, _collections, _functools, _operator
types = [list, tuple, dict, set, frozenset, range, slice, enumerate, reversed, zip, map, filter, type(type.__dict__)]
types += [type(x) for x in (iter([]), reversed([]), iter(()), iter({}), iter({}.values()), iter({}.items()), reversed({}), reversed({}.values()), reversed({}.items()), {}.keys(), {}.values(), {}.items(), iter(set()), iter(range(3)), iter(range(1 << 70)), iter(int, 1))]
for m in (itertools, _collections, _functools, _operator): types += [v for k, v in sorted(vars(m).items()) if isinstance(v, type) and not k.startswith('__')]
skip = {'__new__', '__getattribute__', '__getstate__', '__doc__', '__module__', '__vectorcalloffset__', '__setattr__', '__delattr__', '__weakref__', '__dict__'}
def first(doc): return doc.split('\n')[0] if isinstance(doc, str) else ''
for t in types:
    print(t.__module__, t.__qualname__, t.__base__.__name__, t.__basicsize__, t.__itemsize__, t.__dictoffset__, t.__weakrefoffset__, t.__text_signature__, first(t.__doc__))
    for k in sorted(set(t.__dict__) - skip):
        v = t.__dict__[k]
        if type(v).__name__ in ('method_descriptor', 'classmethod_descriptor', 'getset_descriptor', 'member_descriptor'): print('   ', k, type(v).__name__, getattr(v, '__text_signature__', None), repr(v.__doc__))
        elif type(v).__name__ == 'wrapper_descriptor': print('   ', k, 'slot')
        else: print('   ', k, v)
    try: type('Sub', (t,), {}); print('    may be subclassed')
    except TypeError as e: print('   ', e)
for m in (itertools, _collections, _functools, _operator):
    print(m.__name__, first(m.__doc__))
    for k, v in sorted(vars(m).items()):
        if type(v).__name__ == 'builtin_function_or_method': print('   ', k, v.__text_signature__, repr(v.__doc__))
