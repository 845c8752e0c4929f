// SPDX-License-Identifier: MIT
#include "input/path_access.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <utility>

#include "os/retry.h"

namespace trawl {
namespace {

// Makes the call with a directory and a path below it that is short enough;
// -1, with errno, also if a step on the way there failed.
template <typename Call>
int call_within_reach(const std::string& path, Call call) {
  FileDescriptor directory;
  const auto base = [&] {
    return directory.is_open() ? directory.get() : AT_FDCWD;
  };
  std::size_t done = 0;
  while (path.size() - done >= PATH_MAX) {
    const std::size_t slash = path.rfind('/', done + PATH_MAX - 1);
    if (slash == std::string::npos || slash <= done) {
      errno = ENAMETOOLONG;
      return -1;
    }
    const std::string step = path.substr(done, slash - done);
    FileDescriptor next(
        ::openat(base(), step.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!next.is_open()) return -1;
    directory = std::move(next);
    done = slash + 1;
  }
  return retry_interrupted([&] { return call(base(), path.c_str() + done); });
}

int open_with(const std::string& path, int flags) {
  return call_within_reach(path, [flags](int directory, const char* name) {
    return ::openat(directory, name, O_RDONLY | O_CLOEXEC | flags);
  });
}

// Somebody has a lease on the file, as a Samba server may, and was just told to
// give it up, for which a reader has to wait. Only a regular file can have one:
// it is held by its place before, so that no other gets in between.
FileDescriptor open_leased(const std::string& path, int flags) {
  const FileDescriptor place(open_with(path, O_PATH | flags));
  struct stat status {};
  if (!place.is_open() || ::fstat(place.get(), &status) != 0) return {};
  if (!S_ISREG(status.st_mode)) return open_path(path);
  return FileDescriptor(
      open_with("/proc/self/fd/" + std::to_string(place.get()), O_NOCTTY));
}

}  // namespace

std::string with_slash_behind(std::string directory) {
  while (directory.size() > 1 && directory.ends_with('/')) directory.pop_back();
  if (!directory.empty() && !directory.ends_with('/')) directory += '/';
  return directory;
}

bool is_short_path(const std::string& path) { return path.size() < PATH_MAX; }

FileDescriptor open_path(const std::string& path) {
  return FileDescriptor(open_with(path, O_NOCTTY | O_NONBLOCK));
}

FileDescriptor open_regular(const std::string& path, Links links,
                            struct stat& status) {
  const int flags = links == Links::refused ? O_NOFOLLOW : 0;
  FileDescriptor file(open_with(path, O_NOCTTY | O_NONBLOCK | flags));
  if (!file.is_open() && errno == EWOULDBLOCK) file = open_leased(path, flags);
  if (!file.is_open() && errno == ELOOP && links == Links::refused) errno = 0;
  if (!file.is_open() || ::fstat(file.get(), &status) != 0) return {};
  if (S_ISREG(status.st_mode)) return file;
  file.close();
  errno = 0;
  return {};
}

DirectoryHandle open_directory(const std::string& path, bool follow_link) {
  const int descriptor =
      open_with(path, O_DIRECTORY | (follow_link ? 0 : O_NOFOLLOW));
  if (descriptor < 0) return nullptr;
  DIR* const listing = ::fdopendir(descriptor);  // owns the descriptor
  if (listing == nullptr) ::close(descriptor);
  return DirectoryHandle(listing);
}

int stat_path(const std::string& path, bool follow_link, struct statx& facts) {
  const int flags = follow_link ? 0 : AT_SYMLINK_NOFOLLOW;
  const int result =
      call_within_reach(path, [&](int directory, const char* name) {
        return ::statx(directory, name, flags, STATX_BASIC_STATS | STATX_BTIME,
                       &facts);
      });
  return result == 0 ? 0 : errno;
}

}  // namespace trawl
