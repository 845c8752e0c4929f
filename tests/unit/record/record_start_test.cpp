// SPDX-License-Identifier: MIT
#include "record/record_start.h"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "support/naive_records.h"

namespace trawl::test {
namespace {

using Rule = RecordGrouping::Rule;

std::string sample(const std::string& name) {
  std::ifstream file(std::string(TRAWL_TESTDATA "/records/") + name);
  REQUIRE(file.is_open());
  return {std::istreambuf_iterator<char>(file), {}};
}

// The numbers of the lines at which records of a sample begin.
std::vector<std::size_t> starts(const std::string& name, RecordStart& start) {
  std::vector<std::size_t> lines;
  const auto records = naive_records(
      sample(name), 1 << 20,
      [&](std::string_view line) { return start.begins_record(line); });
  for (const NaiveRecord& record : records) lines.push_back(record.line);
  return lines;
}

using Lines = std::vector<std::size_t>;

}  // namespace

TEST_CASE("AStackTraceGoesWithTheLogLineBeforeIt") {
  IndentStart indent;
  CHECK(starts("java.log", indent) == Lines{1, 2, 13, 14, 17});
  CHECK(starts("python.log", indent) == Lines{1, 2, 17});
  CHECK(starts("go.log", indent) == Lines{1, 2, 12});
  CHECK(starts("dotnet.log", indent) == Lines{1, 3, 12});
  TimeStart time;
  CHECK(starts("java.log", time) == Lines{1, 2, 13, 14, 17});
  CHECK(starts("python.log", time) == Lines{1, 2, 17});
  CHECK(starts("go.log", time) == Lines{1, 2, 12});
}

TEST_CASE("AnOrdinaryLineBeginsARecordByIndentation") {
  IndentStart start;
  for (const char* line :
       {"ERROR something", "a", "Exception",
        "2023-03-14 java.io.IOException: x", "done (in 3 s)", "main() called",
        "goroutines: 4", "...", "#comment", "panic: runtime error"}) {
    CAPTURE(line);
    CHECK(start.begins_record(line));
  }
}

TEST_CASE("ALineBeginsWithTheCommonTimeStamps") {
  TimeStart start;
  for (const char* line :
       {"2023-03-14 09:26:53,589 INFO",
        "2023-03-14T09:26:53Z x",
        "\x1b[2m2023-03-14T09:26:53Z\x1b[0m x",
        "[\x1b[1;34m2023-03-14 09:26:53\x1b[m] x",
        "14.03.2023 09:26:53 x",
        "Mar 14, 2023 9:26:53 AM x",
        "Mar 4, 2023 11:26:53 PM x",
        "2023-03-14\t09:26:53\tFRA2",
        "[2023-03-14 09:26:53] x",
        "2023/03/14 09:26:53 [error]",
        "Mar 14 09:26:53 host sshd[1]: x",
        "Mar  4 09:26:53 host x",
        "<34>Mar 14 09:26:53 host x",
        "<165>1 2003-08-24T05:14:15.000003-07:00",
        "[Tue Mar 14 09:26:53.123 2023] [core:error]",
        "[14/Mar/2023:09:26:53 +0000]",
        "14-Mar-2023 09:26:53.123 INFO",
        "I0314 09:26:53.123456 1 main.go:1] x",
        "081109 203615 148 INFO x",
        "\"2023-03-14 09:26:53\",x",
        "INFO  2023-03-14 09:26:53,589 x",
        " INFO 2023-03-14 09:26:53,589 x",
        "[ERROR] 2023-03-14T09:26:53Z x",
        "WARN  [Service Thread] 2023-03-14 09:26:53 x",
        "10.0.0.1 - - [14/Mar/2023:09:26:53 +0000] \"GET",
        "10.0.0.7, 10.0.0.1 - - [14/Mar/2023:09:26:53 +0000]",
        R"({"time":"2023-03-14T09:26:53Z"})",
        "time=\"2023-03-14T09:26:53Z\" level=info",
        "1:M 14 Mar 2023 09:26:53.589 * x",
        "1678786011.589    146 10.0.0.1 TCP_MISS/200",
        "type=SYSCALL msg=audit(1678786013.589:41): x",
        "h2 2023-03-14T09:26:53.589123Z app/lb x",
        "I20230314 09:26:53.589000 41 main.cc:12] x",
        "20230314T092651Z x",
        "14 Mar 2023 09:26:53 x",
        "2023.03.14 09:26:53.589 [ 1 ] {} <Error> x",
        "2023-03-14  9:26:53 0 [Note] x",
        "web-1  | 2023-03-14 09:26:53 x",
        "I, [2023-03-14T09:26:53.589000 #41]  INFO -- : x",
        "Tue Mar 14 09:26:53 CET 2023 x",
        "@4000000064103de7231b6d40 x"}) {
    CAPTURE(std::string(line));
    CHECK(start.begins_record(line));
  }
  for (const char* line :
       {"", " 2023-03-14 09:26:53", "at 2023-03-14 09:26:53", "2023-03-14",
        "Caused by: x", "\tat x", "<", "<34>", "[[[",
        "job 7 began at 2023-03-14 09:26:53", R"({"a":1})",
        "SET timestamp=1678786010;", "    INFO of 2023", "{"}) {
    CAPTURE(std::string(line));
    CHECK_FALSE(start.begins_record(line));
  }
}

TEST_CASE("TheRuleIsThatOfTheFirstLines") {
  CHECK(choose_rule(sample("java.log"), true) == Rule::time);
  CHECK(choose_rule(sample("dotnet.log"), true) == Rule::indent);
  CHECK(choose_rule("banner\n2023-03-14 09:26:53 x\n", true) == Rule::time);
  CHECK(choose_rule("\xef\xbb\xbf{\"a\":1}\n", true) == Rule::line);
  CHECK(choose_rule("{\"ts\":1678786013}\npanic: x\n", true) == Rule::time);
  CHECK(choose_rule("", true) == Rule::indent);
}

TEST_CASE("TheRuleIsKnownAsSoonAsNothingCanChangeIt") {
  CHECK(choose_rule("banner\n", false) == std::nullopt);
  CHECK(choose_rule("2023-03-14 09:26:53 x", false) == std::nullopt);
  CHECK(choose_rule("2023-03-14 09:26:53 x\n", false) == Rule::time);
  std::string many;
  for (int line = 0; line < 32; ++line) many += "x\n";
  CHECK(choose_rule(many, false) == Rule::indent);
  CHECK(choose_rule(many + "2023-03-14 09:26:53 x\n", true) == Rule::indent);
}

TEST_CASE("ALongHeadIsCutAtTheSamePlaceWhateverFollows") {
  const std::string stamp = "2023-03-14 09:26:53 x\n";
  for (std::size_t size = kRuleHeadBytes - 30; size < kRuleHeadBytes + 5;
       ++size) {
    const std::string head = std::string(size - 1, 'x') + "\n" + stamp;
    const std::string seen = (head + stamp).substr(0, kRuleHeadBytes + 1);
    CHECK(choose_rule(seen, true) == choose_rule(seen, false));
  }
}

}  // namespace trawl::test
