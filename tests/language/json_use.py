# json: encoding and decoding options, hooks, errors with positions, round trips.
import json, math
o = {'a': [1, 2.5, -0.0, 1e100, True, None, 'é"\\\n\u2028😀'], 'b': {}, 'c': [], 'd': {'1': {'x': [[]]}}, 'e': (1, 2)}
for kw in ({}, {'indent': 2}, {'separators': (',', ':')}, {'sort_keys': True, 'ensure_ascii': False}, {'indent': '\t', 'separators': (',', ' = ')}): print(json.dumps(o, **kw))
print(json.loads(json.dumps(o)) == {**o, 'e': [1, 2]}, json.dumps({1: 'a', None: 'b', True: 'c', 1.5: 'd'}), json.dumps([float('nan'), float('inf'), -math.inf]), json.loads('[NaN, Infinity, -Infinity]'), json.loads(' [1 , 2 ] '), json.loads('"\\u00e9\\ud83d\\ude00\\n"'), json.loads(b'{"a": 1}'), json.loads('1E5'), json.loads('-0'), json.loads('123456789012345678901234567890'), json.loads('"\\ud800"') == '\ud800')
class E(json.JSONEncoder):
    def default(self, v): return {'__set__': sorted(v)} if isinstance(v, set) else super().default(v)
print(json.dumps({'s': {3, 1}}, cls=E), json.loads('{"__set__": [1]}', object_hook=lambda d: set(d['__set__']) if '__set__' in d else d), json.loads('{"b": 1, "a": 2, "b": 3}', object_pairs_hook=list), json.loads('[1.5, 2]', parse_float=str, parse_int=float), json.loads('[NaN]', parse_constant=lambda c: c), json.dumps(object, default=lambda v: v.__name__), list(E().iterencode([1, {'a': 2}])), json.dumps('x' * 3), json.dumps({(1, 2): 3, 'k': 1}, skipkeys=True))
for bad in ('', '{', '[1,]', '{"a"}', '{"a": }', "{'a': 1}", '[1 2]', '"abc', '"\\x"', '"\\u12"', 'tru', '01', '1.', '.5', '-', '[1]x', '{"a": 1,}', '"a\nb"', '\ufeff1', 'nul', '{1: 2}', '[', '{"a":1 "b"', '"\\'):
    try: print(repr(bad), json.loads(bad))
    except json.JSONDecodeError as e: print(repr(bad), e, e.pos, e.lineno, e.colno)
for bad in (lambda: json.dumps({1, 2}), lambda: json.dumps({(1,): 2}), lambda: json.dumps(float('nan'), allow_nan=False), lambda: json.dumps(b'x'), lambda: json.loads(5), lambda: json.loads(None), lambda: json.dumps(rec), lambda: json.loads(b'\xff')):
    rec = []; rec.append(rec)
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
class I(int): 
    def __repr__(self): return 'custom'
class F(float): pass
class D(dict): pass
print(json.dumps([I(5), F(1.5), D(a=1)]), json.dumps({'z': 1, 'a': {'y': 1, 'b': 2}}, sort_keys=True), json.JSONDecoder().raw_decode('[1] rest'), json.dumps('</script>\x7f\x00'), json.dumps([[[]]], indent=1), json.dumps({}, indent=2), json.loads('[' * 50 + ']' * 50) == eval('[' * 50 + ']' * 50))
