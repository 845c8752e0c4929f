// SPDX-License-Identifier: MIT
#include "os/file_size.h"

#include <sys/stat.h>

namespace trawl {

ByteCount file_size(int file) {
  struct stat facts {};
  if (::fstat(file, &facts) != 0) return 0;
  return static_cast<ByteCount>(facts.st_size);
}

}  // namespace trawl
