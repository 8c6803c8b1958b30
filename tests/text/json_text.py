# json: reading and writing with its accelerator.
import json
from json import decoder, encoder, scanner

def show(f):
    try:
        print(ascii(f()))
    except Exception as e:
        print(type(e).__name__, ascii(str(e)))

for t in ["", " ", "null", "true", "false", "tru", "1", "-1", "-", "01", "1.5", "1.5e3", "-0.0", "1e400", "NaN", "-Infinity", "Infinity", "[", "]", "[]", "[1,]", "[1 2]", "[1, 2, [3]]", "{", "{}", '{"a"}', '{"a":}', '{"a":1,}', '{"a":1 "b":2}', '{"a": {"b": [1, null]}}', "{1:2}", '"', '"abc', '"\\n\\u00e9\\ud83d\\ude00\\ud83d"', '"\\q"', '"\\u12"', '"a\nb"', "12345678901234567890", "0.1", " [1 , 2 ] ", "[1] x", "é", '{"a":1,"a":2}', "\ufeff1"]:
    show(lambda: json.loads(t))
    show(lambda: json.loads(t.encode("utf-8", "replace"), parse_float=str, parse_int=lambda s: "i" + s, parse_constant=lambda c: "c" + c))
    show(lambda: json.loads(t, object_pairs_hook=list, strict=False))
    show(lambda: json.loads(t, object_hook=lambda d: sorted(d.items())))
circular = []
circular.append(circular)
class D(dict): pass
class I(int): pass
for o in (None, True, 1, -10**20, 1.5, 1e100, float("nan"), float("inf"), "é\n\"\\\x7f\x1f\U0001F600\ud800", [], {}, (), [1, [2]], {"a": 1, "b": [None]}, {1: 2, 1.5: 3, True: 4, None: 5}, {(1,): 2}, object(), {1, 2}, circular, D(x=1), I(3), b"x"):
    show(lambda: json.dumps(o))
    show(lambda: json.dumps(o, ensure_ascii=False, separators=(",", ":"), skipkeys=True))
    show(lambda: json.dumps(o, allow_nan=False, sort_keys=True))
    show(lambda: json.dumps(o, indent=1, default=lambda x: "D" + type(x).__name__))
    show(lambda: json.dumps([o], default=lambda x: [type(x).__name__]))
print(scanner.c_make_scanner is not None, encoder.c_make_encoder is not None, decoder.c_scanstring is not None)
show(lambda: decoder.c_scanstring("abc", 10))
show(lambda: decoder.c_scanstring(1, 1))
show(lambda: encoder.c_encode_basestring_ascii(1))
show(lambda: json.JSONDecoder().scan_once("abc", -1))
show(lambda: json.JSONDecoder().scan_once("", 0))
show(lambda: json.JSONDecoder().raw_decode("[1] tail"))
data = {"k%d" % i: [i, i / 7, "v" * (i % 5), None, {"n": i % 3 == 0}] for i in range(300)}
print(json.loads(json.dumps(data)) == data, len(json.dumps(data)))
show(lambda: json.loads("[" * 100000))
