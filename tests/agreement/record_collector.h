// SPDX-License-Identifier: MIT
// A Sink that keeps all it receives, and the comparison with what it should
// have received.
#pragma once

#include <string>
#include <vector>

#include "agreement/naive_search.h"
#include "trawl/sink.h"

namespace trawl::test {

class RecordCollector : public Sink {
 public:
  RecordNeeds needs() const override {
    return {.line_numbers = true, .spans = true, .pattern_ids = true};
  }
  bool record(const Record& record) override;
  void problem(const Problem& problem) override;

  const std::vector<OwnedRecord>& records() const { return records_; }
  const std::vector<std::string>& problems() const { return problems_; }
  // A match limit was hit: the answer is incomplete, and says so.
  bool has_given_up() const { return has_given_up_; }

 private:
  std::vector<OwnedRecord> records_;
  std::vector<std::string> problems_;
  bool has_given_up_ = false;
};

// The first record that is not as expected, in words; "" if all are.
std::string first_difference(const NaiveAnswer& expected,
                             const std::vector<OwnedRecord>& actual);

}  // namespace trawl::test
