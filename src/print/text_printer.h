// SPDX-License-Identifier: MIT
// Records as GNU grep 3.8 prints them, byte for byte: whole, or with -o each
// non-empty match on a line of its own. Colours are in the places of grep's
// print_line_middle and print_line_tail, empty sequences and all.
#pragma once

#include "print/record_prefix.h"
#include "trawl/formatter.h"

namespace trawl {

class TextPrinter : public Formatter {
 public:
  explicit TextPrinter(PrintOptions);

  RecordNeeds needs() const override;
  void record(const Record&, OutputBuffer&) override;
  void gap(OutputBuffer&) override;

 private:
  // The colours that apply to one kind of record.
  struct Paints {
    Paint line, match;
    bool is_visible() const { return line.is_visible() || match.is_visible(); }
  };

  const Paints& paints(const Record&) const;
  void append_whole(const Record&, OutputBuffer&);
  void append_matches(const Record&, OutputBuffer&);
  void append_painted(const Record&, const Paints&, OutputBuffer&);

  const PrintOptions options_;
  RecordPrefix prefix_;
  Paints selected_, context_;
  std::string gap_;
};

}  // namespace trawl
