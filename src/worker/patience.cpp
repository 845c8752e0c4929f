// SPDX-License-Identifier: MIT
#include "worker/patience.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "os/process_end.h"

namespace trawl {
namespace {

using std::chrono::milliseconds;

// Between two looks no more than this can count.
constexpr milliseconds kLongestLook{100};

// See SearchOptions::worker_patience.
constexpr int kMoreForRunning = 6;
constexpr ByteCount kBytesPerMillisecond = 1024 * 1024 / 1000;

}  // namespace

std::optional<std::string> Patience::judge(const Look& look) {
  const Clock::time_point now = Clock::now();
  const auto since = now - std::exchange(looked_, now);
  if (look.has_got_on) {
    silence_ = {};
    return std::nullopt;
  }
  silence_ += std::min<Clock::duration>(since, kLongestLook);
  if (silence_ < patience_) return std::nullopt;
  const bool is_stopped = is_stopped_by_signal(look.process);
  // Else who has waited for long would be late at once when it goes on.
  if (!is_stopped && !look.bytes) silence_ = {};
  if (!is_stopped && !is_too_long_for_running(look)) return std::nullopt;
  return fmt::format("{} for {:.1f} s",
                     is_stopped ? "was stopped (SIGSTOP)" : "made no progress",
                     std::chrono::duration<double>(silence_).count());
}

bool Patience::is_too_long_for_running(const Look& look) const {
  return look.bytes &&
         silence_ >= patience_ * kMoreForRunning +
                         milliseconds(*look.bytes / kBytesPerMillisecond);
}

}  // namespace trawl
