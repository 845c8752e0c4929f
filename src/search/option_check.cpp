// SPDX-License-Identifier: MIT
#include "search/option_check.h"

#include <fmt/format.h>

#include <chrono>
#include <limits>
#include <string>

#include "trawl/error.h"

namespace trawl {
namespace {

void refuse_if(bool is_wrong, const char* why) {
  if (is_wrong) throw Error(why);
}

void check_sizes(const SearchOptions& options) {
  if (options.workers && *options.workers > kMostWorkers) {
    throw Error(
        fmt::format("SearchOptions::workers is {}; at most {} can be started",
                    *options.workers, kMostWorkers));
  }
  refuse_if(options.shard_size == 0,
            "SearchOptions::shard_size is 0 bytes; it has to be at least 1, or "
            "unset to be chosen");
  refuse_if(options.batch_size == 0,
            "SearchOptions::batch_size is 0 bytes; it has to be at least 1, or "
            "unset to be chosen");
}

void check_surroundings(const SearchOptions& options) {
  refuse_if(options.worker_patience < std::chrono::milliseconds::zero(),
            "SearchOptions::worker_patience is negative; a worker needs some "
            "time between two steps");
  const std::string& folder = options.cache_directory;
  refuse_if(!folder.empty() && !folder.starts_with('/'),
            "SearchOptions::cache_directory is no absolute path; leave it "
            "empty to keep nothing");
}

void check_records(const Query& query) {
  const RecordGrouping& records = query.records;
  if (records.rule == RecordGrouping::Rule::line) return;
  refuse_if(query.terminator != '\n',
            "Query::records puts lines together that end with a newline; leave "
            "Query::terminator as it is, or records.rule at line");
  refuse_if(query.crlf,
            "Query::records does not go with Query::crlf; without crlf, \\R "
            "matches either line end and \\r?$ a line's end");
  refuse_if(records.most_bytes == 0,
            "Query::records.most_bytes is 0; a record has at least 1 byte");
}

void check_patterns(const Query& query) {
  for (const auto* patterns :
       {&query.patterns, &query.required, &query.excluded}) {
    for (const std::string& pattern : *patterns) {
      refuse_if(pattern.find('\n') != std::string::npos,
                "Query::patterns hold no newline; give what is between "
                "newlines as patterns of their own, or write \\n");
    }
  }
}

void check_context(const Query& query) {
  if (!query.context) return;
  constexpr auto kMost = std::numeric_limits<RecordCount>::max();
  refuse_if(query.context->before > kMost - query.context->after,
            "Query::context is of more records than can be counted; "
            "Query::all_records hands out all there are");
}

void check_time(const Query& query, const SearchOptions& options) {
  if (!query.time) return;
  const TimeWindow& time = *query.time;
  refuse_if(time.slack < std::chrono::nanoseconds::zero(),
            "TimeWindow::slack is negative; 0 means that no line is out of "
            "order");
  if (!time.merges_inputs) return;
  refuse_if(query.last.has_value(),
            "TimeWindow::merges_inputs does not go with Query::last: which "
            "records are the last is known at the end only");
  refuse_if(options.follow != SearchOptions::Follow::no,
            "TimeWindow::merges_inputs does not go with SearchOptions::follow, "
            "which hands records on as they come");
}

void check_follow(const Query& query, const SearchOptions& options) {
  if (options.follow == SearchOptions::Follow::no) return;
  const ByteRange whole;
  refuse_if(query.range.begin != whole.begin || query.range.end != whole.end,
            "SearchOptions::follow does not go with Query::range: offsets "
            "begin anew with each file; Follow::from_end begins at the end");
}

}  // namespace

void check_options(const Query& query, const SearchOptions& options) {
  check_sizes(options);
  check_surroundings(options);
  check_patterns(query);
  check_records(query);
  check_context(query);
  check_time(query, options);
  check_follow(query, options);
}

}  // namespace trawl
