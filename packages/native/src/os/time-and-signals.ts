/** Clocks, timers and signals. */
import { E, ld32, ldI64, ldU64, type Os, signalWords, stI64, stU64 } from '@tyston/memory';
import { itimerval, sigset_t, timespec, timeval, tm } from '../structs.js';
import { type Context, foreignString, withScratch } from './context.js';
import { nanoseconds, storeNanoseconds } from './files.js';

export type TimeCalls = Pick<
  Os,
  | 'clock'
  | 'clockResolution'
  | 'sleep'
  | 'localtime'
  | 'tzset'
  | 'setSignal'
  | 'getSignal'
  | 'takeSignal'
  | 'raise'
  | 'alarm'
  | 'setitimer'
  | 'getitimer'
  | 'pause'
  | 'setWakeupFd'
  | 'sigmask'
  | 'sigpending'
>;

const ascii = new TextDecoder('latin1');

export function makeTimeCalls(c: Context): TimeCalls {
  const { libc, scratch } = c;
  const words = signalWords(c.buffer);

  function clock(call: 'clock_gettime' | 'clock_getres', id: number): bigint {
    scratch.reset();
    const p = scratch.take(timespec.size);
    const status = libc[call](id, p);
    return status < 0 ? BigInt(status) : nanoseconds(p);
  }
  const seconds = (p: number) => Number(ldI64(p + timeval.tv_sec)) + Number(ldI64(p + timeval.tv_usec)) / 1e6;
  function storeSeconds(p: number, value: number): void {
    const us = Math.ceil(value * 1e6);
    stI64(p + timeval.tv_sec, BigInt(Math.floor(us / 1e6)));
    stI64(p + timeval.tv_usec, BigInt(us % 1e6));
  }
  function timer(out: Float64Array, p: number): void {
    out[0] = seconds(p + itimerval.it_value);
    out[1] = seconds(p + itimerval.it_interval);
  }

  return {
    clock: (id) => clock('clock_gettime', id),
    clockResolution: (id) => clock('clock_getres', id),
    sleep: (ns) =>
      withScratch(c, (s) => {
        // A signal that came between the last safepoint and here has set its word and will not end the sleep.
        if (words.pending() !== 0n) return -E.EINTR;
        const p = s.take(timespec.size);
        storeNanoseconds(p, ns > 0n ? ns : 0n);
        return libc.nanosleep(p, 0);
      }),
    localtime: (at, out) =>
      withScratch(c, (s) => {
        const t = s.take(8);
        const p = s.take(tm.size);
        stI64(t, BigInt(Math.floor(at)));
        if (libc.localtime_r(t, p) === 0) return -c.errno();
        out.year = ld32(p + tm.tm_year) + 1900;
        out.month = ld32(p + tm.tm_mon);
        out.day = ld32(p + tm.tm_mday);
        out.hour = ld32(p + tm.tm_hour);
        out.minute = ld32(p + tm.tm_min);
        out.second = ld32(p + tm.tm_sec);
        out.weekday = ld32(p + tm.tm_wday);
        out.yearday = ld32(p + tm.tm_yday);
        out.isdst = ld32(p + tm.tm_isdst);
        out.gmtoff = Number(ldI64(p + tm.tm_gmtoff));
        out.zone = ascii.decode(foreignString(c, ldU64(p + tm.tm_zone)));
        return 0;
      }),
    tzset: () => libc.tzset(),

    setSignal: (signal, kind) => libc.tyston_signal(signal, kind < 0 ? 99 : kind),
    getSignal: (signal) => libc.tyston_signal(signal, -1),
    takeSignal: () => words.take(),
    raise: (signal) => libc.raise(signal),
    alarm: (n) => libc.alarm(n),
    setitimer: (which, value, interval, out) =>
      withScratch(c, (s) => {
        const next = s.take(itimerval.size);
        const before = s.take(itimerval.size);
        storeSeconds(next + itimerval.it_value, value);
        storeSeconds(next + itimerval.it_interval, interval);
        const status = libc.setitimer(which, next, before);
        if (status === 0) timer(out, before);
        return status;
      }),
    getitimer: (which, out) =>
      withScratch(c, (s) => {
        const p = s.take(itimerval.size);
        const status = libc.getitimer(which, p);
        if (status === 0) timer(out, p);
        return status;
      }),
    pause: () => (words.pending() !== 0n ? -E.EINTR : libc.pause()),
    setWakeupFd(fd) {
      const before = words.wakeupFd();
      words.setWakeupFd(fd);
      return before;
    },
    sigmask(how, mask) {
      scratch.reset();
      const set = scratch.take(sigset_t.size);
      const before = scratch.take(sigset_t.size);
      stU64(set, mask);
      const error = libc.pthread_sigmask(how, set, before);
      return error !== 0 ? BigInt(-error) : ldU64(before);
    },
    sigpending() {
      scratch.reset();
      const set = scratch.take(sigset_t.size);
      const status = libc.sigpending(set);
      return status < 0 ? BigInt(status) : ldU64(set);
    },
  };
}
