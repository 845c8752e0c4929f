// SPDX-License-Identifier: MIT
#include "search/option_check.h"

#include <doctest/doctest.h>

#include <chrono>
#include <limits>
#include <string>

#include "support/collecting_receiver.h"
#include "trawl/search.h"

namespace trawl::test {
namespace {

using namespace std::chrono_literals;

Query some_query() {
  Query query;
  query.patterns = {"x"};
  return query;
}

// What is wrong; "" if nothing is.
std::string fault_of(const Query& query, const SearchOptions& options = {}) {
  try {
    check_options(query, options);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

bool names(const std::string& fault, const std::string& option) {
  return fault.starts_with(option);
}

template <typename Change>
std::string fault_with(Change change) {
  Query query = some_query();
  SearchOptions options;
  change(query, options);
  return fault_of(query, options);
}

}  // namespace

TEST_CASE("OptionCheck: WhatAnOptionIsByItselfIsInOrder") {
  CHECK(fault_of(some_query()) == "");
  CHECK(fault_of({}) == "");
}

TEST_CASE("OptionCheck: SizesOfNothingAreRefused") {
  const auto shard = [](ByteCount bytes) {
    return fault_with(
        [=](Query&, SearchOptions& options) { options.shard_size = bytes; });
  };
  CHECK(names(shard(0), "SearchOptions::shard_size is 0"));
  CHECK(shard(1) == "");
  const auto batch = [](ByteCount bytes) {
    return fault_with(
        [=](Query&, SearchOptions& options) { options.batch_size = bytes; });
  };
  CHECK(names(batch(0), "SearchOptions::batch_size is 0"));
  CHECK(batch(1) == "");
}

TEST_CASE("OptionCheck: MoreWorkersThanCanBeMeantAreRefused") {
  const auto workers = [](unsigned count) {
    return fault_with(
        [=](Query&, SearchOptions& options) { options.workers = count; });
  };
  CHECK(workers(0) == "");
  CHECK(workers(kMostWorkers) == "");
  CHECK(names(workers(kMostWorkers + 1), "SearchOptions::workers is 1025"));
}

TEST_CASE("OptionCheck: PatienceAndTheCacheArePossible") {
  const auto patience = [](int milliseconds) {
    return fault_with([=](Query&, SearchOptions& options) {
      options.worker_patience = std::chrono::milliseconds(milliseconds);
    });
  };
  CHECK(patience(0) == "");
  CHECK(names(patience(-1), "SearchOptions::worker_patience is negative"));
  const auto cache = [](const char* path) {
    return fault_with([=](Query&, SearchOptions& options) {
      options.cache_directory = path;
    });
  };
  CHECK(cache("/home/me/.cache/trawl") == "");
  CHECK(names(cache("cache"), "SearchOptions::cache_directory is no absolute"));
}

TEST_CASE("OptionCheck: RecordsOfLinesEndWithANewline") {
  const auto with = [](char terminator, bool crlf,
                       RecordGrouping::Rule rule = RecordGrouping::Rule::time) {
    return fault_with([=](Query& query, SearchOptions&) {
      query.records.rule = rule;
      query.terminator = terminator;
      query.crlf = crlf;
    });
  };
  CHECK(with('\n', false) == "");
  CHECK(names(with('\0', false), "Query::records"));
  CHECK(names(with('\n', true), "Query::records"));
  CHECK(with('\0', true, RecordGrouping::Rule::line) == "");
}

TEST_CASE("OptionCheck: ARecordHasAByte") {
  CHECK(names(fault_with([](Query& query, SearchOptions&) {
                query.records = {.rule = RecordGrouping::Rule::indent,
                                 .most_bytes = 0};
              }),
              "Query::records.most_bytes is 0"));
}

TEST_CASE("OptionCheck: APatternHoldsNoNewline") {
  const auto with = [](const std::string& pattern) {
    return fault_with(
        [&](Query& query, SearchOptions&) { query.excluded = {pattern}; });
  };
  CHECK(names(with("a\nb"), "Query::patterns"));
  CHECK(with("a\\nb") == "");
}

// Of which nothing is.
TEST_CASE("OptionCheck: ARangeMayEndInFrontOfItsBeginning") {
  const auto range = [](ByteOffset begin, ByteOffset end) {
    return fault_with([=](Query& query, SearchOptions&) {
      query.range = {begin, end};
    });
  };
  CHECK(range(5, 5) == "");
  CHECK(range(5, 4) == "");
}

TEST_CASE("OptionCheck: ContextThatCannotBeCountedIsRefused") {
  const auto context = [](RecordCount before, RecordCount after) {
    return fault_with([=](Query& query, SearchOptions&) {
      query.context = {before, after};
    });
  };
  constexpr auto kMost = std::numeric_limits<RecordCount>::max();
  CHECK(context(kMost, 0) == "");
  CHECK(context(kMost - 1, 1) == "");
  CHECK(names(context(kMost, 1), "Query::context"));
}

TEST_CASE("OptionCheck: NoLineIsLessThanNotOutOfOrder") {
  const auto window = [](TimeWindow time) {
    return fault_with([=](Query& query, SearchOptions&) { query.time = time; });
  };
  CHECK(window({.slack = 0s}) == "");
  CHECK(names(window({.slack = -1s}), "TimeWindow::slack"));
  // Of which nothing is.
  const Moment noon(12h);
  CHECK(window({.since = noon, .until = noon - 1s}) == "");
}

TEST_CASE("OptionCheck: WhatIsMergedByTimeIsThereAndWhole") {
  const auto merge = [](auto change) {
    return fault_with([=](Query& query, SearchOptions& options) {
      query.time = TimeWindow{.merges_inputs = true};
      change(query, options);
    });
  };
  CHECK(merge([](Query&, SearchOptions&) {}) == "");
  CHECK(names(merge([](Query& query, SearchOptions&) { query.last = 1; }),
              "TimeWindow::merges_inputs"));
  CHECK(names(merge([](Query&, SearchOptions& options) {
                options.follow = SearchOptions::Follow::all;
              }),
              "TimeWindow::merges_inputs"));
}

TEST_CASE("OptionCheck: WhatIsFollowedHasNoRange") {
  CHECK(names(fault_with([](Query& query, SearchOptions& options) {
                query.range.begin = 1;
                options.follow = SearchOptions::Follow::from_end;
              }),
              "SearchOptions::follow"));
}

TEST_CASE("OptionCheck: ASearchChecksItsOptions") {
  struct : Formatter {
    RecordNeeds needs() const override { return {}; }
  } formatter;
  CollectingReceiver receiver;
  SearchOptions options;
  options.shard_size = 0;
  CHECK_THROWS_AS(search(some_query(), {}, options, formatter, receiver),
                  Error);
}

}  // namespace trawl::test
