// SPDX-License-Identifier: MIT
// Any bytes, cut into shards of any size, with any context: the records that
// come out are those of a search that splits the input at its terminators and
// looks at each record alone.
//
// Input: a line of options, a fixed string to look for, and the file. Options:
// 7s a shard of 7 bytes, 2b 2a context, 3m --max-count, 3l --last, 5f 9t
// --range 5:9, v invert, z NUL ends records, r --crlf, p --passthru, q
// --stop-on-nonmatch.
#include <sys/mman.h>
#include <unistd.h>

#include "agreement/naive_search.h"
#include "agreement/record_collector.h"
#include "fuzz/fuzz_input.h"
#include "os/file_descriptor.h"
#include "os/write_all.h"
#include "record/record_boundary.h"
#include "text/utf8.h"
#include "trawl/search.h"

namespace trawl::test {
namespace {

constexpr std::size_t kMost = 1 << 20;

Query query_of(std::string_view options, std::string_view pattern) {
  Query query;
  query.patterns = {std::string(pattern)};
  query.syntax = Syntax::fixed;
  query.binary = BinaryPolicy::text;
  query.encoding = "none";
  query.invert = has(options, 'v');
  query.crlf = has(options, 'r');
  if (has(options, 'z')) query.terminator = '\0';
  if (has(options, 'm')) query.max_count = number_before(options, 'm', kMost);
  if (has(options, 'l')) query.last = number_before(options, 'l', kMost);
  query.stop_on_nonmatch = has(options, 'q') && !query.last;
  query.all_records = has(options, 'p') && !query.last;
  if (!query.all_records && (has(options, 'a') || has(options, 'b'))) {
    query.context = {number_before(options, 'b', kMost),
                     number_before(options, 'a', kMost)};
  }
  query.range.begin = number_before(options, 'f', kMost);
  if (has(options, 't')) query.range.end = number_before(options, 't', kMost);
  return query;
}

// A file without a place in the file system.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view bytes)
      : file_(::memfd_create("fuzz", MFD_CLOEXEC)) {
    promise(write_all(file_.get(), bytes), "the file is written");
  }
  std::string path() const {
    return "/proc/self/fd/" + std::to_string(file_.get());
  }

 private:
  FileDescriptor file_;
};

void check_search(const Query& query, std::size_t shard_size,
                  std::string_view bytes) {
  const MemoryFile file(bytes);
  const auto expected = naive_search(query, file.path(), bytes);
  if (!expected) return;
  SearchOptions options;
  options.workers = 0;
  if (shard_size > 0) options.shard_size = shard_size;
  InputSelection selection;
  selection.paths = {file.path()};
  selection.decompression.is_wanted = false;
  RecordCollector actual;
  const SearchSummary summary = search(query, selection, options, actual);
  const std::string difference = first_difference(*expected, actual.records());
  if (!difference.empty()) broken(difference);
  promise(summary.selected == expected->selected, "as many are selected");
  promise(actual.problems().empty(), "nothing is reported");
}

// The splitter that everything above stands on, asked by itself.
void check_boundaries(std::string_view bytes, char terminator) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const std::size_t naive = bytes.find(terminator, at);
    promise(record_end(bytes, at, terminator) == std::min(naive, bytes.size()),
            "a record ends at its terminator");
    count += bytes[at] == terminator ? 1 : 0;
  }
  promise(count_terminators(bytes, terminator) == count,
          "terminators are counted");
  std::uint64_t back = count + 1;
  promise(find_records_back(bytes, back, terminator) == 0,
          "there is nothing before the first record");
}

}  // namespace

void try_input(std::string_view rest) {
  const std::string_view options = take_line(rest);
  const std::string_view pattern = take_line(rest);
  // The naive search has no other strings.
  if (!is_valid_utf8(pattern)) return;
  const Query query = query_of(options, pattern);
  check_boundaries(rest, query.terminator);
  check_search(query, number_before(options, 's', kMost), rest);
}

}  // namespace trawl::test
