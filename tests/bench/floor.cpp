// SPDX-License-Identifier: MIT
// The least that any search of a mapped file costs: PROCESSES processes map
// their part of FILE and add up one byte of each cache line. What it prints has
// no meaning; it keeps the compiler from leaving the work out.
//
//   floor FILE PROCESSES
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace {

constexpr std::size_t kCacheLineBytes = 64;
// What trawl maps at a time, so that both pay for the same page faults.
constexpr std::size_t kWindowBytes = std::size_t{4} << 20;

[[noreturn]] void fail(const char* attempted) {
  std::perror(attempted);
  std::_Exit(2);
}

std::uint64_t sum_window(int file, std::size_t begin, std::size_t bytes) {
  void* const window = mmap(nullptr, bytes, PROT_READ, MAP_SHARED, file,
                            static_cast<off_t>(begin));
  if (window == MAP_FAILED) fail("floor: mapping");
  const auto* const first = static_cast<const unsigned char*>(window);
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < bytes; i += kCacheLineBytes) sum += first[i];
  munmap(window, bytes);
  return sum;
}

// Every `processes`th window from `first` on.
std::uint64_t sum_windows(int file, std::size_t size, std::size_t first,
                          std::size_t processes) {
  std::uint64_t sum = 0;
  for (std::size_t begin = first * kWindowBytes; begin < size;
       begin += processes * kWindowBytes)
    sum += sum_window(file, begin, std::min(kWindowBytes, size - begin));
  return sum;
}

void wait_for_all(std::size_t processes) {
  for (std::size_t i = 0; i < processes; ++i) {
    int status = 0;
    if (wait(&status) < 0 || status != 0) fail("floor: a process");
  }
}

}  // namespace

int main(int argc, char** argv) {
  const long wanted = argc == 3 ? std::atol(argv[2]) : 0;
  if (wanted < 1) {
    std::fputs("usage: floor FILE PROCESSES\n", stderr);
    return 2;
  }
  const int file = open(argv[1], O_RDONLY | O_CLOEXEC);
  struct stat status = {};
  if (file < 0 || fstat(file, &status) != 0) fail(argv[1]);
  const auto size = static_cast<std::size_t>(status.st_size);
  const auto processes = static_cast<std::size_t>(wanted);
  for (std::size_t i = 0; i < processes; ++i) {
    const pid_t child = fork();
    if (child < 0) fail("floor: fork");
    if (child == 0) {
      const auto sum = sum_windows(file, size, i, processes);
      std::printf("%llu\n", static_cast<unsigned long long>(sum));
      return 0;
    }
  }
  wait_for_all(processes);
}
