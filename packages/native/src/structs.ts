/** Structs of Linux's C library on x86-64, as its calls read and write them. `structs.test.ts` compares them with the headers. */
import { struct } from '@tyston/memory';

export const timespec = struct('timespec', null, { tv_sec: 'i64', tv_nsec: 'i64' });
export const timeval = struct('timeval', null, { tv_sec: 'i64', tv_usec: 'i64' });
export const itimerval = struct('itimerval', null, { it_interval: timeval, it_value: timeval });
export const stat = struct('stat', null, {
  st_dev: 'u64',
  st_ino: 'u64',
  st_nlink: 'u64',
  st_mode: 'u32',
  st_uid: 'u32',
  st_gid: 'u32',
  __pad0: 'i32',
  st_rdev: 'u64',
  st_size: 'i64',
  st_blksize: 'i64',
  st_blocks: 'i64',
  st_atim: timespec,
  st_mtim: timespec,
  st_ctim: timespec,
  __glibc_reserved: ['i64', 3],
});
export const dirent64 = struct('dirent64', null, {
  d_ino: 'u64',
  d_off: 'i64',
  d_reclen: 'u16',
  d_type: 'u8',
  d_name: ['u8', 256],
});
export const pollfd = struct('pollfd', null, { fd: 'i32', events: 'i16', revents: 'i16' });
export const winsize = struct('winsize', null, {
  ws_row: 'u16',
  ws_col: 'u16',
  ws_xpixel: 'u16',
  ws_ypixel: 'u16',
});
export const rlimit = struct('rlimit', null, { rlim_cur: 'u64', rlim_max: 'u64' });
export const rusage = struct('rusage', null, {
  ru_utime: timeval,
  ru_stime: timeval,
  ru_maxrss: 'i64',
  ru_ixrss: 'i64',
  ru_idrss: 'i64',
  ru_isrss: 'i64',
  ru_minflt: 'i64',
  ru_majflt: 'i64',
  ru_nswap: 'i64',
  ru_inblock: 'i64',
  ru_oublock: 'i64',
  ru_msgsnd: 'i64',
  ru_msgrcv: 'i64',
  ru_nsignals: 'i64',
  ru_nvcsw: 'i64',
  ru_nivcsw: 'i64',
});
export const tms = struct('tms', null, {
  tms_utime: 'i64',
  tms_stime: 'i64',
  tms_cutime: 'i64',
  tms_cstime: 'i64',
});
export const tm = struct('tm', null, {
  tm_sec: 'i32',
  tm_min: 'i32',
  tm_hour: 'i32',
  tm_mday: 'i32',
  tm_mon: 'i32',
  tm_year: 'i32',
  tm_wday: 'i32',
  tm_yday: 'i32',
  tm_isdst: 'i32',
  tm_gmtoff: 'i64',
  tm_zone: 'u64',
});
const LINE = 65;
export const utsname = struct('utsname', null, {
  sysname: ['u8', LINE],
  nodename: ['u8', LINE],
  release: ['u8', LINE],
  version: ['u8', LINE],
  machine: ['u8', LINE],
  domainname: ['u8', LINE],
});
export const termios = struct('termios', null, {
  c_iflag: 'u32',
  c_oflag: 'u32',
  c_cflag: 'u32',
  c_lflag: 'u32',
  c_line: 'u8',
  c_cc: ['u8', 32],
  c_ispeed: 'u32',
  c_ospeed: 'u32',
});
export const sigset_t = struct('sigset_t', null, { __val: ['u64', 16] });
/** ioctl: window size of a terminal. */
export const TIOCGWINSZ = 0x5413;
