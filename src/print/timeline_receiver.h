// SPDX-License-Identifier: MIT
// --timeline in the caller: counts what TimelinePrinter tells of each record,
// and prints the counts at the end of the search. Other news pass on to the
// receiver that the output goes to.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "print/print_options.h"
#include "print/timeline_counts.h"
#include "trawl/formatter.h"

namespace trawl {

class TimelineReceiver : public Receiver {
 public:
  // Both must outlive it.
  TimelineReceiver(const PrintOptions& options, Receiver& output);

  // A worker may be in an attacker's hands. Throws Error if what it writes
  // cannot be the printer's.
  bool write(std::span<const std::string_view> pieces) override;
  void problem(const Problem& problem) override { output_.problem(problem); }
  bool progress(const Progress& progress) override {
    return output_.progress(progress);
  }

  // At the end. Sets what was written in the summary.
  void print(SearchSummary&);

  const TimelineCounts& counts() const { return counts_; }

 private:
  std::size_t take(std::string_view bytes);
  void count(std::int64_t second);

  const PrintOptions& options_;
  Receiver& output_;
  TimelineCounts counts_;
  std::string rest_;  // of a record that is not all there yet
  std::vector<std::uint32_t> patterns_;
};

}  // namespace trawl
