// SPDX-License-Identifier: MIT
// What appears below the directories that are followed. They are walked again,
// by the rules by which they were walked first, when inotify tells of a name
// that is not known; where it tells nothing, every so often. A file that was
// there before, under whatever name, is not new, nor is the copy or the
// compressed form that a rotation makes of one.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "follow/change_watch.h"
#include "follow/followed_name.h"
#include "follow/path_watch.h"
#include "input/input_list.h"
#include "input/path_walk.h"
#include "trawl/input_selection.h"

namespace trawl {

class FollowedTree {
 public:
  using Clock = FollowedName::Clock;

  // Both must outlive it.
  FollowedTree(const InputSelection& selection, FollowSetting& setting)
      : selection_(selection),
        setting_(setting),
        named_(selection.paths.begin(), selection.paths.end()) {}

  // A directory, before its names are read.
  void enter(const std::string& path);
  bool is_empty() const { return !is_begun_; }
  // A path that was named and missing is one now.
  void note_directory() { is_begun_ = is_stale_ = true; }

  // An input that was there.
  void note_known(const Input& input);
  // A file that is read, under whatever name.
  void note_file(const FileIdentity& identity) { known_.insert(identity); }
  // A FollowedName sees to this path, until it is forgotten.
  void note_followed(const std::string& path) { followed_.insert(path); }
  void forget_followed(const std::string& path) { followed_.erase(path); }

  void note(const ChangeWatch::Change& change);

  // What is new since the last call, if it is time to look.
  std::vector<FoundPath> find_new(Clock::time_point now);
  // Then is now, if anything may be new.
  void hurry() { walked_ = {}; }
  // How long until then; unset: as long as nothing happens.
  std::optional<Clock::duration> wait(Clock::time_point now) const;

 private:
  void watch_named();
  std::vector<FoundPath> walk();
  bool is_new(const FoundPath& found);
  bool note_place(const std::string& path);
  bool is_made_of_another(const std::string& path) const;
  void report_once(const Problem& problem);

  const InputSelection& selection_;
  FollowSetting& setting_;
  std::vector<PathWatch> named_;
  bool is_begun_ = false;
  bool is_stale_ = false;
  std::map<ChangeWatch::Number, std::string> directories_;  // a slash behind
  std::set<std::string> followed_;
  std::set<std::string> renamed_;  // what has got its name by a renaming
  std::set<std::string> reported_;
  std::set<FileIdentity> known_;
  Clock::time_point walked_{};
  Clock::duration walk_time_{};
};

}  // namespace trawl
