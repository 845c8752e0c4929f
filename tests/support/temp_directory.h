// SPDX-License-Identifier: MIT
// A directory of a test's own under /tmp, removed with the object unless the
// test wants to leave it behind as evidence.
#pragma once

#include <filesystem>
#include <string_view>

namespace trawl::test {

class TempDirectory {
 public:
  TempDirectory();
  ~TempDirectory();
  TempDirectory(const TempDirectory&) = delete;
  TempDirectory& operator=(const TempDirectory&) = delete;

  const std::filesystem::path& path() const { return path_; }

  // Creates or replaces the file `name` in it.
  std::filesystem::path write(std::string_view name, std::string_view bytes);

  // Leaves the directory behind.
  void keep() { keep_ = true; }

 private:
  std::filesystem::path path_;
  bool keep_ = false;
};

}  // namespace trawl::test
