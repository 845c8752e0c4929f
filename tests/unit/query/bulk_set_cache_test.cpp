// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "cache_folder.h"
#include "query/bulk_set.h"
#include "support/sanitized.h"

namespace trawl {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> ends_of(const BulkSet& set, std::string_view block) {
  std::vector<std::string> ends;
  HyperscanScratch scratch(set.databases);
  auto note = [&](unsigned id, std::size_t end) {
    ends.push_back(std::to_string(id) + "@" + std::to_string(end));
  };
  for (const HyperscanDatabase& database : set.databases) {
    CHECK(scratch.scan(database, block, note));
  }
  std::sort(ends.begin(), ends.end());
  return ends;
}

// Takes well over 50 ms to compile.
std::vector<Pattern> costly_patterns() {
  std::vector<std::string> texts;
  for (int i = 0; i < (test::kIsSanitized ? 100 : 500); ++i) {
    texts.push_back("[a-m]+" + std::to_string(i) + ".*(x|y)\\d{2,6}z");
  }
  texts.push_back("(?<=b)c+");
  texts.push_back("(d)\\1");
  return make_patterns(texts, {});
}

}  // namespace

TEST_CASE("BulkSet: FromTheCacheItFindsTheSame") {
  const CacheFolder folder;
  const std::vector<Pattern> patterns = costly_patterns();
  const std::string block = "abc7 x123z\nbcc dd\nab99 y99z\n";

  const auto first = BulkSet::compile(patterns, 1, folder.path);
  REQUIRE(first);
  REQUIRE_FALSE(fs::is_empty(folder.path));
  const auto second = BulkSet::compile(patterns, 1, folder.path);
  REQUIRE(second);
  CHECK(second->roles == first->roles);
  CHECK(second->utf8 == first->utf8);
  CHECK(ends_of(*second, block) == ends_of(*first, block));
  CHECK_FALSE(ends_of(*second, block).empty());

  // Not Hyperscan's bytes: built again.
  for (const auto& entry : fs::directory_iterator(folder.path)) {
    std::ofstream(entry.path(), std::ios::trunc) << "something else";
  }
  const auto third = BulkSet::compile(patterns, 1, folder.path);
  REQUIRE(third);
  CHECK(ends_of(*third, block) == ends_of(*first, block));
}

TEST_CASE("BulkSet: InTwoPartsItFindsTheSame") {
  const CacheFolder folder;
  std::vector<std::string> texts;
  std::string block;
  for (int i = 0; i < 5000; ++i) {
    const std::string number = std::to_string(i);
    const bool is_literal = i % 10 != 0;  // which compiles faster
    texts.push_back("w" + number + (is_literal ? "x" : "[a-z]x"));
    if (i % 7 == 0) block += "w" + number + (is_literal ? "x\n" : "ax\n");
  }
  const std::vector<Pattern> patterns = make_patterns(texts, {});
  const auto one = BulkSet::compile(patterns, 1);
  const auto two = BulkSet::compile(patterns, 2, folder.path);
  const auto kept = BulkSet::compile(patterns, 1, folder.path);
  REQUIRE((one && two && kept));
  CHECK(one->databases.size() == 1);
  CHECK(two->databases.size() == 2);
  CHECK(kept->databases.size() == 2);
  CHECK(ends_of(*one, block).size() == 715);
  CHECK(ends_of(*two, block) == ends_of(*one, block));
  CHECK(ends_of(*kept, block) == ends_of(*one, block));
}

TEST_CASE("BulkSet: WhatCompilesQuicklyIsNotKept") {
  const CacheFolder folder;
  CHECK(BulkSet::compile(make_patterns({"ERROR"}, {}), 1, folder.path));
  CHECK_FALSE(fs::exists(folder.path));
}

}  // namespace trawl
