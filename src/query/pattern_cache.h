// SPDX-License-Identifier: MIT
// Compiled databases, kept in a folder of the user between runs. An entry is
// trusted only if the folder and the file are the user's own and nobody else
// can write to them; then it is compared with the whole key and checked for
// damage. Whatever is amiss, there is just no entry: nothing is ever reported.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "os/file_descriptor.h"
#include "os/large_memory.h"

namespace trawl {

class PatternCache {
 public:
  // 40 sets of 10,000 regular expressions, of 6.3 MB each.
  static constexpr std::uint64_t kMostBytes = 256 * 1024 * 1024;

  // Makes `directory` if only its last two parts are missing. An empty name,
  // or a folder that is not to be trusted: an empty cache that keeps nothing.
  explicit PatternCache(const std::string& directory,
                        std::uint64_t most_bytes = kMostBytes);

  bool is_usable() const { return directory_.is_open(); }

  // What was kept under the very same key.
  class Entry;
  std::optional<Entry> find(std::string_view key) const;

  // Replaces what there was at once, so that others see all or nothing of it,
  // and takes the entries away that were not used for longest.
  void keep(std::string_view key, std::string_view value) const;

  // Name of the entry's file.
  static std::string entry_name(std::string_view key);

 private:
  void remove_oldest() const;

  FileDescriptor directory_;
  std::uint64_t most_bytes_;
};

class PatternCache::Entry {
 public:
  // Its file has the key in front of the value.
  Entry(LargeMemory bytes, std::size_t key_bytes)
      : bytes_(std::move(bytes)), key_bytes_(key_bytes) {}

  std::string_view key() const { return all().substr(0, key_bytes_); }
  std::string_view value() const { return all().substr(key_bytes_); }

 private:
  std::string_view all() const {
    return {bytes_.bytes().data(), bytes_.bytes().size()};
  }

  LargeMemory bytes_;
  std::size_t key_bytes_;
};

}  // namespace trawl
