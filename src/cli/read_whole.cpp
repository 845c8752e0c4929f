// SPDX-License-Identifier: MIT
#include "cli/read_whole.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <new>
#include <optional>

#include "os/file_descriptor.h"
#include "os/read_all.h"
#include "os/system_error.h"
#include "trawl/error.h"

namespace trawl {
namespace {

// Standard input stays open. Unset, with errno, if that failed.
std::optional<std::string> read_file(const std::string& path) {
  try {
    if (path == "-") return read_all(STDIN_FILENO);
    const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    return file.is_open() ? read_all(file.get()) : std::nullopt;
  } catch (const std::bad_alloc&) {
    errno = ENOMEM;
    return std::nullopt;
  }
}

}  // namespace

std::string read_whole(const std::string& path, std::string_view what) {
  auto bytes = read_file(path);
  if (!bytes) throw system_error(fmt::format("cannot read {}: {}", what, path));
  return *std::move(bytes);
}

}  // namespace trawl
