"""Quotients that the compiler computes, buffers that grow by themselves, and items of what has none."""
def t(f):
    try: print(__import__('re').sub('0x[0-9a-f]*', '', repr(f())))
    except Exception as e: print(type(e).__name__, e)
import warnings
warnings.simplefilter('error')
for s in ('(1+2j)/(1+2j) is not None', '(1+2j)/(3-1j) is 3', '1j/0 is 3', '(1e300+1e300j)/(1e300+1e300j) is 3', '3/(1e-320j) is 1'):
    t(lambda: compile(s, 'f', 'eval'))
for s in ('(1+2j)/(3-1j)', '(1e300+1e300j)/(1e300+1e300j)','1/(0-3j)', '(5+0j)/(1e-310+2e-310j)', '1j/float("nan")','(1+2j)/(1e-320j)', '-0j/(3+0j)', '(-1-0j)/(2j)', '9007199254740993/3', '-7/2', '(10**400)/(10**390)', '(10**400)/3', '1/(10**400)','1/3', '(2**53+1)/2', '0/(10**40)','-0/5'): t(lambda: eval(s))
class B(bytes): pass
class A(bytearray): pass
t(lambda: B(b'a') + 3); t(lambda: b'a' + 3); t(lambda: A(b'a') + 3)
def self_add(x):
    x += x
    return x
t(lambda: self_add(bytearray(b'ab'))); t(lambda: self_add(bytearray()));  t(lambda: self_add(A(b'a')))
x = bytearray(b'abc')
def ext(): x.extend(x); return x
t(ext)
def dele(o, k): del o[k]
def seti(o, k): o[k] = 1
class P: pass
for o in (3, 2.5, 'a', (1,), None, len, P, P(), range(3), b'a', {1}, frozenset(), iter([]), int, memoryview(b'a'), type, slice(1), Ellipsis):
    for k in (0, 2**70, 'a', None, slice(1)):
        t(lambda: dele(o, k)); t(lambda: seti(o, k)); t(lambda: o[k])
