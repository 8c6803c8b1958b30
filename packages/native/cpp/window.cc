// The window's memory. One a process: its address is fixed.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <mutex>
#include <string>
#include <vector>

#include "tyston.h"

#ifndef MAP_FIXED_NOREPLACE
#define MAP_FIXED_NOREPLACE 0x100000
#endif
#ifndef MFD_EXEC
#define MFD_EXEC 0x10
#endif

namespace {

struct CodeRegion {
  uint64_t start;
  uint64_t bytes;
  void* writable;
  int fd;
};

std::mutex lock;
bool reserved = false;
CodeRegion regions[4];
int region_count = 0;
thread_local char message[200];

const char* failed(const char* what) {
  snprintf(message, sizeof message, "%s: %s", what, strerror(errno));
  return message;
}

bool overlaps_code(uint64_t start, uint64_t bytes) {
  for (int i = 0; i < region_count; i++)
    if (start < regions[i].start + regions[i].bytes && regions[i].start < start + bytes) return true;
  return false;
}

bool page_range(uint64_t start, uint64_t bytes) {
  return start % 4096 == 0 && bytes % 4096 == 0 && start <= kSize && bytes <= kSize - start;
}

}  // namespace

bool window_reserved() {
  std::lock_guard<std::mutex> guard(lock);
  return reserved;
}

const char* window_reserve() {
  std::lock_guard<std::mutex> guard(lock);
  if (reserved) return nullptr;
  void* p = mmap(at(0), kSize, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0);
  if (p == MAP_FAILED) return failed("reserving 4 GiB of addresses for the window");
  if (p != at(0)) {  // a kernel before 4.17 takes the address as a hint
    munmap(p, kSize);
    return "the window's addresses are taken";
  }
  reserved = true;
  return nullptr;
}

const char* window_try_again() {
  const char* kTries = "TYSTON_STARTS";
  const char* before = getenv(kTries);
  int tries = before ? atoi(before) : 0;
  if (tries >= 8) return "the window's addresses are taken at every start";
  FILE* file = fopen("/proc/self/cmdline", "re");
  if (!file) return failed("/proc/self/cmdline");
  std::vector<char*> argv;
  char* argument = nullptr;
  size_t room = 0;
  while (getdelim(&argument, &room, 0, file) > 0) {
    argv.push_back(argument);
    argument = nullptr;
    room = 0;
  }
  fclose(file);
  argv.push_back(nullptr);
  for (int fd = 0; fd < 3; fd++) fcntl(fd, F_SETFD, 0);  // Node sets FD_CLOEXEC on them
  setenv(kTries, std::to_string(tries + 1).c_str(), 1);
  execv("/proc/self/exe", argv.data());
  return failed("starting again");
}

bool window_commit(uint64_t start, uint64_t bytes) {
  std::lock_guard<std::mutex> guard(lock);
  if (!reserved || !page_range(start, bytes) || overlaps_code(start, bytes)) return false;
  return mprotect(at(start), bytes, PROT_READ | PROT_WRITE) == 0;
}

const char* window_map_code(uint64_t start, uint64_t bytes, void** writable) {
  std::lock_guard<std::mutex> guard(lock);
  if (!reserved || !page_range(start, bytes) || bytes == 0) return "no such region";
  for (int i = 0; i < region_count; i++) {
    if (regions[i].start != start || regions[i].bytes != bytes) continue;
    *writable = regions[i].writable;
    return nullptr;
  }
  if (region_count == 4 || overlaps_code(start, bytes)) return "the region overlaps another one";
  int fd = memfd_create("tyston-code", MFD_CLOEXEC | MFD_EXEC);
  if (fd < 0 && errno == EINVAL) fd = memfd_create("tyston-code", MFD_CLOEXEC);  // before Linux 6.3
  if (fd < 0) return failed("memfd_create");
  void* w = MAP_FAILED;
  void* x = MAP_FAILED;
  if (ftruncate(fd, static_cast<off_t>(bytes)) == 0)
    w = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_NORESERVE, fd, 0);
  if (w != MAP_FAILED) x = mmap(at(start), bytes, PROT_READ | PROT_EXEC, MAP_SHARED | MAP_NORESERVE | MAP_FIXED, fd, 0);
  if (x == MAP_FAILED) {
    const char* why = failed("mapping memory for machine code");
    if (w != MAP_FAILED) munmap(w, bytes);
    close(fd);
    // A failed MAP_FIXED may have removed what was there.
    mmap(at(start), bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED, -1, 0);
    return why;
  }
  regions[region_count++] = {start, bytes, w, fd};
  *writable = w;
  return nullptr;
}

void window_clear() {
  std::lock_guard<std::mutex> guard(lock);
  if (!reserved) return;
  uint64_t start = 0;
  auto drop = [](uint64_t from, uint64_t to) {
    if (to > from) madvise(at(from), to - from, MADV_DONTNEED);
  };
  for (bool found = true; found;) {  // the private stretches between the code regions, in order of address
    found = false;
    CodeRegion* next = nullptr;
    for (int i = 0; i < region_count; i++)
      if (regions[i].start >= start && (!next || regions[i].start < next->start)) next = &regions[i];
    if (next) {
      drop(start, next->start);
      start = next->start + next->bytes;
      found = true;
    }
  }
  drop(start, kSize);
  for (int i = 0; i < region_count; i++)
    if (ftruncate(regions[i].fd, 0) == 0) (void)!ftruncate(regions[i].fd, static_cast<off_t>(regions[i].bytes));
}
