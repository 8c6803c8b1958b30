"""Too many keyword arguments, and keywords that are no strings, for functions that look at their keywords themselves."""


def show(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except TypeError as e:
        print(e)


show(min, 0, default=1, key=2, foo=3)
show(min, 0, default=1, foo=3)
show(min, 0, a=1, b=2, c=3, d=5)
show(max, 0, 1, foo=3)
show(max, nothing=1)
show(min, **{"x": 1})
show(ImportError, 0, name=1, path=2, foo=3)
show(ImportError, 0, name=1, foo=3)
show(ImportError, 0, a=1, b=2, c=3)
show(NameError, 0, name=1, foo=3)
show(AttributeError, 0, name=1, obj=2, foo=3)
for f in ImportError, NameError, AttributeError:
    try:
        f(**{1: 2})
    except TypeError as e:
        print(e)
