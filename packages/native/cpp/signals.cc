// Signals become words in the window, which the interpreter's safepoints read: nothing else happens in a handler.
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "tyston.h"

namespace {

enum Kind { kDefault = 0, kIgnore = 1, kPython = 2, kForeign = 3 };

uint32_t* pending;       // two words of bits, then the wakeup descriptor plus one, then a counter (layouts/signal.ts)
int32_t* breaker;
int32_t breaker_bit;
uint8_t* kinds;
pthread_t python_thread;
bool have_thread;

void on_signal(int signal, siginfo_t*, void*) {
  // The interpreter's thread must be the one whose blocking call ends with EINTR.
  if (__atomic_load_n(&have_thread, __ATOMIC_SEQ_CST) && !pthread_equal(pthread_self(), python_thread)) {
    pthread_kill(python_thread, signal);
    return;
  }
  int saved = errno;
  __atomic_fetch_or(&pending[(signal - 1) >> 5], 1u << ((signal - 1) & 31), __ATOMIC_SEQ_CST);
  __atomic_fetch_add(&pending[3], 1, __ATOMIC_SEQ_CST);
  __atomic_fetch_or(breaker, breaker_bit, __ATOMIC_SEQ_CST);
  int wakeup = static_cast<int>(__atomic_load_n(&pending[2], __ATOMIC_SEQ_CST)) - 1;
  if (wakeup >= 0) {
    unsigned char byte = static_cast<unsigned char>(signal);
    (void)!write(wakeup, &byte, 1);
  }
  errno = saved;
}

int kind_of(const struct sigaction& action) {
  if (action.sa_flags & SA_SIGINFO) return action.sa_sigaction == on_signal ? kPython : kForeign;
  return action.sa_handler == SIG_DFL ? kDefault : action.sa_handler == SIG_IGN ? kIgnore : kForeign;
}

struct sigaction before_crash[2];

size_t hex(char* to, uint64_t v) {
  char digits[16];
  int n = 0;
  do digits[n++] = "0123456789abcdef"[v & 15];
  while (v >>= 4);
  for (int i = 0; i < n; i++) to[i] = digits[n - 1 - i];
  return static_cast<size_t>(n);
}

// One line for an access to memory of the window that is not there, then whatever would have happened without us.
void on_crash(int signal, siginfo_t* info, void* context) {
  uintptr_t address = reinterpret_cast<uintptr_t>(info->si_addr);
  if (address >= kBase && address - kBase < kSize) {
    char line[96] = "Tyston: internal error: access to window address 0x";
    size_t n = strlen(line);
    n += hex(line + n, address - kBase);
    const char* tail = ", which is not there\n";
    memcpy(line + n, tail, strlen(tail));
    (void)!write(2, line, n + strlen(tail));
  }
  struct sigaction& before = before_crash[signal == SIGBUS];
  if (before.sa_flags & SA_SIGINFO) {
    before.sa_sigaction(signal, info, context);
  } else {
    sigaction(signal, &before, nullptr);  // the access happens again, and takes its course
  }
}

}  // namespace

// Where handlers of this process write, and the calling thread is the interpreter's.
int64_t tyston_signal_words(uint32_t* pending_words, int32_t* breaker_word, int64_t bit, uint8_t* kind_bytes) {
  __atomic_store_n(&have_thread, false, __ATOMIC_SEQ_CST);
  python_thread = pthread_self();
  pending = pending_words;
  breaker = breaker_word;
  breaker_bit = static_cast<int32_t>(bit);
  kinds = kind_bytes;
  __atomic_store_n(&have_thread, true, __ATOMIC_SEQ_CST);
  return 0;
}

void signals_detach() {
  if (have_thread && pthread_equal(pthread_self(), python_thread)) __atomic_store_n(&have_thread, false, __ATOMIC_SEQ_CST);
}

// Installs a kind, or only asks where it is negative; the kind before.
int64_t tyston_signal(int64_t signal, int64_t kind) {
  struct sigaction before, action;
  if (signal < 1 || signal >= NSIG) return -EINVAL;
  int number = static_cast<int>(signal);
  if (kind < 0) return sigaction(number, nullptr, &before) ? -errno : kind_of(before);
  if (kind > kPython || !pending) return -EINVAL;
  memset(&action, 0, sizeof action);
  sigemptyset(&action.sa_mask);
  if (kind == kPython) {
    action.sa_sigaction = on_signal;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;  // no SA_RESTART: a blocking call ends so that the handler can run (PEP 475)
  } else {
    action.sa_handler = kind == kIgnore ? SIG_IGN : SIG_DFL;
  }
  if (sigaction(number, &action, &before)) return -errno;
  kinds[number] = static_cast<uint8_t>(kind);
  return kind_of(before);
}

// Gives this thread a stack for crashes (of the machine stack, say) and installs the report once a process.
int64_t tyston_crash_stack(void* stack, int64_t bytes) {
  stack_t alternate;
  memset(&alternate, 0, sizeof alternate);
  alternate.ss_sp = stack;
  alternate.ss_size = static_cast<size_t>(bytes);
  if (sigaltstack(&alternate, nullptr)) return -errno;
  static bool installed = false;
  if (__atomic_exchange_n(&installed, true, __ATOMIC_SEQ_CST)) return 0;
  struct sigaction action;
  memset(&action, 0, sizeof action);
  sigemptyset(&action.sa_mask);
  action.sa_sigaction = on_crash;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigaction(SIGSEGV, &action, &before_crash[0]);
  sigaction(SIGBUS, &action, &before_crash[1]);
  return 0;
}
