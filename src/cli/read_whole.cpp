// SPDX-License-Identifier: MIT
#include "cli/read_whole.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "trawl/error.h"

namespace trawl {
namespace {

// Closes what it opened; standard input stays open.
class WholeFile {
 public:
  explicit WholeFile(const std::string& path)
      : path_(path),
        descriptor_(path == "-" ? STDIN_FILENO
                                : ::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (descriptor_ < 0) fail();
  }
  WholeFile(const WholeFile&) = delete;
  WholeFile& operator=(const WholeFile&) = delete;
  ~WholeFile() {
    if (descriptor_ != STDIN_FILENO) ::close(descriptor_);
  }

  std::string read_all() const {
    std::string contents;
    while (true) {
      const std::size_t size = contents.size();
      contents.resize(size + kReadBytes);
      const ssize_t got = read_some(contents.data() + size);
      contents.resize(size + static_cast<std::size_t>(got));
      if (got == 0) return contents;
    }
  }

 private:
  static constexpr std::size_t kReadBytes = 64 * 1024;

  ssize_t read_some(char* memory) const {
    while (true) {
      const ssize_t got = ::read(descriptor_, memory, kReadBytes);
      if (got >= 0) return got;
      if (errno != EINTR) fail();
    }
  }

  [[noreturn]] void fail() const {
    throw Error(fmt::format("{}: {}", path_, std::strerror(errno)));
  }

  std::string path_;
  int descriptor_;
};

}  // namespace

std::string read_whole(const std::string& path) {
  return WholeFile(path).read_all();
}

}  // namespace trawl
