// SPDX-License-Identifier: MIT
#include "print/timeline_chart.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "print/string_output.h"
#include "print/timeline_csv.h"
#include "support/zone_guard.h"

namespace trawl::test {
namespace {

using namespace std::chrono_literals;
using std::chrono::seconds;

constexpr seconds kBegin = 1678786013s;  // 2023-03-14 09:26:53 UTC

std::string chart(const TimelineCounts& counts, const PrintOptions& options) {
  StringOutput out;
  append_timeline_chart(counts, options, out);
  return out.take();
}

PrintOptions narrow() {
  PrintOptions options;
  options.timeline.columns = 40;
  return options;
}

TimelineCounts four_lines() {
  TimelineCounts counts({}, 0);
  for (const seconds later : {0s, 0s, 1s, 3s}) counts.add(kBegin + later, {});
  return counts;
}

TEST_CASE("TimelineChart: IsAsWideAsTheTerminal") {
  const ZoneGuard guard("UTC");
  CHECK(chart(four_lines(), narrow()) ==
        "4 lines, 1s a row\n"
        "from 2023-03-14 09:26:53 to 09:26:56 UTC\n"
        "\n"
        "2023-03-14 09:26:53  2 █████████████████\n"
        "           09:26:54  1 ████████▌\n"
        "           09:26:55  0\n"
        "           09:26:56  1 ████████▌\n");
}

TEST_CASE("TimelineChart: OfASmallTerminalIsWiderThanIt") {
  const ZoneGuard guard("UTC");
  PrintOptions options = narrow();
  options.timeline.columns = 10;
  CHECK(chart(four_lines(), options).find("  2 ████████\n") !=
        std::string::npos);
}

TEST_CASE("TimelineChart: InAsciiWhereBlocksMayBeUnknown") {
  const ZoneGuard guard("UTC");
  PrintOptions options = narrow();
  options.timeline.is_ascii = true;
  TimelineCounts counts({BucketSize{}}, 0);
  counts.add(kBegin, {});
  counts.add(kBegin + 30s, {});
  CHECK(chart(counts, options) ==
        "2 lines, 1s a row\n"
        "from 2023-03-14 09:26:53 to 09:27:23 UTC\n"
        "\n"
        "2023-03-14 09:26:53  1 #################\n"
        "                  :  nothing in 29 rows\n"
        "           09:27:23  1 #################\n");
}

TEST_CASE("TimelineChart: TheDateStandsWhereItChanges") {
  const ZoneGuard guard("UTC");
  TimelineCounts counts(BucketSize{.length = 12h}, 0);
  for (const seconds later : {0h, 12h, 24h}) counts.add(kBegin + later, {});
  const std::string text = chart(counts, narrow());
  CHECK(text.find("\n2023-03-14 00:00  1 ") != std::string::npos);
  CHECK(text.find("\n           12:00  1 ") != std::string::npos);
  CHECK(text.find("\n2023-03-15 00:00  1 ") != std::string::npos);
}

TEST_CASE("TimelineChart: TellsHoursThatComeTwiceApart") {
  const ZoneGuard guard(kCentralEurope);
  TimelineCounts counts(BucketSize{.length = 1h}, 0);
  counts.add(1698537600s, {});  // 02:00 in summer
  counts.add(1698541200s, {});  // and in winter
  CHECK(chart(counts, narrow()) ==
        "2 lines, 1h a row\n"
        "from 2023-10-29 02:00:00 +02:00\n"
        "  to 02:00:00 +01:00\n"
        "\n"
        "2023-10-29 02:00 +02:00  1 █████████████\n"
        "           02:00 +01:00  1 █████████████\n");
}

TEST_CASE("TimelineChart: DaysAndMonthsHaveNoTime") {
  const ZoneGuard guard("UTC");
  TimelineCounts days(BucketSize{.length = 24h}, 0);
  days.add(kBegin, {});
  CHECK(chart(days, narrow()).find("\n2023-03-14  1 █") != std::string::npos);
  TimelineCounts months(months_long(1), 0);
  months.add(kBegin, {});
  CHECK(chart(months, narrow()).find("\n2023-03  1 █") != std::string::npos);
  TimelineCounts years(months_long(12), 0);
  years.add(kBegin, {});
  CHECK(chart(years, narrow()).find("\n2023  1 █") != std::string::npos);
}

TEST_CASE("TimelineChart: NamesWhatHasNoTime") {
  TimelineCounts counts({}, 0);
  counts.add_timeless({});
  CHECK(chart(counts, narrow()) == "1 line without a time\n");
  counts.add_timeless({});
  PrintOptions options = narrow();
  options.several_lines = true;
  CHECK(chart(counts, options) == "2 records without a time\n");
}

TEST_CASE("TimelineChart: OfNothingIsNothing") {
  CHECK(chart(TimelineCounts({}, 0), narrow()).empty());
}

TEST_CASE("TimelineChart: EachPatternHasASignAndACount") {
  const ZoneGuard guard("UTC");
  TimelineCounts counts({}, 2);
  const std::vector<std::uint32_t> slow{0}, lost{1};
  counts.add(kBegin, slow);
  counts.add(kBegin, lost);
  counts.add(kBegin + 1s, lost);
  PrintOptions options = narrow();
  options.pattern_ids = true;
  options.pattern_names = {"slow", "lost"};
  options.timeline.columns = 60;
  CHECK(chart(counts, options) ==
        "3 lines from 2023-03-14 09:26:53 to 09:26:54 UTC, 1s a row\n"
        "█ slow 1   ▒ lost 2\n"
        "\n"
        "                     all  slow  lost\n"
        "2023-03-14 09:26:53    2     1     1 ████████████▒▒▒▒▒▒▒▒▒▒▒\n"
        "           09:26:54    1     0     1 ▒▒▒▒▒▒▒▒▒▒▒▒\n");
  options.colors.emplace();
  const std::string colored = chart(counts, options);
  CHECK(colored.find("\33[36m█\33[m slow 1   \33[33m█\33[m lost 2\n") !=
        std::string::npos);
  CHECK(colored.find("▒") == std::string::npos);
}

TEST_CASE("TimelineChart: RarePatternsShareASign") {
  const ZoneGuard guard("UTC");
  TimelineCounts counts({}, 8);
  for (std::uint32_t pattern = 0; pattern < 8; ++pattern) {
    for (std::uint32_t i = 0; i <= pattern; ++i) {
      counts.add(kBegin, std::vector{pattern});
    }
  }
  PrintOptions options = narrow();
  options.pattern_ids = true;
  options.pattern_names = {"a", "b", "c", "d", "e", "f", "g", "h"};
  CHECK(chart(counts, options) ==
        "36 lines, 1s a row\n"
        "at 2023-03-14 09:26:53 UTC\n"
        "█ c 3   ▒ d 4   ▞ e 5   ░ f 6   ▚ g 7\n"
        "▓ h 8   · 2 others 3\n"
        "\n"
        "2023-03-14 09:26:53  36 █▒▒▞▞░░░▚▚▚▓▓▓▓·\n");
}

TEST_CASE("TimelineCsv: QuotesWhatNeedsIt") {
  CHECK(csv_field("plain text") == "plain text");
  CHECK(csv_field("a,b") == "\"a,b\"");
  CHECK(csv_field("say \"no\"") == "\"say \"\"no\"\"\"");
  CHECK(csv_field("two\nlines") == "\"two\nlines\"");
}

TEST_CASE("TimelineCsv: HasAColumnForEachPattern") {
  const ZoneGuard guard(kCentralEurope);
  TimelineCounts counts(BucketSize{.length = 1min}, 2);
  const std::vector<std::uint32_t> both{0, 1};
  counts.add(kBegin, both);
  counts.add(kBegin + 2min, {});
  counts.add_timeless(both);
  PrintOptions options;
  options.pattern_names = {"a", "b"};
  StringOutput out;
  append_timeline_csv(counts, options, out);
  CHECK(out.take() ==
        "start,end,count,a,b\n"
        "2023-03-14T10:26:00+01:00,2023-03-14T10:27:00+01:00,1,1,1\n"
        "2023-03-14T10:27:00+01:00,2023-03-14T10:28:00+01:00,0,0,0\n"
        "2023-03-14T10:28:00+01:00,2023-03-14T10:29:00+01:00,1,0,0\n"
        ",,1,1,1\n");
}

}  // namespace
}  // namespace trawl::test
