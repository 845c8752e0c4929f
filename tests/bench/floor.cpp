// SPDX-License-Identifier: MIT
// The least that any search costs: PROCESSES processes map or read their part
// of PATH, a file or all below a directory, and add up one byte of each cache
// line. Which of the two is faster they try on the largest file, as it depends
// on the machine. What is printed has no meaning; it keeps the compiler from
// leaving the work out.
//
//   floor PATH PROCESSES
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

namespace {

constexpr std::size_t kCacheLineBytes = 64;
// What trawl maps at a time, and what it reads, so that both pay for the same.
constexpr std::size_t kWindowBytes = std::size_t{4} << 20;
constexpr std::size_t kReadBytes = std::size_t{256} << 10;
// Of each way, to find the faster one.
constexpr std::size_t kTriedBytes = std::size_t{1} << 20;

[[noreturn]] void fail(const char* attempted) {
  std::perror(attempted);
  std::_Exit(2);
}

struct Window {
  int file = -1;
  std::size_t begin = 0;
  std::size_t bytes = 0;
};

std::uint64_t sum(const unsigned char* first, std::size_t bytes) {
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < bytes; i += kCacheLineBytes) total += first[i];
  return total;
}

std::uint64_t sum_mapped(const Window& window) {
  void* const bytes = mmap(nullptr, window.bytes, PROT_READ, MAP_SHARED,
                           window.file, static_cast<off_t>(window.begin));
  if (bytes == MAP_FAILED) fail("floor: mapping");
  const auto total =
      sum(static_cast<const unsigned char*>(bytes), window.bytes);
  munmap(bytes, window.bytes);
  return total;
}

std::uint64_t sum_read(const Window& window) {
  static std::vector<unsigned char> buffer(kReadBytes);
  std::uint64_t total = 0;
  for (std::size_t done = 0; done < window.bytes;) {
    const auto got = pread(window.file, buffer.data(),
                           std::min(buffer.size(), window.bytes - done),
                           static_cast<off_t>(window.begin + done));
    if (got <= 0) fail("floor: reading");
    total += sum(buffer.data(), static_cast<std::size_t>(got));
    done += static_cast<std::size_t>(got);
  }
  return total;
}

using Way = std::uint64_t (*)(const Window&);

// On four neighbouring pieces: the same ones would be in the cache.
Way faster_way(const Window& window) {
  using Clock = std::chrono::steady_clock;
  Way fastest = sum_read;
  auto least = Clock::duration::max();
  Window piece{window.file, window.begin, kTriedBytes};
  for (const Way way : {sum_read, sum_mapped, sum_read, sum_mapped}) {
    if (piece.begin + piece.bytes > window.begin + window.bytes) break;
    const auto start = Clock::now();
    std::printf("%llu\n", static_cast<unsigned long long>(way(piece)));
    if (Clock::now() - start < least) {
      least = Clock::now() - start;
      fastest = way;
    }
    piece.begin += piece.bytes;
  }
  return fastest;
}

void add_windows(const std::string& path, std::vector<Window>& windows) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) fail(path.c_str());
  const auto size = static_cast<std::size_t>(std::filesystem::file_size(path));
  for (std::size_t begin = 0; begin < size; begin += kWindowBytes)
    windows.push_back({file, begin, std::min(kWindowBytes, size - begin)});
}

std::vector<Window> windows_of(const std::string& path) {
  std::vector<Window> windows;
  if (!std::filesystem::is_directory(path)) {
    add_windows(path, windows);
    return windows;
  }
  for (const auto& entry : std::filesystem::recursive_directory_iterator(path))
    if (entry.is_regular_file()) add_windows(entry.path(), windows);
  return windows;
}

// Every `processes`th window from `first` on.
std::uint64_t sum_windows(const std::vector<Window>& windows, std::size_t first,
                          std::size_t processes) {
  const Way way = faster_way(*std::max_element(
      windows.begin(), windows.end(),
      [](const Window& a, const Window& b) { return a.bytes < b.bytes; }));
  std::uint64_t total = 0;
  for (std::size_t i = first; i < windows.size(); i += processes)
    total += way(windows[i]);
  return total;
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
    std::fputs("usage: floor PATH PROCESSES\n", stderr);
    return 2;
  }
  std::vector<Window> windows;
  try {
    windows = windows_of(argv[1]);
  } catch (const std::system_error& error) {
    std::fprintf(stderr, "floor: %s\n", error.what());
    return 2;
  }
  if (windows.empty()) return 0;
  const auto processes = static_cast<std::size_t>(wanted);
  for (std::size_t i = 0; i < processes; ++i) {
    const pid_t child = fork();
    if (child < 0) fail("floor: fork");
    if (child == 0) {
      const auto total = sum_windows(windows, i, processes);
      std::printf("%llu\n", static_cast<unsigned long long>(total));
      return 0;
    }
  }
  wait_for_all(processes);
}
