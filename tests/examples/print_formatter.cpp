// SPDX-License-Identifier: MIT
// print_formatter PATTERN FILE...: the formatter door. Worker processes turn
// records into text; this process only writes what they made, in file order.
#include <trawl/search.h>

#include <iostream>

namespace {

class OffsetFormatter : public trawl::Formatter {
 public:
  trawl::RecordNeeds needs() const override { return {.spans = true}; }

  void record(const trawl::Record& record, trawl::OutputBuffer& out) override {
    for (const trawl::Span& span : record.spans) {
      out.append_decimal(record.offset + span.begin);
      out.append(' ');
      out.append(record.bytes.substr(span.begin, span.end - span.begin));
      out.append('\n');
    }
  }
};

class Writer : public trawl::Receiver {
 public:
  bool write(std::span<const std::string_view> pieces) override {
    for (const std::string_view piece : pieces) std::cout << piece;
    return std::cout.good();
  }
  void problem(const trawl::Problem& problem) override {
    std::cerr << problem.path << ": " << problem.reason << "\n";
  }
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  OffsetFormatter formatter;
  Writer writer;
  trawl::Query query;
  query.patterns = {argv[1]};
  trawl::InputSelection files;
  files.paths = {argv + 2, argv + argc};
  // Both named, so that workers search even this small file.
  trawl::SearchOptions options;
  options.workers = 2;
  options.shard_size = 512;
  trawl::search(query, files, options, formatter, writer);
}
