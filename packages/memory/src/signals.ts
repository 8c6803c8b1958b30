/** Linux's signals on x86-64: one row each, with strsignal(3)'s description and what happens by default. */
type Row = readonly [
  name: string,
  number: number,
  description: string,
  byDefault: 'term' | 'core' | 'ignore' | 'stop' | 'cont',
];

export const SIGNAL_ROWS = [
  ['SIGHUP', 1, 'Hangup', 'term'],
  ['SIGINT', 2, 'Interrupt', 'term'],
  ['SIGQUIT', 3, 'Quit', 'core'],
  ['SIGILL', 4, 'Illegal instruction', 'core'],
  ['SIGTRAP', 5, 'Trace/breakpoint trap', 'core'],
  ['SIGABRT', 6, 'Aborted', 'core'],
  ['SIGBUS', 7, 'Bus error', 'core'],
  ['SIGFPE', 8, 'Floating point exception', 'core'],
  ['SIGKILL', 9, 'Killed', 'term'],
  ['SIGUSR1', 10, 'User defined signal 1', 'term'],
  ['SIGSEGV', 11, 'Segmentation fault', 'core'],
  ['SIGUSR2', 12, 'User defined signal 2', 'term'],
  ['SIGPIPE', 13, 'Broken pipe', 'term'],
  ['SIGALRM', 14, 'Alarm clock', 'term'],
  ['SIGTERM', 15, 'Terminated', 'term'],
  ['SIGSTKFLT', 16, 'Stack fault', 'term'],
  ['SIGCHLD', 17, 'Child exited', 'ignore'],
  ['SIGCONT', 18, 'Continued', 'cont'],
  ['SIGSTOP', 19, 'Stopped (signal)', 'stop'],
  ['SIGTSTP', 20, 'Stopped', 'stop'],
  ['SIGTTIN', 21, 'Stopped (tty input)', 'stop'],
  ['SIGTTOU', 22, 'Stopped (tty output)', 'stop'],
  ['SIGURG', 23, 'Urgent I/O condition', 'ignore'],
  ['SIGXCPU', 24, 'CPU time limit exceeded', 'core'],
  ['SIGXFSZ', 25, 'File size limit exceeded', 'core'],
  ['SIGVTALRM', 26, 'Virtual timer expired', 'term'],
  ['SIGPROF', 27, 'Profiling timer expired', 'term'],
  ['SIGWINCH', 28, 'Window changed', 'ignore'],
  ['SIGIO', 29, 'I/O possible', 'term'],
  ['SIGPWR', 30, 'Power failure', 'term'],
  ['SIGSYS', 31, 'Bad system call', 'core'],
] as const satisfies readonly Row[];

export type SignalName = (typeof SIGNAL_ROWS)[number][0];
/** Numbers by name. */
export const SIG = Object.freeze(Object.fromEntries(SIGNAL_ROWS.map(([name, n]) => [name, n]))) as {
  readonly [K in SignalName]: number;
};
/** One more than the highest signal; the real-time signals are RTMIN..RTMAX. */
export const NSIG = 65;
export const SIGRTMIN = 34;
export const SIGRTMAX = 64;
/** Second names of the same numbers, which the module `signal` has too. */
export const SIGNAL_ALIASES: readonly (readonly [name: string, number: number])[] = [
  ['SIGCLD', SIG.SIGCHLD],
  ['SIGIOT', SIG.SIGABRT],
  ['SIGPOLL', SIG.SIGIO],
];
