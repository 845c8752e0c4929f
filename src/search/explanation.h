// SPDX-License-Identifier: MIT
// Puts into words, for SearchOptions::explain, what a search decided. It is
// shown the units as they are planned and tells of an input when the last of
// its units, or one of another input, comes by.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "plan/work_unit.h"
#include "query/matcher.h"
#include "record/record_shapes.h"
#include "trawl/query.h"
#include "trawl/search_options.h"

namespace trawl {

class Explanation {
 public:
  // All must outlive it. Nothing is told if `options.explain` is not set.
  Explanation(const Query& query, const SearchOptions& options,
              const RecordShapes& shapes)
      : query_(query), options_(options), shapes_(shapes) {}

  void workers(unsigned started, std::string_view reason);

  // Which engine looks for each pattern; after all of them are compiled.
  void engines(const Matcher& matcher);

  void following(bool is_told);

  void unit(const WorkUnit& unit);
  void end_of_units();

 private:
  // The shards or blocks of one input, so far.
  struct Pieces {
    UnitKind kind;
    std::uint64_t input;
    std::string path;
    std::uint64_t count = 0;
    ByteCount largest = 0;
    bool is_compressed = false;
    bool is_decoded = false;
    RecordGrouping::Rule rule = RecordGrouping::Rule::line;
    StampFormat stamps{};
  };

  void tell(const std::string& line) const { options_.explain(line); }
  void pieces(const WorkUnit& unit);
  void batch(const WorkUnit& unit) const;
  void records(std::string_view name, RecordGrouping::Rule rule) const;
  void stamps(std::string_view name, const StampFormat& format) const;
  std::string engine_of(const Matcher& matcher, std::size_t pattern) const;

  const Query& query_;
  const SearchOptions& options_;
  const RecordShapes& shapes_;
  bool has_workers_ = false;
  bool is_following_ = false;  // in blocks without end
  std::optional<Pieces> pieces_;
};

}  // namespace trawl
