// SPDX-License-Identifier: MIT
// The selected paths, and the files below directories, as inputs in output
// order. Walks as it is asked, so that a tree of any size takes memory for one
// path of it only.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "os/file_descriptor.h"
#include "trawl/error.h"
#include "trawl/input_selection.h"

namespace trawl {

struct Input {
  enum class Kind {
    regular,  // `size` bytes; `file` is open only if it is standard input
    stream,   // pipe, terminal, device, /proc file: `file` is open
    problem,  // not searched, for the reason in `problem`
  };

  Kind kind = Kind::problem;
  std::string path;  // as reported; "" for standard input
  ByteCount size = 0;
  std::shared_ptr<FileDescriptor> file;
  Problem problem;
};

class InputList {
 public:
  explicit InputList(const InputSelection& selection);
  ~InputList();

  // The next input; empty behind the last.
  std::optional<Input> next();

  struct Directory;

 private:
  std::optional<Input> next_operand();
  std::optional<Input> next_below();
  Input standard_input() const;
  std::optional<Input> open_path(const std::string& path, bool operand);
  Input regular(const std::string& path, ByteCount size) const;
  void enter(const std::string& path);

  InputSelection selection_;
  std::size_t operand_ = 0;
  std::vector<Directory> directories_;  // from the operand down to here
  std::vector<Problem> problems_;       // met while entering a directory
};

}  // namespace trawl
