// SPDX-License-Identifier: MIT
// All that is followed. It takes the files and pipes from the selected inputs:
// of a file, what is there already up to its last whole record goes to the
// search that shares it out between workers, and the list goes on behind that.
#pragma once

#include <poll.h>

#include <chrono>
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "follow/followed_name.h"
#include "follow/followed_tree.h"
#include "follow/log_copies.h"
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

  // Claims what is to be followed, and leaves what is to be searched first.
  void claim(InputList& inputs);

  // Behind it: `terminators` tells how many there were in an input.
  using Terminators = std::function<std::uint64_t(std::uint64_t input)>;
  void begin(const Terminators& terminators);

  // Nothing is followed, nor waited for.
  bool is_empty() const {
    return names_.empty() && (tree_.is_empty() || has_passed_);
  }
  FollowedNames& names() { return names_; }

  // No more is expected of it, for Query::time.
  void end_past(FollowedName& name) { name.is_done = has_passed_ = true; }

  // An input has ended, for Query::max_count or because it is binary.
  void note_end(const InputSummary& summary);

  // Of those that are followed.
  LogCopies& copies() { return copies_; }
  // The file was cut: what is left of it in a copy is still to be read, and
  // then the file from its beginning.
  void restart(FollowedName& name, FollowedFile& file);

  // Takes notice of what happened to files and names.
  void look();

  // Names and files of which nothing more is wanted go.
  void drop_ended();

  // What to wait for: one of these, or poll_milliseconds().
  void append_waits(std::vector<pollfd>& waits) const;
  int poll_milliseconds() const;
  bool must_poll() const { return setting_.must_poll; }

 private:
  bool claim_input(Input& input);
  bool claim_rotated(Input& input);
  bool claim_missing(Input& input);
  bool claim_special(Input& input);
  bool claim_file(Input& input);
  LineNumber line_behind(const FollowedFile& file, ByteOffset end) const;
  void restart_others(const FollowedFile& file);
  FollowedName& add_name(const std::string& path);
  void walk_and_note(Clock::time_point now);
  void settle_names(Clock::time_point now);
  void look_at_names(Clock::time_point now);
  void wait_for_news();
  void add_new(Clock::time_point now);
  void add_new_stream(const std::string& path);
  void note(const std::vector<ChangeWatch::Change>& changes);

  Options options_;
  FollowSetting setting_;
  FollowedTree tree_;
  std::set<std::string> named_;  // not below a directory
  bool has_passed_ = false;      // what is followed, the end of Query::time
  FollowedNames names_;
  LogCopies copies_{names_};
  std::vector<FollowedName*> to_look_at_;
  Clock::time_point reviewed_{};
};

}  // namespace trawl
