// SPDX-License-Identifier: MIT
// Which of two engines scans the next piece of a block.
//
// No engine wins everywhere, and the wrong one costs up to 40 times. Both are
// tried on small samples; the faster one then gets whole blocks until it has
// become slow, or for so long that trying again costs next to nothing. Told
// what both cost, it answers; it has no clock.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>

namespace trawl {

enum class BlockEngine : unsigned char { hyperscan, pcre2 };

class EngineChoice {
 public:
  struct Order {
    BlockEngine engine;
    std::size_t most_bytes;  // of the next piece, to the nearest record
  };

  Order next() const;

  // What scanning the last piece took. `bytes` must not be 0.
  void measured(BlockEngine engine, std::size_t bytes,
                std::chrono::nanoseconds elapsed);

  // 16 KiB take the slowest engine (0.08 GB/s) 0.2 ms, and the fastest
  // (20 GB/s) 0.8 us, enough to be told from the 0.1 us it takes to start.
  static constexpr std::size_t kSampleBytes = std::size_t{16} << 10;
  static constexpr std::size_t kPieceBytes = std::size_t{256} << 10;

 private:
  static constexpr int kEngines = 2;
  // Each engine is judged by the better of two samples: being interrupted
  // makes a sample slow, nothing makes it fast.
  static constexpr int kSamples = 2 * kEngines;

  bool sampling() const { return samples_ < kSamples; }
  void start_sampling();
  void sampled(BlockEngine engine, double cost,
               std::chrono::nanoseconds elapsed);
  void used(double cost, std::chrono::nanoseconds elapsed);

  int samples_ = 0;
  std::array<double, kEngines> cost_{};  // ns per byte, best of the samples
  std::chrono::nanoseconds sampling_time_{};

  BlockEngine chosen_ = BlockEngine::pcre2;
  double best_cost_ = 0;    // of the chosen one since it was chosen
  double recent_cost_ = 0;  // moving average
  std::chrono::nanoseconds used_time_{};
};

}  // namespace trawl
