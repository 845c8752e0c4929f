// SPDX-License-Identifier: MIT
#include "query/matcher.h"

#include <doctest/doctest.h>

#include "query_of.h"

namespace trawl::test {
namespace {

bool is_string(const Query& query) { return Matcher(query).is_string(); }

}  // namespace

TEST_CASE("a string of bytes, whatever its edges, needs no engine") {
  // Without such instructions an engine is faster.
  const bool has_avx2 = __builtin_cpu_supports("avx2") != 0;
  CHECK(is_string(query_of({"ERROR"})) == has_avx2);
  CHECK(is_string(query_of({"^ERROR\\b"})) == has_avx2);
  CHECK(is_string(query_of({"größer"})) == has_avx2);
  CHECK(is_string(query_of({"[E]R{2}"})) == has_avx2);
}

TEST_CASE("what is more than one string, or has to be looked at, needs one") {
  CHECK_FALSE(is_string(query_of({"ERROR", "WARN"})));
  CHECK_FALSE(is_string(query_of({"ERROR|WARN"})));
  CHECK_FALSE(is_string(query_of({"ERR[OA]R"})));
  CHECK_FALSE(is_string(query_of({"ERROR.*x"})));
  CHECK_FALSE(is_string(query_of({"(E)\\1"})));
  CHECK_FALSE(is_string(query_of({"ERROR\\K"})));
  CHECK_FALSE(is_string(query_of({""})));
  CHECK_FALSE(is_string(query_of({})));
  CHECK_FALSE(is_string(caseless(query_of({"ERROR"}))));
}

}  // namespace trawl::test
