"""Calls of every built-in function and of every method of every built-in type, with right and wrong arguments.

Prints JSON: by the name of a callable its cases, each a pair of sources: what is called upon (or null), and the call, where `self`
is the former. Which calls there are is decided by the names, signatures and a fixed choice of values, not by chance.
"""
import builtins, inspect, json, random, sys, types

# What is called upon, by type; each is made anew for each call.
receivers = {
    'int': ['5', '-7', '0', '10**20'],
    'bool': ['True'],
    'float': ['2.5', '-0.0', "float('inf')", '1e16'],
    'complex': ['1+2j', '0j'],
    'str': ["'abcab'", "''", "'Straße X'", "' 1,2 '"],
    'bytes': ["b'abcab'", "b''", "b' 1,2 '"],
    'bytearray': ["bytearray(b'abcab')", 'bytearray()'],
    'list': ["[3, 1, 2]", '[]', "['a', None]"],
    'tuple': ["(3, 1, 3)", '()'],
    'dict': ["{'a': 1, 2: 'b'}", '{}'],
    'set': ['{1, 2, 3}', 'set()'],
    'frozenset': ['frozenset({1, 2})'],
    'range': ['range(2, 11, 3)', 'range(0)'],
    'slice': ['slice(1, 10, 2)', "slice('a')"],
    'memoryview': ["memoryview(b'abcd')", "memoryview(bytearray(b'abcdefgh'))", "memoryview(bytes(8)).cast('i')"],
    'NoneType': ['None'],
    'ellipsis': ['...'],
    'NotImplementedType': ['NotImplemented'],
    'object': ['object()'],
    'type': ['int', "type('C', (), {})"],
    'property': ['property()', 'property(lambda self: 5)'],
    'staticmethod': ['staticmethod(len)'],
    'classmethod': ['classmethod(repr)'],
    'function': ['(lambda a, b=1, *, c=2: (a, b, c))'],
    'method': ['C().method'],
    'builtin_function_or_method': ['len', '[1, 2].index', 'dict.fromkeys'],
    'method_descriptor': ['str.join', 'list.append'],
    'wrapper_descriptor': ['int.__add__'],
    'method-wrapper': ['(5).__add__'],
    'classmethod_descriptor': ["dict.__dict__['fromkeys']"],
    'getset_descriptor': ['C.__dict__["__dict__"]', 'int.real'],
    'member_descriptor': ['Slotted.x', 'slice.start'],
    'generator': ['(x for x in [1, 2])', 'gen()'],
    'coroutine': ['coro()'],
    'async_generator': ['agen()'],
    'enumerate': ["enumerate('ab', 5)"],
    'zip': ["zip('ab', [1, 2, 3])"],
    'map': ['map(str, [1, 2])'],
    'filter': ['filter(None, [0, 1])'],
    'reversed': ['reversed(C())'],
    'super': ['super(C, C())'],
    'list_iterator': ['iter([1, 2, 3])'],
    'list_reverseiterator': ['reversed([1, 2, 3])'],
    'tuple_iterator': ['iter((1, 2))'],
    'str_iterator': ["iter('aé')"],
    'str_ascii_iterator': ["iter('ab')"],
    'bytes_iterator': ["iter(b'ab')"],
    'bytearray_iterator': ["iter(bytearray(b'ab'))"],
    'range_iterator': ['iter(range(3))', 'iter(range(10**20, 10**20 + 2))'],
    'dict_keyiterator': ["iter({'a': 1})"],
    'dict_itemiterator': ["iter({'a': 1}.items())"],
    'set_iterator': ['iter({1})'],
    'callable_iterator': ['iter(int, 1)'],
    'iterator': ['iter(C())'],
    'dict_keys': ["{'a': 1, 2: 3}.keys()"],
    'dict_values': ["{'a': 1}.values()"],
    'dict_items': ["{'a': 1}.items()"],
    'mappingproxy': ["types.MappingProxyType({'a': 1})"],
    'SimpleNamespace': ['types.SimpleNamespace(a=1)'],
    'module': ["types.ModuleType('m')"],
    'cell': ['types.CellType(5)', 'types.CellType()'],
    'code': ["compile('1', 'file', 'eval')"],
    'GenericAlias': ['list[int]', 'dict[str, T]'],
    'UnionType': ['int | str'],
    'traceback': ['tb()'],
    'frame': ['frame()'],
    'weakref': ['weakref.ref(C)'],
    'BaseException': ['BaseException(1, 2)'],
    'ValueError': ["ValueError('v')"],
    'KeyError': ["KeyError('k')"],
    'StopIteration': ['StopIteration(3)'],
    'SystemExit': ['SystemExit(3)'],
    'OSError': ["OSError(2, 'no', 'file')", 'OSError(1)'],
    'ImportError': ["ImportError('m', name='n', path='p')"],
    'NameError': ["NameError('n', name='x')"],
    'AttributeError': ["AttributeError('a', name='x', obj=3)"],
    'SyntaxError': ["SyntaxError('s', ('f', 1, 2, 't', 3, 4))"],
    'UnicodeDecodeError': ["UnicodeDecodeError('utf-8', b'abc', 1, 2, 'r')"],
    'UnicodeEncodeError': ["UnicodeEncodeError('utf-8', 'abc', 1, 2, 'r')"],
    'UnicodeTranslateError': ["UnicodeTranslateError('abc', 1, 2, 'r')"],
    'ExceptionGroup': ["ExceptionGroup('g', [ValueError(1), TypeError(2)])"],
}

values = """None|0|1|-1|2|3.5|True|'a'|'ab'|''|b'a'|b''|[]|[1, 2]|['a', 'b']|(1, 2)|()|('a',)|{}|{'a': 1}|{1, 2}|10**20|-10**20|sys.maxsize
object()|len|int|str|ValueError|slice(1, 2)|range(3)|1j|float('nan')|bytearray(b'x')|(lambda x: x)|C()|Index()|Bad()|iter([1])|'utf-8'|'strict'|255|256
[[1, 2]]|[('a', 1)]|'%d'|'>5'|memoryview(b'a')|frozenset({1})|...|'__len__'|'real'""".replace('\n', '|').split('|')

# Results that are an implementation's own: sizes, addresses, the order of a listing, what asks a person.
skipped_names = {'__sizeof__', '__dir__', '__class__', '__init_subclass__', '__abstractmethods__', '__annotations__', '__builtins__'}
# Of bytecode, which is its own too.
skipped_names |= {'co_lines', 'co_positions', '_varname_from_oparg'}
skipped_functions = {'input', 'breakpoint', 'exit', 'quit', 'help', 'copyright', 'credits', 'license', 'id', 'open', 'globals', 'locals', 'dir', 'vars', '__build_class__', '__loader__'}
# A large number here is a long time.
large = {'10**20', '-10**20', 'sys.maxsize'}
growing = {'pow', '__pow__', '__rpow__', '__lshift__', '__rlshift__', '__round__', 'round'}
# Hashes made of addresses or of bytecode.
addressed = {'__hash__'}
addressed_types = {'code', 'UnionType', 'GenericAlias'}


def keyword_names(function):
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return None
    kinds = inspect.Parameter
    return [p.name for p in parameters if p.kind in (kinds.POSITIONAL_OR_KEYWORD, kinds.KEYWORD_ONLY) and p.name not in ('self', 'cls')]


def argument_lists(name, function, alike):
    """Lists of arguments for a callable: none, each alone, some pairs and triples, by name, too many."""
    # str's hash is not used: it would differ from run to run.
    chance = random.Random('matrix ' + name)
    pool = [v for v in values if name.rpartition('.')[2] not in growing or v not in large]

    def value():
        return chance.choice(alike) if alike and chance.random() < 0.3 else chance.choice(pool)

    lists = [[]]
    lists += [[v] for v in chance.sample(pool, 8)] + [[a] for a in alike[:2]]
    lists += [[value(), value()] for _ in range(6)]
    lists += [[value(), value(), value()] for _ in range(4)]
    lists += [[value() for _ in range(count)] for count in (4, 5, 6)]
    lists += [['nothing=' + value()], [value(), 'nothing=' + value()], ['*' + chance.choice(['[]', '[1]', "'a'", '5', 'None'])], ['**' + chance.choice(['{}', "{'x': 1}", '{1: 2}', '[]', 'None'])]]
    names = keyword_names(function)
    for keyword in names or []:
        lists += [[keyword + '=' + value()], [value(), keyword + '=' + value()], [keyword + '=' + value()]]
    if names and len(names) > 1:
        lists += [[n + '=' + value() for n in names] for _ in range(3)]
    return lists


def cases():
    found = {}
    namespace = {'sys': sys, 'types': types}
    for name, function in sorted(vars(builtins).items()):
        if not callable(function) or name in skipped_functions or name.startswith('_') and name != '__import__':
            continue
        found[name] = [[None, f'{name}({", ".join(arguments)})'] for arguments in argument_lists(name, function, [])]
    exec(open(sys.argv[1], encoding='utf-8').read(), namespace)
    for kind, sources in receivers.items():
        example = eval(sources[0], namespace)
        for method in sorted(set(dir(type(example)))):
            if method in skipped_names or method in addressed and kind in addressed_types:
                continue
            function = getattr(type(example), method, None)
            if not callable(function):
                continue
            # What every object has is called upon `object` itself.
            if kind != 'object' and not isinstance(function, types.BuiltinMethodType) and function is getattr(object, method, None):
                continue
            lists = argument_lists(f'{kind}.{method}', function, sources)
            found[f'{kind}.{method}'] = [
                [sources[number % len(sources)], f'self.{method}({", ".join(arguments)})'] for number, arguments in enumerate(lists)
            ]
    return found


if __name__ == '__main__':
    json.dump(cases(), sys.stdout)
