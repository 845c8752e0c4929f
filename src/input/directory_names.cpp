// SPDX-License-Identifier: MIT
#include "input/directory_names.h"

#include <algorithm>
#include <cerrno>

namespace trawl {

int DirectoryNames::read(DIR* listing) {
  errno = 0;
  while (const dirent* entry = ::readdir(listing)) {
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") {
      starts_.push_back(bytes_.size());
      bytes_ += static_cast<char>(entry->d_type);
      bytes_.append(name.data(), name.size() + 1);
    }
    errno = 0;
  }
  const int error = errno;
  std::ranges::sort(starts_, std::ranges::greater(),
                    [this](std::size_t start) { return at(start).text; });
  return error;
}

std::optional<DirectoryNames::Name> DirectoryNames::next() {
  if (starts_.empty()) return std::nullopt;
  const Name name = at(starts_.back());
  starts_.pop_back();
  return name;
}

DirectoryNames::Name DirectoryNames::at(std::size_t start) const {
  return {.text = bytes_.data() + start + 1,
          .type = static_cast<unsigned char>(bytes_[start])};
}

}  // namespace trawl
