"""Runs generated programs, one behind the other, and tells what each printed as soon as it ends.

many.py PRELUDE PROGRAMS FROM LIMIT: the sources are a JSON list in the file PROGRAMS, the first to run is number FROM, and none
may take longer than LIMIT seconds (0: whoever started this sees to it). With a limit of time there is one of memory, which is less
than a window of Tyston's holds. A line of output is [number, text] in JSON.
"""
import builtins, gc, io, json, os, resource, signal, sys

prelude_file, programs_file, first, limit = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
with open(prelude_file, encoding='utf-8') as file:
    prelude = compile(file.read(), '<prelude>', 'exec')
with open(programs_file, encoding='utf-8') as file:
    programs = json.load(file)
report = sys.stdout

# What takes more may end in a MemoryError on one side only: it is to end in one here, and nothing is said about the program.
most_memory = 2 << 30
if limit:
    resource.setrlimit(resource.RLIMIT_AS, (most_memory, most_memory))


def tell(number, text):
    report.write(json.dumps([number, text]) + '\n')
    report.flush()


def outcome(source):
    output = sys.stdout = sys.stderr = io.StringIO()
    try:
        names = {'__name__': '__main__', '__builtins__': builtins}
        exec(prelude, names)
        try:
            exec(compile(source, '<program>', 'exec'), names)
        except BaseException as error:
            # Only what cannot be compiled gets here: a program catches what its steps raise.
            print('uncaught', type(error).__name__, error, getattr(error, 'lineno', ''))
        # What the program leaves behind is part of it.
        names.clear()
        gc.collect()
    finally:
        sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__
    return output.getvalue()


for number in range(first, len(programs)):
    if limit:

        def expired(*_):
            tell(number, None)
            os._exit(0)

        signal.signal(signal.SIGALRM, expired)
        signal.setitimer(signal.ITIMER_REAL, limit)
    text = outcome(programs[number])
    if limit:
        signal.setitimer(signal.ITIMER_REAL, 0)
    tell(number, text)
