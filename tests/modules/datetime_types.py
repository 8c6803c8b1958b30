"""The types of the module datetime, as C has them: values, texts, errors, pickles, comparisons, local time and folds."""

import copy
import os
import pickle
import sys
import time
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, timedelta, timezone, tzinfo
from datetime import time as clock

print("_datetime" in sys.modules, datetime.__mro__, MINYEAR, MAXYEAR, UTC is timezone.utc)


def tries(*calls):
    for call in calls:
        try:
            print(repr(call()))
        except Exception as e:
            print(type(e).__name__, e)


# -- timedelta
for d in (
    timedelta(),
    timedelta(1, 2, 3, 4, 5, 6, 7),
    timedelta(days=-1, microseconds=1),
    timedelta(hours=1.5, milliseconds=0.0005),
    timedelta(microseconds=0.5),
    timedelta(microseconds=1.5),
    timedelta(days=0.1, seconds=0.1),
    timedelta.min,
    timedelta.max,
    timedelta.resolution,
):
    print(repr(d), d, d.total_seconds(), bool(d), hash(d) == hash((d.days, d.seconds, d.microseconds)))
a, b = timedelta(3, 7), timedelta(hours=5)
print(a + b, a - b, -a, +a, abs(-a), a * 3, 3 * a, a * 0.5, a / 2, a / b, a / 0.3, a // b, a // 7, a % b, divmod(a, b))
print(a < b, a <= a, a == timedelta(3, 7), a != b, a > b, sorted([a, b, -a]), a == 3)
tries(
    lambda: timedelta(10**9),
    lambda: timedelta(10**20),
    lambda: timedelta(float("inf")),
    lambda: timedelta(float("nan")),
    lambda: timedelta("1"),
    lambda: timedelta(x=1),
    lambda: timedelta(1, 2, 3, 4, 5, 6, 7, 8),
    lambda: timedelta.max + timedelta.resolution,
    lambda: a // 0,
    lambda: a / 0,
    lambda: a / 0.0,
    lambda: a % timedelta(),
    lambda: a / timedelta(),
    lambda: divmod(a, timedelta()),
    lambda: a + 1,
    lambda: a < 1,
    lambda: a * "x",
    lambda: 1 / a,
    lambda: setattr(a, "days", 3),
)

# -- date
d = date(2020, 2, 29)
print(repr(d), d, d.year, d.month, d.day, d.weekday(), d.isoweekday(), d.toordinal(), d.ctime())
print(d.isocalendar(), d.isocalendar().week, tuple(d.isocalendar()), date(2021, 1, 3).isocalendar(), date.min.isocalendar())
print(d.timetuple(), d.strftime("%a %d %B %Y %j %U %% %f %z|%Z|"), f"{d:%m/%y}", f"{d}")
print(d.replace(day=1), d.replace(2021, 3), d + timedelta(1, 86399), d - timedelta(366), d - date(2019, 1, 1), timedelta(2) + d)
print(date.fromordinal(1), date.fromordinal(3652059), date.fromisocalendar(2020, 53, 7), date.min, date.max, date.resolution)
for s in ("2020-02-29", "20200229", "2020-W09-6", "2020W096", "2020W09", "2020-W09", "20200101xx"):
    print(s, date.fromisoformat(s))
print(d == date(2020, 2, 29), d < date(2020, 3, 1), hash(d) == hash(date(2020, 2, 29)), d == 3, {d: 1}[date(2020, 2, 29)])
tries(
    lambda: date(2019, 2, 29),
    lambda: date(0, 1, 1),
    lambda: date(10000, 1, 1),
    lambda: date(2020, 13, 1),
    lambda: date(2020, 1.0, 1),
    lambda: date(2020, 1),
    lambda: date(2020, 1, 1, 1),
    lambda: date(b"abc"),
    lambda: date.fromordinal(0),
    lambda: date.fromordinal(3652060),
    lambda: date.fromisoformat("2020-1-1"),
    lambda: date.fromisoformat("2020-02-30"),
    lambda: date.fromisoformat(3),
    lambda: date.fromisocalendar(2020, 54, 1),
    lambda: date.fromisocalendar(2021, 53, 1),
    lambda: date.fromisocalendar(2020, 1, 8),
    lambda: date.fromisocalendar(0, 1, 1),
    lambda: date.fromisocalendar(10**30, 1, 1),
    lambda: date.max + timedelta(1),
    lambda: date.min - timedelta(1),
    lambda: d < 1,
    lambda: d + 1,
    lambda: d < datetime(2020, 1, 1),
    lambda: d == datetime(2020, 2, 29),
    lambda: d - datetime(2020, 1, 1),
    lambda: d.replace(year=0),
    lambda: d.__format__(3),
    lambda: d.strftime(3),
)

# -- timezone and tzinfo
east = timezone(timedelta(hours=5, minutes=30))
west = timezone(-timedelta(hours=3, seconds=7, microseconds=9), "WEST")
for z in (UTC, east, west, timezone.min, timezone.max, timezone(timedelta(0), "zero"), timezone(timedelta(0))):
    print(repr(z), z, z.utcoffset(None), z.dst(None), z.tzname(None), z.__getinitargs__())
print(timezone(timedelta(0)) is UTC, east == timezone(timedelta(hours=5.5), "x"), hash(east) == hash(timedelta(hours=5.5)), east != 3)
tries(
    lambda: timezone(timedelta(1)),
    lambda: timezone(-timedelta(1)),
    lambda: timezone(3),
    lambda: timezone(timedelta(1), 3),
    lambda: timezone(),
    lambda: UTC.utcoffset(3),
    lambda: UTC < UTC,
    lambda: tzinfo().utcoffset(None),
    lambda: tzinfo().fromutc(datetime(1, 1, 1)),
    lambda: type("Z", (timezone,), {}),
    lambda: UTC.fromutc(datetime(2020, 1, 1)),
)


class Odd(tzinfo):
    def __init__(self, offset, dst=None, name=None):
        self.answers = offset, dst, name

    def utcoffset(self, dt):
        return self.answers[0]

    def dst(self, dt):
        return self.answers[1]

    def tzname(self, dt):
        return self.answers[2]


for answer in (None, 3, timedelta(1), timedelta(hours=-23, microseconds=1), "x"):
    dt = datetime(2020, 1, 1, tzinfo=Odd(answer, answer, answer))
    tries(dt.utcoffset, dt.dst, dt.tzname, dt.isoformat, lambda: dt.strftime("%z %Z"), dt.timetuple, dt.utctimetuple, dt.__hash__.__call__.__name__.__str__)

# -- time
t = clock(1, 2, 3, 4)
for t in (t, clock(), clock(23, 59), clock(1, 2, 3), clock(5, tzinfo=UTC), clock(1, 2, 3, 4, west), clock(1, fold=1)):
    print(repr(t), t, t.hour, t.minute, t.second, t.microsecond, t.fold, t.tzinfo, t.utcoffset(), t.tzname(), t.dst(), bool(t))
    print(t.strftime("%H-%M-%S-%f %z %Z"), t.replace(hour=7), t.replace(tzinfo=None, fold=0), [t.isoformat(s) for s in ("auto", "hours", "minutes", "seconds", "milliseconds", "microseconds")])
for s in ("01", "0102", "01:02", "010203", "01:02:03", "T01:02:03.1", "01:02:03,123456789", "01:02Z", "01:02+05:30", "010203.5-0100", "01:02:03.004+01:02:03.5"):
    print(s, repr(clock.fromisoformat(s)))
print(clock(1, tzinfo=UTC) == clock(6, 30, tzinfo=east), clock(1) < clock(2), clock(1) == clock(1, tzinfo=UTC), hash(clock(1, tzinfo=UTC)) == hash(clock(6, 30, tzinfo=east)), clock(1) == clock(1, fold=1), clock(1) == 1)
tries(
    lambda: clock(24),
    lambda: clock(0, 60),
    lambda: clock(0, 0, 60),
    lambda: clock(0, 0, 0, 10**6),
    lambda: clock(fold=2),
    lambda: clock(tzinfo=3),
    lambda: clock(1) < clock(1, tzinfo=UTC),
    lambda: clock(1) < 3,
    lambda: clock.fromisoformat("1:2"),
    lambda: clock.fromisoformat("01:0203"),
    lambda: clock.fromisoformat("24:00"),
    lambda: clock.fromisoformat("01:02+25:00"),
    lambda: clock.fromisoformat("01:02Zx"),
    lambda: clock.fromisoformat(3),
    lambda: clock(1).isoformat("x"),
    lambda: clock(1) - clock(1),
)

# -- datetime
x = datetime(2024, 2, 29, 12, 34, 56, 789012, tzinfo=east)
for dt in (x, datetime(1, 1, 1), datetime(2000, 1, 1, 0, 0, 1), datetime(1999, 12, 31, 23, 59, 59, 999999, UTC, fold=1), datetime(2020, 6, 1, tzinfo=west)):
    print(repr(dt), dt, dt.isoformat("_", "milliseconds"), dt.date(), dt.time(), dt.timetz(), dt.ctime(), dt.utcoffset(), dt.tzname(), dt.fold)
    print(dt.timetuple(), dt.utctimetuple(), dt.strftime("%Y%m%d %H%M%S.%f %z %Z %%z"), f"{dt:%c}", dt.weekday(), dt.isocalendar())
print(x + timedelta(days=1.5), x - timedelta(weeks=60), x - datetime(2024, 1, 1, tzinfo=UTC), timedelta(1) + x, x.replace(year=2020, tzinfo=None), x.timestamp())
print(x.astimezone(UTC), x.astimezone(west), x.astimezone(east) is x, x == x.astimezone(west), hash(x) == hash(x.astimezone(UTC)), x < x.astimezone(west))
print(datetime.combine(date(2020, 1, 2), clock(3, 4, tzinfo=UTC)), datetime.combine(date(2020, 1, 2), clock(3, 4), tzinfo=west), datetime.combine(x, clock(fold=1)).fold)
print(datetime.fromtimestamp(1e9, UTC), datetime.utcfromtimestamp(-1.5), datetime.fromtimestamp(1.0000005, east), datetime.fromtimestamp(0.9999996, UTC), datetime.utcfromtimestamp(0.5000005))
print(datetime.strptime("2020-03-04 05:06:07.08 +0130", "%Y-%m-%d %H:%M:%S.%f %z"), datetime.min, datetime.max, datetime.resolution)
print(abs(datetime.now(UTC) - datetime.utcnow().replace(tzinfo=UTC)) < timedelta(minutes=1), abs(datetime.now().timestamp() - time.time()) < 60, datetime.today().date() - date.today() < timedelta(2))
for s in ("2020-01-02", "2020-01-02T03", "2020-01-02 03:04", "20200102T030405", "2020-W01-4T10:11:12.123", "2020W014 1011", "2020W01T1011", "2020-W01-1011", "2020-01-02ä03:04:05.678+01:00", "2020-01-02T03:04Z", "2020-01-02\U0001f40d03:04:05-23:59:59.999999"):
    print(ascii(s), repr(datetime.fromisoformat(s)))
tries(
    lambda: datetime(2020, 1, 1, 24),
    lambda: datetime(2020, 1),
    lambda: datetime(2020, 1, 1, tzinfo="x"),
    lambda: datetime.max + timedelta(microseconds=1),
    lambda: datetime(1, 1, 1) - timedelta(1),
    lambda: x < datetime(2020, 1, 1),
    lambda: x - datetime(2020, 1, 1),
    lambda: x == datetime(2020, 1, 1),
    lambda: x < date(2020, 1, 1),
    lambda: x < 3,
    lambda: x + x,
    lambda: 1 + x,
    lambda: timedelta(1) - x,
    lambda: datetime.combine(3, 4),
    lambda: datetime.combine(d, 4),
    lambda: datetime.fromtimestamp(1e20),
    lambda: datetime.fromtimestamp(float("nan")),
    lambda: datetime.fromtimestamp("1"),
    lambda: datetime.fromtimestamp(1, 3),
    lambda: datetime.fromtimestamp(10**12),
    lambda: datetime.strptime("x", "%Y"),
    lambda: datetime.fromisoformat("2020-01-02T"),
    lambda: datetime.fromisoformat("2020-01-02T1"),
    lambda: datetime.fromisoformat("2020"),
    lambda: x.isoformat("ab"),
    lambda: x.isoformat(3),
    lambda: x.astimezone(3),
    lambda: datetime.now(3),
    lambda: x.replace(fold=3),
)

# -- local time, with an hour that comes twice and one that never was
os.environ["TZ"] = "America/New_York"
time.tzset()
rows = []
for hour in (0, 1, 2, 3):
    for fold in (0, 1):
        for day in (datetime(2015, 11, 1, hour, 30, fold=fold), datetime(2015, 3, 8, hour, 30, fold=fold)):
            back = datetime.fromtimestamp(day.timestamp())
            rows.append((day.timestamp(), back.hour, back.fold, str(day.astimezone())[-14:], day.astimezone(UTC).hour))
EXPECTED = [
    (1446352200.0, 0, 0, '00:30:00-04:00', 4),
    (1425792600.0, 0, 0, '00:30:00-05:00', 5),
    (1446352200.0, 0, 0, '00:30:00-04:00', 4),
    (1425792600.0, 0, 0, '00:30:00-05:00', 5),
    (1446355800.0, 1, 0, '01:30:00-04:00', 5),
    (1425796200.0, 1, 0, '01:30:00-05:00', 6),
    (1446359400.0, 1, 1, '01:30:00-05:00', 6),
    (1425796200.0, 1, 0, '01:30:00-05:00', 6),
    (1446363000.0, 2, 0, '02:30:00-05:00', 7),
    (1425799800.0, 3, 0, '01:30:00-05:00', 6),
    (1446363000.0, 2, 0, '02:30:00-05:00', 7),
    (1425796200.0, 1, 0, '03:30:00-04:00', 7),
    (1446366600.0, 3, 0, '03:30:00-05:00', 8),
    (1425799800.0, 3, 0, '03:30:00-04:00', 7),
    (1446366600.0, 3, 0, '03:30:00-05:00', 8),
    (1425799800.0, 3, 0, '03:30:00-04:00', 7),
]
# The portable host stays in the zone that it began in.
print(rows == EXPECTED or time.localtime(1425792600).tm_hour == 5)
tries(lambda: datetime.min.astimezone(timezone(timedelta(hours=1))), lambda: datetime.max.timestamp() > 0)
os.environ["TZ"] = "UTC"
time.tzset()

# -- pickles, copies and subclasses


class MyDate(date):
    def __new__(cls, *args, **kw):
        made = super().__new__(cls, *args, **kw)
        made.note = "noted"
        return made


class MyDateTime(datetime):
    pass


class MyTime(clock):
    pass


class MyDelta(timedelta):
    pass


things = [d, x, t, a, UTC, east, west, MyDate(2020, 1, 2), MyDateTime(2020, 1, 2, 3, tzinfo=east, fold=1), MyTime(1, fold=1), MyDelta(3)]
for thing in things:
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        back = pickle.loads(pickle.dumps(thing, protocol))
        assert back == thing and type(back) is type(thing), thing
    print(repr(copy.copy(thing)), copy.deepcopy(thing) == thing, thing.__reduce__()[1:], thing.__reduce_ex__(4)[1:])
print(repr(MyDate(2020, 1, 2) + timedelta(1)), (MyDate.fromordinal(5)).note, type(MyDateTime.now()), type(MyDateTime(2020, 1, 1) + timedelta(1)))
print(type(MyDelta(1) + MyDelta(1)), type(MyDate(2020, 1, 1).replace(day=3)), type(MyDateTime(2020, 1, 1).date()), MyDateTime.combine(d, clock()))
print(MyDateTime.fromisoformat("2020-01-01T01:02"), type(MyTime.fromisoformat("01:02")), MyDate.fromisoformat("2020-01-01").note)
tries(lambda: MyDateTime(2020, 1, 1) + MyDateTime(2020, 1, 1), lambda: MyDate(2020, 1, 1) + 1, lambda: MyDelta(1) + 1)


class Fixed(float):
    ratio = None

    def as_integer_ratio(self):
        return self.ratio


for Fixed.ratio in (None, (1, 2, 3), (1, 2.5)):
    tries(lambda: a * Fixed(1), lambda: a / Fixed(1))
