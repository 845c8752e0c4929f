// SPDX-License-Identifier: MIT
#include "support/temp_directory.h"

#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <ios>
#include <string>
#include <system_error>

namespace trawl::test {

TempDirectory::TempDirectory() {
  std::string name =
      std::filesystem::temp_directory_path() / "trawl-test-XXXXXX";
  if (::mkdtemp(name.data()) == nullptr) {
    throw std::system_error(errno, std::generic_category(), "mkdtemp");
  }
  path_ = name;
}

TempDirectory::~TempDirectory() {
  std::error_code ignored;
  if (!keep_) std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path TempDirectory::write(std::string_view name,
                                           std::string_view bytes) {
  std::filesystem::path file = path_ / name;
  std::ofstream stream(file, std::ios::binary | std::ios::trunc);
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  stream.close();
  if (!stream) throw std::ios_base::failure("cannot write " + file.string());
  return file;
}

}  // namespace trawl::test
