// SPDX-License-Identifier: MIT
// inotify: tells when something is written to a file, and when names come and
// go in a directory, in the order in which it happened. Not every file system
// tells, and watches are limited: whoever uses this must be able to do without.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "os/file_descriptor.h"

namespace trawl {

class ChangeWatch {
 public:
  // Of a watch. The same one for the same file or directory.
  using Number = int;
  static constexpr Number kNone = -1;

  struct Change {
    enum class Kind {
      written,   // the file was, or the watch came to its end
      appeared,  // `name` in the directory
      arrived,   // as `name`, by a renaming
      left,      // no longer `name`, by a renaming
      removed,   // `name`
      overflow,  // some changes were not told
    };
    Kind kind = Kind::written;
    Number watch = kNone;
    std::uint32_t renaming = 0;  // the same for both ends of one
    std::string name;
  };

  // Tells nothing if the system refuses.
  ChangeWatch();

  bool is_open() const { return descriptor_.is_open(); }
  // Readable when there are changes.
  int descriptor() const { return descriptor_.get(); }

  // kNone, with errno, if it cannot be watched; ENOTSUP on a file system that
  // tells nothing of what other machines do.
  Number watch_file(int descriptor);
  Number watch_directory(const std::string& path);
  void forget(Number watch);

  // True as soon as there are changes; false if none come in that time.
  bool wait(std::chrono::milliseconds time) const;

  // Those that have come since the last call.
  std::vector<Change> take();

 private:
  FileDescriptor descriptor_;
};

}  // namespace trawl
