"""Generic aliases and unions: attributes, substitution, stars, copies, and subclasses of types.GenericAlias."""

import collections.abc
import copy
import pickle
import types
import typing
from typing import Annotated, ParamSpec, TypeVar, TypeVarTuple, Unpack

T = TypeVar("T")
S = TypeVar("S")
Ts = TypeVarTuple("Ts")
P = ParamSpec("P")


def attempt(f, *args):
    try:
        return f(*args)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


alias = list[int]
print(attempt(setattr, alias, "foo", 1), attempt(delattr, alias, "foo"), attempt(setattr, alias, "__origin__", 1))
print(sorted(set(dir(alias)) - set(dir(list))))

# The iterator, and what a star survives.
it = iter(tuple[int])
print(type(it).__name__, it.__reduce__())
starred = next(it)
print(starred, starred == tuple[int], starred.__unpacked__, starred.__reduce__()[0], list(it))
for kind in (tuple[*tuple[int, ...]], tuple[str, *tuple[T, ...]], tuple[*tuple[*tuple[int, ...]]]):
    for other in (copy.copy(kind), copy.deepcopy(kind), *(pickle.loads(pickle.dumps(kind, p)) for p in range(6))):
        print(other, other == kind, other.__args__ == kind.__args__)

# Substitution.
for kind, items in [
    (dict[T, list[S]], (int, str)),
    (tuple[Unpack[Ts]], ()),
    (tuple[Unpack[Ts]], (int, str)),
    (tuple[T, Unpack[Ts], int], (str, bytes, float)),
    (list[tuple[Unpack[Ts]]], (int,)),
    (list[tuple[Unpack[Ts]]], ()),
    (tuple[T], tuple[Unpack[tuple[int, str]]]),
    (tuple[Unpack[Ts]], (Unpack[tuple[int, str]], bytes)),
    (tuple[T, S], (int,)),
    (tuple[T, S], (int, str, bytes)),
    (list[int], str),
    (collections.abc.Callable[[T], S], (int, str)),
    (collections.abc.Callable[P, T], ([int, str], bytes)),
    (collections.abc.Callable[[int], T], (str,)),
    (Annotated[tuple[T], "x"], (int,)),
    (T | list[S] | None, (int, str)),
    (T | int, ()),
]:
    print(kind, items, attempt(lambda: kind[items]), kind.__parameters__)
print(attempt(lambda: typing.Tuple[Unpack[Ts]][int, str]), attempt(lambda: typing.Tuple[T, Unpack[Ts]][int]))


# Subclasses count as aliases.
class Sub(types.GenericAlias):
    pass


sub = Sub(list, int)
print(sub == list[int], list[int] == sub, sub | int, int | sub, sub | sub)
sub.extra = 5
print(sub.extra if "extra" in vars(sub) else "none")
print(collections.abc.Callable[[int], str] == collections.abc.Callable[[int], str])
print(int | collections.abc.Callable[[int], str] | bytes)
print(attempt(isinstance, 1, sub | int), (int | str).__module__, Annotated[int | str, "x"])


class BadArgs:
    @property
    def __parameters__(self):
        raise RuntimeError("parameters")


print(attempt(lambda: list[BadArgs()].__parameters__))


class BadSubst:
    def __typing_subst__(self, arg):
        raise RuntimeError(f"subst {arg}")


bad = list[BadSubst()]
print(len(bad.__parameters__), attempt(lambda: bad[int]))
