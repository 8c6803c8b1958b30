# time: calendars, formatting, clocks, errors.
import time


def trial(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


for t in (0, -1, 86399, 951782400, 1709164800, 1e9 + 0.7, -62135596800, 253402300799, 4102444800, -0.5):
    g = time.gmtime(t)
    print(t, tuple(g), g.tm_zone, g.tm_gmtoff)
    print('  ', time.asctime(g), '|', time.strftime('%Y-%m-%d %H:%M:%S %j %U %W %V %G %g %u %w %a %A %b %B %p %I %y %C %e %D %F %T %R %r %c %x %X %n%t%% %s', g) if t > 0 else '')
print(repr(time.gmtime(0)))
print(time.struct_time(range(9)), time.struct_time(range(11)).tm_gmtoff, trial(time.struct_time, range(8)))
print(time.struct_time((2000, 1, 2, 3, 4, 5, 6, 2, 0)) == (2000, 1, 2, 3, 4, 5, 6, 2, 0))
tup = (2024, 2, 29, 13, 5, 9, 3, 60, 0)
for fmt in ('%d/%m/%Y', '%-d %_H %-I %05d %^a %#p %10Y', '%E %Ey %Od %q %', 'é%Y😀', '%Z|%z', '', '%h %k %l %P'):
    print(repr(fmt), repr(time.strftime(fmt, tup)))
print(time.strftime('%Y', (5, 1, 1, 0, 0, 0, 0, 1, 0)), time.strftime('%Y %C %y', (-5, 1, 1, 0, 0, 0, 0, 1, 0)))
print(trial(time.strftime, 5), trial(time.strftime, '%Y', [1]), trial(time.strftime, '%Y', (1, 2)), trial(time.strftime, 'a\0b', tup))
for i, bad in ((1, 13), (2, 32), (3, 24), (4, 60), (5, 62), (6, -2), (7, 367), (0, 'x'), (0, 1 << 40)):
    x = list(tup)
    x[i] = bad
    print(trial(time.asctime, tuple(x)))
print(trial(time.gmtime, 'x'), trial(time.gmtime, 1e30), trial(time.gmtime, 1 << 70), trial(time.gmtime, float('nan')), trial(time.gmtime, 1e17))
print(trial(time.sleep, -1), trial(time.sleep, 'x'), trial(time.sleep, float('nan')), trial(time.sleep, 1e20), time.sleep(0), time.sleep(0.001))
print(time.mktime((2024, 2, 29, 13, 5, 9, 0, 0, 0)) - time.mktime((2024, 1, 31, 13, 5, 9, 0, 0, 0)))
lt = time.localtime(1700000000)
print(time.mktime(lt), time.mktime((1970, 1, 2, 0, 0, 0, 0, 0, -1)) + time.timezone * 0 >= 0, trial(time.mktime, 5))
print(time.ctime(1700000000) == time.asctime(lt), len(time.tzname), time.daylight in (0, 1))
for name in ('time', 'monotonic', 'perf_counter', 'process_time', 'thread_time'):
    info = time.get_clock_info(name)
    print(name, info.implementation, info.monotonic, info.adjustable, info.resolution > 0)
    a = getattr(time, name)()
    b = getattr(time, name + '_ns')()
    print(type(a), type(b), 0 <= b - a * 1e9 < 1e9)
print(trial(time.get_clock_info, 'x'), trial(time.clock_gettime, 12345), time.clock_gettime(time.CLOCK_REALTIME) > 1e9)
print(trial(time.asctime, 1, 2))


class Evil:
    def __getitem__(self, i):
        raise ZeroDivisionError

    def __len__(self):
        return 9


for bad in (Evil(), 5, "abc"):
    try:
        time.struct_time(bad)
    except Exception as error:
        print(type(error).__name__, error)
