// SPDX-License-Identifier: MIT
// open and stat for paths of any length. The system takes less than PATH_MAX
// bytes at a time; a longer path is walked in steps, from one directory to the
// next, none of which stays open.
#pragma once

#include <dirent.h>
#include <sys/stat.h>

#include <cstdint>
#include <memory>
#include <string>

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

// Whether what a link points to is opened. Not where a directory was walked and
// no link was found: one that is there now was put there since.
enum class Links : std::uint32_t { followed, refused };

// What was found to be a regular file, and its `status` now. Waits for nobody
// but who has a lease on it. Not open if it cannot be read, with errno; 0 if
// its name is something else's by now, as a FIFO's or a link's: whoever may
// write to a directory may put one there at any time.
FileDescriptor open_regular(const std::string& path, Links links,
                            struct stat& status);

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

// Null, with errno, if that failed. A link is a directory if `follow_link`.
DirectoryHandle open_directory(const std::string& path, bool follow_link);

// Basic facts and the time of birth. The errno, 0 if all went well.
int stat_path(const std::string& path, bool follow_link, struct statx& facts);

}  // namespace trawl
