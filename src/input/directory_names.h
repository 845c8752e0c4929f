// SPDX-License-Identifier: MIT
// The names in one directory, in byte order. They lie in one run of bytes, so
// that a directory of a hundred thousand files takes little beyond its names.
#pragma once

#include <dirent.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace trawl {

class DirectoryNames {
 public:
  struct Name {
    std::string_view text;
    unsigned char type = DT_UNKNOWN;  // as readdir gives it
  };

  // All but "." and ".."; 0, or the errno at which reading ended.
  int read(DIR* listing);

  // The next one, valid until the object is moved; empty behind the last.
  std::optional<Name> next();

 private:
  Name at(std::size_t start) const;

  std::string bytes_;                // a type and a name, a NUL behind each
  std::vector<std::size_t> starts_;  // in bytes_, in reverse order of names
};

}  // namespace trawl
