"""Instances of subclasses of built-in types are tracked by the collector, and cycles through their attributes are collected."""
import array
import collections
import contextvars
import datetime
import enum
import functools
import gc
import io
import itertools
import operator
import random
import re
import struct
import threading
import types
import weakref

makers = [(object, ()), (int, (5,)), (float, (1.5,)), (complex, (1j,)), (str, ('text',)), (str, ('\u1234',)), (bytes, (b'ab',)), (bytearray, (b'ab',)), (tuple, ((1, 2),)),
          (list, ([1],)), (dict, ({1: 2},)), (set, ([1],)), (frozenset, ([1],)), (Exception, ('e',)), (OSError, (2, 'no')), (StopIteration, (1,)), (ImportError, ('i',)),
          (UnicodeDecodeError, ('ascii', b'x', 0, 1, 'r')), (SyntaxError, ('s',)), (ExceptionGroup, ('g', [ValueError()])), (property, (len,)), (classmethod, (len,)),
          (staticmethod, (len,)), (super, (int, 1)), (enumerate, ([],)), (zip, ([],)), (map, (len, [])), (filter, (None, [])), (reversed, ([],)), (type, ('T', (), {})),
          (types.ModuleType, ('m',)), (types.SimpleNamespace, ()), (types.GenericAlias, (list, int)), (weakref.ref, (int,)),
          (collections.deque, ([1],)), (collections.OrderedDict, ()), (collections.defaultdict, (int,)), (collections.Counter, ('ab',)), (functools.partial, (len,)),
          (itertools.count, ()), (itertools.chain, ([1],)), (itertools.cycle, ([1],)), (itertools.islice, ([1], 1)), (itertools.repeat, (1,)), (itertools.product, ([1],)),
          (itertools.permutations, ([1],)), (itertools.combinations, ([1], 1)), (itertools.accumulate, ([1],)), (itertools.groupby, ([1],)), (itertools.starmap, (len, [])),
          (itertools.takewhile, (len, [])), (itertools.dropwhile, (len, [])), (itertools.filterfalse, (None, [])), (itertools.compress, ([], [])), (itertools.zip_longest, ([],)),
          (itertools.pairwise, ([],)), (array.array, ('i', [1])), (io.StringIO, ()), (io.BytesIO, ()), (struct.Struct, ('i',)), (threading.local, ()),
          (datetime.date, (2000, 1, 1)), (datetime.timedelta, (1,))]

for base, args in makers:
    try:
        cls = type('S' + base.__name__, (base,), {})
    except TypeError as error:
        print(base.__name__, '!', error)
        continue
    instance = cls(*args)
    tracked = gc.is_tracked(instance)
    try:
        if isinstance(instance, type):
            instance.me = instance
        else:
            vars(instance)['me'] = instance
        seen = []
        finalizer = weakref.ref(instance, seen.append) if cls.__weakrefoffset__ else None
    except TypeError as error:
        print(base.__name__, tracked, '!', error)
        continue
    del instance
    gc.collect()
    alive = [o for o in gc.get_objects() if type(o) is cls]
    print(base.__name__, 'tracked' if tracked else 'not tracked', len(seen), len(alive))
    del alive
    name = cls.__name__
    del cls
    gc.collect()
    left = [o for o in type.__subclasses__(base) if o.__name__ == name]
    if left:
        print('  the class stays')

print('-- exact types')
for value in (1, 1.5, 'a', b'a', (), (1,), ([],), [], [1], {}, {1: 2}, {1: []}, {'a': 'b'}, set(), {1}, frozenset(), frozenset([1]), range(3), slice(1), object(), len, print, [].append,
              (lambda: 0), type, int, iter([]), iter(()), iter('a'), iter({}), iter(range(3)), (x for x in ()), Exception(), re.compile('a'), re.match('a', 'a'), types.SimpleNamespace(),
              memoryview(b''), bytearray(), property(), staticmethod(len), functools.partial(len), collections.deque(), weakref.ref(int), contextvars.ContextVar('v'), enum.Enum,
              operator.itemgetter(1), operator.attrgetter('a'), itertools.count(), array.array('i'), int.__add__, (1).__add__, list.append, int.real, types.CodeType, (lambda: 0).__code__):
    print(type(value).__name__, gc.is_tracked(value), end='; ')
print()
