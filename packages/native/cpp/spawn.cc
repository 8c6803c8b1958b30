// Starting a child as CPython's _posixsubprocess.fork_exec does: between vfork and execve the child does what the request says,
// and what fails is written to errpipe_write as "OSError:HEX:where". Only calls that are safe there are made.
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <initializer_list>

#include "tyston.h"

extern char** environ;

namespace {

bool set_inheritable(int fd) {
  int flags = fcntl(fd, F_GETFD);
  return flags >= 0 && (!(flags & FD_CLOEXEC) || fcntl(fd, F_SETFD, flags & ~FD_CLOEXEC) == 0);
}

void close_between(int low, int high) {
  if (low > high) return;
  if (syscall(SYS_close_range, low, high, 0) == 0) return;
  long limit = sysconf(_SC_OPEN_MAX);
  if (limit < 0 || limit > 65536) limit = 65536;
  for (int fd = low; fd <= high && fd < limit; fd++) close(fd);
}

// Puts `fd` at `target`, to stay open over execve.
bool place(int fd, int target) {
  if (fd == target) return set_inheritable(fd);
  return fd < 0 || dup2(fd, target) >= 0;
}

void reset_handlers() {
  struct sigaction action, standard;
  memset(&standard, 0, sizeof standard);
  standard.sa_handler = SIG_DFL;
  for (int signal = 1; signal < NSIG; signal++) {
    if (signal == SIGKILL || signal == SIGSTOP) continue;
    if (sigaction(signal, nullptr, &action)) continue;
    if (!(action.sa_flags & SA_SIGINFO) && (action.sa_handler == SIG_DFL || action.sa_handler == SIG_IGN)) continue;
    sigaction(signal, &standard, nullptr);
  }
}

// Returns only when something failed, errno telling what; *where is "noexec" or "noexec:chdir" unless execve failed.
void child(const SpawnArgs& a, const sigset_t& mask, const char** where) {
  *where = "noexec";
  const int32_t* keep = reinterpret_cast<const int32_t*>(a.keep);
  for (int64_t i = 0; i < a.keep_count; i++)
    if (keep[i] != a.errpipe_write && !set_inheritable(keep[i])) return;

  for (int fd : {a.p2cwrite, a.c2pread, a.errread, a.errpipe_read})
    if (fd >= 0) close(fd);
  int out = a.c2pwrite;
  int err = a.errwrite;
  // The descriptors for 1 and 2 must survive what is put at 0 and 1 before them.
  if (out == 0 && (out = dup(out)) < 0) return;
  while (err == 0 || err == 1)
    if ((err = dup(err)) < 0) return;
  if (!place(a.p2cread, 0) || !place(out, 1) || !place(err, 2)) return;

  if (a.cwd && chdir(reinterpret_cast<const char*>(a.cwd))) {
    *where = "noexec:chdir";
    return;
  }
  if (a.umask >= 0) umask(static_cast<mode_t>(a.umask));
  reset_handlers();
  if (a.restore_signals) {
    signal(SIGPIPE, SIG_DFL);
    signal(SIGXFSZ, SIG_DFL);
  }
  pthread_sigmask(SIG_SETMASK, &mask, nullptr);
  if (a.new_session) setsid();
  if (a.group >= 0 && setpgid(0, a.group)) return;
  // By system call: libc's functions would change the parent's threads too, whose memory this is.
  if (a.groups_count >= 0 && syscall(SYS_setgroups, a.groups_count, reinterpret_cast<const gid_t*>(a.groups))) return;
  if (a.gid >= 0 && syscall(SYS_setregid, a.gid, a.gid)) return;
  if (a.uid >= 0 && syscall(SYS_setreuid, a.uid, a.uid)) return;

  if (a.close_fds) {
    int from = 3;
    for (int64_t i = 0; i < a.keep_count; i++) {
      close_between(from, keep[i] - 1);
      if (keep[i] >= from) from = keep[i] + 1;
    }
    close_between(from, INT32_MAX);
  }

  *where = "";
  char* const* argv = reinterpret_cast<char* const*>(a.argv);
  char* const* env = a.env ? reinterpret_cast<char* const*>(a.env) : environ;
  int worst = 0;
  for (const char* const* path = reinterpret_cast<const char* const*>(a.executables); *path; path++) {
    execve(*path, argv, env);
    if (worst == 0 && errno != ENOENT && errno != ENOTDIR) worst = errno;
  }
  if (worst) errno = worst;
}

[[noreturn]] void report(int errpipe, int error, const char* where) {
  char text[64] = "OSError:";
  size_t n = strlen(text);
  char digits[8];
  int count = 0;
  do digits[count++] = "0123456789ABCDEF"[error & 15];
  while ((error >>= 4) && count < 8);
  while (count) text[n++] = digits[--count];
  text[n++] = ':';
  memcpy(text + n, where, strlen(where));
  (void)!write(errpipe, text, n + strlen(where));
  _exit(255);
}

}  // namespace

int64_t tyston_fork_exec(const SpawnArgs* request) {
  sigset_t all, mask;
  sigfillset(&all);
  // No handler may run in the child while it shares our memory.
  pthread_sigmask(SIG_BLOCK, &all, &mask);
  pid_t pid = vfork();
  if (pid == 0) {
    const char* where;
    errno = 0;
    child(*request, mask, &where);
    report(request->errpipe_write, errno, where);
  }
  int error = errno;
  pthread_sigmask(SIG_SETMASK, &mask, nullptr);
  return pid < 0 ? -error : pid;
}
