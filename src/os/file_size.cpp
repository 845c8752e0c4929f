// SPDX-License-Identifier: MIT
#include "os/file_size.h"

#include <sys/stat.h>

namespace trawl {

ByteCount file_size(int file) {
  struct stat facts {};
  if (::fstat(file, &facts) != 0) return 0;
  return static_cast<ByteCount>(facts.st_size);
}

std::chrono::nanoseconds change_time(int file) {
  struct stat status {};
  if (::fstat(file, &status) != 0) return {};
  return std::chrono::seconds(status.st_mtim.tv_sec) +
         std::chrono::nanoseconds(status.st_mtim.tv_nsec);
}

}  // namespace trawl
