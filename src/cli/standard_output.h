// SPDX-License-Identifier: MIT
// The one writer to standard output. Pieces go out as they come, straight from
// the memory they lie in, with nothing kept back: what search() hands over is
// as much as one system call should take.
#pragma once

#include <span>
#include <string_view>

#include "cli/diagnostics.h"
#include "trawl/formatter.h"

namespace trawl {

class StandardOutput : public Receiver {
 public:
  explicit StandardOutput(const Diagnostics& diagnostics)
      : diagnostics_(diagnostics) {}

  // False once a write has failed; the rest is not tried.
  bool write(std::span<const std::string_view> pieces) override;
  bool write(std::string_view text) { return write({&text, 1}); }

  void problem(const Problem& problem) override {
    diagnostics_.problem(problem);
  }

  // errno of the write that failed, 0 if none did. EPIPE: nobody reads.
  int error() const { return error_; }

 private:
  const Diagnostics& diagnostics_;
  int error_ = 0;
};

}  // namespace trawl
