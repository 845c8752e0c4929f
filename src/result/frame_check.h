// SPDX-License-Identifier: MIT
// What a frame may say, given the unit it is about and the frames before it.
// The coordinator treats a worker as hostile: the ring checks that a frame
// lies where it may, this checks that the merge can follow it.
#pragma once

#include "plan/work_unit.h"
#include "result/frame.h"

namespace trawl {

// Every field is within what its type allows, whatever the unit.
bool is_well_formed(const Frame& frame);

// The frame can come next of `order`'s unit, of which the frames so far lead
// to `point`: inputs and offsets only grow, and stay in what is searched.
bool may_follow(const Frame& frame, const Order& order,
                const ResumePoint& point);

}  // namespace trawl
