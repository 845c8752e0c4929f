// SPDX-License-Identifier: MIT
// What a host is told, whoever searches.
#include "trawl/search.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "support/temp_directory.h"

namespace trawl::test {
namespace {

class Collector : public Sink {
 public:
  bool record(const Record& record) override {
    sizes.push_back(record.input->file_size);
    return true;
  }
  void problem(const Problem& problem) override {
    reasons.push_back(problem.reason);
  }

  std::vector<std::optional<ByteCount>> sizes;
  std::vector<std::string> reasons;
};

struct Listing : InputReceiver {
  bool input(std::string_view) override { return true; }
  void problem(const Problem& problem) override {
    reasons.push_back(problem.reason);
  }
  std::vector<std::string> reasons;
};

InputSelection selection_of(std::vector<std::string> paths) {
  InputSelection selection;
  selection.paths = std::move(paths);
  return selection;
}

Collector collected(const InputSelection& selection, unsigned workers) {
  Query query;
  query.patterns = {"needle"};
  SearchOptions options;
  options.workers = workers;
  options.shard_size = 100;  // workers, however small it is
  Collector sink;
  search(query, selection, options, sink);
  return sink;
}

}  // namespace

TEST_CASE("Search: AProblemHasItsReasonInWords") {
  const TempDirectory directory;
  const InputSelection selection =
      selection_of({directory.path() / "missing", directory.path()});
  const std::vector<std::string> reasons{"No such file or directory",
                                         "Is a directory"};
  for (const unsigned workers : {0U, 2U}) {
    CAPTURE(workers);
    CHECK(collected(selection, workers).reasons == reasons);
  }
  Listing listing;
  list_inputs(selection, listing);
  CHECK(listing.reasons == reasons);
}

TEST_CASE("Search: ASinkIsToldTheSizeOfEachFile") {
  TempDirectory directory;
  const std::string line = "a needle in a line\n";
  std::string large;
  while (large.size() < 300) large += line;
  const InputSelection selection = selection_of(
      {directory.write("small", line), directory.write("large", large)});
  for (const unsigned workers : {0U, 2U}) {
    CAPTURE(workers);
    const Collector sink = collected(selection, workers);
    REQUIRE(sink.sizes.size() == 1 + large.size() / line.size());
    CHECK(sink.sizes.front() == line.size());
    CHECK(sink.sizes.back() == large.size());
  }
}

}  // namespace trawl::test
