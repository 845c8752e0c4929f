// SPDX-License-Identifier: MIT
#include "cli/timeline_configuration.h"

#include <doctest/doctest.h>

#include <initializer_list>
#include <vector>

#include "cli/configuration.h"
#include "cli/usage_error.h"

namespace trawl::test {
namespace {

using Form = TimelineOptions::Form;

Configuration decide(std::initializer_list<const char*> words,
                     const Surroundings& around = {}) {
  const std::vector<const char*> argv(words);
  Surroundings known = around;
  known.is_directory = [](const std::string&) { return false; };
  return configure(parse_arguments(split_command_line(argv)), {"x"}, known);
}

TEST_CASE("Timeline: LooksForTimesWithoutLimits") {
  const Configuration decided = decide({"--timeline", "x", "a"});
  CHECK(decided.print.mode == PrintMode::timeline);
  REQUIRE(decided.query.time);
  CHECK_FALSE(decided.query.time->has_limits());
  CHECK_FALSE(decide({"x", "a"}).query.time);
  CHECK(decide({"--timeline", "--since=now", "x", "a"}).query.time->since);
}

TEST_CASE("Timeline: TakesABucketOrChoosesOne") {
  CHECK_FALSE(decide({"--timeline", "x", "a"}).print.timeline.bucket);
  CHECK(decide({"--timeline=5m", "x", "a"}).print.timeline.bucket->length ==
        std::chrono::minutes(5));
  CHECK_THROWS_AS(decide({"--timeline=7m", "x", "a"}), UsageError);
}

TEST_CASE("Timeline: FitsTheTerminal") {
  const auto rows = [](std::size_t lines) {
    return decide({"--timeline", "x", "a"}, {.output_rows = lines})
        .print.timeline.most_rows;
  };
  CHECK(rows(0) == 24);  // no terminal
  CHECK(rows(5) == 10);
  CHECK(rows(24) == 19);
  CHECK(rows(200) == 30);
  const auto options = decide({"--timeline", "x", "a"},
                              {.output_columns = 132, .has_utf8_locale = true})
                           .print.timeline;
  CHECK(options.columns == 132);
  CHECK_FALSE(options.is_ascii);
  CHECK(decide({"--timeline", "x", "a"}).print.timeline.is_ascii);
}

TEST_CASE("Timeline: IsJsonOrCsvOnDemand") {
  const auto form = [](const char* flag) {
    return decide({"--timeline", flag, "x", "a"}).print.timeline.form;
  };
  CHECK(form("-i") == Form::chart);
  CHECK(form("--json") == Form::json);
  CHECK(form("--csv") == Form::csv);
}

TEST_CASE("Timeline: RefusesWhatPrintsSomethingElse") {
  for (const char* flag :
       {"-q", "-l", "-L", "-c", "--count-matches", "-o", "--snippet=3",
        "--vimgrep", "--replace=x", "--passthru", "-A1", "-B1", "-C1",
        "--files", "--follow", "--merge-time"}) {
    CAPTURE(flag);
    CHECK_THROWS_AS(decide({"--timeline", flag, "x", "a"}), UsageError);
  }
  CHECK_THROWS_AS(decide({"--timeline", "--csv", "--json", "x", "a"}),
                  UsageError);
  CHECK_THROWS_AS(decide({"--csv", "x", "a"}), UsageError);
}

TEST_CASE("Timeline: HasAHeaderOrASummaryEvenOfNothing") {
  CHECK(decide({"--timeline", "-m0", "x", "a"}).selects_nothing);
  CHECK_FALSE(decide({"--timeline", "--csv", "-m0", "x", "a"}).selects_nothing);
  CHECK_FALSE(
      decide({"--timeline", "--json", "-m0", "x", "a"}).selects_nothing);
}

}  // namespace
}  // namespace trawl::test
