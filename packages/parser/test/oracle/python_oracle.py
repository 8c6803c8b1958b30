"""What CPython says: reads one JSON request a line, writes one JSON answer a line.

A request holds `source` (str), `base64` (bytes) or `path`, the arguments of ast.parse, and `want`: a list of
"dump" (attributes included), "digest" (of that dump), "unparse", "unparse_digest", "compile".
"""
import ast
import base64
import hashlib
import json
import sys
import warnings

sys.setrecursionlimit(20000)


def digest(text):
    return hashlib.sha1(text.encode('utf-8', 'surrogatepass')).hexdigest()


def error_of(exception):
    attributes = {'type': type(exception).__name__, 'message': str(exception)}
    if isinstance(exception, SyntaxError):
        attributes.update(
            message=exception.msg,
            lineno=exception.lineno,
            offset=exception.offset,
            endLineno=exception.end_lineno,
            endOffset=exception.end_offset,
            text=exception.text,
        )
    return attributes


def answer(request):
    if 'path' in request:
        with open(request['path'], 'rb') as file:
            source = file.read()
    elif 'base64' in request:
        source = base64.b64decode(request['base64'])
    else:
        source = request['source']
    want = request.get('want', ['dump'])
    arguments = {name: request[name] for name in ('mode', 'type_comments') if name in request}
    if 'feature_version' in request:
        arguments['feature_version'] = (3, request['feature_version'])
    result = {}
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        try:
            if 'compile' in want:
                compile(source, '<unknown>', request.get('mode', 'exec'))
                return result
            tree = ast.parse(source, **arguments)
        except Exception as exception:
            result['error'] = error_of(exception)
            tree = None
    result['warnings'] = [[w.category.__name__, str(w.message), w.lineno] for w in caught]
    if tree is None:
        return result
    if 'dump' in want or 'digest' in want:
        dump = ast.dump(tree, include_attributes=True, indent=request.get('indent'))
        if 'dump' in want:
            result['dump'] = dump
        if 'digest' in want:
            result['digest'] = digest(dump)
    if 'unparse' in want or 'unparse_digest' in want:
        text = ast.unparse(tree)
        if 'unparse' in want:
            result['unparse'] = text
        if 'unparse_digest' in want:
            result['unparse_digest'] = digest(text)
    return result


for line in sys.stdin:
    try:
        reply = answer(json.loads(line))
    except Exception as exception:
        reply = {'failure': repr(exception)}
    sys.stdout.write(json.dumps(reply) + '\n')
    sys.stdout.flush()
