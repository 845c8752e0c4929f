// SPDX-License-Identifier: MIT
// count_errors_sink FILE...: the sink door. Counts the errors of each source
// and says where in the file the first one is.
#include <trawl/search.h>

#include <iostream>
#include <map>
#include <string>

namespace {

class ErrorCounter : public trawl::Sink {
 public:
  bool record(const trawl::Record& record) override {
    const auto source = record.bytes.substr(record.spans[0].end);
    ++counts[std::string(source.substr(0, source.find(':')))];
    if (++total == 1) first = record.offset + record.spans[0].begin;
    return true;  // false would end the search
  }
  void problem(const trawl::Problem& problem) override {
    std::cerr << problem.path << ": " << problem.reason << "\n";
  }

  std::map<std::string, int> counts;
  int total = 0;
  trawl::ByteOffset first = 0;
};

}  // namespace

int main(int argc, char** argv) {
  ErrorCounter counter;
  trawl::Query query;
  query.patterns = {R"(\bERROR +\[[^]]*\] )"};
  trawl::InputSelection files;
  files.paths = {argv + 1, argv + argc};
  trawl::SearchOptions options;
  options.workers = 0;  // never fork
  trawl::search(query, files, options, counter);
  for (const auto& [source, count] : counter.counts) {
    std::cout << source << ": " << count << "\n";
  }
  std::cout << counter.total << " errors, first at byte " << counter.first
            << "\n";
}
