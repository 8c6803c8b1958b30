# What a pattern takes for a sequence or a mapping, and what may stand in one.
import collections, collections.abc
class C: pass
class M1(collections.UserDict, collections.abc.Sequence): pass
class M2(C, collections.UserDict, collections.abc.Sequence): pass
class M3(collections.UserDict, C, list): pass
class M4(dict, collections.abc.Sequence, C): pass
class S1(collections.UserList, collections.abc.Mapping): pass
class S3(list, C, collections.abc.Mapping): pass
class S4(collections.UserList, dict, C): pass
def f(x):
    match x:
        case [*_]: return 'seq'
        case {}: return 'map'
for k in (M1, M2, M3, M4, S1, S3, S4):
    print(k.__name__, f(k()), [b.__name__ for b in k.__mro__ ][:4], k.__flags__ & 0x60)
for k in collections.UserDict, collections.abc.MutableMapping, collections.abc.Mapping, collections.abc.Sequence, collections.UserList: print(k.__name__, k.__flags__ & 0x60)
for s in ('f""', 'f"{x}"', '-f"a"', '"a" f"{x}"', 'f"{x}" "a"', '{f"a": 1}', 'C(f"")', 'x.y', '1+2j'):
    try: compile(f'match ...:\n  case {s}: pass', 's', 'exec'); print(s, 'ok')
    except SyntaxError as e: print(s, e.args)
