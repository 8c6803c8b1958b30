"""Every way out of try, except, else and finally, in every combination of loops."""


def leave(how, where, log):
    for i in range(3):
        log.append(f"turn {i}")
        try:
            log.append("body")
            if where == "body":
                if how == "return": return "from body"
                if how == "break": break
                if how == "continue": continue
                if how == "raise": raise ValueError("body")
        except ValueError as e:
            log.append(f"caught {e}")
            if where == "except": return "from except"
            if how == "raise" and where == "body" and i == 1: raise KeyError("again") from e
        else:
            log.append("else")
            if where == "else":
                if how == "return": return "from else"
                if how == "break": break
                if how == "continue": continue
                if how == "raise": raise ValueError("else")
        finally:
            log.append("finally")
            if where == "finally":
                if how == "return": return "from finally"
                if how == "break": break
                if how == "continue": continue
                if how == "raise": raise IndexError("finally")
        log.append("after")
    else:
        log.append("loop else")
    return "end"


for how in ("return", "break", "continue", "raise", "nothing"):
    for where in ("body", "else", "finally", "except"):
        log = []
        try:
            result = leave(how, where, log)
        except Exception as e:
            result = f"{e!r} cause {e.__cause__!r} context {e.__context__!r}"
        print(how, where, result, log)


def nested():
    for a in range(2):
        try:
            for b in range(2):
                try:
                    try:
                        if b: return a, b
                        continue
                    finally:
                        print("inner", a, b)
                finally:
                    print("middle", a, b)
        finally:
            print("outer", a)
            if a == 0: continue
    return "never"


print(nested())


def swallow():
    while True:
        try:
            1 / 0
        finally:
            break
    return "swallowed"


print(swallow())


def name_is_unbound():
    e = 1
    try:
        raise ValueError
    except ValueError as e:
        pass
    try:
        return e
    except UnboundLocalError as error:
        return str(error)


print(name_is_unbound())


def reraise():
    try:
        try:
            raise ValueError(1)
        except ValueError:
            try:
                raise KeyError(2)
            except KeyError:
                pass
            raise
    except ValueError as e:
        return repr(e), repr(e.__context__)


print(reraise())


def value_is_kept():
    x = 1
    try:
        return x
    finally:
        x = 2


print(value_is_kept())
