// SPDX-License-Identifier: MIT
#include "query/matcher.h"

#include <algorithm>

#include "query/compiled.h"
#include "query/kept_patterns.h"
#include "query/required_factors.h"
#include "text/factor_finder.h"

namespace trawl {

Matcher::Matcher(const Query& query, const std::string& cache_directory)
    : compiled_(std::make_unique<Compiled>()) {
  compiled_->patterns =
      make_or_restore_patterns(query.patterns, query, cache_directory);
  compiled_->required = make_patterns(query.required, query);
  compiled_->excluded = make_patterns(query.excluded, query);
  compiled_->terminator = query.terminator;
  compiled_->crlf = query.crlf;
  if (query.replacement) compiled_->replacement.emplace(*query.replacement);
  compiled_->matches_all =
      std::any_of(compiled_->patterns.begin(), compiled_->patterns.end(),
                  [](const Pattern& pattern) { return pattern.matches_all; });
}

Matcher::~Matcher() = default;

bool Matcher::is_string() const {
  if (compiled_->patterns.size() != 1) return false;
  const std::vector<Factor> factors =
      required_factors(compiled_->patterns.front()).factors;
  return factors.size() == 1 && factors.front().is_exact &&
         FactorFinder(factors).is_string_finder();
}

void Matcher::prepare_for_bulk(unsigned processes,
                               const std::string& cache_directory) {
  if (compiled_->matches_all) return;
  compiled_->bulk_was_tried = true;
  compiled_->bulk =
      BulkSet::compile(compiled_->patterns, processes, cache_directory);
}

}  // namespace trawl
