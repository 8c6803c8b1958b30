"""Where a relative import starts from, by what the module's globals say."""
import types
import warnings


def attempt(source, **names):
    names.setdefault('__builtins__', __builtins__)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        try:
            exec(source, names)
            print('ok', sorted(name for name in names if not name.startswith('__')))
        except Exception as error:
            print(type(error).__name__, error)
    for one in caught:
        print(' ', one.category.__name__, one.message, one.filename.rpartition('/')[2], one.lineno)


spec = types.SimpleNamespace
for source in ('from . import decoder', '\nfrom .decoder import JSONDecoder', 'from .. import json', 'from ... import a', 'from .nothing import a'):
    attempt(source)
    attempt(source, __name__='json')
    attempt(source, __name__='json', __path__=[])
    attempt(source, __name__='json.encoder')
    attempt(source, __name__=None)
    attempt(source, __name__='x', __package__='json')
    attempt(source, __name__='x', __package__='')
    attempt(source, __name__='x', __package__=1)
    attempt(source, __package__=None, __spec__=spec(parent='json'))
    attempt(source, __package__=None, __spec__=spec(parent=3))
    attempt(source, __package__=None, __spec__=spec())
    attempt(source, __package__='json', __spec__=spec(parent='json'))
    attempt(source, __package__='json', __spec__=spec(parent='other'))
    attempt(source, __package__='json', __spec__=None)
for arguments in [('a', None, None, (), 1), ('a', {}, None, (), 1), ('', {'__package__': 'json'}, None, (), 1), ('', {}, None, (), 0), ('a', {}, None, (), -1)]:
    try:
        print(__import__(*arguments).__name__)
    except Exception as error:
        print(type(error).__name__, error)
