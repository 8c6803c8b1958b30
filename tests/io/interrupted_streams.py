# Streams that wait: a handler runs when its signal interrupts the wait, and the wait goes on.
import io
import os
import signal

r, w = os.pipe()
signal.signal(signal.SIGALRM, lambda number, frame: os.write(w, b'bar'))
for options in ({'mode': 'rb'}, {'mode': 'rb', 'buffering': 0}, {'encoding': 'latin-1'}):
    stream = io.open(r, closefd=False, **options)
    os.write(w, b'foo')
    signal.setitimer(signal.ITIMER_REAL, 0.1)
    print(stream.read(6))
    if options.get('buffering') == 0:
        print(stream.read(6))


def raising(number, frame):
    raise ZeroDivisionError('in the handler')


signal.signal(signal.SIGALRM, raising)
signal.setitimer(signal.ITIMER_REAL, 0.1)
try:
    print(io.open(r, 'rb', closefd=False).read(3))
except ZeroDivisionError as error:
    print(error)
