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

// The same of what a walk found, or of what was named.
int open_found(const std::string& path, Links links, WalkedDirectory& directory,
               int flags) {
  if (links.are_all_followed()) return open_with(path, flags);
  flags |= O_NOFOLLOW;
  const std::size_t name = path.rfind('/') + 1;
  if (name <= links.followed_in) return open_with(path, flags);
  const int place =
      directory.enter(std::string_view(path).substr(0, name), links);
  if (place < 0) return -1;
  return retry_interrupted([&] {
    return ::openat(place, path.c_str() + name, O_RDONLY | O_CLOEXEC | flags);
  });
}

// Somebody has a lease on the file, as a Samba server may, and was just told to
// give it up, for which a reader has to wait. Only a regular file can have one:
// it is held by its place before, so that no other gets in between.
FileDescriptor open_leased(const std::string& path, Links links,
                           WalkedDirectory& directory) {
  const FileDescriptor place(open_found(path, links, directory, O_PATH));
  struct stat status {};
  if (!place.is_open() || ::fstat(place.get(), &status) != 0) return {};
  if (!S_ISREG(status.st_mode)) {
    errno = 0;
    return {};
  }
  return FileDescriptor(
      open_with("/proc/self/fd/" + std::to_string(place.get()), O_NOCTTY));
}

// Owns the descriptor.
DirectoryHandle list_directory(int descriptor) {
  if (descriptor < 0) return nullptr;
  DIR* const listing = ::fdopendir(descriptor);
  if (listing == nullptr) ::close(descriptor);
  return DirectoryHandle(listing);
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

int WalkedDirectory::enter(std::string_view path, Links links) {
  const bool is_below =
      directory_.is_open() && links_ == links && path.starts_with(path_);
  if (!is_below) {
    links_ = links;
    path_ = path.substr(0, links.followed_in);
    directory_ = FileDescriptor(
        open_with(path_.empty() ? "." : path_, O_PATH | O_DIRECTORY));
  }
  while (directory_.is_open() && path_.size() < path.size()) {
    const std::size_t end = path.find('/', path_.size());
    const std::string name(path.substr(path_.size(), end - path_.size()));
    directory_ = FileDescriptor(retry_interrupted([&] {
      return ::openat(directory_.get(), name.c_str(),
                      O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    }));
    path_ = path.substr(0, end + 1);
  }
  return directory_.get();
}

FileDescriptor open_regular(const std::string& path, Links links,
                            struct stat& status) {
  WalkedDirectory directory;
  return open_regular(path, links, directory, status);
}

FileDescriptor open_regular(const std::string& path, Links links,
                            WalkedDirectory& directory, struct stat& status) {
  FileDescriptor file(
      open_found(path, links, directory, O_NOCTTY | O_NONBLOCK));
  if (!file.is_open() && errno == EWOULDBLOCK) {
    file = open_leased(path, links, directory);
  }
  if (!file.is_open() && errno == ELOOP && !links.are_all_followed()) errno = 0;
  if (!file.is_open() || ::fstat(file.get(), &status) != 0) return {};
  if (S_ISREG(status.st_mode)) return file;
  file.close();
  errno = 0;
  return {};
}

DirectoryHandle open_directory(const std::string& path) {
  return list_directory(open_with(path, O_DIRECTORY));
}

DirectoryHandle open_directory(const std::string& path, Links links,
                               WalkedDirectory& directory) {
  return list_directory(open_found(path, links, directory, O_DIRECTORY));
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
