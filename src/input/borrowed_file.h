// SPDX-License-Identifier: MIT
// An open file of somebody else's, for who would share it: it stays open.
#pragma once

#include <memory>

#include "os/file_descriptor.h"

namespace trawl {

class BorrowedFile {
 public:
  // Whoever owns it keeps it open as long as it is shared.
  static std::shared_ptr<FileDescriptor> share(int descriptor) {
    const auto borrowed = std::make_shared<BorrowedFile>(descriptor);
    return {borrowed, &borrowed->file_};
  }

  explicit BorrowedFile(int descriptor) : file_(descriptor) {}
  BorrowedFile(const BorrowedFile&) = delete;
  BorrowedFile& operator=(const BorrowedFile&) = delete;
  ~BorrowedFile() { file_.release(); }

 private:
  FileDescriptor file_;
};

}  // namespace trawl
