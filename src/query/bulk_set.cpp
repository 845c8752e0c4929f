// SPDX-License-Identifier: MIT
#include "query/bulk_set.h"

#include <time.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

#include "query/archive.h"
#include "query/limited_compile.h"
#include "query/pattern_cache.h"
#include "trawl/error.h"

namespace trawl {
namespace {

// How Hyperscan takes a pattern; the next one is tried when it refuses.
enum class Form : unsigned char { plain, prefilter, none };

// Most sets are taken at once. After a refusal every pattern is asked for by
// itself (70 us each), and what the compiler proper refuses even then is left
// out, one at a time. Beyond this many, PCRE2 searches alone.
constexpr int kMostRefusals = 16;

// So many expressions are compiled in two parts at the same time. Measured with
// expressions like aword[a-z]+\d{2,4} on a busy machine, in seconds of the
// processor and MB/s of the scan: 10,000 as one take 7.4 s and find 320 MB/s,
// as two 7.8 s (half of it each) and 285, as four 6.7 s and 184; 5,000 as one
// 5.3 s and 262, as two 3.4 s and 308; 2,000 as one 1.9 s and 368, as two 1.7 s
// and 283.
constexpr std::size_t kWorthTwo = 5000;

constexpr const char* kTooCostly =
    "cannot compile the patterns within a minute and 2 GiB: search for fewer "
    "at a time, or for simpler ones";

constexpr const char* kTooCostlyHere =
    "cannot compile the patterns within a minute: search for fewer at a time, "
    "for simpler ones, or with worker processes";
constexpr std::chrono::minutes kLongestInParts{1};  // of the processor

// The Kelvin sign and the long s, as bytes.
constexpr const char* kFoldingTargets = "\\xe2\\x84\\xaa|\\xc5\\xbf";

// Compiling anew costs less than the disk is worth.
constexpr std::chrono::milliseconds kWorthKeeping{50};

std::chrono::nanoseconds processor_time() {
  timespec time{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return std::chrono::seconds(time.tv_sec) +
         std::chrono::nanoseconds(time.tv_nsec);
}

class BulkSetBuilder {
 public:
  BulkSetBuilder(std::span<const Pattern> patterns, unsigned processes)
      : patterns_(patterns), processes_(processes) {
    const auto needs_utf8 = [](const Pattern& pattern) {
      return pattern.bulk != Pattern::Bulk::none && pattern.bulk_utf;
    };
    utf8_ = std::any_of(patterns.begin(), patterns.end(), needs_utf8);
    for (const Pattern& pattern : patterns) {
      const bool may_ask = pattern.bulk != Pattern::Bulk::none;
      forms_.push_back(may_ask ? Form::plain : Form::none);
    }
    if (compiles_in_parts()) leave_out_costly();
  }

  // build() made nothing for want of processes.
  bool lacks_children() const { return lacks_children_; }

  std::optional<BulkSet> build(const std::string& cache_directory) {
    if (cache_directory.empty() || !may_take_long()) return build();
    const PatternCache cache(cache_directory);
    if (!cache.is_usable()) return build();
    const std::string key = cache_key();
    if (const auto kept = cache.find(key)) {
      if (auto set = restore(kept->value())) return set;
    }
    const auto start = std::chrono::steady_clock::now();
    std::optional<BulkSet> set = build();
    if (set && std::chrono::steady_clock::now() - start >= kWorthKeeping) {
      keep(*set, key, cache);
    }
    return set;
  }

 private:
  std::optional<BulkSet> build() {
    for (int refusals = 0; refusals < kMostRefusals; ++refusals) {
      BulkSet set = describe();
      const std::vector<HyperscanExpression> expressions = expressions_of(set);
      if (expressions.empty()) return std::nullopt;
      Outcome outcome = compile_within_limits(expressions);
      if (!outcome.databases.empty()) {
        set.databases = std::move(outcome.databases);
        return set;
      }
      if (!outcome.refused) return std::nullopt;
      if (refusals == 0) {
        ask_for_each();
      } else {
        weaken(*outcome.refused);
      }
    }
    return std::nullopt;
  }

  bool are_many() const { return patterns_.size() > BulkSet::kMostWithout; }

  // Nothing stops the compiler in this process: it gets no more at once than
  // takes it seconds.
  bool compiles_in_parts() const { return processes_ == 0 && are_many(); }

  void leave_out_costly() {
    std::size_t count = 0;
    for (std::size_t i = 0; i < forms_.size(); ++i) {
      const HyperscanExpression alone = expression(i);
      if (count_simple(std::span(&alone, 1)) == 1) continue;
      forms_[i] = Form::none;
      if (++count > BulkSet::kMostWithout) throw Error(kTooCostlyHere);
    }
  }

  // For a few short patterns not even the folder is looked for.
  bool may_take_long() const {
    return are_many() || may_be_costly(expressions_of(describe()));
  }

  // One database or more, or else the pattern that is to blame, if one is.
  struct Outcome {
    std::vector<HyperscanDatabase> databases;
    std::optional<unsigned> refused;

    // False if there is no use in going on.
    bool add(HyperscanDatabase::Compiled compiled,
             std::span<const HyperscanExpression> expressions) {
      if (compiled.refused) refused = expressions[*compiled.refused].id;
      if (compiled.database) {
        databases.push_back(std::move(*compiled.database));
        return true;
      }
      databases.clear();
      return false;
    }
  };

  Outcome compile_within_limits(
      std::span<const HyperscanExpression> expressions) {
    if (compiles_in_parts()) return compile_in_parts(expressions);
    Outcome outcome;
    if (!may_be_costly(expressions)) {
      outcome.add(HyperscanDatabase::compile(expressions, utf8_), expressions);
    } else if (processes_ > 0) {
      return compile_in_children(expressions);
    }
    return outcome;
  }

  Outcome compile_in_parts(
      std::span<const HyperscanExpression> expressions) const {
    Outcome outcome;
    while (!expressions.empty()) {
      if (processor_time() - start_ > kLongestInParts) {
        throw Error(kTooCostlyHere);
      }
      const std::size_t count = count_at_once(expressions);
      const auto part = expressions.first(std::max<std::size_t>(count, 1));
      if (!outcome.add(HyperscanDatabase::compile(part, utf8_), part)) break;
      expressions = expressions.subspan(part.size());
    }
    return outcome;
  }

  Outcome compile_in_children(
      std::span<const HyperscanExpression> expressions) {
    const std::size_t count =
        processes_ > 1 && expressions.size() >= kWorthTwo ? 2 : 1;
    std::vector<std::span<const HyperscanExpression>> parts;
    std::vector<ChildCompile> children;
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t begin = expressions.size() * i / count;
      const std::size_t end = expressions.size() * (i + 1) / count;
      parts.push_back(expressions.subspan(begin, end - begin));
      children.emplace_back(parts.back(), utf8_);
    }
    Outcome outcome;
    lacks_children_ =
        !std::ranges::all_of(children, &ChildCompile::has_started);
    if (lacks_children_) return outcome;
    for (std::size_t i = 0; i < count; ++i) {
      ChildCompile::Result result = children[i].wait();
      if (result.exceeded && are_many()) throw Error(kTooCostly);
      if (!outcome.add(std::move(result.compiled), parts[i])) break;
    }
    return outcome;
  }

  // All that decides what build() makes. No bulk_text holds a NUL.
  std::string cache_key() const {
    std::string key = std::string(TRAWL_VERSION) + '\n' + hyperscan_platform();
    key += utf8_ ? "\nutf8\n" : "\nbytes\n";
    if (compiles_in_parts()) key += "parts\n";
    for (const Pattern& pattern : patterns_) {
      key += static_cast<char>('0' + static_cast<int>(pattern.bulk));
      key += pattern.caseless ? 'i' : '-';
      key += pattern.bulk_folds ? 'f' : '-';
      key += pattern.bulk_text;
      key += '\0';
    }
    return key;
  }

  // An entry is the form of each pattern, then the databases.
  void keep(const BulkSet& set, std::string_view key,
            const PatternCache& cache) const {
    ArchiveWriter archive;
    for (const Form form : forms_) archive.add(form);
    for (const HyperscanDatabase& database : set.databases) {
      archive.add(database.serialized());
    }
    cache.keep(key, archive.bytes());
  }

  std::optional<BulkSet> restore(std::string_view value) {
    ArchiveReader archive(value);
    for (Form& form : forms_) form = archive.take<Form>();
    BulkSet set = describe();
    while (!archive.is_at_end()) {
      auto database = HyperscanDatabase::from_serialized(archive.take_bytes());
      if (!database) return std::nullopt;
      set.databases.push_back(std::move(*database));
    }
    if (set.databases.empty()) return std::nullopt;
    return set;
  }

  // All of the set but its database.
  BulkSet describe() const {
    BulkSet set;
    set.utf8 = utf8_;
    for (std::size_t i = 0; i < patterns_.size(); ++i) {
      set.roles.push_back(role(i));
      const bool folds = patterns_[i].bulk_folds && !utf8_;
      if (folds && forms_[i] != Form::none) {
        set.folding.push_back(static_cast<unsigned>(i));
      }
    }
    return set;
  }

  BulkSet::Role role(std::size_t index) const {
    if (forms_[index] == Form::none) return BulkSet::Role::absent;
    const bool exact = forms_[index] == Form::plain &&
                       patterns_[index].bulk == Pattern::Bulk::exact;
    return exact ? BulkSet::Role::exact : BulkSet::Role::candidates;
  }

  std::vector<HyperscanExpression> expressions_of(const BulkSet& set) const {
    std::vector<HyperscanExpression> expressions;
    for (std::size_t i = 0; i < patterns_.size(); ++i) {
      if (forms_[i] != Form::none) expressions.push_back(expression(i));
    }
    if (!set.folding.empty()) {
      expressions.push_back({.text = kFoldingTargets, .id = set.folding_id()});
    }
    return expressions;
  }

  HyperscanExpression expression(std::size_t index) const {
    return {.text = patterns_[index].bulk_text,
            .id = static_cast<unsigned>(index),
            .caseless = patterns_[index].caseless,
            .prefilter = forms_[index] == Form::prefilter};
  }

  void ask_for_each() {
    for (std::size_t i = 0; i < forms_.size(); ++i) {
      while (forms_[i] != Form::none &&
             !hyperscan_accepts(expression(i), utf8_)) {
        weaken(i);
      }
    }
  }

  void weaken(std::size_t index) {
    forms_[index] = forms_[index] == Form::plain ? Form::prefilter : Form::none;
  }

  std::span<const Pattern> patterns_;
  unsigned processes_;
  bool lacks_children_ = false;
  std::chrono::nanoseconds start_ = processor_time();
  bool utf8_ = false;
  std::vector<Form> forms_;  // of each pattern
};

}  // namespace

std::optional<BulkSet> BulkSet::compile(std::span<const Pattern> patterns,
                                        unsigned processes,
                                        const std::string& cache_directory) {
  BulkSetBuilder builder(patterns, processes);
  auto set = builder.build(cache_directory);
  if (!builder.lacks_children()) return set;
  return BulkSetBuilder(patterns, 0).build(cache_directory);
}

}  // namespace trawl
