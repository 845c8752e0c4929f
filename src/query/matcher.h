// SPDX-License-Identifier: MIT
// The compiled query: immutable, built in the coordinator before any fork and
// shared with the workers by inheritance. What changes while matching (engine
// scratch, measured speeds) lives in RecordFinder and SpanFinder, one of each
// per process.
#pragma once

#include <memory>
#include <string>

#include "trawl/query.h"

namespace trawl {

class Matcher {
 public:
  // Checks and rewrites the patterns. PCRE2, which answers for small inputs
  // and finds spans, is compiled where it is first used. What takes long is
  // kept in the folder `cache_directory`, if it is named, for the next time.
  // Throws PatternError.
  explicit Matcher(const Query& query, const std::string& cache_directory = {});
  ~Matcher();
  Matcher(const Matcher&) = delete;
  Matcher& operator=(const Matcher&) = delete;

  // Its only pattern is a string of bytes. That is found the fastest without an
  // engine (2 GiB, two workers, `the needle 7f3a`: 0.14 s, with Hyperscan 0.16;
  // `INFO`: 0.22 and 0.28; `e`: 0.24 and 1.04), and none need be compiled.
  bool is_string() const;

  // Compiles for speed over many bytes (Hyperscan). Costs from 0.3 ms to
  // seconds for large sets, so it is left out where the input is small. To be
  // called before the fork, and before any RecordFinder exists. A pattern that
  // Hyperscan refuses is left to PCRE2. Throws Error if many patterns cannot be
  // compiled within limits of time and memory; those hold if there may be
  // `processes`, up to as many at the same time. `cache_directory` as above.
  void prepare_for_bulk(unsigned processes,
                        const std::string& cache_directory = {});

  struct Compiled;
  const Compiled& compiled() const { return *compiled_; }

 private:
  std::unique_ptr<Compiled> compiled_;
};

}  // namespace trawl
