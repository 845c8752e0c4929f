// SPDX-License-Identifier: MIT
#include "cli/debug_text.h"

#include <fmt/format.h>

#include <chrono>
#include <limits>
#include <string_view>

namespace trawl {
namespace {

std::string_view name_of(Syntax syntax) {
  switch (syntax) {
    case Syntax::fixed:
      return "fixed strings";
    case Syntax::basic:
      return "basic regular expressions";
    case Syntax::regex:
      break;
  }
  return "Perl regular expressions";
}

std::string_view name_of(Engine engine) {
  switch (engine) {
    case Engine::hyperscan:
      return "hyperscan";
    case Engine::pcre2:
      return "pcre2";
    case Engine::automatic:
      break;
  }
  return "the faster one, measured meanwhile";
}

std::string_view name_of(Boundary boundary) {
  switch (boundary) {
    case Boundary::word:
      return ", as whole words";
    case Boundary::line:
      return ", as whole lines";
    case Boundary::none:
      break;
  }
  return "";
}

std::string describe_query(const Query& query) {
  std::string text =
      fmt::format("patterns: {} {}{}, case {}", query.patterns.size(),
                  name_of(query.syntax), name_of(query.boundary),
                  query.ignore_case ? "ignored" : "respected");
  if (!query.required.empty()) {
    text += fmt::format(", {} more required", query.required.size());
  }
  if (!query.excluded.empty()) {
    text += fmt::format(", {} excluded", query.excluded.size());
  }
  return text + (query.invert ? ", inverted" : "");
}

std::string describe_range(const ByteRange& range) {
  constexpr ByteOffset kOpen = std::numeric_limits<ByteOffset>::max();
  return fmt::format(
      "range: bytes {} to {}", range.begin,
      range.end == kOpen ? "the end" : fmt::to_string(range.end));
}

// As far as it is decided before the inputs are seen.
std::string describe_workers(const SearchOptions& options) {
  if (options.workers == 0u) return "workers: none, files are read";
  if (options.workers && options.shard_size) {
    return fmt::format("workers: {}, however small the inputs are",
                       *options.workers);
  }
  return fmt::format("workers: {}, none for small inputs",
                     options.workers ? fmt::to_string(*options.workers)
                                     : "one per usable core");
}

std::string describe_lock(std::string_view what, std::string_view by,
                          unsigned count, unsigned workers) {
  if (count == 0) return fmt::format("{} not: the kernel has no {}", what, by);
  return fmt::format("{} by {} in {} of {}", what, by, count, workers);
}

std::string describe_confinement(const Confinement& confined) {
  // They were stopped before they began.
  if (confined.workers == 0) return "workers confined: none began to work";
  return fmt::format(
      "workers confined: {}, {}",
      describe_lock("system calls", "seccomp", confined.system_calls,
                    confined.workers),
      describe_lock("files", "Landlock", confined.files, confined.workers));
}

void add_units(std::string_view name, const UnitSizes& sizes,
               std::vector<std::string>& lines) {
  if (sizes.count == 0) return;
  lines.push_back(fmt::format("{}: {} of {} to {} bytes, {} in all", name,
                              sizes.count, sizes.smallest, sizes.largest,
                              sizes.total));
}

}  // namespace

std::vector<std::string> describe_decisions(const Configuration& decided) {
  std::vector<std::string> lines = {describe_query(decided.query)};
  const ByteRange all;
  const ByteRange& range = decided.query.range;
  if (range.begin != all.begin || range.end != all.end) {
    lines.push_back(describe_range(range));
  }
  lines.push_back(
      fmt::format("engine for lines: {}", name_of(decided.search.engine)));
  lines.push_back(describe_workers(decided.search));
  if (decided.search.shard_size) {
    lines.push_back(
        fmt::format("shard size: {} bytes", *decided.search.shard_size));
  }
  if (decided.search.batch_size) {
    lines.push_back(
        fmt::format("batch size: {} bytes", *decided.search.batch_size));
  }
  for (const std::string& path : decided.inputs.paths) {
    lines.push_back(path == "-" ? "path: standard input" : "path: " + path);
  }
  return lines;
}

std::vector<std::string> describe_search(const SearchSummary& summary) {
  std::vector<std::string> lines;
  lines.push_back(summary.workers == 0
                      ? "searched in this process, without forking"
                      : fmt::format("searched by {} forked workers, {} lost",
                                    summary.workers, summary.workers_lost));
  if (summary.workers > 0) {
    lines.push_back(describe_confinement(summary.confinement));
  }
  add_units("shards", summary.shards, lines);
  add_units("blocks", summary.blocks, lines);
  add_units("batches", summary.batches, lines);
  lines.push_back(
      fmt::format("{} inputs, {} bytes, {:.6f} seconds, {} problems{}",
                  summary.inputs_searched, summary.bytes_searched,
                  std::chrono::duration<double>(summary.elapsed).count(),
                  summary.problems, summary.stopped ? ", stopped early" : ""));
  return lines;
}

}  // namespace trawl
