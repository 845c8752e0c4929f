// SPDX-License-Identifier: MIT
#include "os/read_all.h"

#include <unistd.h>

#include <algorithm>

#include "os/retry.h"

namespace trawl {
namespace {

constexpr std::size_t kReadBytes = 64 * 1024;

ssize_t read_some(int descriptor, std::span<char> memory) {
  return retry_interrupted(
      [&] { return ::read(descriptor, memory.data(), memory.size()); });
}

}  // namespace

ssize_t read_more(int descriptor, std::string& bytes) {
  const std::size_t size = bytes.size();
  bytes.resize(size + kReadBytes);
  const ssize_t got = read_some(descriptor, std::span(bytes).subspan(size));
  bytes.resize(size + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
  return got;
}

std::optional<std::string> read_all(int descriptor) {
  std::string bytes;
  while (true) {
    const ssize_t got = read_more(descriptor, bytes);
    if (got < 0) return std::nullopt;
    if (got == 0) return bytes;
  }
}

bool read_exactly(int descriptor, std::span<char> memory) {
  while (!memory.empty()) {
    const ssize_t got = read_some(descriptor, memory);
    if (got <= 0) return false;
    memory = memory.subspan(static_cast<std::size_t>(got));
  }
  return true;
}

}  // namespace trawl
