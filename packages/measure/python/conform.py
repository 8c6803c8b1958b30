"""Runs one of CPython's test files and tells what became of each test.

    python conform.py MODULE SECONDS

Lines on standard output that begin with @@:

    @@total N          tests that the loader found
    @@begin ID         a test starts: what a crash leaves without an end
    @@end ID OUTCOME CAUSE   passed, failed, skipped; the cause is the last line of the traceback
    @@import CAUSE     the file could not be imported
    @@done
"""

import os
import sys
import unittest

REAL = os.dup(1)


def emit(*fields):
    text = "@@" + "\t".join(str(field).replace("\t", " ").replace("\n", " ")[:300] for field in fields) + "\n"
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


def main():
    name = sys.argv[1]
    limit = float(sys.argv[2])
    # What tests print goes to standard error, so that only this file speaks on standard output.
    os.dup2(2, 1)
    try:
        from test import support

        support.use_resources = []
        support.verbose = 0
        support.SHORT_TIMEOUT = min(support.SHORT_TIMEOUT, limit)
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
    suite = loader.loadTestsFromModule(module)
    for error in loader.errors:
        emit("import", error.strip().split("\n")[-1])
    emit("total", suite.countTestCases())
    set_up = getattr(module, "setUpModule", None)
    del set_up
    result = Result()
    suite(result)
    emit("done")
    sys.stderr.flush()
    # Threads and exit handlers that tests left behind must not turn a finished file into a hang.
    os._exit(0)


main()
