// SPDX-License-Identifier: MIT
// The directory in which a followed name is, or in which what it leads to is if
// it is a link, and what inotify tells of it.
#pragma once

#include <deque>
#include <string>
#include <utility>

#include "follow/change_watch.h"
#include "follow/moved_names.h"

namespace trawl {

class WatchedPlace {
 public:
  // Of the name at `path`; nothing is watched yet.
  explicit WatchedPlace(std::string path) : path_(std::move(path)) {}

  // Watches where the name leads now. Where a directory is missing, it is
  // waited for in the one around it. What had the name a moment ago was where
  // it is watched already.
  enum class Found { same_place, another_place };
  Found watch(ChangeWatch& watch);

  bool is_watched() const { return watch_ != ChangeWatch::kNone; }
  // Something cannot be watched that is there.
  bool must_poll() const { return must_poll_; }

  const std::string& directory() const { return directory_; }
  MovedNames& moved() { return moved_; }
  // What appeared in the directory, the latest of it.
  const std::deque<std::string>& new_names() const { return new_names_; }

  // Takes notice of a change; true if it concerns the name. For
  // `brings_stranger` see MovedNames.
  bool note(const ChangeWatch::Change& change, MovedNames::Time now,
            bool brings_stranger);
  // A file that had the name is what arrives.
  bool is_left_by(const ChangeWatch::Change& change) const;

 private:
  std::string path_;
  // The directory in which the name is, and the one of what it leads to.
  ChangeWatch::Number link_watch_ = ChangeWatch::kNone;
  std::string link_name_;
  ChangeWatch::Number watch_ = ChangeWatch::kNone;
  bool must_poll_ = false;
  std::string directory_;
  MovedNames moved_{""};
  std::deque<std::string> new_names_;
};

}  // namespace trawl
