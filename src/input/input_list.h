// SPDX-License-Identifier: MIT
// The selected paths, and the files below directories, as inputs in output
// order. What must be open to be searched is opened when its turn comes.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "input/ordered_paths.h"
#include "input/rotated_set.h"
#include "os/file_descriptor.h"
#include "trawl/error.h"
#include "trawl/input_selection.h"

namespace trawl {

struct Input {
  enum class Kind {
    regular,  // `size` bytes; `file` is open only if it cannot be by its path
    stream,   // pipe, terminal, device, /proc file: `file` is open
    problem,  // not searched, for the reason in `problem`
  };

  Kind kind = Kind::problem;
  std::string path;  // as reported; "" for standard input
  ByteCount size = 0;
  // As the file system has it; unset for what is not a regular file.
  std::optional<ByteCount> file_size;
  std::shared_ptr<FileDescriptor> file;
  bool is_followed = false;  // more is to come than `size` bytes
  bool is_rotated = false;   // InputSelection::with_rotated added it
  Problem problem;
};

class InputList {
 public:
  explicit InputList(const InputSelection& selection)
      : selection_(with_rotated_sets(selection)), paths_(selection_) {
    if (!selection.with_rotated) return;
    rotated_.insert(selection_.paths.begin(), selection_.paths.end());
    for (const std::string& path : selection.paths) rotated_.erase(path);
  }
  InputList(const InputList&) = delete;
  InputList& operator=(const InputList&) = delete;

  // The next input; empty behind the last.
  std::optional<Input> next();

  // Is told of each directory below which there may be inputs, before its names
  // are read.
  void set_entered(PathWalk::Entered entered) {
    paths_.set_entered(std::move(entered));
  }

  // Sees each input before next() returns it, and may change it. Those for
  // which it returns false are kept back.
  using Claim = std::function<bool(Input&)>;
  void set_claim(Claim claim) { claim_ = std::move(claim); }

 private:
  std::optional<Input> find_next();
  Input standard_input() const;
  Input regular(FoundPath found) const;
  bool is_output(const InputSelection::Identity& file) const;

  InputSelection selection_;
  OrderedPaths paths_;
  std::set<std::string> rotated_;  // of them, those that nobody named
  Claim claim_;
};

}  // namespace trawl
