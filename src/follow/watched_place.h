// SPDX-License-Identifier: MIT
// The directory in which the file of a followed name is, through whatever links
// the name leads there, and what inotify tells of it.
#pragma once

#include <deque>
#include <string>
#include <utility>

#include "follow/change_watch.h"
#include "follow/moved_names.h"
#include "follow/path_watch.h"

namespace trawl {

class WatchedPlace {
 public:
  // Of the name at `path`; nothing is watched yet.
  explicit WatchedPlace(std::string path) : path_(std::move(path)) {}

  // Watches where the name leads now.
  enum class Found { same_place, another_place };
  Found watch(ChangeWatch& changes);
  // It may lead elsewhere.
  bool is_stale() const { return path_.is_stale(); }
  // Something cannot be watched that is there.
  bool must_poll() const { return path_.must_poll(); }

  const std::string& directory() const { return directory_; }
  MovedNames& moved() { return moved_; }
  const MovedNames& moved() const { return moved_; }
  // What appeared in the directory, the latest of it.
  const std::deque<std::string>& new_names() const { return new_names_; }

  // Takes notice of a change; true if it concerns the name. For
  // `brings_stranger` see MovedNames.
  bool note(const ChangeWatch::Change& change, MovedNames::Time now,
            bool brings_stranger);
  // A file that had the name is what arrives.
  bool is_left_by(const ChangeWatch::Change& change) const;

 private:
  PathWatch path_;
  ChangeWatch::Number watch_ = ChangeWatch::kNone;  // of the directory
  std::string directory_;
  MovedNames moved_{""};
  std::deque<std::string> new_names_;
};

}  // namespace trawl
