// SPDX-License-Identifier: MIT
#include "cli/progress.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdint>
#include <utility>

namespace trawl {
namespace {

using std::chrono::nanoseconds;

// Most searches are over before anybody could read.
constexpr nanoseconds kQuietAtFirst = std::chrono::seconds(1);
// A little less than a tenth of a second, at which updates are to come.
constexpr nanoseconds kBetweenUpdates = std::chrono::milliseconds(90);

double seconds(nanoseconds time) {
  return std::chrono::duration<double>(time).count();
}

// In units of 1000, as disks and speeds are told: "12.3 GB", "512 MB".
std::string readable_size(ByteCount bytes) {
  const auto number = static_cast<double>(bytes);
  if (number >= 1e12) return fmt::format("{:.2f} TB", number / 1e12);
  if (number >= 1e9) return fmt::format("{:.1f} GB", number / 1e9);
  if (number >= 1e6) return fmt::format("{:.0f} MB", number / 1e6);
  return fmt::format("{:.0f} kB", number / 1e3);
}

// "1:02:03", "2:03".
std::string readable_time(double length) {
  const auto whole = static_cast<std::uint64_t>(length);
  const std::uint64_t minutes = whole / 60;
  if (minutes < 60) return fmt::format("{}:{:02}", minutes, whole % 60);
  return fmt::format("{}:{:02}:{:02}", minutes / 60, minutes % 60, whole % 60);
}

// ", 0:07 left", once there is something to go by.
std::string time_left(const Progress& progress) {
  const bool known = progress.bytes_total && progress.bytes_done > 0 &&
                     *progress.bytes_total >= progress.bytes_done;
  if (!known) return {};
  const double left =
      static_cast<double>(*progress.bytes_total - progress.bytes_done);
  const double speed =
      static_cast<double>(progress.bytes_done) / seconds(progress.elapsed);
  // Beyond a year it is no estimate.
  const double length = left / speed;
  if (!(length < 365.0 * 24 * 3600)) return {};
  return fmt::format(", {} left", readable_time(length));
}

std::string size_text(const Progress& progress) {
  std::string done = readable_size(progress.bytes_done);
  if (!progress.bytes_total) return done;
  const ByteCount total = *progress.bytes_total;
  if (total == 0 || progress.bytes_done > total) return done;
  return fmt::format("{} of {} ({:.0f} %)", done, readable_size(total),
                     100 * static_cast<double>(progress.bytes_done) /
                         static_cast<double>(total));
}

}  // namespace

std::string progress_text(const Progress& progress, std::size_t columns) {
  const double time = seconds(progress.elapsed);
  const double speed =
      time > 0 ? static_cast<double>(progress.bytes_done) / time / 1e9 : 0.0;
  return fmt::format("trawl: {}, {:.2f} GB/s, {} selected{}",
                     size_text(progress), speed, progress.selected,
                     time_left(progress))
      .substr(0, columns);
}

std::string ProgressLine::update(const Progress& progress,
                                 std::size_t columns) {
  if (progress.elapsed < kQuietAtFirst) return {};
  if (last_ && progress.elapsed - *last_ < kBetweenUpdates) return {};
  last_ = progress.elapsed;
  is_shown_ = true;
  // A line as wide as the terminal could move on to the next.
  return kEraseLine + progress_text(progress, columns > 1 ? columns - 1 : 1);
}

std::string ProgressLine::erase() {
  return std::exchange(is_shown_, false) ? kEraseLine : "";
}

std::size_t terminal_columns() {
  constexpr std::size_t kUsual = 80;
  winsize size{};
  const bool known = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0;
  return known && size.ws_col > 0 ? size.ws_col : kUsual;
}

}  // namespace trawl
