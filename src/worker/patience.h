// SPDX-License-Identifier: MIT
// How long a process that is waited for may get no further: one that was
// stopped, or caught in a loop. One that runs is given much more time than one
// that was stopped, for a record may be as long as its file and a disk may be
// slow: impatience would lose what is there.
//
// Only time that the coordinator spent waiting counts, in small pieces: not
// while it was stopped itself or waited for the reader of its output.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>

#include "trawl/units.h"

namespace trawl {

class Patience {
 public:
  // See SearchOptions::worker_patience.
  explicit Patience(std::chrono::milliseconds patience) : patience_(patience) {}

  // A process at its work, which is about so many bytes. Unset: it waits for
  // something itself, so that only a stop is its fault.
  struct Look {
    pid_t process = -1;
    bool has_got_on = false;  // since the last look
    std::optional<ByteCount> bytes;
  };
  // To be asked while the process is waited for, every 100 ms at least. Why it
  // must go, if it must: what it did, without who.
  std::optional<std::string> judge(const Look& look);

 private:
  using Clock = std::chrono::steady_clock;

  bool is_too_long_for_running(const Look& look) const;

  std::chrono::milliseconds patience_;
  Clock::time_point looked_;
  Clock::duration silence_{};
};

}  // namespace trawl
