// SPDX-License-Identifier: MIT
// The one writer to standard output. Pieces go out as they come, straight from
// the memory they lie in, with nothing kept back: what search() hands over is
// as much as one system call should take. It also takes the other news of a
// search, for they may share the terminal with the output.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "cli/diagnostics.h"
#include "cli/progress.h"
#include "print/json_text.h"
#include "trawl/formatter.h"

namespace trawl {

class StandardOutput : public Receiver {
 public:
  explicit StandardOutput(const Diagnostics& diagnostics)
      : diagnostics_(diagnostics) {}

  // False once a write has failed; the rest is not tried.
  bool write(std::span<const std::string_view> pieces) override;
  bool write(std::string_view text) { return write({&text, 1}); }

  void problem(const Problem& problem) override;
  bool progress(const Progress& progress) override;

  // From here on problems are also lines of JSON in the output, where their
  // turn is.
  void tell_problems(JsonEscapes escapes) { problems_ = escapes; }

  // From here on progress is shown; it is ours to take away again.
  void show_progress();
  void erase_progress();

  // Whether some problem was of this kind: output of an input that is not text
  // ended early.
  bool held_back() const { return held_back_; }

  // errno of the write that failed, 0 if none did. EPIPE: nobody reads.
  int error() const { return error_; }

 private:
  const Diagnostics& diagnostics_;
  int error_ = 0;
  bool has_wide_pipe_ = false;  // or it was tried
  bool held_back_ = false;
  std::optional<JsonEscapes> problems_;
  bool shows_progress_ = false;
  bool shares_terminal_ = false;  // with the progress line
  ProgressLine progress_line_;
};

}  // namespace trawl
