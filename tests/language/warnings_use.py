# warnings: filters, catching, categories, stack levels, deprecated syntax turned into errors.
import warnings, sys
def show(m, c, f, l, file=None, line=None): print('shown:', c.__name__, m)
warnings.showwarning = show; warnings.simplefilter('always')
warnings.warn('plain'); warnings.warn('dep', DeprecationWarning); warnings.warn(RuntimeWarning('inst'))
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter('always'); warnings.warn('a'); warnings.warn('b', FutureWarning, stacklevel=1)
    print(len(w), [(x.category.__name__, str(x.message), x.lineno > 0) for x in w])
with warnings.catch_warnings():
    warnings.simplefilter('error')
    try: warnings.warn('as error', UserWarning)
    except UserWarning as e: print('raised', e)
    warnings.filterwarnings('ignore', message='.*quiet.*'); warnings.warn('be quiet please')
    try: eval('1 is 1')
    except SyntaxError as e: print(e.msg)
    try: compile("'\\d'", 'f', 'eval')
    except SyntaxError as e: print(e.msg)
    try: compile('assert (1, "x")', 'f', 'exec')
    except SyntaxError as e: print(e.msg)
    for src in ('(1)(2)', '"a"[1.5]', '[1][1, 2]', '"x" is y', '{} ()', '1if 2else 3'):
        try: compile(src, 'f', 'eval'); print(src, 'silent')
        except SyntaxError as e: print(src, e.msg)
warnings.simplefilter('once')
for _ in range(3): warnings.warn('only once')
warnings.simplefilter('ignore'); warnings.warn('never'); warnings.resetwarnings(); print(warnings.filters, warnings.warn_explicit('explicit', UserWarning, 'file', 5))
for bad in (lambda: warnings.warn('m', 5), lambda: warnings.warn('m', ValueError), lambda: warnings.simplefilter('nope'), lambda: warnings.filterwarnings('ignore', 5), lambda: warnings.warn('m', stacklevel='a')):
    try: bad(); print('ok')
    except Exception as e: print(type(e).__name__, e)
class My(UserWarning): pass
warnings.simplefilter('default', My); warnings.warn('mine', My); print(issubclass(My, Warning), warnings.formatwarning('m', UserWarning, 'f.py', 3, 'code'))
