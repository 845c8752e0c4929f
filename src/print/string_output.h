// SPDX-License-Identifier: MIT
// An OutputBuffer that collects in memory, for pieces put together once.
#pragma once

#include <string>

#include "trawl/output_buffer.h"

namespace trawl {

class StringOutput : public OutputBuffer {
 public:
  StringOutput() { set_memory(); }

  // What was appended so far; nothing is left.
  std::string take() {
    collect();
    set_memory();
    return std::move(text_);
  }

 private:
  void next_memory() override {
    collect();
    set_memory();
  }
  void collect() {
    text_.append(memory_, static_cast<std::size_t>(cursor_ - memory_));
  }
  void set_memory() {
    cursor_ = memory_;
    limit_ = memory_ + sizeof memory_;
  }

  std::string text_;
  char memory_[256];
};

}  // namespace trawl
