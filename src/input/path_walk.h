// SPDX-License-Identifier: MIT
// From the selected paths to the files they stand for, in the order of the
// paths and, below a directory, of names. Opens nothing but directories, one at
// a time, and walks as it is asked: a tree of any size takes memory for the
// names of those directories only in which it is.
#pragma once

#include <sys/stat.h>

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "input/directory_names.h"
#include "input/found_path.h"
#include "input/glob_filter.h"
#include "input/name_filter.h"
#include "input/path_access.h"

namespace trawl {

class PathWalk {
 public:
  // The selection must outlive the walk.
  explicit PathWalk(const InputSelection& selection);

  // Is told of each directory before its names are read.
  using Entered = std::function<void(const std::string& path)>;
  void set_entered(Entered entered) { entered_ = std::move(entered); }

  // From now on no more is asked about a file than its name and the selection
  // take, which spares a call for each: its size is 0, and it has no identity.
  void ask_for_names_only();

  // The next one; empty behind the last.
  std::optional<FoundPath> next();

 private:
  struct Directory {
    std::size_t path_bytes = 0;  // of path_: the directory with a slash behind
    InputSelection::Identity identity;
    DirectoryNames names;
  };

  // Each is empty if there is nothing to tell of: a directory was entered or
  // is done, or what was found is to be left out.
  std::optional<FoundPath> next_named();
  std::optional<FoundPath> next_below();
  std::optional<FoundPath> visit_named(const struct statx& facts);
  std::optional<FoundPath> visit_named_directory();
  std::optional<FoundPath> visit_below(const char* name, mode_t type);
  std::optional<FoundPath> within_limits(const struct statx& facts) const;
  std::optional<FoundPath> enter();

  bool leaves_out_file(const char* name) const;
  bool leaves_out_directory(const char* name) const;
  bool is_unwanted(const char* name, bool is_directory) const;
  bool is_searched(mode_t type) const;
  bool may_enter() const;
  bool is_around(const InputSelection::Identity& directory) const;
  Links links() const;
  FoundPath found(const struct statx& facts) const;

  const InputSelection& selection_;
  NameFilter names_;
  GlobFilter globs_;
  Entered entered_;
  bool asks_for_facts_ = true;
  std::size_t next_path_ = 0;           // of the selection
  std::string path_;                    // where the walk is
  std::vector<Directory> directories_;  // from the one named down to here
  WalkedDirectory parent_;              // of the one that was entered last
};

}  // namespace trawl
