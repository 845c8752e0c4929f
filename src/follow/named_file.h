// SPDX-License-Identifier: MIT
// The file that a name leads to at the moment, open to be followed.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "follow/file_identity.h"
#include "os/file_descriptor.h"
#include "trawl/units.h"

namespace trawl {

struct NamedFile {
  // Null if it is not a regular file. Such are not opened: whoever waits at the
  // other end of a pipe would take that for a reader.
  std::shared_ptr<FileDescriptor> file;
  FileIdentity identity;
  ByteCount size = 0;
  bool is_directory = false;
};

// For reading, without waiting for anybody. Unset, with errno, if that failed;
// EMFILE also when few descriptors are left, which the search needs for what it
// opens for a moment.
std::optional<NamedFile> open_followed(const std::string& path);

// The same of a file that is open.
std::optional<NamedFile> identify(std::shared_ptr<FileDescriptor> file);

// Of what the path leads to; unset, with errno, if that cannot be told.
std::optional<FileIdentity> find_identity(const std::string& path);

}  // namespace trawl
