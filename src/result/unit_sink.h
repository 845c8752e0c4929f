// SPDX-License-Identifier: MIT
// Takes the frames of units, in unit order: the merge itself (OrderedMerge), or
// what brings the records into another order before (TimeMerge).
#pragma once

#include <cstdint>
#include <optional>

#include "plan/work_unit.h"
#include "result/frame_view.h"

namespace trawl {

class UnitSink {
 public:
  virtual ~UnitSink() = default;

  // Frames of `unit` follow; the one before it has ended.
  virtual void begin_unit(const WorkUnit& unit) = 0;

  // A frame of the unit. It may point into worker memory, which must then stay
  // until OrderedMerge::flush(). True for the unit's last frame, and for one
  // behind which nothing more of the unit is wanted.
  virtual bool frame(const WorkUnit& unit, const FrameView& view) = 0;

  // The unit ends without its last frame.
  virtual void end_unit(const WorkUnit& unit) = 0;

  // What comes now of the unit is a second try: it begins behind the last
  // whole record so far, and what came behind that is not repeated.
  virtual void resume_unit() = 0;

  // No more records are wanted of the unit's input, which must have begun.
  virtual bool is_finished(const WorkUnit& unit) const = 0;

  // Of the shard or part behind the last one that came of the same file as this
  // one; unset if that is not known.
  virtual std::optional<KnownBegin> known_begin(const Order& shard) const = 0;
};

}  // namespace trawl
