"""Wrong calls of the built-in types' methods: how each counts and names its arguments."""


def attempt(text):
    try:
        result = eval(text)
    except Exception as error:
        print(f'{text}: {type(error).__name__}: {error}')
    else:
        shown = repr(result)
        print(f'{text} =', shown if ' at 0x' not in shown else type(result).__name__)


print('-- no arguments wanted')
for text in '''
[].clear(1); [].copy(1); [].reverse(1); {}.clear(1); {}.copy(1); {}.keys(1); {}.items(1); {}.popitem(1); set().clear(1); set().pop(1)
''.upper(1); ''.isdigit(1); ''.casefold(1); b''.upper(1); bytearray().clear(1); bytearray().copy(1); (1).bit_length(1); (1.0).is_integer(1)
(1.0).hex(1); (1j).conjugate(1); object().__reduce__(1); [].__len__(1); [].__iter__(1); {}.__len__(1); ''.__len__(1); (1).__neg__(1)
'''.replace('\n', ';').split(';'):
    if text.strip():
        attempt(text.strip())

print('-- exactly one')
for text in '''
[].append(); [].append(1, 2); [].extend(); [].extend(1, 2); [].remove(); [].count(); [].count(1, 2); set().add(); set().add(1, 2)
set().discard(); set().remove(); ''.join(); ''.join(1, 2); b''.join(); ().count(); range(3).count(); range(3).index(); [].__getitem__()
[].__getitem__(1, 2); {}.__getitem__(); {}.__contains__(); [].__contains__(1, 2); (1).__add__(); (1).__add__(1, 2); ''.__mod__()
frozenset().isdisjoint(); set().issubset(); set().issuperset(1, 2); str.maketrans(); ''.zfill(); ''.removeprefix(); ''.removesuffix(1, 2)
memoryview(b'').tolist(1); slice(1).indices(); float.fromhex(); bytes.fromhex(); bytearray.fromhex(1); ''.isidentifier(1); ''.translate()
'''.replace('\n', ';').split(';'):
    if text.strip():
        attempt(text.strip())

print('-- a range of counts')
for text in '''
[].pop(1, 2); [].insert(1); [].insert(1, 2, 3); [].index(); [].index(1, 2, 3, 4); ().index(); {}.get(); {}.get(1, 2, 3); {}.pop()
{}.pop(1, 2, 3); {}.setdefault(); {}.setdefault(1, 2, 3); {}.update(1, 2); dict.fromkeys(); dict.fromkeys(1, 2, 3); ''.find(); ''.find(1, 2, 3, 4)
''.replace(); ''.replace('a'); ''.replace('a', 'b', 'c', 'd'); ''.strip(1, 2); ''.startswith(); ''.startswith('a', 1, 2, 3); ''.center()
''.center(1, 2, 3); ''.ljust('a'); ''.center(5, 'ab'); ''.center(5, 5); ''.partition(); ''.count(); b''.find(); b''.replace(b'a'); b''.center()
''.expandtabs(1, 2); ''.split(1, 2, 3); ''.splitlines(1, 2); ''.encode(1, 2, 3); b''.decode(1, 2, 3); [].sort(1); [].sort(1, 2); [].sort(bad=1)
(1).to_bytes(1, 2, 3, 4); int.from_bytes(); int.from_bytes(b'', 'big', 3); (1).__pow__(); (1).__pow__(1, 2, 3); (1.5).__round__(1, 2)
'''.replace('\n', ';').split(';'):
    if text.strip():
        attempt(text.strip())

print('-- keywords where none are taken')
for text in '''
[].append(x=1); [].pop(index=1); [].index(value=1); {}.get(key=1); {}.get(1, default=2); {}.setdefault(key=1); set().add(x=1); ''.find(sub='a')
''.join(iterable=[]); ''.center(width=5); ''.replace('a', 'b', count=1); b''.find(sub=b''); ().index(value=1); range(stop=3); slice(stop=3)
len(obj=1); abs(x=1); ord(c='a'); chr(i=1); hash(obj=1); id(obj=1); iter(object=1); next(iterator=1); isinstance(object=1); callable(obj=1)
divmod(x=1, y=2); getattr(object=1); repr(obj=1); bin(number=1); list(iterable=1); tuple(iterable=1); set(iterable=1); float(x=1); bool(x=1)
'''.replace('\n', ';').split(';'):
    if text.strip():
        attempt(text.strip())

print('-- keywords that are taken')
for text in '''
''.split(sep=',', maxsplit=1); ''.split(x=1); ''.split(maxsplit='a'); ''.rsplit(None, maxsplit=2); ''.splitlines(keepends=True); ''.splitlines(keep=1)
''.encode(encoding='ascii', errors='strict'); ''.encode(encoding=1); ''.encode(enc=1); ''.expandtabs(tabsize=4); ''.expandtabs(tabsize='a')
[3, 1].sort(reverse='a'); [3, 1].sort(key=1); sorted([1], bad=1); sorted(); sorted([1], 2); enumerate(iterable=[], start=1); enumerate([], begin=1)
sum([1], start=2); sum([], 1, 2); sum(start=1); max(); max(1, default=2); max([], default=2); max([1], bad=2); min(1, 2, key=None); pow(base=2, exp=3)
pow(2, mod=3); round(number=2.5); round(2.5, ndigits=None); print(1, end=1); print(sep=1); int(x=1); int('1', bas=2); complex(real=1, imag=2)
complex(re=1); str(object=1); str(b'', encoding='ascii'); bytes(source=b'a'); bytes(1, 2); bytes('a', encoding=1); dict(a=1, **{'b': 2}); object(a=1)
zip(strict=True); zip([1], strict=1); zip([1], bad=1); map(); map(1); filter(1); reversed(); reversed(1); type(); type(1, 2); open(); super(1, 2, 3)
'''.replace('\n', ';').split(';'):
    if text.strip():
        attempt(text.strip())
