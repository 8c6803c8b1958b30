# _locale, pwd, grp, resource: what the machine's files and limits say.
import _locale
import grp
import pwd
import resource
import sys


def trial(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


print(_locale.localeconv())
print(trial(_locale.setlocale, 6, 'xx'), trial(_locale.setlocale, 99, 'C'), trial(_locale.setlocale, 6, 5), _locale.Error.__module__)
print(_locale.setlocale(6, 'C'), _locale.setlocale(6), _locale.setlocale(1, 'POSIX'), _locale.setlocale(0, 'C.UTF-8'), _locale.setlocale(6))
for name in sorted(dir(_locale)):
    v = getattr(_locale, name)
    if isinstance(v, int) and v > 10 and name != 'CHAR_MAX':
        print(name, v, repr(_locale.nl_langinfo(v)))
print(trial(_locale.nl_langinfo, 5), _locale.strcoll('a', 'b'), _locale.strcoll('b', 'a'), _locale.strcoll('x', 'x'), _locale.strxfrm('aé'))
print(_locale.getencoding(), _locale.gettext('x'), _locale.textdomain(None), _locale.bindtextdomain('messages', None))
root = pwd.getpwuid(0)
print(root, root.pw_name, root == pwd.getpwnam('root'), root in pwd.getpwall(), len(root))
print(trial(pwd.getpwnam, 'no such user'), trial(pwd.getpwuid, 4000000001), trial(pwd.getpwuid, -2), trial(pwd.getpwuid, 'x'), trial(pwd.getpwnam, b'x'))
print(grp.getgrgid(0), grp.getgrnam('root') in grp.getgrall(), trial(grp.getgrnam, 'nope'), trial(grp.getgrgid, 4000000001), trial(grp.getgrgid, 'x'))
print(len(pwd.getpwall()), [p.pw_name for p in pwd.getpwall()], [g.gr_name for g in grp.getgrall()])
u = resource.getrusage(resource.RUSAGE_SELF)
print(len(u), u.ru_utime >= 0, u.ru_maxrss > 1000, type(u), trial(resource.getrusage, 5))


def limits():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (100, hard))
    return soft > 0 and resource.getrlimit(resource.RLIMIT_NOFILE)[0] == 100, trial(resource.setrlimit, resource.RLIMIT_NOFILE, (20, 10))


# A host without the C library knows no limits.
LINUX = getattr(sys.implementation, '_host', 'linux') == 'linux'
print(not LINUX or limits() == (True, 'ValueError: current limit exceeds maximum limit'))
print(trial(resource.getrlimit, 99), trial(resource.setrlimit, resource.RLIMIT_NOFILE, (1, 2, 3)))
print(resource.getpagesize(), sorted(k for k in vars(resource) if k[0] == 'R'))
