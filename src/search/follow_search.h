// SPDX-License-Identifier: MIT
// SearchOptions::follow: goes on where the search of what was there stopped,
// with what is written to the files from then on. Little comes at a time, and
// whatever comes first is searched first, so that it is all done in this
// process, a block at a time, by the same UnitScanner.
#pragma once

#include <cstdint>
#include <memory>

#include "follow/follow_list.h"
#include "search/local_search.h"
#include "search/stages.h"

namespace trawl {

class FollowSearch {
 public:
  // Before the first search; takes from it what is to be followed.
  FollowSearch(Stages& stages, const InputSelection& selection);

  // Behind it. Ends when nobody wants more, or no file is left that does.
  void run();

 private:
  void begin();
  bool search_what_came();
  bool search_name(FollowedName& name, std::size_t most_new);
  bool search_block(FollowedName& name, FollowedFile& file);
  BlockMemory read_block(FollowedFile& file);
  WorkUnit make_unit(FollowedName& name, FollowedFile& file, BlockMemory block);
  void end_if_finished(FollowedFile& file);
  void pause();
  void wait();

  Stages& stages_;
  std::unique_ptr<FollowList> list_;  // if anything is followed
  std::unique_ptr<LocalSearch> local_;
  std::uint64_t next_unit_ = 0;
};

}  // namespace trawl
