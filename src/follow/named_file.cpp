// SPDX-License-Identifier: MIT
#include "follow/named_file.h"

#include <fcntl.h>
#include <sys/resource.h>

#include <cerrno>
#include <utility>

#include "input/path_access.h"

namespace trawl {
namespace {

// A directory, a file of a batch, the two ends of a worker's pipe.
constexpr rlim_t kSpareDescriptors = 6;

bool is_spare(const FileDescriptor& file) {
  rlimit limit{};
  return ::getrlimit(RLIMIT_NOFILE, &limit) == 0 &&
         static_cast<rlim_t>(file.get()) + kSpareDescriptors >= limit.rlim_cur;
}

}  // namespace

std::optional<NamedFile> open_followed(const std::string& path) {
  struct statx facts {};
  errno = stat_path(path, true, facts);
  if (errno != 0) return std::nullopt;
  if (!S_ISREG(facts.stx_mode)) {
    return NamedFile{.file = nullptr,
                     .identity = identity_of(facts),
                     .is_directory = S_ISDIR(facts.stx_mode)};
  }
  auto file = std::make_shared<FileDescriptor>(open_path(path));
  if (!file->is_open()) return std::nullopt;
  if (is_spare(*file)) {
    file.reset();
    errno = EMFILE;
    return std::nullopt;
  }
  return identify(std::move(file));
}

std::optional<NamedFile> identify(std::shared_ptr<FileDescriptor> file) {
  struct statx facts {};
  if (::statx(file->get(), "", AT_EMPTY_PATH, STATX_BASIC_STATS | STATX_BTIME,
              &facts) != 0) {
    return std::nullopt;
  }
  if (!S_ISREG(facts.stx_mode)) file.reset();
  return NamedFile{.file = std::move(file),
                   .identity = identity_of(facts),
                   .size = facts.stx_size};
}

std::optional<FileIdentity> find_identity(const std::string& path) {
  struct statx facts {};
  errno = stat_path(path, true, facts);
  if (errno != 0) return std::nullopt;
  return identity_of(facts);
}

}  // namespace trawl
