// SPDX-License-Identifier: MIT
#include "print/json_problem.h"

#include <doctest/doctest.h>

#include <cerrno>
#include <nlohmann/json.hpp>

namespace trawl::test {
namespace {

nlohmann::json parsed(const Problem& problem) {
  const std::string line = json_problem(problem, JsonEscapes::needed);
  CHECK(line.find('\n') == line.size() - 1);
  return nlohmann::json::parse(line);
}

}  // namespace

TEST_CASE("JsonProblem: NamesKindPathOffsetAndReason") {
  const auto json = parsed({.kind = Problem::Kind::lost,
                            .path = "a\"b",
                            .reason = "bytes \"1\" to 2",
                            .offset = 1});
  CHECK(json["type"] == "problem");
  CHECK(json["data"]["kind"] == "lost");
  CHECK(json["data"]["path"]["text"] == "a\"b");
  CHECK(json["data"]["offset"] == 1);
  CHECK(json["data"]["reason"] == "bytes \"1\" to 2");
}

TEST_CASE("JsonProblem: BytesThatAreNotTextAndNoOffset") {
  const auto json = parsed({.kind = Problem::Kind::unreadable,
                            .path = "a\xff",
                            .reason = "No such file or directory",
                            .system_error = ENOENT,
                            .offset = {}});
  CHECK(json["data"]["kind"] == "unreadable");
  CHECK(json["data"]["path"]["bytes"] == "Yf8=");
  CHECK(json["data"]["offset"].is_null());
  CHECK(json["data"]["reason"] == "No such file or directory");
}

TEST_CASE("JsonProblem: StandardInputIsCalledAsInBeginAndEnd") {
  const auto json = parsed({.kind = Problem::Kind::truncated,
                            .path = "(standard input)",
                            .reason = "r",
                            .offset = 0});
  CHECK(json["data"]["path"]["text"] == "<stdin>");
}

}  // namespace trawl::test
