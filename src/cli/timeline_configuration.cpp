// SPDX-License-Identifier: MIT
#include "cli/timeline_configuration.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "cli/usage_error.h"

namespace trawl {
namespace {

// Empty if there is none.
std::string_view find_conflict(const Arguments& arguments) {
  const bool has_context =
      arguments.before || arguments.after || arguments.around;
  const std::initializer_list<std::pair<bool, std::string_view>> flags = {
      {arguments.quiet, "-q"},
      {arguments.listing == Listing::matching, "-l"},
      {arguments.listing == Listing::not_matching, "-L"},
      {arguments.count, "-c"},
      {arguments.count_matches, "--count-matches"},
      {arguments.only_matches, "-o"},
      {arguments.snippet.has_value(), "--snippet"},
      {arguments.each_match, "--vimgrep"},
      {arguments.replacement.has_value(), "--replace"},
      {arguments.all_records, "--passthru"},
      {has_context, "-A, -B and -C"},
      {arguments.time.merges_inputs, "--merge-time"},
      {arguments.list_files, "--files"}};
  const auto found = std::ranges::find(
      flags, true, [](const auto& flag) { return flag.first; });
  return found == flags.end() ? std::string_view() : found->second;
}

// What a screen shows below the command and above the next prompt, with the
// lines around the rows. On a large one more would be harder to read.
std::size_t decide_most_rows(const Surroundings& around) {
  constexpr std::size_t kUsual = 24;
  constexpr std::size_t kLinesAround = 5;
  if (around.output_rows == 0) return kUsual;
  return std::clamp<std::size_t>(around.output_rows, 15, 35) - kLinesAround;
}

}  // namespace

void check_timeline(const Arguments& arguments) {
  if (!arguments.timeline) {
    if (arguments.csv) throw UsageError("--csv is for --timeline");
    return;
  }
  if (arguments.follow != SearchOptions::Follow::no) {
    throw UsageError(
        "--follow has no end at which to print a chart; leave out --timeline");
  }
  if (arguments.csv && arguments.json) {
    throw UsageError("--csv and --json: use one of them");
  }
  const std::string_view conflict = find_conflict(arguments);
  if (conflict.empty()) return;
  throw UsageError(fmt::format(
      "--timeline prints counts in place of lines; leave out {}", conflict));
}

TimelineOptions decide_timeline(const Arguments& arguments,
                                const Surroundings& around) {
  using Form = TimelineOptions::Form;
  TimelineOptions options{.most_rows = decide_most_rows(around),
                          .columns = around.output_columns,
                          .is_ascii = !around.has_utf8_locale};
  if (arguments.json) options.form = Form::json;
  if (arguments.csv) options.form = Form::csv;
  const std::string bucket = arguments.timeline.value_or("auto");
  if (bucket == "auto") return options;
  options.bucket = parse_bucket_size(bucket);
  if (options.bucket) return options;
  throw UsageError(fmt::format("--timeline={}: {}", bucket, kBucketForms));
}

}  // namespace trawl
