// SPDX-License-Identifier: MIT
#include "query/limited_compile.h"

#include <doctest/doctest.h>

#include <sys/wait.h>

#include <cerrno>
#include <string>
#include <vector>

namespace trawl {
namespace {

using Expressions = std::vector<HyperscanExpression>;

Expressions one(const std::string& text) { return {{.text = text}}; }

std::string nested_groups(int count) {
  std::string text = "a";
  for (int i = 0; i < count; ++i) text = "(" + text + ")*";
  return text + "b";
}

// Keeps the compiler busy for more than a minute and in more than a gigabyte.
Expressions bomb() {
  Expressions expressions;
  for (unsigned i = 0; i < 1000; ++i) {
    const std::string number = std::to_string(i);
    expressions.push_back(
        {.text = "a" + number + ".*b.{1,200}c" + number, .id = i});
  }
  return expressions;
}

std::vector<std::size_t> ends_in(const HyperscanDatabase& database,
                                 std::string_view text) {
  HyperscanScratch scratch(std::span(&database, 1));
  std::vector<std::size_t> ends;
  auto note = [&](unsigned, std::size_t end) { ends.push_back(end); };
  CHECK(scratch.scan(database, text, note));
  return ends;
}

TEST_CASE("CostlyAreManyPatternsAndRepetitionsThatMultiply") {
  CHECK(may_be_costly(one("(a.{1,3000}b){1,50}")));
  CHECK(may_be_costly(one("((a{100}){100}){100}")));
  CHECK(may_be_costly(one("a{2000000}")));
  CHECK(may_be_costly(one("a{99999999999999999999}b{9}c{2000,}")));
  CHECK(may_be_costly(bomb()));
  CHECK(may_be_costly(one(nested_groups(20))));
  CHECK(may_be_costly(Expressions(500, {.text = "foo\\d+bar"})));
}

TEST_CASE("SoManyAreCompiledAtOnceAsTakeSeconds") {
  const Expressions words(100'001, {.text = "a\\.word"});
  CHECK(count_at_once(words) == 100'000);
  CHECK(count_at_once(std::span(words).first(7)) == 7);
  Expressions mixed(5001, {.text = "a.*b"});
  CHECK(count_at_once(mixed) == 5000);
  mixed.insert(mixed.begin(), words.begin(), words.begin() + 50'000);
  CHECK(count_at_once(mixed) == 52'500);
  mixed[10].text = "(a.{1,3000}b){1,50}";
  CHECK(count_at_once(mixed) == 10);
  CHECK(count_at_once(std::span(mixed).subspan(10)) == 0);
}

TEST_CASE("WhatPeopleTypeIsNotCostly") {
  for (const char* text :
       {"ERROR", "(ERROR|WARN).*retry=\\d+", "took \\d{3,}ms",
        "\\b\\d{1,3}(\\.\\d{1,3}){3}\\b", "[0-9a-f]{8}(-[0-9a-f]{4}){3}-",
        "a{b}{,}{", "{", ""}) {
    CAPTURE(text);
    CHECK_FALSE(may_be_costly(one(text)));
  }
}

TEST_CASE("ChildHandsTheDatabaseBack") {
  const auto limited = ChildCompile(one("fo+"), false).wait();
  CHECK_FALSE(limited.exceeded);
  REQUIRE(limited.compiled.database);
  CHECK(ends_in(*limited.compiled.database, "a foo") ==
        std::vector<std::size_t>{4, 5});
}

TEST_CASE("ChildTellsWhichExpressionIsRefused") {
  Expressions expressions = one("fine");
  expressions.push_back({.text = "\\Gno", .id = 1});
  const auto limited = ChildCompile(expressions, false).wait();
  CHECK_FALSE(limited.exceeded);
  CHECK_FALSE(limited.compiled.database);
  CHECK(limited.compiled.refused == std::size_t{1});
}

TEST_CASE("CompilerThatTakesTooLongIsEnded") {
  const CompileLimits limits{.processor_time = std::chrono::seconds(1)};
  const Expressions nested = one(nested_groups(50));
  ChildCompile first(bomb(), false, limits);
  ChildCompile second(nested, false, limits);
  const auto limited = first.wait();
  CHECK(limited.exceeded);
  CHECK_FALSE(limited.compiled.database);
  CHECK(second.wait().exceeded);
}

TEST_CASE("ChildThatIsNotWaitedForIsEnded") {
  { const ChildCompile child(bomb(), false); }
  CHECK(::waitpid(-1, nullptr, WNOHANG) == -1);
  CHECK(errno == ECHILD);
}

// A sanitizer has memory of its own.
#ifndef TRAWL_SANITIZED
TEST_CASE("CompilerThatTakesTooMuchMemoryIsEnded") {
  const auto limited =
      ChildCompile(bomb(), false, {.memory = 16 * 1024 * 1024}).wait();
  CHECK(limited.exceeded);
  CHECK_FALSE(limited.compiled.database);
}
#endif

}  // namespace
}  // namespace trawl
