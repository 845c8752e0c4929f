// SPDX-License-Identifier: MIT
// open and stat for paths of any length. The system takes less than PATH_MAX
// bytes at a time; a longer path is walked in steps, from one directory to the
// next, none of which stays open.
#pragma once

#include <dirent.h>
#include <sys/stat.h>

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>

#include "os/file_descriptor.h"

namespace trawl {

// What the paths of what is in a directory begin with. Takes the slashes of
// "dir//" for one, as grep does.
std::string with_slash_behind(std::string directory);

// Whether others can open it by its name alone.
bool is_short_path(const std::string& path);

// For reading, without waiting for anybody, now or then. Not open, with errno,
// if that failed.
FileDescriptor open_path(const std::string& path);

// How much of a path may lead through links: as many bytes as were named. What
// a walk found behind that was none, and what is one now was put there since.
struct Links {
  static constexpr auto kAll = std::numeric_limits<std::uint32_t>::max();

  std::uint32_t followed_in = kAll;

  bool are_all_followed() const { return followed_in == kAll; }
  bool operator==(const Links&) const = default;
};

// The directory that a walked path leads to, whatever was put in its place or
// in that of one above it meanwhile: entered step by step from what was named.
// Stays open for the next path, which mostly leads to the same one.
class WalkedDirectory {
 public:
  // `path` with a slash behind. -1, with errno, if there is none any more.
  int enter(std::string_view path, Links links);

 private:
  std::string path_;
  Links links_;
  FileDescriptor directory_;  // at path_
};

// What was found to be a regular file, and its `status` now. Waits for nobody
// but who has a lease on it. Not open if it cannot be read, with errno; 0 if
// its name is something else's by now, as a FIFO's or a link's: whoever may
// write to a directory may put one there at any time.
FileDescriptor open_regular(const std::string& path, Links links,
                            struct stat& status);
// One of many.
FileDescriptor open_regular(const std::string& path, Links links,
                            WalkedDirectory& directory, struct stat& status);

// Of a problem with the latter, beside that errno.
constexpr const char* unopened_reason(int error) {
  return error == 0
             ? "it was a regular file when it was found, and is none any more"
             : "";
}

struct CloseDirectory {
  void operator()(DIR* listing) const { ::closedir(listing); }
};
using DirectoryHandle = std::unique_ptr<DIR, CloseDirectory>;

// Null, with errno, if that failed. What was named may be a link.
DirectoryHandle open_directory(const std::string& path);
// What a walk found.
DirectoryHandle open_directory(const std::string& path, Links links,
                               WalkedDirectory& directory);

// Basic facts and the time of birth. The errno, 0 if all went well.
int stat_path(const std::string& path, bool follow_link, struct statx& facts);

}  // namespace trawl
