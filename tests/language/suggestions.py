# "Did you mean …?": what sys.excepthook adds to NameErrors and AttributeErrors, those of causes and groups too.
import sys, math
sys.stderr = sys.stdout

def show(work):
    try:
        work()
    except BaseException as e:
        sys.__excepthook__(type(e), e, e.__traceback__.tb_next)

foo_bar = 1
class A:
    blech = 1
    def method(self): return blech_
    def __dir__(self): return ['blech', 'method', 'black']

def local():
    value = 3
    return valeu

def chained():
    try:
        A().bleck
    except AttributeError as e:
        try:
            pritn
        except NameError:
            raise ValueError('outer') from e

def grouped():
    errors = []
    for work in local, lambda: A().metohd:
        try:
            work()
        except Exception as e:
            errors.append(e)
    raise ExceptionGroup('several', errors)

class Named(AttributeError):
    pass
def subclass():
    raise Named('no', name='blech_', obj=A())
def own():
    raise AttributeError('mine', name='blech_', obj=A())
def without():
    raise AttributeError('nothing')
class BadDir:
    def __dir__(self): 1/0
class OddDir:
    def __dir__(self): return [1, 2]

for work in [lambda: foo_baz, lambda: A().bleck, lambda: pritn, local, lambda: A().method(), lambda: A.nothing_like_it,
             lambda: math.sinn, lambda: 'x'.joim, lambda: None.bit, chained, grouped, subclass, own, without,
             lambda: BadDir().abc, lambda: OddDir().abc, lambda: FOO_BAR, lambda: x]:
    show(work)
