// SPDX-License-Identifier: MIT
#include "query/kept_patterns.h"

#include <optional>
#include <string_view>

#include "os/build_id.h"
#include "query/archive.h"
#include "query/engine_versions.h"
#include "query/pattern_cache.h"

namespace trawl {
namespace {

// 7 us each is more than a look into the folder costs. Fixed strings are made
// as fast as they are read.
constexpr std::size_t kWorthKeeping = 500;

// All that make_patterns() goes by.
std::string key_of(const std::vector<std::string>& texts, const Query& query,
                   std::string_view build) {
  ArchiveWriter key;
  key.add(std::string_view("patterns"));
  key.add(build);
  key.add(std::string_view(engine_versions()));
  key.add(query.syntax);
  key.add(query.boundary);
  key.add(query.ignore_case);
  key.add(query.terminator);
  key.add(query.crlf);
  key.add(query.records.rule == RecordGrouping::Rule::line);
  for (const std::string& text : texts) key.add(std::string_view(text));
  return key.bytes();
}

void add(ArchiveWriter& archive, const Pattern& pattern) {
  archive.add(pattern.index);
  archive.add(pattern.caseless);
  archive.add(pattern.newline_free);
  archive.add(std::string_view(pattern.text));
  archive.add(pattern.several_lines);
  archive.add(pattern.utf);
  archive.add(pattern.bulk);
  archive.add(std::string_view(pattern.bulk_text));
  archive.add(pattern.bulk_utf);
  archive.add(pattern.bulk_folds);
  archive.add(pattern.matches_all);
}

Pattern take_pattern(ArchiveReader& archive) {
  Pattern pattern;
  pattern.index = archive.take<std::uint32_t>();
  pattern.caseless = archive.take<bool>();
  pattern.newline_free = archive.take<bool>();
  pattern.text = archive.take_bytes();
  pattern.several_lines = archive.take<bool>();
  pattern.utf = archive.take<bool>();
  pattern.bulk = archive.take<Pattern::Bulk>();
  pattern.bulk_text = archive.take_bytes();
  pattern.bulk_utf = archive.take<bool>();
  pattern.bulk_folds = archive.take<bool>();
  pattern.matches_all = archive.take<bool>();
  return pattern;
}

std::vector<Pattern> restore(std::string_view value) {
  ArchiveReader archive(value);
  std::vector<Pattern> patterns;
  while (!archive.is_at_end()) patterns.push_back(take_pattern(archive));
  return patterns;
}

std::string archive_of(const std::vector<Pattern>& patterns) {
  ArchiveWriter archive;
  for (const Pattern& pattern : patterns) add(archive, pattern);
  return archive.bytes();
}

}  // namespace

std::vector<Pattern> make_or_restore_patterns(
    const std::vector<std::string>& texts, const Query& query,
    const std::string& cache_directory) {
  if (texts.size() < kWorthKeeping || query.syntax == Syntax::fixed) {
    return make_patterns(texts, query);
  }
  const PatternCache cache(cache_directory);
  const std::string build = build_id();
  if (!cache.is_usable() || build.empty()) return make_patterns(texts, query);
  const std::string key = key_of(texts, query, build);
  if (const auto kept = cache.find(key)) return restore(kept->value());
  std::vector<Pattern> patterns = make_patterns(texts, query);
  cache.keep(key, archive_of(patterns));
  return patterns;
}

}  // namespace trawl
