// SPDX-License-Identifier: MIT
// A place for kept patterns that is not made yet, as in a home without a cache.
#pragma once

#include <filesystem>
#include <iterator>
#include <string>
#include <string_view>

#include "query/pattern_cache.h"
#include "support/temp_directory.h"

namespace trawl {

struct CacheFolder {
  std::string entry(std::string_view key) const {
    return path + "/" + PatternCache::entry_name(key);
  }

  std::size_t entries() const {
    namespace fs = std::filesystem;
    if (!fs::exists(path)) return 0;
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(path), fs::directory_iterator()));
  }

  test::TempDirectory directory;
  std::string root = directory.path();
  std::string path = root + "/xdg/trawl";
};

}  // namespace trawl
