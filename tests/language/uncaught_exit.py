# An uncaught exception: status 1, its last line on standard error, finally and atexit still run.
import atexit
atexit.register(print, 'atexit 1')
@atexit.register
def last(): print('atexit 2')
class AppError(Exception):
    def __str__(self): return 'application ' + ' '.join(self.args)
def f():
    try:
        raise AppError('went', 'down')
    finally:
        print('finally')
print('before')
f()
print('never')
