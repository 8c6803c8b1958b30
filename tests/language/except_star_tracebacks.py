"""Where an exception has been that `except*` wraps; annotations within `match`."""
import traceback


def places(error):
    return [frame.lineno for frame in traceback.extract_tb(error.__traceback__)]


def wrapped():
    try:
        raise ValueError(1)
    except* ValueError as group:
        print(type(group).__name__, places(group), places(group.exceptions[0]), group.__context__)
        return group


print(places(wrapped()))


def again():
    try:
        raise ValueError(2)
    except* ValueError:
        raise


def other():
    try:
        raise ValueError(2)
    except* ValueError as group:
        raise group


for function in (again, other):
    try:
        function()
    except ExceptionGroup as group:
        print(group.exceptions, places(group), places(group.exceptions[0]))

source = '''
match 1:
    case 1:
        x: int = 2
'''
for more in ('', '\ny: int'):
    names = {}
    try:
        exec(source + more, names)
        print(names['x'], names.get('__annotations__'))
    except NameError as error:
        print(error)
