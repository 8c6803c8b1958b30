"""Unraisable exceptions: what is printed of them, and what is not."""
import re
import sys
class Output:
    def write(self, text):
        sys.__stdout__.write(re.sub(r"0x[0-9a-f]+|File \".*/", "…", text))
    def flush(self):
        pass
sys.stderr = Output()
class E(Exception): pass
class A:
    def __del__(self):
        try: 1/0
        except ZeroDivisionError as e:
            raise E from e
A()
class B:
    def __del__(self): self.__dell__
B()
class B:
    def __del__(self): int('x' + str(1 / 0))
B()
class B:
    def __del__(self): raise SyntaxError('s', ('f', 1, 2, 'text', 3, 4))
B()
class B:
    def __del__(self):
        e = ValueError('x'); e.add_note('n')
        raise ExceptionGroup('g', [e])
B()
class Bad(Exception):
    def __str__(self): raise 1
class B:
    def __del__(self): raise Bad
B()
import json
class B:
    def __del__(self): json.loads('{')
B()
class B:
    def __del__(self): raise KeyError
B()
