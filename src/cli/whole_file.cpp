// SPDX-License-Identifier: MIT
#include "cli/whole_file.h"

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
                                : ::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  WholeFile(const WholeFile&) = delete;
  WholeFile& operator=(const WholeFile&) = delete;
  ~WholeFile() {
    if (descriptor_ > STDIN_FILENO) ::close(descriptor_);
  }

  bool is_open() const { return descriptor_ >= 0; }

  [[noreturn]] void fail() const {
    throw Error(fmt::format("{}: {}", path_, std::strerror(errno)));
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

  std::string path_;
  int descriptor_;
};

}  // namespace

std::string read_whole_file(const std::string& path) {
  const WholeFile file(path);
  if (!file.is_open()) file.fail();
  return file.read_all();
}

std::optional<std::string> read_file_if_there(const std::string& path) {
  const WholeFile file(path);
  if (file.is_open()) return file.read_all();
  if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
  file.fail();
}

}  // namespace trawl
