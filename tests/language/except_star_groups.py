"""What `except*` raises anew: groups of new exceptions and of what was not handled; derived groups."""


def t(f):
    try: f()
    except BaseException as e:
        print(repr(e)); 
        if isinstance(e, BaseExceptionGroup): print(repr(e.exceptions))
        print(repr(e.__context__), repr(e.__cause__))
def a():
    try: raise ExceptionGroup('g',[ValueError(1),TypeError(2)])
    except* ValueError: raise KeyError(3)
def a2():
    try: raise ExceptionGroup('g',[ValueError(1)])
    except* ValueError: raise KeyError(3)
def b():
    try: raise ValueError(1)
    except* ValueError: raise KeyError(3)
def c():
    try: raise ExceptionGroup('g',[ValueError(1),TypeError(2)])
    except* ValueError: raise
def d():
    try: raise ExceptionGroup('g',[ValueError(1),TypeError(2),OSError(3)])
    except* ValueError: raise KeyError(1)
    except* TypeError: raise KeyError(2)
def e():
    try: raise ExceptionGroup('g',[ValueError(1),TypeError(2),OSError(3)])
    except* ValueError as q: raise q
    except* TypeError: raise
def f():
    try: raise ExceptionGroup('g',[ValueError(1),ExceptionGroup('h',[TypeError(2),OSError(3)])])
    except* (ValueError,OSError): pass
def g():
    try: raise ValueError(5)
    except* ValueError: raise
def h():
    try: raise ExceptionGroup('g',[ValueError(1)])
    except* ValueError: raise ExceptionGroup('n',[KeyError(1)])
for x in (a,a2,b,c,d,e,f,g,h): print(x.__name__); t(x)
g=ExceptionGroup('m',[ValueError(1),ExceptionGroup('k',[TypeError(2)])])
print(g, g.args)
print(g.split(ValueError)); print(g.subgroup(TypeError)); print(g.derive([OSError(1)])); print(g.split(ValueError)[0].args)
g=ExceptionGroup('m',(ValueError(1),)); print(repr(g),repr(g.subgroup(ValueError)), repr(g.derive((OSError(1),))))
