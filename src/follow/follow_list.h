// SPDX-License-Identifier: MIT
// All that is followed. It takes the files and pipes from the selected inputs:
// of a file, what is there already up to its last whole record goes to the
// search that shares it out between workers, and the list goes on behind that.
#pragma once

#include <poll.h>

#include <chrono>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "follow/followed_name.h"
#include "follow/followed_tree.h"
#include "input/input_list.h"
#include "trawl/query.h"
#include "trawl/search_options.h"
#include "trawl/summary.h"

namespace trawl {

class FollowList {
 public:
  using Clock = FollowedName::Clock;

  struct Options {
    SearchOptions::Follow follow = SearchOptions::Follow::no;
    bool line_numbers = false;
    std::optional<RecordCount> max_count{};
    std::function<void(Problem)> report;
  };
  FollowList(const FollowRules& rules, const InputSelection& selection,
             Options options);
  FollowList(const FollowList&) = delete;
  FollowList& operator=(const FollowList&) = delete;

  // Before the first search. False for what is to be followed only.
  bool claim(Input& input);
  // A directory below which inputs are claimed: what appears there is too.
  void enter(const std::string& directory) { tree_.enter(directory); }

  // Behind it: `terminators` tells how many there were in an input.
  using Terminators = std::function<std::uint64_t(std::uint64_t input)>;
  void begin(const Terminators& terminators);

  // Nothing is followed, nor waited for.
  bool is_empty() const {
    return names_.empty() && (tree_.is_empty() || has_passed_);
  }
  std::list<FollowedName>& names() { return names_; }

  // No more is expected of it, for Query::time.
  void end_past(FollowedName& name) { name.is_done = has_passed_ = true; }

  // An input has ended, for Query::max_count or because it is binary.
  void note_end(const InputSummary& summary);

  // Takes notice of what happened to files and names.
  void look();

  // Names and files of which nothing more is wanted go.
  void drop_ended();

  // What to wait for: one of these, or poll_milliseconds().
  void append_waits(std::vector<pollfd>& waits) const;
  int poll_milliseconds() const;
  bool must_poll() const { return setting_.must_poll; }

 private:
  bool claim_missing(Input& input);
  bool claim_file(Input& input);
  SearchedPart find_searched(int descriptor, ByteOffset size) const;
  LineNumber line_behind(const FollowedFile& file, ByteOffset end) const;
  FollowedName& add_name(const std::string& path);
  void add_new(Clock::time_point now);
  void note(const std::vector<ChangeWatch::Change>& changes);

  Options options_;
  FollowSetting setting_;
  FollowedTree tree_;
  std::set<std::string> named_;  // not below a directory
  // With rotated ones in front of them: which these are may change while those
  // are searched.
  std::map<std::string, std::shared_ptr<FileDescriptor>> opened_;
  bool has_passed_ = false;  // what is followed, the end of Query::time
  std::list<FollowedName> names_;
  std::vector<FollowedName*> to_look_at_;
  Clock::time_point reviewed_{};
};

}  // namespace trawl
