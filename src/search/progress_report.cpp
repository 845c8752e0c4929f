// SPDX-License-Identifier: MIT
#include "search/progress_report.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <string>

namespace trawl {
namespace {

constexpr std::chrono::milliseconds kInterval{100};

// The bytes of all inputs, if that can be known without walking.
std::optional<ByteCount> find_total_bytes(const InputSelection& selection) {
  ByteCount total = 0;
  for (const std::string& path : selection.paths) {
    struct stat status {};
    const bool is_file = path == "-" ? ::fstat(STDIN_FILENO, &status) == 0
                                     : ::stat(path.c_str(), &status) == 0;
    if (!is_file || !S_ISREG(status.st_mode)) return std::nullopt;
    total += static_cast<ByteCount>(status.st_size);
  }
  return total;
}

}  // namespace

ProgressReport::ProgressReport(const SearchOptions& options,
                               const InputSelection& selection,
                               const Control& control, Receiver& receiver)
    : is_wanted_(options.reports_progress),
      control_(control),
      receiver_(receiver) {
  if (is_wanted_) total_bytes_ = find_total_bytes(selection);
}

bool ProgressReport::update() {
  if (!is_wanted_) return true;
  const Clock::time_point now = Clock::now();
  if (now - reported_ < kInterval) return true;
  reported_ = now;
  return receiver_.progress({.bytes_done = control_.bytes_searched.load(),
                             .bytes_total = total_bytes_,
                             .selected = control_.selected.load(),
                             .elapsed = now - start_});
}

int ProgressReport::poll_milliseconds(int others) const {
  if (!is_wanted_) return others;
  const auto own = static_cast<int>(kInterval.count());
  return others < 0 ? own : std::min(own, others);
}

}  // namespace trawl
