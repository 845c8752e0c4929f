// SPDX-License-Identifier: MIT
// open and stat for paths of any length. The system takes less than PATH_MAX
// bytes at a time; a longer path is walked in steps, from one directory to the
// next, none of which stays open.
#pragma once

#include <dirent.h>
#include <sys/stat.h>

#include <memory>
#include <string>

#include "os/file_descriptor.h"

namespace trawl {

// Whether others can open it by its name alone.
bool is_short_path(const std::string& path);

// For reading. Not open, with errno, if that failed.
FileDescriptor open_path(const std::string& path);
// The same, without waiting for anybody, now or in reading.
FileDescriptor open_stream(const std::string& path);

struct CloseDirectory {
  void operator()(DIR* listing) const { ::closedir(listing); }
};
using DirectoryHandle = std::unique_ptr<DIR, CloseDirectory>;

// Null, with errno, if that failed. A link is a directory if `follow_link`.
DirectoryHandle open_directory(const std::string& path, bool follow_link);

// Basic facts and the time of birth. The errno, 0 if all went well.
int stat_path(const std::string& path, bool follow_link, struct statx& facts);

}  // namespace trawl
