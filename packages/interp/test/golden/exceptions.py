def catch(f):
    try: f()
    except: return 1
def catch_types(f):
    try: f()
    except ValueError: return 1
    except (TypeError, KeyError) as e: return e
    else: return 2
def finally_(f):
    try: return f()
    finally: f(1)
def finally_loop(f):
    for i in f:
        try:
            if i: break
            continue
        finally: f(2)
def all_(f):
    try: f(1)
    except OSError as e: f(e)
    else: f(2)
    finally: f(3)
def return_in_finally(f):
    try: return f(1)
    finally: return 2
def break_in_finally(f):
    while f(0):
        try: return f(1)
        finally: break
def nested(f):
    try:
        try: f(1)
        except A: f(2)
    except B as b: f(b)
def raises(a, b):
    if a: raise
    if b: raise a
    raise a from b
def groups(f):
    try: f()
    except* ValueError: f(1)
    except* (A, B) as e: f(e)
    else: f(2)
    finally: f(3)
def asserts(a, b):
    assert a
    assert a > b, b
def with_(m):
    with m: print(1)
def with_as(m, n, o):
    with m as x, n() as (y, z), m as o.a: print(x)
def with_return(m):
    for i in m:
        with m as x: return x
        with m: continue
def closure_name(f):
    try: f()
    except E as e: return lambda: e
