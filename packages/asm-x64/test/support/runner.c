/*
 * Runs machine code one instruction at a time and shows what it did: the harness of the tests that compare the
 * emulator with the processor, and that call compiled functions. It reads commands from standard input:
 *
 *   MAP   address size bytes       maps memory at a fixed address and fills it
 *   STATE 16 registers, flags, rip, 256 bytes of vector registers
 *   WATCH address size            memory whose checksum belongs to the state
 *   STEP  count                    executes instructions, writing the state after each
 *   CALL  address argument         calls a function of one pointer argument
 *   READ  address size             writes memory
 *
 * All integers are 8 bytes, little-endian. Stepping uses the trap flag: after each instruction the handler of
 * SIGTRAP copies the state out and, when the count is reached, jumps back. Other signals end the stepping; the
 * signal's number is then in the `signal` field of the state.
 */
#define _GNU_SOURCE
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

enum { MAP = 1, STATE, STEP, CALL, READ, WATCH };

struct state {
  uint64_t gpr[16]; /* in encoding order: rax rcx rdx rbx rsp rbp rsi rdi r8–r15 */
  uint64_t flags, rip, signal, memory;
  unsigned char xmm[256];
};

static const int ORDER[16] = {REG_RAX, REG_RCX, REG_RDX, REG_RBX, REG_RSP, REG_RBP, REG_RSI, REG_RDI,
                              REG_R8,  REG_R9,  REG_R10, REG_R11, REG_R12, REG_R13, REG_R14, REG_R15};

static struct state start;
static struct state *trace;
static uint64_t wanted, done, watched, watched_size;
static int entering;
static sigjmp_buf out;

static void copy_out(struct state *s, ucontext_t *u, uint64_t signal) {
  for (int i = 0; i < 16; i++) s->gpr[i] = (uint64_t)u->uc_mcontext.gregs[ORDER[i]];
  s->flags = (uint64_t)u->uc_mcontext.gregs[REG_EFL];
  s->rip = (uint64_t)u->uc_mcontext.gregs[REG_RIP];
  s->signal = signal;
  uint32_t sum = 0;
  const uint32_t *words = (const uint32_t *)watched;
  for (uint64_t i = 0; i < watched_size / 4; i++) sum = (sum ^ words[i]) * 0x01000193u;
  s->memory = sum;
  memcpy(s->xmm, u->uc_mcontext.fpregs->_xmm, 256);
}

static void handler(int signal, siginfo_t *info, void *context) {
  ucontext_t *u = context;
  (void)info;
  if (entering) {
    /* Raised by hand: put the wanted state in place and go. */
    entering = 0;
    for (int i = 0; i < 16; i++) u->uc_mcontext.gregs[ORDER[i]] = (greg_t)start.gpr[i];
    u->uc_mcontext.gregs[REG_EFL] = (greg_t)(start.flags | 0x102);
    u->uc_mcontext.gregs[REG_RIP] = (greg_t)start.rip;
    memcpy(u->uc_mcontext.fpregs->_xmm, start.xmm, 256);
    return;
  }
  if (signal != SIGTRAP) {
    copy_out(&trace[done++], u, (uint64_t)signal);
    siglongjmp(out, 1);
  }
  /* A repeated string instruction traps after each repetition, standing still until the last. */
  uint64_t rip = (uint64_t)u->uc_mcontext.gregs[REG_RIP];
  uint64_t before = done == 0 ? start.rip : trace[done - 1].rip;
  const unsigned char *code = (const unsigned char *)before;
  if (rip == before && (code[0] == 0xf2 || code[0] == 0xf3 || code[1] == 0xf2 || code[1] == 0xf3)) return;
  copy_out(&trace[done++], u, 0);
  if (done == wanted) siglongjmp(out, 1);
}

static void read_exactly(void *to, size_t size) {
  if (fread(to, 1, size, stdin) != size) exit(size == 8 ? 0 : 3);
}
static uint64_t number(void) {
  uint64_t n;
  read_exactly(&n, 8);
  return n;
}

int main(void) {
  size_t stack_size = 1 << 20;
  stack_t stack = {.ss_sp = malloc(stack_size), .ss_size = stack_size};
  sigaltstack(&stack, NULL);
  struct sigaction action = {.sa_sigaction = handler, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER};
  const int signals[] = {SIGTRAP, SIGUSR1, SIGSEGV, SIGBUS, SIGFPE, SIGILL};
  for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) sigaction(signals[i], &action, NULL);
  for (;;) {
    uint64_t command = number();
    if (command == MAP) {
      uint64_t address = number(), size = number();
      void *at = mmap((void *)address, size, PROT_READ | PROT_WRITE | PROT_EXEC,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
      if (at == MAP_FAILED) return 4;
      read_exactly(at, size);
    } else if (command == STATE) {
      read_exactly(start.gpr, sizeof start.gpr);
      start.flags = number();
      start.rip = number();
      read_exactly(start.xmm, sizeof start.xmm);
    } else if (command == STEP) {
      wanted = number();
      done = 0;
      trace = calloc(wanted + 1, sizeof *trace);
      if (sigsetjmp(out, 1) == 0) {
        entering = 1;
        raise(SIGUSR1);
      }
      fwrite(&done, 8, 1, stdout);
      fwrite(trace, sizeof *trace, done, stdout);
      free(trace);
    } else if (command == CALL) {
      uint64_t address = number(), argument = number();
      ((void (*)(uint64_t))address)(argument);
    } else if (command == READ) {
      uint64_t address = number(), size = number();
      fwrite((void *)address, 1, size, stdout);
    } else if (command == WATCH) {
      watched = number();
      watched_size = number();
    } else {
      return 5;
    }
  }
}
