"""
The meaning of the opcodes, in Python: an interpreter of Tyston's bytecode over CPython's own objects.

It runs what the compiler makes of a program without the rest of Tyston, so that a program's own tests check the
compiler. It is slow and checks the discipline of temporaries at every step: what is read is filled, what is written is
empty. Input: the JSON that unit-json.ts writes.
"""
import builtins, sys, types, json, operator, inspect, collections.abc, struct

EMPTY = type('EMPTY', (), {'__repr__': lambda self: '<empty>'})()
BINARY = [operator.add, operator.and_, operator.floordiv, operator.lshift, operator.matmul, operator.mul, operator.mod,
          operator.or_, operator.pow, operator.rshift, operator.sub, operator.truediv, operator.xor,
          operator.iadd, operator.iand, operator.ifloordiv, operator.ilshift, operator.imatmul, operator.imul,
          operator.imod, operator.ior, operator.ipow, operator.irshift, operator.isub, operator.itruediv, operator.ixor]
NAMED = dict(ADD=operator.add, SUB=operator.sub, MUL=operator.mul, TRUEDIV=operator.truediv,
             FLOORDIV=operator.floordiv, MOD=operator.mod, POW=operator.pow, LSHIFT=operator.lshift,
             RSHIFT=operator.rshift, AND=operator.and_, OR=operator.or_, XOR=operator.xor,
             INPLACE_ADD=operator.iadd, INPLACE_SUB=operator.isub, INPLACE_MUL=operator.imul,
             LT=operator.lt, LE=operator.le, EQ=operator.eq, NE=operator.ne, GT=operator.gt, GE=operator.ge)
IS_SEQUENCE, IS_MAPPING = 1 << 5, 1 << 6


class Code:
    """A code unit, with its constants made."""
    def __init__(self, d):
        self.__dict__.update(d)
        self.consts = [make_const(c) for c in d['consts']]
        self.n = len(self.localsplusnames)
        self.by_at = {i[0]: k for k, i in enumerate(self.code)}


def make_const(c):
    t, v = c
    if t == 'int': return int(v)
    if t == 'float': return struct.unpack('<d', bytes.fromhex(v))[0]
    if t == 'complex': return complex(*[struct.unpack('<d', bytes.fromhex(x))[0] for x in v])
    if t == 'str': return ''.join(map(chr, v))
    if t == 'bytes': return bytes(v)
    if t == 'tuple': return tuple(map(make_const, v))
    if t == 'frozenset': return frozenset(map(make_const, v))
    if t == 'code': return Code(v)
    return {'None': None, 'True': True, 'False': False, 'Ellipsis': ...}[t]


class Wrapped:
    def __init__(self, value): self.value = value


class Frame:
    def __init__(self, code, globals, locals=None, func=None):
        self.code, self.globals, self.locals, self.func = code, globals, locals, func
        b = globals.get('__builtins__', builtins)
        self.builtins = b if isinstance(b, dict) else vars(b)
        self.regs = [EMPTY] * (code.n + code.ntemps)
        self.pc = 0
        self.back = None


class State:
    """The exceptions being handled, innermost last; the frame that runs."""
    handled = None
    frame = None


def set_context(e):
    """The context of an exception that is raised while another one is handled."""
    h = State.handled
    if h is None or h is e or e.__context__ is not None: return
    seen = h
    while seen is not None:
        if seen.__context__ is e:
            seen.__context__ = None
            break
        seen = seen.__context__
    e.__context__ = h


def run(f):
    """A generator: yields what the frame yields; returns ('return', value) or ('raise', exception)."""
    code, regs, n = f.code, f.regs, f.code.n
    consts, names, lnames = code.consts, code.names, code.localsplusnames

    def take(v):
        x = regs[v]
        assert x is not EMPTY, f'vreg {v} is read but empty'
        if v >= n: regs[v] = EMPTY
        return x

    def put(v, x):
        assert v < n or regs[v] is EMPTY, f'temporary {v - n} is written but filled'
        regs[v] = x

    def run_of(base, count):
        return [take(base + i) for i in range(count)]

    def deref(v):
        try: return regs[v].cell_contents
        except ValueError: pass
        name = lnames[v]
        if code.kinds[v] & 0x80:
            raise NameError(f"cannot access free variable '{name}' where it is not associated with a value in enclosing scope")
        raise UnboundLocalError(f"cannot access local variable '{name}' where it is not associated with a value")

    def load_global(name):
        if name in f.globals: return f.globals[name]
        if name in f.builtins: return f.builtins[name]
        raise NameError(f"name '{name}' is not defined", name=name)

    saved_handled = None
    k = 0
    while True:
        at, op, (a, b, c), x, nxt = code.code[k]
        f.pc = at
        k2 = k + 1
        try:
            if op in NAMED: put(a, (lambda l, r: NAMED[op](l, r))(take(b), take(c)))
            elif op.endswith('_K') and op[:-2] in NAMED: put(a, NAMED[op[:-2]](take(b), consts[c]))
            elif op == 'MOVE': put(a, take(b))
            elif op == 'LOAD_CONST': put(a, consts[b])
            elif op == 'MOVE2':
                put(a, take(b)); put(a + 1, take(c))
            elif op == 'COPY':
                assert regs[b] is not EMPTY
                put(a, regs[b])
            elif op == 'NOP': pass
            elif op == 'RELEASE': regs[a] = EMPTY
            elif op == 'CHECK_BOUND':
                if regs[a] is EMPTY:
                    raise UnboundLocalError(f"cannot access local variable '{lnames[a]}' where it is not associated with a value")
            elif op == 'MAKE_CELL':
                regs[a] = types.CellType() if regs[a] is EMPTY else types.CellType(regs[a])
            elif op == 'COPY_FREE_VARS':
                for i, cell in enumerate(f.func.closure): regs[n - a + i] = cell
            elif op == 'LOAD_DEREF': put(a, deref(b))
            elif op == 'STORE_DEREF': regs[a].cell_contents = take(b)
            elif op == 'DELETE_DEREF':
                deref(a)
                del regs[a].cell_contents
            elif op == 'LOAD_CLASSDEREF':
                name = lnames[b]
                put(a, f.locals[name] if name in f.locals else deref(b))
            elif op == 'LOAD_GLOBAL': put(a, load_global(names[b]))
            elif op == 'STORE_GLOBAL': f.globals[names[a]] = take(b)
            elif op == 'DELETE_GLOBAL':
                if names[a] not in f.globals: raise NameError(f"name '{names[a]}' is not defined")
                del f.globals[names[a]]
            elif op == 'LOAD_NAME':
                name = names[b]
                try: put(a, f.locals[name])
                except KeyError: put(a, load_global(name))
            elif op == 'STORE_NAME': f.locals[names[a]] = take(b)
            elif op == 'DELETE_NAME':
                try: del f.locals[names[a]]
                except KeyError: raise NameError(f"name '{names[a]}' is not defined") from None
            elif op == 'LOAD_SPECIAL': put(a, [build_class, AssertionError][b])
            elif op == 'SETUP_ANNOTATIONS':
                if '__annotations__' not in f.locals: f.locals['__annotations__'] = {}
            elif op == 'IMPORT_NAME':
                level, fromlist = run_of(c, 2)
                put(a, f.builtins['__import__'](names[b], f.globals, f.locals, fromlist, level))
            elif op == 'IMPORT_FROM':
                module, name = regs[b], names[c]
                try: value = getattr(module, name)
                except AttributeError:
                    full = f'{module.__name__}.{name}'
                    if full not in sys.modules: raise ImportError(f'cannot import name {name!r} from {module.__name__!r}') from None
                    value = sys.modules[full]
                put(a, value)
            elif op == 'IMPORT_STAR':
                m = take(a)
                for name in getattr(m, '__all__', [x for x in vars(m) if not x.startswith('_')]): f.locals[name] = getattr(m, name)
            elif op == 'PRINT_EXPR': sys.displayhook(take(a))
            elif op == 'LOAD_ATTR': put(a, getattr(take(b), names[c]))
            elif op == 'STORE_ATTR':
                o, v = take(a), take(c)
                setattr(o, names[b], v)
            elif op == 'DELETE_ATTR': delattr(take(a), names[b])
            elif op == 'LOAD_METHOD': put(a, getattr(take(b), names[c]))
            elif op == 'SUBSCR':
                o, i = take(b), take(c)
                put(a, o[i])
            elif op == 'SUBSCR_K': put(a, take(b)[consts[c]])
            elif op == 'STORE_SUBSCR':
                o, i, v = take(a), take(b), take(c)
                o[i] = v
            elif op == 'STORE_SUBSCR_K':
                o, v = take(a), take(c)
                o[consts[b]] = v
            elif op == 'DELETE_SUBSCR':
                o, i = take(a), take(b)
                del o[i]
            elif op == 'BUILD_SLICE': put(a, slice(*run_of(b, c)))
            elif op == 'LOAD_SLICE':
                o, (i, j) = take(b), run_of(c, 2)
                put(a, o[i:j])
            elif op == 'STORE_SLICE':
                o, (i, j), v = take(a), run_of(b, 2), take(c)
                o[i:j] = v
            elif op == 'NEGATIVE': put(a, -take(b))
            elif op == 'POSITIVE': put(a, +take(b))
            elif op == 'INVERT': put(a, ~take(b))
            elif op == 'NOT': put(a, not take(b))
            elif op == 'BINARY_OP':
                l, r = take(b), take(c)
                put(a, BINARY[x[0]](l, r))
            elif op == 'BINARY_OP_K': put(a, BINARY[x[0]](take(b), consts[c]))
            elif op in ('IS', 'IS_NOT'):
                l, r = take(b), take(c)
                put(a, (l is r) == (op == 'IS'))
            elif op in ('IN', 'NOT_IN'):
                l, r = take(b), take(c)
                put(a, (l in r) == (op == 'IN'))
            elif op in ('JUMP', 'JUMP_BACK'): k2 = code.by_at[x[0]]
            elif op in ('JUMP_IF_TRUE', 'JUMP_IF_FALSE'):
                if bool(take(a)) == (op == 'JUMP_IF_TRUE'): k2 = code.by_at[x[0]]
            elif op in ('JUMP_IF_TRUE_KEEP', 'JUMP_IF_FALSE_KEEP'):
                assert regs[a] is not EMPTY
                if bool(regs[a]) == (op == 'JUMP_IF_TRUE_KEEP'): k2 = code.by_at[x[0]]
                else: regs[a] = EMPTY
            elif op in ('JUMP_IF_NONE', 'JUMP_IF_NOT_NONE'):
                if (take(a) is None) == (op == 'JUMP_IF_NONE'): k2 = code.by_at[x[0]]
            elif op == 'JUMP_IF_IS':
                l, r = take(a), take(b)
                if (l is r) == bool(c): k2 = code.by_at[x[0]]
            elif op == 'JUMP_IF_IN':
                l, r = take(a), take(b)
                if (l in r) == bool(c): k2 = code.by_at[x[0]]
            elif op.startswith('JUMP_IF_') and op[8:].removesuffix('_K') in NAMED:
                l = take(a)
                r = consts[b] if op.endswith('_K') else take(b)
                if bool(NAMED[op[8:].removesuffix('_K')](l, r)) == bool(c): k2 = code.by_at[x[0]]
            elif op == 'GET_ITER': put(a, iter(take(b)))
            elif op == 'FOR_ITER':
                assert regs[b] is not EMPTY
                try: put(a, type(regs[b]).__next__(regs[b]))
                except StopIteration:
                    regs[b] = EMPTY
                    k2 = code.by_at[x[0]]
            elif op == 'GET_YIELD_FROM_ITER':
                v = take(b)
                if isinstance(v, types.CoroutineType) and not code.flags & 0x180:
                    raise TypeError("cannot 'yield from' a coroutine object in a non-coroutine generator")
                put(a, v if isinstance(v, (types.GeneratorType, types.CoroutineType)) else iter(v))
            elif op == 'GET_AITER':
                v = take(b)
                if not hasattr(type(v), '__aiter__'):
                    raise TypeError(f"'async for' requires an object with __aiter__ method, got {type(v).__name__}")
                i = type(v).__aiter__(v)
                if not hasattr(type(i), '__anext__'):
                    raise TypeError(f"'async for' received an object from __aiter__ that does not implement __anext__: {type(i).__name__}")
                put(a, i)
            elif op == 'GET_ANEXT':
                v = type(regs[b]).__anext__(regs[b])
                try: put(a, awaitable(v))
                except TypeError as e:
                    raise TypeError(f"'async for' received an invalid object from __anext__: {type(v).__name__}") from e
            elif op == 'GET_AWAITABLE':
                v = take(b)
                try: i = awaitable(v)
                except TypeError:
                    if c and not hasattr(type(v), '__await__'):
                        raise TypeError("'async with' received an object from %s that does not implement __await__: %s"
                            % (['', '__aenter__', '__aexit__'][c], type(v).__name__)) from None
                    raise
                put(a, i)
            elif op == 'END_ASYNC_FOR':
                e = take(a)
                if not isinstance(e, StopAsyncIteration): raise Again(e)
                regs[b] = EMPTY
            elif op == 'UNPACK_2':
                v1, v2 = unpack(take(c), 2)
                put(a, v1); put(b, v2)
            elif op == 'UNPACK_SEQUENCE':
                for i, v in enumerate(unpack(take(b), c)): put(a + i, v)
            elif op == 'UNPACK_EX':
                items, before, after = list_of(take(b)), c, x[0]
                if len(items) < before + after:
                    raise ValueError(f'not enough values to unpack (expected at least {before + after}, got {len(items)})')
                tail = items[len(items) - after:]
                for i, v in enumerate(items[:before] + [items[before:len(items) - after]] + tail): put(a + i, v)
            elif op == 'BUILD_TUPLE': put(a, tuple(run_of(b, c)))
            elif op == 'BUILD_LIST': put(a, run_of(b, c))
            elif op == 'BUILD_SET':
                s = set()
                for v in run_of(b, c): s.add(v)
                put(a, s)
            elif op == 'BUILD_MAP':
                r, d = run_of(b, 2 * c), {}
                for i in range(c): d[r[2 * i]] = r[2 * i + 1]
                put(a, d)
            elif op == 'BUILD_CONST_KEY_MAP': put(a, dict(zip(consts[x[0]], run_of(b, c), strict=True)))
            elif op == 'BUILD_STRING': put(a, ''.join(run_of(b, c)))
            elif op == 'LIST_APPEND': regs[a].append(take(b))
            elif op == 'LIST_EXTEND':
                v = take(b)
                try: regs[a].extend(v)
                except TypeError:
                    if hasattr(type(v), '__iter__') or hasattr(type(v), '__getitem__'): raise
                    raise TypeError(f'Value after * must be an iterable, not {type(v).__name__}') from None
            elif op == 'LIST_TO_TUPLE': put(a, tuple(take(b)))
            elif op == 'SET_ADD': regs[a].add(take(b))
            elif op == 'SET_UPDATE': regs[a].update(take(b))
            elif op == 'MAP_ADD':
                key, v = take(b), take(c)
                regs[a][key] = v
            elif op == 'DICT_UPDATE':
                v = take(b)
                if not hasattr(v, 'keys'): raise TypeError(f"'{type(v).__name__}' object is not a mapping")
                regs[a].update(v)
            elif op == 'DICT_MERGE':
                v, name = take(b), f'{getattr(regs[c], "__qualname__", regs[c])}()'
                if getattr(regs[c], '__module__', 'builtins') not in ('builtins', None): name = f'{regs[c].__module__}.{name}'
                if not hasattr(v, 'keys'):
                    raise TypeError(f'{name} argument after ** must be a mapping, not {type(v).__name__}')
                for key in v.keys():
                    if not isinstance(key, str): raise TypeError('keywords must be strings')
                    if key in regs[a]: raise TypeError(f"{name} got multiple values for keyword argument '{key}'")
                    regs[a][key] = v[key]
            elif op == 'FORMAT_VALUE': put(a, format([lambda v: v, str, repr, ascii][c](take(b)), ''))
            elif op == 'FORMAT_VALUE_SPEC':
                v, spec = run_of(b, 2)
                put(a, format([lambda v: v, str, repr, ascii][c](v), spec))
            elif op == 'MAKE_FUNCTION':
                r = iter(run_of(b, bin(c & 15).count('1')))
                put(a, make_function(consts[x[0]], f.globals, *[next(r) if c & bit else None for bit in (1, 2, 4, 8)]))
            elif op in ('CALL', 'CALL_KW'):
                fn = take(b)
                self = regs[b + 1]
                regs[b + 1] = EMPTY
                args = run_of(b + 2, c)
                kw = {}
                if op == 'CALL_KW':
                    knames = consts[x[0]]
                    kw = dict(zip(knames, args[len(args) - len(knames):], strict=True))
                    args = args[:len(args) - len(knames)]
                if self is not EMPTY: args.insert(0, self)
                put(a, call(f, fn, args, kw))
            elif op == 'CALL_EX':
                fn, args = take(b), take(b + 2)
                kw = take(b + 3) if c else {}
                assert regs[b + 1] is EMPTY and regs[b + 3] is EMPTY
                if not hasattr(type(args), '__iter__') and not hasattr(type(args), '__getitem__'):
                    raise TypeError(f'{getattr(fn, "__module__", "")}.{fn.__qualname__}() argument after * must be an iterable, not {type(args).__name__}')
                put(a, call(f, fn, list(args), kw))
            elif op in ('RETURN', 'RETURN_CONST'):
                value = take(a) if op == 'RETURN' else consts[a]
                assert all(r is EMPTY for r in regs[n:]), f'temporaries are left: {regs[n:]}'
                return 'return', value
            elif op == 'RETURN_GENERATOR': pass
            elif op == 'YIELD_VALUE':
                v = take(b)
                mine, State.handled = State.handled, saved_handled
                kind, sent = yield v
                saved_handled, State.handled = State.handled, mine
                State.frame = f
                if kind == 'throw': raise sent
                put(a, sent)
            elif op == 'YIELD_FROM':
                assert c >= n and regs[b] is not EMPTY
                it, sent, kind, result = regs[b], take(c), 'send', EMPTY
                while True:
                    try:
                        if kind == 'send': v = next(it) if sent is None and hasattr(it, '__next__') else it.send(sent)
                        elif isinstance(sent, GeneratorExit):
                            if hasattr(it, 'close'): it.close()
                            raise sent
                        elif hasattr(it, 'throw'): v = it.throw(sent)
                        else: raise sent
                    except StopIteration as e:
                        if kind == 'throw' and e is sent: raise
                        result = e.value
                        break
                    mine, State.handled = State.handled, saved_handled
                    kind, sent = yield v
                    saved_handled, State.handled = State.handled, mine
                    State.frame = f
                regs[b] = EMPTY
                put(a, result)
            elif op == 'ASYNC_GEN_WRAP': put(a, Wrapped(take(b)))
            elif op in ('RAISE', 'RAISE_FROM'):
                e = take(a)
                cause = take(b) if op == 'RAISE_FROM' else EMPTY
                if isinstance(e, type) and issubclass(e, BaseException):
                    t, e = e, e()
                    if not isinstance(e, BaseException):
                        raise TypeError(f'calling {t!r} should have returned an instance of BaseException, not {type(e)!r}')
                if not isinstance(e, BaseException): raise TypeError('exceptions must derive from BaseException')
                if cause is not EMPTY:
                    if isinstance(cause, type) and issubclass(cause, BaseException): cause = cause()
                    if cause is not None and not isinstance(cause, BaseException):
                        raise TypeError('exception causes must derive from BaseException')
                    e.__cause__ = cause
                set_context(e)
                raise Again(e)
            elif op == 'RAISE_AGAIN':
                if State.handled is None: raise RuntimeError('No active exception to reraise')
                raise Again(State.handled)
            elif op == 'RERAISE': raise Again(take(a))
            elif op == 'PUSH_EXC_INFO':
                put(a, State.handled)
                State.handled = regs[b]
            elif op == 'POP_EXCEPT': State.handled = take(a)
            elif op == 'JUMP_IF_NOT_EXC':
                t = take(b)
                for cls in t if isinstance(t, tuple) else (t,):
                    if not (isinstance(cls, type) and issubclass(cls, BaseException)):
                        raise TypeError('catching classes that do not inherit from BaseException is not allowed')
                if not issubclass(type(regs[a]), t): k2 = code.by_at[x[0]]
            elif op == 'MATCH_EXC_GROUP':
                t, e = take(b), take(a)
                for cls in t if isinstance(t, tuple) else (t,):
                    if not (isinstance(cls, type) and issubclass(cls, BaseException)):
                        raise TypeError('catching classes that do not inherit from BaseException is not allowed')
                    if issubclass(cls, BaseExceptionGroup):
                        raise TypeError('catching ExceptionGroup with except* is not allowed. Use except instead.')
                if e is None: match = rest = None
                elif isinstance(e, t):
                    match, rest = e if isinstance(e, BaseExceptionGroup) else BaseExceptionGroup('', [e]), None
                elif isinstance(e, BaseExceptionGroup): match, rest = e.split(t)
                else: match, rest = None, e
                put(a, rest); put(a + 1, match)
                if match is not None: State.handled = match
            elif op == 'PREP_RERAISE_STAR':
                original, raised = take(b), take(c)
                put(a, prepare_reraise(original, raised))
            elif op in ('BEFORE_WITH', 'BEFORE_ASYNC_WITH'):
                m = take(c)
                enter, leave = ('__enter__', '__exit__') if op == 'BEFORE_WITH' else ('__aenter__', '__aexit__')
                what = 'context manager' if op == 'BEFORE_WITH' else 'asynchronous context manager'
                cls = type(m)
                if not hasattr(cls, enter): raise TypeError(f"'{cls.__name__}' object does not support the {what} protocol")
                if not hasattr(cls, leave):
                    raise TypeError(f"'{cls.__name__}' object does not support the {what} protocol (missed {leave} method)")
                bound = types.MethodType(getattr(cls, leave), m) if hasattr(getattr(cls, leave), '__get__') else getattr(cls, leave)
                value = getattr(cls, enter)(m)
                put(b, bound); put(a, value)
            elif op == 'WITH_EXCEPT_START':
                e = regs[c]
                put(a, call(f, regs[b], [type(e), e, e.__traceback__], {}))
            elif op in ('JUMP_IF_NOT_SEQUENCE', 'JUMP_IF_NOT_MAPPING'):
                flag = IS_SEQUENCE if op == 'JUMP_IF_NOT_SEQUENCE' else IS_MAPPING
                if not type(regs[a]).__flags__ & flag: k2 = code.by_at[x[0]]
            elif op == 'GET_LEN': put(a, len(regs[b]))
            elif op == 'MATCH_KEYS': put(a, match_keys(regs[b], regs[c]))
            elif op == 'MATCH_CLASS': put(a, match_class(*run_of(b, 3), c))
            else: raise AssertionError(f'no opcode {op}')
        except AssertionError as e:
            if e.args and isinstance(e.args[0], str) and e.args[0].startswith(('vreg', 'temporar', 'no opcode')):
                e.add_note(f'{code.qualname} at {at}: {op}')
                sys.stderr.write(f'DISCIPLINE {code.filename} {code.qualname} at {at}: {op}: {e}\n')
            exc = e
            set_context(exc)
        except Again as e: exc = e.exception
        except BaseException as e:
            exc = e
            set_context(exc)
        else:
            k = k2
            continue
        for start, end, handler, depth in code.exceptiontable:
            if start <= at < end:
                for i in range(n + depth, len(regs)): regs[i] = EMPTY
                regs[n + depth] = exc
                k = code.by_at[handler]
                break
        else: return 'raise', exc


class Again(BaseException):
    """Raised as it is, without a new context."""
    def __init__(self, exception): self.exception = exception


def list_of(v):
    if not hasattr(type(v), '__iter__') and not hasattr(type(v), '__getitem__'):
        raise TypeError(f'cannot unpack non-iterable {type(v).__name__} object')
    return list(v)


def unpack(v, n):
    if not hasattr(type(v), '__iter__') and not hasattr(type(v), '__getitem__'):
        raise TypeError(f'cannot unpack non-iterable {type(v).__name__} object')
    out, it = [], iter(v)
    for _ in range(n):
        try: out.append(next(it))
        except StopIteration: raise ValueError(f'not enough values to unpack (expected {n}, got {len(out)})') from None
    for _ in it: raise ValueError(f'too many values to unpack (expected {n})')
    return out


def prepare_reraise(original, raised):
    raised = [e for e in raised if e is not None]
    if not isinstance(original, BaseExceptionGroup):
        assert len(raised) <= 1 or all(e is not None for e in raised)
        return raised[0] if raised else None
    same = [e for e in raised if same_group(e, original)]
    new = [e for e in raised if not same_group(e, original)]
    if same:
        leaves = set()
        for e in same: collect_leaves(e, leaves)
        kept = project(original, leaves)
        if not new: return kept
        return BaseExceptionGroup('', new + [kept])
    if not new: return None
    return new[0] if len(new) == 1 and isinstance(new[0], type(None)) else BaseExceptionGroup('', new)


def same_group(e, original):
    return (isinstance(e, BaseExceptionGroup) and e.__traceback__ is original.__traceback__
        and e.__notes__ is original.__notes__ if hasattr(original, '__notes__') and hasattr(e, '__notes__') else
        isinstance(e, BaseExceptionGroup) and e.__traceback__ is original.__traceback__
        and e.__cause__ is original.__cause__ and e.__context__ is original.__context__)


def collect_leaves(e, into):
    if isinstance(e, BaseExceptionGroup):
        for x in e.exceptions: collect_leaves(x, into)
    else: into.add(id(e))


def project(group, leaves):
    return group.split(lambda e: id(e) in leaves)[0]


def match_keys(subject, keys):
    seen, values, missing = set(), [], object()
    for key in keys:
        if key in seen: raise ValueError(f'mapping pattern checks duplicate key ({key!r})')
        seen.add(key)
        v = subject.get(key, missing)
        if v is missing: return None
        values.append(v)
    return tuple(values)


SELF_MATCH = (bool, bytearray, bytes, dict, float, frozenset, int, list, set, str, tuple)


def match_class(subject, cls, names, count):
    if not isinstance(cls, type): raise TypeError('called match pattern must be a type')
    if not isinstance(subject, cls): return None
    seen, values = set(), []
    def take(name):
        if name in seen: raise TypeError(f'{cls.__name__}() got multiple sub-patterns for attribute {name!r}')
        seen.add(name)
        values.append(getattr(subject, name))
    try:
        if count:
            self_match = False
            try: args = cls.__match_args__
            except AttributeError:
                args, self_match = (), issubclass(cls, SELF_MATCH)
            if type(args) is not tuple: raise TypeError(f'{cls.__name__}.__match_args__ must be a tuple (got {type(args).__name__})')
            allowed = 1 if self_match else len(args)
            if allowed < count:
                raise TypeError(f'{cls.__name__}() accepts {allowed} positional sub-pattern{"" if allowed == 1 else "s"} ({count} given)')
            if self_match: values.append(subject)
            else:
                for name in args[:count]:
                    if not isinstance(name, str):
                        raise TypeError(f'__match_args__ elements must be strings (got {type(name).__name__})')
                    take(name)
        for name in names: take(name)
    except AttributeError: return None
    return tuple(values)


def awaitable(v):
    if isinstance(v, types.CoroutineType):
        if inspect.getcoroutinestate(v) == 'CORO_SUSPENDED': raise RuntimeError('coroutine is being awaited already')
        return v
    if isinstance(v, types.GeneratorType) and v.gi_code.co_flags & 0x100: return v
    if not hasattr(type(v), '__await__'):
        raise TypeError(f"object {type(v).__name__} can't be used in 'await' expression")
    it = type(v).__await__(v)
    if isinstance(it, types.CoroutineType): raise TypeError('__await__() returned a coroutine')
    if not hasattr(type(it), '__next__'):
        raise TypeError(f"__await__() returned non-iterator of type '{type(it).__name__}'")
    return it


def call(f, fn, args, kw):
    """Some built-in functions look at the frame of their caller."""
    if not args and not kw:
        if fn is super:
            # The cell of the class, and the first argument.
            i = f.code.localsplusnames.index('__class__')
            first = f.regs[0]
            if isinstance(first, types.CellType): first = first.cell_contents
            return super(f.regs[i].cell_contents, first)
        if fn is locals: return frame_locals(f)
        if fn is globals: return f.globals
        if fn is dir: return sorted(frame_locals(f))
        if fn is vars: return frame_locals(f)
        if fn is sys.exc_info:
            e = State.handled
            return (type(e), e, e.__traceback__) if e is not None else (None, None, None)
        if fn is sys.exception: return State.handled
    if fn in (eval, exec) and 1 <= len(args) <= 3 and not kw:
        source, *rest = args
        g = rest[0] if rest and rest[0] is not None else f.globals
        l = rest[1] if len(rest) > 1 and rest[1] is not None else g if rest and rest[0] is not None else frame_locals(f)
        return fn(source, g, l)
    try: return fn(*args, **kw)
    finally: State.frame = f


def frame_locals(f):
    if f.locals is not None: return f.locals
    out = {}
    for name, kind, v in zip(f.code.localsplusnames, f.code.kinds, f.regs):
        if kind & 0xC0 and isinstance(v, types.CellType):
            try: v = v.cell_contents
            except ValueError: continue
        if v is not EMPTY: out[name] = v
    return out


def execute(frame):
    """Runs a frame that is no generator."""
    State.frame, frame.back = frame, State.frame
    handled = State.handled
    try: next(run(frame))
    except StopIteration as e: kind, value = e.value
    else: raise AssertionError('a plain function yields')
    finally:
        State.frame = frame.back
        State.handled = handled
    if kind == 'raise': raise value
    return value


def drive(frame):
    """A frame as a generator of what it yields, to be sent ('send', value) or ('throw', exception)."""
    handled_outside = State.handled
    State.handled = None
    State.frame, frame.back = frame, State.frame
    g = run(frame)
    message = None
    while True:
        try: out = g.send(message)
        except StopIteration as e:
            State.handled, State.frame = handled_outside, frame.back
            return e.value
        State.handled, State.frame = handled_outside, frame.back
        frame.back = None
        message = yield out
        handled_outside, frame.back = State.handled, State.frame
        State.handled, State.frame = None, frame


def finish(result):
    # None: the generator that drives the frame has been closed before this one, at exit.
    if result is None: return None
    kind, value = result
    if kind == 'return': return value
    if isinstance(value, StopIteration): raise RuntimeError('generator raised StopIteration') from value
    raise value


def as_generator(frame):
    d, message = drive(frame), None
    while True:
        try: out = d.send(message)
        except StopIteration as e: return finish(e.value)
        try: message = 'send', (yield out)
        except BaseException as e: message = 'throw', e


class Awaited:
    def __init__(self, frame): self.frame = frame
    def __await__(self): return as_generator(self.frame)


class Pass:
    """Awaiting it yields one value to the event loop."""
    def __init__(self, value): self.value = value
    def __await__(self): return (yield self.value)


async def as_coroutine(frame):
    d, message = drive(frame), None
    while True:
        try: out = d.send(message)
        except StopIteration as e:
            kind, value = e.value
            if kind == 'raise' and isinstance(value, StopIteration): raise RuntimeError('coroutine raised StopIteration') from value
            return finish(e.value)
        try: message = 'send', await Pass(out)
        except BaseException as e: message = 'throw', e


async def as_async_generator(frame):
    d, message = drive(frame), None
    while True:
        try: out = d.send(message)
        except StopIteration as e:
            kind, value = e.value
            if kind == 'raise':
                if isinstance(value, (StopIteration, StopAsyncIteration)):
                    raise RuntimeError(f'async generator raised {type(value).__name__}') from value
                raise value
            return
        try:
            if isinstance(out, Wrapped): message = 'send', (yield out.value)
            else: message = 'send', await Pass(out)
        except BaseException as e: message = 'throw', e


class Function:
    """What MAKE_FUNCTION knows beside the CPython function that stands for it."""
    def __init__(self, code, closure): self.code, self.closure = code, closure


def make_function(code, globals, defaults, kwdefaults, annotations, closure):
    info = Function(code, closure or ())
    names = code.localsplusnames
    npos, nkw = code.argcount, code.kwonlyargcount
    flags = code.flags
    count = npos + nkw + bool(flags & 4) + bool(flags & 8)
    parameters = names[:count]
    varargs = names[npos + nkw] if flags & 4 else None
    kwargs = names[count - 1] if flags & 8 else None
    safe = {p: p if p.isidentifier() else f'_implicit{i}' for i, p in enumerate(parameters)}
    parts = []
    for i, p in enumerate(names[:npos]):
        parts.append(safe[p])
        if i + 1 == code.posonlyargcount: parts.append('/')
    if varargs: parts.append(f'*{safe[varargs]}')
    elif nkw: parts.append('*')
    parts += [safe[p] for p in names[npos:npos + nkw]]
    if kwargs: parts.append(f'**{safe[kwargs]}')
    order = [*names[:npos], *names[npos:npos + nkw], *([varargs] if varargs else []), *([kwargs] if kwargs else [])]
    kind = 'async_generator' if flags & 0x200 else 'coroutine' if flags & 0x80 else 'generator' if flags & 0x20 else 'plain'
    arguments = ', '.join(safe[p] for p in order)
    shell = {'_enter': enter, '_info': info, '_kind': kind}
    exec(f"def make(_enter, _info, _kind):\n def shell({', '.join(parts)}): return _enter(_info, shell, _kind, ({arguments}{',' if order else ''}))\n return shell", shell)
    fn = shell['make'](enter, info, kind)
    out = types.FunctionType(fn.__code__.replace(co_name=code.name, co_qualname=code.qualname, co_filename=code.filename, co_firstlineno=code.firstlineno,
        co_varnames=fn.__code__.co_varnames), globals, code.name, defaults, fn.__closure__)
    # The shell refers to itself through its cell.
    for cell, name in zip(fn.__closure__, fn.__code__.co_freevars):
        if name == 'shell': cell.cell_contents = out
    out.__qualname__ = code.qualname
    out.__kwdefaults__ = kwdefaults
    if annotations: out.__annotations__ = dict(zip(annotations[::2], annotations[1::2]))
    doc = code.consts[0] if code.consts else None
    out.__doc__ = doc if isinstance(doc, str) else None
    out.__module__ = globals.get('__name__')
    return out


def enter(info, shell, kind, arguments):
    frame = Frame(info.code, shell.__globals__, None, info)
    frame.regs[:len(arguments)] = arguments
    if kind == 'plain': return execute(frame)
    made = {'generator': as_generator, 'coroutine': as_coroutine, 'async_generator': as_async_generator}[kind](frame)
    made.__name__, made.__qualname__ = shell.__name__, shell.__qualname__
    return made


def build_class(body, name, /, *bases, metaclass=None, **keywords):
    """__build_class__: the body is run over the namespace, so CPython's own cannot be used."""
    resolved = types.resolve_bases(bases)
    meta, namespace, keywords = types.prepare_class(name, resolved, {**({'metaclass': metaclass} if metaclass is not None else {}), **keywords})
    info = body.__closure__[body.__code__.co_freevars.index('_info')].cell_contents
    cell = execute(Frame(info.code, body.__globals__, namespace, info))
    if resolved is not bases: namespace['__orig_bases__'] = bases
    cls = meta(name, resolved, namespace, **keywords)
    if cell is not None and isinstance(cls, type):
        assert isinstance(cell, types.CellType) and cell.cell_contents is cls, '__class__ is not set'
    return cls


def run_module(unit, name='__main__', filename=None):
    code = Code(unit)
    module = types.ModuleType(name)
    module.__file__ = filename or code.filename
    module.__builtins__ = builtins
    sys.modules[name] = module
    execute(Frame(code, vars(module), vars(module)))
    return module


if __name__ == '__main__':
    sys.setrecursionlimit(8000)
    request = json.load(sys.stdin)
    module = run_module(request['unit'], request['name'], request.get('filename'))
    if request.get('unittest'):
        import unittest
        suite = unittest.defaultTestLoader.loadTestsFromModule(module)
        result = unittest.TextTestRunner(stream=sys.stderr, verbosity=1).run(suite)
        json.dump(dict(run=result.testsRun, skipped=len(result.skipped),
            failed=sorted([t.id(), e.strip().splitlines()[-1]] for t, e in result.failures + result.errors)), sys.stdout)
