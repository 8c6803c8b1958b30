"""Augmented assignment between all kinds of operands: the result, or which operator the message names."""
operators = '+= -= *= /= //= %= **= <<= >>= &= |= ^= @='.split()


class Plain:
    pass


class Adding:
    def __add__(self, other):
        return ('add', type(other).__name__)

    def __iadd__(self, other):
        return NotImplemented


makers = [
    lambda: 5, lambda: 2.5, lambda: True, lambda: 1j, lambda: 'ab', lambda: b'ab', lambda: bytearray(b'x'), lambda: [1],
    lambda: (1,), lambda: {1: 2}, lambda: {1}, lambda: frozenset({1}), lambda: None, lambda: range(3), Plain, Adding,
    lambda: -1, lambda: int, lambda: len,
]
for left in makers:
    for right in makers:
        for operator in operators:
            names = {'x': left(), 'y': right()}
            try:
                exec('x %s y' % operator, names)
                result = names['x']
                shown = type(result).__name__ if isinstance(result, (Plain, Adding)) else repr(result)
            except Exception as error:
                shown = '%s: %s' % (type(error).__name__, error)
            print(type(names['y']).__name__, operator, shown)
        # The same where the operators are instructions of a function.
        def function(x, y):
            try:
                x += y
            except TypeError as error:
                print(error)
            try:
                x &= y
            except TypeError as error:
                print(error)
            try:
                x *= y
            except (TypeError, OverflowError, MemoryError) as error:
                print(error)

        function(left(), right())
