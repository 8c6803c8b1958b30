# SystemExit with a number: status is that, finally and with run, and nothing is printed for it.
import sys
class M:
    def __enter__(self): return self
    def __exit__(self, t, v, tb): print('exit', t.__name__, v.code); return False
for arg in (None, 0, 3, 'text', [1], True):
    try:
        sys.exit(arg)
    except SystemExit as e:
        print(repr(e.code), repr(e))
try:
    exit(4)
except SystemExit as e:
    print(e.code)
with M():
    try:
        sys.exit(7)
    finally:
        print('finally')
print('never')
