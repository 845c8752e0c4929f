// SPDX-License-Identifier: MIT
// The selected paths, and the files below directories, as inputs in output
// order. What must be open to be searched is opened when its turn comes.
#pragma once

#include <deque>
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
  Links links{};
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

  // Finds them all before the first is searched, which takes its time: names
  // may mean other files by then. `is_wanted` may change an input; next() does
  // not return those for which it is false.
  void find_all(const std::function<bool(Input&)>& is_wanted);

  // The next input; empty behind the last.
  std::optional<Input> next();

  // Is told of each directory below which there may be inputs, before its names
  // are read.
  void set_entered(PathWalk::Entered entered) {
    paths_.set_entered(std::move(entered));
  }

 private:
  std::optional<Input> find_next();
  Input standard_input() const;
  Input regular(FoundPath found) const;
  bool is_output(const InputSelection::Identity& file) const;

  InputSelection selection_;
  OrderedPaths paths_;
  std::set<std::string> rotated_;         // of them, those that nobody named
  std::optional<std::deque<Input>> all_;  // find_all()
};

}  // namespace trawl
