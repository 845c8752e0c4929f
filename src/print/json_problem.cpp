// SPDX-License-Identifier: MIT
#include "print/json_problem.h"

#include <fmt/format.h>

#include <string_view>

#include "print/string_output.h"

namespace trawl {
namespace {

std::string_view name_of(Problem::Kind kind) {
  switch (kind) {
    case Problem::Kind::unreadable:
      return "unreadable";
    case Problem::Kind::truncated:
      return "truncated";
    case Problem::Kind::lost:
      return "lost";
    case Problem::Kind::gave_up:
      return "gave_up";
    case Problem::Kind::binary:
      return "binary";
    case Problem::Kind::skipped:
      return "skipped";
    case Problem::Kind::cut:
      return "cut";
    case Problem::Kind::unordered:
      return "unordered";
    case Problem::Kind::changed:
      return "changed";
    case Problem::Kind::undecodable:
      break;
  }
  return "undecodable";
}

}  // namespace

std::string json_problem(const Problem& problem, JsonEscapes escapes) {
  // Called so by begin and end, too.
  const bool is_standard_input = problem.path == "(standard input)";
  StringOutput out;
  out.append(R"({"type":"problem","data":{"path":)");
  append_json_bytes(is_standard_input ? "<stdin>" : problem.path, {}, escapes,
                    out);
  out.append(
      fmt::format(R"(,"kind":"{}","offset":{},"reason":{}}}}})"
                  "\n",
                  name_of(problem.kind),
                  problem.offset ? std::to_string(*problem.offset) : "null",
                  json_string(problem.reason)));
  return out.take();
}

}  // namespace trawl
