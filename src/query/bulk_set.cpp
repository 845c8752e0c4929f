// SPDX-License-Identifier: MIT
#include "query/bulk_set.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

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

constexpr const char* kTooCostly =
    "cannot compile the patterns within a minute and 2 GiB: search for fewer "
    "at a time, or for simpler ones";

// The Kelvin sign and the long s, as bytes.
constexpr const char* kFoldingTargets = "\\xe2\\x84\\xaa|\\xc5\\xbf";

// Compiling anew costs less than the disk is worth.
constexpr std::chrono::milliseconds kWorthKeeping{50};

class BulkSetBuilder {
 public:
  BulkSetBuilder(std::span<const Pattern> patterns, bool may_fork)
      : patterns_(patterns), may_fork_(may_fork) {
    const auto needs_utf8 = [](const Pattern& pattern) {
      return pattern.bulk != Pattern::Bulk::none && pattern.bulk_utf;
    };
    utf8_ = std::any_of(patterns.begin(), patterns.end(), needs_utf8);
    for (const Pattern& pattern : patterns) {
      const bool may_ask = pattern.bulk != Pattern::Bulk::none;
      forms_.push_back(may_ask ? Form::plain : Form::none);
    }
  }

  std::optional<BulkSet> build(const std::string& cache_directory) {
    if (cache_directory.empty() || !may_take_long()) return build();
    const PatternCache cache(cache_directory);
    if (!cache.is_usable()) return build();
    const std::string key = cache_key();
    if (const auto kept = cache.find(key)) {
      if (auto set = restore(*kept)) return set;
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
      auto compiled = compile_within_limits(expressions);
      if (compiled.database) {
        set.database = std::move(*compiled.database);
        return set;
      }
      if (!compiled.refused) return std::nullopt;
      if (refusals == 0) {
        ask_for_each();
      } else {
        weaken(expressions[*compiled.refused].id);
      }
    }
    return std::nullopt;
  }

  // For a few short patterns not even the folder is looked for.
  bool may_take_long() const {
    return patterns_.size() > BulkSet::kMostWithout ||
           may_be_costly(expressions_of(describe()));
  }

  HyperscanDatabase::Compiled compile_within_limits(
      std::span<const HyperscanExpression> expressions) const {
    if (!may_be_costly(expressions)) {
      return HyperscanDatabase::compile(expressions, utf8_);
    }
    const bool are_many = patterns_.size() > BulkSet::kMostWithout;
    if (!may_fork_) {
      // PCRE2 alone would take for ever on many, and compiling may not.
      if (are_many) return HyperscanDatabase::compile(expressions, utf8_);
      return {};
    }
    LimitedCompile limited = compile_in_child(expressions, utf8_);
    if (limited.exceeded && are_many) throw Error(kTooCostly);
    return std::move(limited.compiled);
  }

  // All that decides what build() makes. No bulk_text holds a NUL.
  std::string cache_key() const {
    std::string key = std::string(TRAWL_VERSION) + '\n' + hyperscan_platform();
    key += utf8_ ? "\nutf8\n" : "\nbytes\n";
    for (std::size_t i = 0; i < patterns_.size(); ++i) {
      const Pattern& pattern = patterns_[i];
      key += static_cast<char>('0' + static_cast<int>(pattern.bulk));
      key += pattern.caseless ? 'i' : '-';
      key += pattern.bulk_folds ? 'f' : '-';
      key += pattern.bulk_text;
      key += '\0';
    }
    return key;
  }

  // An entry is the form of each pattern, then the database.
  void keep(const BulkSet& set, std::string_view key,
            const PatternCache& cache) const {
    std::string value;
    for (const Form form : forms_) value += static_cast<char>(form);
    cache.keep(key, value + set.database.serialized());
  }

  std::optional<BulkSet> restore(std::string_view value) {
    if (value.size() < forms_.size()) return std::nullopt;
    auto database =
        HyperscanDatabase::from_serialized(value.substr(forms_.size()));
    if (!database) return std::nullopt;
    for (std::size_t i = 0; i < forms_.size(); ++i) {
      forms_[i] = static_cast<Form>(value[i]);
    }
    BulkSet set = describe();
    set.database = std::move(*database);
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
  bool may_fork_;
  bool utf8_ = false;
  std::vector<Form> forms_;  // of each pattern
};

}  // namespace

std::optional<BulkSet> BulkSet::compile(std::span<const Pattern> patterns,
                                        bool may_fork,
                                        const std::string& cache_directory) {
  return BulkSetBuilder(patterns, may_fork).build(cache_directory);
}

}  // namespace trawl
