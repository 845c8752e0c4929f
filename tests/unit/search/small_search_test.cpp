// SPDX-License-Identifier: MIT
#include "search/small_search.h"

#include <doctest/doctest.h>

#include <string>

#include "support/temp_directory.h"
#include "trawl/search.h"
#include "trawl/sink.h"

namespace trawl::test {
namespace {

// A log of 12 MB with `needle` in its second line and in its last one.
class LargeLog {
 public:
  LargeLog() {
    std::string text = "first\nneedle\n";
    while (text.size() < 12'000'000) text += "a line like any other\n";
    path_ = directory_.write("log", text + "needle\n");
  }

  SearchSummary search(const Query& query, bool stop_at_first = false) const {
    class : public Sink {
     public:
      bool record(const Record&) override { return true; }
      void problem(const Problem&) override {}
    } sink;
    InputSelection selection;
    selection.paths = {path_};
    SearchOptions options;
    options.workers = 2;
    options.stop_at_first = stop_at_first;
    return trawl::search(query, selection, options, sink);
  }

 private:
  TempDirectory directory_;
  std::string path_;
};

Query query_of(const std::string& pattern) {
  Query query;
  query.patterns = {pattern};
  return query;
}

}  // namespace

TEST_CASE("SmallSearch: FewRecordsAtTheBeginningNeedNoWorkers") {
  const LargeLog log;
  Query query = query_of("needle");
  const SearchSummary first = log.search(query, true);
  CHECK(first.workers == 0);
  CHECK(first.selected == 1);

  query.max_count = 1;
  const SearchSummary limited = log.search(query);
  CHECK(limited.workers == 0);
  CHECK(limited.selected == 1);
}

TEST_CASE("SmallSearch: WorkersFindWhatTheBeginningLacks") {
  const LargeLog log;
  Query query = query_of("needle");
  query.max_count = 2;
  const SearchSummary both = log.search(query);
  CHECK(both.workers == 2);
  CHECK(both.selected == 2);
  CHECK(log.search(query_of("nowhere"), true).workers == 2);
  CHECK(log.search(query_of("needle")).workers == 2);
}

}  // namespace trawl::test
