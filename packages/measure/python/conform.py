"""Runs one of CPython's test files and tells what became of each test.

    python conform.py MODULE SECONDS [DONE [TESTS [WITHOUT...]]]

DONE is a file with the ids of tests that an earlier process ran, one a line ("-" for none): after a crash the file goes on
behind the test that crashed. TESTS is the folder with CPython's tests ("-" for none), where those are too that packages such as
unittest keep inside themselves. WITHOUT names modules that cannot be imported, to see which tests need them.

Lines on standard output that begin with @@:

    @@total N          tests that the loader found, less those of DONE
    @@begin ID         a test starts: what a crash leaves without an end
    @@end ID OUTCOME CAUSE   passed, failed, skipped; the cause is the last line of the traceback
    @@import CAUSE     the file could not be imported
    @@done
"""

import os
import sys
import unittest

REAL = os.dup(1)


def field(value):
    return str(value).replace("\t", " ").replace("\n", " ")[:300]


def emit(*fields):
    text = "@@" + "\t".join(map(field, fields)) + "\n"
    os.write(REAL, text.encode("utf-8", "backslashreplace"))


def cause(err):
    kind, value, _ = err
    try:
        return kind.__name__ + ": " + (str(value).strip().split("\n") or [""])[0]
    except BaseException:
        return kind.__name__


class Result(unittest.TestResult):
    def __init__(self):
        super().__init__()
        self.outcome = None
        self.why = ""

    def startTest(self, test):
        super().startTest(test)
        self.outcome, self.why = "passed", ""
        emit("begin", test.id())

    def _worse(self, outcome, why):
        # A failure is not undone by what comes later in the same test.
        if self.outcome != "failed":
            self.outcome, self.why = outcome, why

    def stopTest(self, test):
        super().stopTest(test)
        emit("end", test.id(), self.outcome, self.why)

    def addError(self, test, err):
        if self._is_class_level(test):
            emit("end", test.id(), "failed", cause(err))
        else:
            self._worse("failed", cause(err))

    def addFailure(self, test, err):
        self._worse("failed", cause(err))

    def addSubTest(self, test, subtest, err):
        if err is not None:
            self._worse("failed", cause(err))

    def addSkip(self, test, reason):
        if self._is_class_level(test):
            emit("end", test.id(), "skipped", reason)
        elif self.outcome is None:
            emit("begin", test.id())
            emit("end", test.id(), "skipped", reason)
        else:
            self._worse("skipped", reason)

    def addExpectedFailure(self, test, err):
        pass

    def addUnexpectedSuccess(self, test):
        self._worse("failed", "unexpected success")

    @staticmethod
    def _is_class_level(test):
        return type(test).__name__ == "_ErrorHolder"


def left(suite, package, done):
    """The suite without what has run already, and without what a package has from its other files."""
    kept = unittest.TestSuite()
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            kept.addTest(left(test, package, done))
        elif not type(test).__module__.startswith(package + ".") and field(test.id()) not in done:
            kept.addTest(test)
    return kept


def read_done(file):
    if file == "-":
        return frozenset()
    with open(file, encoding="utf-8", errors="backslashreplace") as lines:
        return frozenset(line.rstrip("\n") for line in lines)


class TestsOfPackages:
    """Finds the tests that packages of the library keep inside themselves, which not every library has."""

    NAMES = ("unittest.test", "lib2to3.tests", "ctypes.test", "distutils.tests")

    def __init__(self, folder):
        self.folder = folder

    def find_spec(self, name, path=None, target=None):
        if name not in self.NAMES:
            return None
        from importlib.machinery import PathFinder

        return PathFinder.find_spec(name, [os.path.join(self.folder, name.partition(".")[0])], target)


def stand_in(file):
    """Where a private module is missing that the file asks for as it is imported, it gets just what it asks for then."""
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "stand-ins", file)
    if not os.path.isdir(folder):
        return
    for source in os.listdir(folder):
        name = source.removesuffix(".py")
        try:
            __import__(name)
        except ImportError:
            module = sys.modules[name] = type(sys)(name)
            with open(os.path.join(folder, source), encoding="utf-8") as text:
                exec(compile(text.read(), source, "exec"), module.__dict__)


def main():
    name = sys.argv[1]
    limit = float(sys.argv[2])
    done = read_done(sys.argv[3] if len(sys.argv) > 3 else "-")
    if len(sys.argv) > 4 and sys.argv[4] != "-":
        sys.meta_path.insert(0, TestsOfPackages(sys.argv[4]))
    for module in sys.argv[5:]:
        sys.modules[module] = None
    stand_in(name)
    del sys.argv[1:]
    # What tests print goes to standard error, so that only this file speaks on standard output.
    os.dup2(2, 1)
    try:
        from test import support

        support.use_resources = []
        support.verbose = 0
        support.SHORT_TIMEOUT = min(support.SHORT_TIMEOUT, limit)
        # What CPython calls a detail of its own is tried too: a test that was skipped would count as failed unseen.
        support.check_impl_detail = lambda **guards: guards.get("cpython", not any(guards.values()))
    except ImportError as error:
        emit("import", "ImportError: " + str(error))
    try:
        module = __import__(name, fromlist=["*"])
    except unittest.SkipTest as skip:
        emit("import", "SkipTest: " + str(skip))
        return
    except ModuleNotFoundError as error:
        emit("import", "ModuleNotFoundError: " + str(error.name))
        return
    except BaseException as error:
        emit("import", type(error).__name__ + ": " + str(error))
        return
    loader = unittest.TestLoader()
    # A package's other files run by themselves: its loader is given a pattern that none of them has.
    suite = loader.loadTestsFromModule(module, pattern="-" if hasattr(module, "__path__") else None)
    for error in loader.errors:
        emit("import", error.strip().split("\n")[-1])
    suite = left(suite, name, done)
    emit("total", suite.countTestCases())
    result = Result()
    suite(result)
    emit("done")
    sys.stderr.flush()
    # Threads and exit handlers that tests left behind must not turn a finished file into a hang.
    os._exit(0)


main()
