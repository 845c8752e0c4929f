// SPDX-License-Identifier: MIT
#include "cli/pattern_list.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "trawl/error.h"

namespace trawl {
namespace {

// Closes what it opened; standard input stays open.
class PatternFile {
 public:
  explicit PatternFile(const std::string& path)
      : path_(path),
        descriptor_(path == "-" ? STDIN_FILENO
                                : ::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (descriptor_ < 0) fail();
  }
  PatternFile(const PatternFile&) = delete;
  PatternFile& operator=(const PatternFile&) = delete;
  ~PatternFile() {
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

void PatternList::add_text(std::string_view text) {
  while (true) {
    const std::size_t newline = text.find('\n');
    texts.emplace_back(text.substr(0, newline));
    places.push_back({{}, texts.size()});
    if (newline == std::string_view::npos) return;
    text.remove_prefix(newline + 1);
  }
}

void PatternList::add_file(std::string_view contents, std::string_view file) {
  for (std::size_t line = 1; !contents.empty(); ++line) {
    const std::size_t newline = contents.find('\n');
    texts.emplace_back(contents.substr(0, newline));
    places.push_back({file, line});
    if (newline == std::string_view::npos) return;
    contents.remove_prefix(newline + 1);
  }
}

std::string PatternList::describe_place(std::string_view text) const {
  const auto found = std::ranges::find(texts, text);
  if (found == texts.end()) return {};
  const PatternPlace& place =
      places[static_cast<std::size_t>(found - texts.begin())];
  if (!place.file.empty()) {
    return fmt::format(
        "{}:{}: ", place.file == "-" ? "(standard input)" : place.file,
        place.line);
  }
  if (texts.size() == 1) return {};
  return fmt::format("pattern {} of {}: ", place.line, texts.size());
}

PatternList read_patterns(std::span<const PatternSource> sources) {
  PatternList list;
  for (const PatternSource& source : sources) {
    if (source.kind == PatternSource::Kind::text) {
      list.add_text(source.value);
    } else {
      list.add_file(PatternFile(source.value).read_all(), source.value);
    }
  }
  return list;
}

}  // namespace trawl
