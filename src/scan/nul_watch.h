// SPDX-License-Identifier: MIT
// Looks for the NUL byte by which an input shows that it is not text. Like
// grep, an input is binary from its beginning if a NUL shows in the first
// buffer; then nothing is printed. Further on, only what follows the NUL is
// held back.
#pragma once

#include <optional>

#include "input/input_view.h"
#include "scan/scan_rules.h"
#include "scan/scan_window.h"

namespace trawl {

class NulWatch {
 public:
  explicit NulWatch(const ScanRules& rules) : rules_(rules) {}

  // Every range that begins in the head knows of a NUL anywhere in it; with
  // BinaryPolicy::skip every range, as not even one record may count then.
  void look_at_head(InputView& view, const ScanRange& range);
  void look_at(const ScanWindow& window, ByteOffset begin, ByteOffset end);

  // The first one seen.
  std::optional<ByteOffset> offset() const { return offset_; }

  // Whether the input counts as one without a selected record.
  bool leaves_out_input() const {
    return rules_.query.binary == BinaryPolicy::skip && offset_;
  }

  // Whether a record that ends there is held back for it.
  bool holds_back(ByteOffset record_end) const;

 private:
  bool is_looking() const;

  const ScanRules& rules_;
  std::optional<ByteOffset> offset_;
};

}  // namespace trawl
