// SPDX-License-Identifier: MIT
// What tests of parts share: text, and a file of compressed bytes that is open
// for reading.
#pragma once

#include <fcntl.h>

#include <string>
#include <string_view>

#include "os/file_descriptor.h"
#include "support/temp_directory.h"

namespace trawl {

class PackedFile {
 public:
  explicit PackedFile(std::string_view bytes)
      : file_(::open(directory_.write("packed", bytes).c_str(),
                     O_RDONLY | O_CLOEXEC)) {}

  int get() const { return file_.get(); }

 private:
  test::TempDirectory directory_;
  FileDescriptor file_;
};

inline std::string numbered_lines(std::size_t count) {
  std::string text{};
  for (std::size_t i = 0; i < count; ++i) {
    text += "line " + std::to_string(i * 7919 % 10007) + "\n";
  }
  return text;
}

}  // namespace trawl
