// SPDX-License-Identifier: MIT
#include "query/record_probe.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "query/compiled.h"
#include "query/required_factors.h"

namespace trawl {
namespace {

// Much less than a part.
constexpr std::size_t kLongestFactor = 4096;

// None if some pattern may match without.
std::vector<Factor> factors_of(const std::vector<Pattern>& patterns) {
  std::vector<Factor> all;
  for (const Pattern& pattern : patterns) {
    // Not even looked at: each would be read, in every worker.
    if (all.size() > FactorFinder::kMostUseful) return {};
    const std::vector<Factor> factors = required_factors(pattern).factors;
    if (factors.empty()) return {};
    all.insert(all.end(), factors.begin(), factors.end());
  }
  if (all.size() > FactorFinder::kMostUseful) return {};
  return all;
}

}  // namespace

// In a process that meets no long record they are not needed.
void RecordProbe::read_factors() {
  was_read_ = true;
  const Matcher::Compiled& compiled = matcher_.compiled();
  std::vector<Factor> factors = factors_of(compiled.patterns);
  if (factors.empty()) return;
  for (const Factor& factor : factors) {
    longest_ = std::max(longest_, factor.classes.size());
  }
  if (longest_ > kLongestFactor) {
    longest_ = 0;
    return;
  }
  factors_.emplace(std::move(factors));
  answer_at_begin_ = Answer::no_match;
}

void RecordProbe::begin_record() {
  if (!was_read_) read_factors();
  answer_ = answer_at_begin_;
}

void RecordProbe::look_at(const Part& part) {
  if (answer_ != Answer::no_match) return;
  // What is in front of the first byte shows whether a word begins there.
  const std::size_t from = part.begins_record ? 0 : 1;
  const FactorFinder::Place place = factors_->find(part.bytes, from);
  if (place.begin == std::string_view::npos) return;
  // What is behind is seen with the next part. So is a factor that begins
  // before this one, less than its length: the finder may have it later.
  const bool is_cut_off = place.begin + longest_ >= part.bytes.size();
  if (is_cut_off && !part.ends_record) return;
  const bool is_match = place.is_exact && !matcher_.compiled().has_conditions();
  answer_ = is_match ? Answer::match : Answer::unknown;
}

}  // namespace trawl
