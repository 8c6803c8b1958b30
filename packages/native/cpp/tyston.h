// What the files of the addon share.
#pragma once
#include <stddef.h>
#include <stdint.h>

#include "layout.gen.h"

constexpr uintptr_t kBase = WINDOW_BASE;
constexpr size_t kSize = size_t{1} << 32;

inline void* at(uint64_t offset) { return reinterpret_cast<void*>(kBase + offset); }

extern "C" {
// The mailbox of this thread. In static thread-local storage, so that a thunk finds it in two instructions.
extern __thread Mailbox* tyston_box __attribute__((tls_model("initial-exec"), visibility("hidden")));

void tyston_enter(Mailbox*);
void tyston_resume(Mailbox*);
void tyston_thunk();
void tyston_thunk_doubles();

// Called from TypeScript by name, through the trampoline. Results below zero are -errno.
int64_t tyston_signal(int64_t signal, int64_t kind);
int64_t tyston_signal_words(uint32_t* pending, int32_t* breaker, int64_t bit, uint8_t* kinds);
int64_t tyston_crash_stack(void* stack, int64_t bytes);
int64_t tyston_fork_exec(const SpawnArgs*);
}

// The calling thread leaves the window: signals are no longer passed on to it.
void signals_detach();

// window.cc. Each returns nullptr, or what went wrong.
const char* window_reserve();
bool window_reserved();
bool window_commit(uint64_t start, uint64_t bytes);
// Maps [start, start + bytes) of the window executable, from a file in memory that *writable maps too.
const char* window_map_code(uint64_t start, uint64_t bytes, void** writable);
// Runs the process's command line again, in its place: V8 puts its pages at random addresses, one start in a thousand or so inside
// the window's range, and chooses others next time. Returns what went wrong, or nothing was done because it has tried too often.
const char* window_try_again();
// Everything reads as zero again.
void window_clear();
