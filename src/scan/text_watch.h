// SPDX-License-Identifier: MIT
// Looks for the NUL byte by which an input shows that it is not text, and for
// what is ASCII and thus needs no other look before it is printed. Like
// grep, an input is binary from its beginning if a NUL shows in the first
// buffer; then nothing is printed. Further on, only what follows the NUL is
// held back. With Query::last nobody reads all that is further on, and of a
// file that is followed it is still to come: there a NUL is looked for in each
// record that is to be printed.
#pragma once

#include <optional>

#include "input/input_view.h"
#include "scan/scan_rules.h"
#include "scan/scan_window.h"

namespace trawl {

class TextWatch {
 public:
  TextWatch(const ScanRules& rules, const ScanRange& range)
      : rules_(rules), range_(range) {}

  // Whether a NUL beyond the head speaks for its record alone.
  bool looks_at_records() const {
    return rules_.query.terminator != '\0' &&
           (rules_.query.last || range_.nuls_are_local);
  }

  // Every range that begins in the head knows of a NUL anywhere in it; with
  // BinaryPolicy::skip every range, as not even one record may count then.
  void look_at_head(InputView& view, const ScanRange& range);
  void look_at(const ScanWindow& window, ByteOffset begin, ByteOffset end);

  // The first one seen.
  std::optional<ByteOffset> nul_offset() const { return nul_offset_; }

  // Whether the input counts as one without a selected record.
  bool leaves_out_input() const {
    return rules_.query.binary == BinaryPolicy::skip && nul_offset_;
  }

  // Whether a record that ends there is held back for it.
  bool holds_back(ByteOffset record_end) const;

  // Whether what lies there was seen to be ASCII.
  bool is_ascii(ByteOffset begin, ByteOffset end) const {
    return ascii_.begin <= begin && end <= ascii_.end;
  }

 private:
  bool is_looking() const;
  // Whether a NUL there speaks for more than its record.
  bool counts(ByteOffset nul) const;

  const ScanRules& rules_;
  const ScanRange& range_;
  std::optional<ByteOffset> nul_offset_;
  ByteRange ascii_{0, 0};
};

}  // namespace trawl
