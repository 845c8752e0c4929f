// SPDX-License-Identifier: MIT
// Following from a program of one's own: by the library, records to a Sink.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "log.h"
#include "support/temp_directory.h"
#include "trawl/search.h"

namespace trawl::test {
namespace {

// Writes the next line when it has got the one before.
class Echo : public Sink {
 public:
  explicit Echo(Log& log) : log_(log) {}

  bool record(const Record& record) override {
    heard.push_back(std::to_string(record.line_number) + ":" +
                    std::string(record.bytes));
    if (heard.size() == 3) return false;
    if (heard.size() == 2) log_.rotate("app.log.1");
    log_.write("fine\nERROR " + std::to_string(heard.size()) + "\n");
    return true;
  }
  void end_input(const InputSummary& summary) override {
    ended.push_back(summary.selected);
  }
  void problem(const Problem&) override {}

  std::vector<std::string> heard;
  std::vector<RecordCount> ended;

 private:
  Log& log_;
};

TEST_CASE("SinkGetsWhatIsWrittenUntilItWantsNoMore") {
  for (const unsigned workers : {0U, 2U}) {
    TempDirectory directory;
    Log log(directory.path() / "app.log");
    log.write("ERROR 0\n");
    Echo sink(log);
    Query query;
    query.patterns = {"ERROR"};
    InputSelection inputs;
    inputs.paths = {directory.path() / "app.log"};
    SearchOptions options;
    options.workers = workers;
    options.follow = SearchOptions::Follow::all;
    const SearchSummary summary = search(query, inputs, options, sink);
    CHECK(sink.heard ==
          std::vector<std::string>{"1:ERROR 0", "3:ERROR 1", "2:ERROR 2"});
    CHECK(summary.stopped);
  }
}

}  // namespace
}  // namespace trawl::test
