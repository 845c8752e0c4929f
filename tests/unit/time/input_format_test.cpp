// SPDX-License-Identifier: MIT
#include "time/input_format.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "input/memory_block.h"
#include "support/zone_guard.h"
#include "time/line_times.h"

namespace trawl {
namespace {

using namespace std::chrono_literals;
using std::chrono::seconds;

// 2023-03-14 09:26:53 UTC, and a week later.
constexpr seconds kFirst(1678786013);
constexpr seconds kLastChange = kFirst + 168h;

std::string read(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

// Whole seconds behind kFirst of all lines.
std::set<seconds::rep> seconds_in(const std::string& text,
                                  const StampFormat& format) {
  LineTimes times({}, '\n');
  times.begin_input(format, {});
  std::set<seconds::rep> found;
  TimedPlace place;
  for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1) {
    const Moment time = times.time_of(text, 0, at, text.find('\n', at), place);
    found.insert((std::chrono::floor<seconds>(time.time_since_epoch()) - kFirst)
                     .count());
  }
  return found;
}

}  // namespace

TEST_CASE("InputFormat: EverySampleIsRead") {
  const test::ZoneGuard zone("UTC");
  int samples = 0;
  const std::filesystem::path folder =
      std::filesystem::path(TRAWL_TESTDATA) / "stamps";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".txt") continue;
    CAPTURE(entry.path().string());
    const std::string text = read(entry.path());
    MemoryBlock view(text, 0);
    const StampFormat format = find_file_format(view, {}, '\n', kLastChange);
    CHECK(seconds_in(text, format) == std::set<seconds::rep>{0, 1, 2});
    ++samples;
  }
  CHECK(samples > 20);
}

TEST_CASE("InputFormat: TheLastStampTellsTheYear") {
  const test::ZoneGuard zone("UTC");
  // Copied in February, long after it was written.
  const std::string text = "Dec 30 10:00:00 a\nMar 14 09:26:53 b\n";
  MemoryBlock view(text, 0);
  const seconds february_2024(1707000000);
  const StampFormat format = find_file_format(view, {}, '\n', february_2024);
  LineTimes times({}, '\n');
  times.begin_input(format, {});
  TimedPlace place;
  // December of 2022, not of 2023.
  CHECK(times.time_of(text, 0, 0, 18, place) == Moment(seconds(1672394400)));
  CHECK(times.time_of(text, 0, 18, 36, place) == Moment(kFirst));
}

TEST_CASE("InputFormat: ALastLineWithoutItsNewlineCounts") {
  const std::string text = "begins\n2023-03-14 09:26:53 a";
  MemoryBlock view(text, 0);
  CHECK(find_file_format(view, {}, '\n', kLastChange).is_found());
}

TEST_CASE("InputFormat: ALineCutOffAtTheHeadsEndDoesNotCount") {
  std::string text(kFormatHeadBytes - 4, 'x');
  text += "\n2023-03-14 09:26:53 a\n";
  MemoryBlock view(text, 0);
  CHECK_FALSE(find_file_format(view, {}, '\n', kLastChange).is_found());
}

}  // namespace trawl
