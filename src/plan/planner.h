// SPDX-License-Identifier: MIT
// Where work units come from: one input after the other (UnitPlanner), or
// several in turns (MergePlanner).
#pragma once

#include <poll.h>

#include <cstdint>
#include <vector>

#include "plan/batch_sizer.h"
#include "plan/work_unit.h"

namespace trawl {

class Planner {
 public:
  virtual ~Planner() = default;

  enum class Next {
    unit,
    wait_for_stream,  // nothing has arrived
    wait_for_block,   // every block's memory is in use
    wait_for_merge,   // what was planned is to be merged first
    done,
  };

  // `eager`: somebody is idle, hand out what a stream has so far.
  virtual Next next(WorkUnit& unit, bool eager) = 0;

  // Descriptors of which one must be readable for next() to get on with
  // streams; none if it does not wait for one.
  virtual void append_waits(std::vector<pollfd>& waits) const = 0;
  // After so long it is to be asked all the same; -1 for never.
  virtual int wait_milliseconds() const = 0;

  // Plans nothing more of this input, except a notice that it ends if units
  // of it were still to come.
  virtual void skip_input(std::uint64_t input) = 0;

  // Number that the next unit will have.
  virtual std::uint64_t next_unit() const = 0;

  // Weight of what is known of and not handed out yet.
  virtual ByteCount known_weight() const = 0;

  virtual BatchSizer& batch_sizer() = 0;
};

}  // namespace trawl
