// SPDX-License-Identifier: MIT
// How many processes were lost at the same work since it last got on, and when
// there is no other try.
#pragma once

namespace trawl {

struct LossCount {
  // Tries of what processes die of.
  static constexpr unsigned kMostFaults = 2;

  // ... and of that at which they are killed from outside: that says nothing
  // about the work, unless it is the system that is out of memory.
  static constexpr unsigned kMostKills = 50;

  void add(bool is_own_fault) { ++(is_own_fault ? faults : kills); }
  bool is_final() const { return faults >= kMostFaults || kills >= kMostKills; }

  unsigned faults = 0;  // of what may be the fault of the work
  unsigned kills = 0;   // of signals that somebody sent
};

}  // namespace trawl
