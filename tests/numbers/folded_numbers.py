"""Which operations of constant numbers the compiler carries out: it shows in co_consts and in the warnings about constants."""
import warnings

warnings.simplefilter('always')


def show(source):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        code = compile(source, '<folded>', 'eval')
    print(source, code.co_consts, [str(one.message) for one in caught])


for source in [
    '(9007199254740993.0 ** 5)[0]',
    '(2 ** 5)[0]',
    '(2.0 ** 5)[0]',
    '(3.0 ** 0.5)[1]',
    '(2 ** 0.5)()',
    '(2.5 ** -1)[0]',
    '2 ** -1',
    '(-2) ** -3',
    'True ** -1',
    '0 ** -1',
    '0.0 ** -1',
    '10.0 ** 23',
    '10.0 ** 400',
    '2 ** -1100',
    '(-1) ** 0.5',
    '((-1.0) ** 0.5)[0]',
    '(-8.0) ** (1 / 3)',
    '1e300 ** 1.5',
    '(-1e300) ** 1.5',
    '2j ** 2',
    '2 ** 1j',
    '0 ** 1j',
    '(1 + 2j) ** -3',
    '1e200j ** 2',
    '(7 // 2.0)[0]',
    '-7 // 2.5',
    '7 // 0.0',
    '7 % 0.0',
    '(7 % 2.5)[0]',
    '-7 % 2.5',
    '-0.0 % 3',
    '1e308 % -3.0',
    '7 // 2j',
    '7 % 2j',
    '10 ** 400 // 2.0',
    '2.0 ** 3 ** 2',
    '-(2.0 ** 3) + 1',
]:
    show(source)

# What is not folded fails where the program gets to it.
for source in ['0 ** -1', '10.0 ** 400', '(-1e300) ** 1.5', '0 ** 1j', '7 // 0.0', '7 % 0.0', '7 // 2j']:
    try:
        print(source, eval(source))
    except Exception as error:
        print(source, type(error).__name__, error)
