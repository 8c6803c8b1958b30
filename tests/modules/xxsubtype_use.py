"""The module xxsubtype: a list and a dict with a number."""

import xxsubtype


def show(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


for cls in xxsubtype.spamlist, xxsubtype.spamdict:
    print(cls, cls.__mro__, cls.__doc__)
    one = cls()
    print(one.getstate(), one.setstate(5), one.getstate(), one.state, one)
    show(one.setstate, "a")
    try:
        one.state = 3
    except AttributeError as e:
        print(e)
    show(cls, 5)
    show(cls, [(1, 2)])

print(xxsubtype.spamlist([1, 2]).classmeth(1, a=2), xxsubtype.spamlist.classmeth(5))
print(xxsubtype.spamlist([1, 2]).staticmeth(1, a=2), xxsubtype.spamlist.staticmeth(5, b=1))


class Sub(xxsubtype.spamlist):
    pass


print(Sub([1]).classmeth(1, a=2), Sub([3]), Sub([4]).getstate())
show(xxsubtype.bench, Sub(), "nothing", 3)
print(xxsubtype.bench(Sub(), "getstate") >= 0)
