// SPDX-License-Identifier: MIT
// embedding PATTERN FILE: `grep -b` by the installed library.
#include <trawl/search.h>

#include <iostream>

namespace {

class OffsetPrinter : public trawl::Sink {
 public:
  bool record(const trawl::Record& record) override {
    std::cout << record.offset << ":" << record.bytes << "\n";
    return true;
  }
  void problem(const trawl::Problem& problem) override {
    std::cerr << problem.path << ": " << problem.reason << "\n";
  }
};

}  // namespace

int main(int, char** argv) {
  OffsetPrinter printer;
  trawl::Query query;
  query.patterns = {argv[1]};
  trawl::InputSelection inputs;
  inputs.paths = {argv[2]};
  trawl::SearchOptions options;
  options.workers = 0;
  trawl::search(query, inputs, options, printer);
}
