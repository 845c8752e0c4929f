// SPDX-License-Identifier: MIT
// Records as GNU grep 3.8 prints them, byte for byte: whole, or with -o each
// non-empty match on a line of its own. Colours are in the places of grep's
// print_line_middle and print_line_tail, empty sequences and all. What grep
// cannot do (--replace, --trim, --max-columns) changes the text first; it is
// then painted the same way.
#pragma once

#include "print/heading.h"
#include "print/record_edit.h"
#include "print/record_prefix.h"
#include "print/terminal_guard.h"
#include "trawl/formatter.h"

namespace trawl {

class TextPrinter : public Formatter {
 public:
  explicit TextPrinter(PrintOptions);

  RecordNeeds needs() const override;
  void begin_input(const InputInfo&, OutputBuffer&) override;
  void resume_input(const InputInfo&, OutputBuffer&) override;
  void record(const Record&, OutputBuffer&) override;
  void gap(OutputBuffer&) override;
  void abandon_record(OutputBuffer&) override;

 private:
  // The colours that apply to one kind of record.
  struct Paints {
    Paint line, match;
    bool is_visible() const { return line.is_visible() || match.is_visible(); }
  };

  const Paints& paints(const Record&) const;
  bool is_printed_whole(const Record&) const;
  bool is_too_long(std::string_view text) const;
  void append_text(const Record&, OutputBuffer&);
  void append_shown(const Record&, OutputBuffer&);
  void append_long(const Record&, const ShownRecord&, OutputBuffer&) const;
  void append_matches(const Record&, OutputBuffer&);
  void append_match(const Record&, std::string_view text, OutputBuffer&) const;
  void append_painted_match(std::string_view text, const Paint&,
                            OutputBuffer&) const;
  void append_painted(const ShownRecord&, const Paints&, OutputBuffer&) const;
  void append_line_tail(std::string_view text, const Paint&,
                        OutputBuffer&) const;

  const PrintOptions options_;
  RecordPrefix prefix_;
  RecordEdit edit_;
  TerminalGuard guard_;
  Heading heading_;
  const bool changes_text_;
  Paints selected_, context_;
  std::string gap_;
};

}  // namespace trawl
