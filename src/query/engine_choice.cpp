// SPDX-License-Identifier: MIT
#include "query/engine_choice.h"

#include <algorithm>
#include <limits>

namespace trawl {
namespace {

// Sampling again may take 2 % of the time when nothing has changed, and 5 %
// when the chosen engine has become slow, however often logs change character.
constexpr int kRareShare = 50;
constexpr int kSlowShare = 20;
constexpr double kSlowFactor = 2;
// Weight of the latest piece in the moving average.
constexpr double kLatest = 0.25;

std::size_t index_of(BlockEngine engine) {
  return static_cast<std::size_t>(engine);
}

}  // namespace

EngineChoice::Order EngineChoice::next() const {
  if (!sampling()) return {chosen_, kPieceBytes};
  const bool first = samples_ % kEngines == 0;
  return {first ? BlockEngine::pcre2 : BlockEngine::hyperscan, kSampleBytes};
}

void EngineChoice::measured(BlockEngine engine, std::size_t bytes,
                            std::chrono::nanoseconds elapsed) {
  const double cost =
      static_cast<double>(elapsed.count()) / static_cast<double>(bytes);
  if (sampling()) {
    sampled(engine, cost, elapsed);
  } else {
    used(cost, elapsed);
  }
}

void EngineChoice::start_sampling() {
  samples_ = 0;
  sampling_time_ = {};
}

void EngineChoice::sampled(BlockEngine engine, double cost,
                           std::chrono::nanoseconds elapsed) {
  if (samples_ == 0) cost_.fill(std::numeric_limits<double>::infinity());
  double& best = cost_[index_of(engine)];
  best = std::min(best, cost);
  sampling_time_ += elapsed;
  if (++samples_ < kSamples) return;

  const double hyperscan = cost_[index_of(BlockEngine::hyperscan)];
  const double pcre2 = cost_[index_of(BlockEngine::pcre2)];
  chosen_ = hyperscan < pcre2 ? BlockEngine::hyperscan : BlockEngine::pcre2;
  best_cost_ = recent_cost_ = std::min(hyperscan, pcre2);
  used_time_ = {};
}

void EngineChoice::used(double cost, std::chrono::nanoseconds elapsed) {
  recent_cost_ += kLatest * (cost - recent_cost_);
  best_cost_ = std::min(best_cost_, recent_cost_);
  used_time_ += elapsed;
  const bool slow = recent_cost_ > kSlowFactor * best_cost_;
  if (used_time_ > sampling_time_ * (slow ? kSlowShare : kRareShare)) {
    start_sampling();
  }
}

}  // namespace trawl
