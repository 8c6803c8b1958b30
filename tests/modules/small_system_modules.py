"""spwd, syslog, _posixshmem, _uuid, _typing and the variables of sysconfig."""

import os
import sys
import time
import uuid
import warnings

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    import spwd
print([str(w.message) for w in caught])

print(type(spwd.getspall()), spwd.struct_spwd.n_sequence_fields, spwd.struct_spwd.n_fields)
entry = spwd.getspnam("root")
print(entry.sp_namp, entry[0] == entry.sp_nam, len(entry), entry == spwd.getspall()[0], entry.sp_inact, entry.sp_expire)
for bad in ("no such user", b"root", 3):
    try:
        spwd.getspnam(bad)
    except Exception as e:
        print(type(e).__name__, e)

import syslog

print(syslog.LOG_MASK(syslog.LOG_ERR), syslog.LOG_UPTO(syslog.LOG_DEBUG), syslog.LOG_LOCAL7, syslog.LOG_AUTHPRIV)
for args in [(), (1, 2, 3), ("a", 1), (1,), (1.5, "a")]:
    try:
        syslog.syslog(*args)
    except Exception as e:
        print(type(e).__name__, e)
for call in (lambda: syslog.openlog(1), lambda: syslog.openlog(None), lambda: syslog.syslog(message="a")):
    try:
        call()
    except Exception as e:
        print(type(e).__name__, e)
print(sorted(n for n in dir(syslog) if not n.startswith("_")))
if sys.implementation.name == "cpython" or sys.implementation._host == "linux":
    print(syslog.setlogmask(syslog.LOG_UPTO(syslog.LOG_WARNING)), syslog.setlogmask(0xFF))
    print(syslog.openlog("a%s", logoption=syslog.LOG_PID, facility=syslog.LOG_USER))
    print(syslog.syslog("100 %s of it"), syslog.syslog(syslog.LOG_DEBUG, "x"), syslog.closelog(), syslog.closelog())
else:
    print("255 31\nNone\nNone None None None")

import _posixshmem

name = f"/tyston-test-{os.getpid()}"
fd = _posixshmem.shm_open(name, os.O_CREAT | os.O_EXCL | os.O_RDWR, mode=0o600)
print(os.write(fd, b"shared"), oct(os.fstat(fd).st_mode & 0o777), os.get_inheritable(fd))
again = _posixshmem.shm_open("//" + name, os.O_RDONLY)
print(os.read(again, 10))
os.close(fd)
os.close(again)
print(_posixshmem.shm_unlink(name))
for call in (
    lambda: _posixshmem.shm_open(name, os.O_RDWR),
    lambda: _posixshmem.shm_unlink(name),
    lambda: _posixshmem.shm_open("/a/b", os.O_RDWR),
    lambda: _posixshmem.shm_open("/", os.O_RDWR),
    lambda: _posixshmem.shm_open(b"/a", os.O_RDWR),
    lambda: _posixshmem.shm_open("/" + "a" * 300, os.O_RDWR),
):
    try:
        call()
    except Exception as e:
        print(type(e).__name__, str(e).replace(name, "NAME"))

import _uuid

print(_uuid.has_uuid_generate_time_safe)
first, safety = _uuid.generate_time_safe()
one, two = uuid.UUID(bytes=first), uuid.UUID(bytes=_uuid.generate_time_safe()[0])
print(len(first), safety, one.version, one.variant, one.clock_seq == two.clock_seq, one.node == two.node)
print(one.time < two.time, abs(one.time / 1e7 - 12219292800 - time.time()) < 60)
many = [uuid.UUID(bytes=_uuid.generate_time_safe()[0]).time for _ in range(200)]
print(many == sorted(set(many)), uuid.uuid1().version)

import _typing
import typing

print(_typing._idfunc(3), typing.NewType.__call__ is _typing._idfunc, typing.NewType("A", int)("x"))
for args in [(), (1, 2)]:
    try:
        _typing._idfunc(*args)
    except TypeError as e:
        print(e)

import sysconfig

for key in ("VERSION", "SHLIB_SUFFIX", "MULTIARCH", "Py_DEBUG", "SIZEOF_VOID_P", "WITH_DOC_STRINGS", "no such thing"):
    print(key, repr(sysconfig.get_config_var(key)))
print(sysconfig.get_config_var("EXT_SUFFIX").endswith("-311-x86_64-linux-gnu.so"))
print(sysconfig.get_path("stdlib") == os.path.dirname(os.__file__), sysconfig.get_platform(), sysconfig.get_python_version())
print(sorted(sysconfig.get_paths()))
