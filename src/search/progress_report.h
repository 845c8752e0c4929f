// SPDX-License-Identifier: MIT
// Tells the receiver now and then how far the search is, from what the workers
// publish in shared memory.
#pragma once

#include <chrono>
#include <optional>

#include "result/shared_region.h"
#include "trawl/formatter.h"
#include "trawl/input_selection.h"
#include "trawl/search_options.h"

namespace trawl {

class ProgressReport {
 public:
  ProgressReport(const SearchOptions&, const InputSelection&,
                 const Control& control, Receiver& receiver);

  // Reports, if it is wanted and time. False if the search is to end.
  bool update();

  // How long to wait for something to happen, where all others could wait for
  // `others`; -1 for ever.
  int poll_milliseconds(int others) const;

  std::chrono::nanoseconds elapsed() const { return Clock::now() - start_; }

 private:
  using Clock = std::chrono::steady_clock;

  bool is_wanted_;
  const Control& control_;
  Receiver& receiver_;
  std::optional<ByteCount> total_bytes_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point reported_ = start_;
};

}  // namespace trawl
