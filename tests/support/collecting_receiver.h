// SPDX-License-Identifier: MIT
// Keeps all output as one text, and counts the problems.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "trawl/formatter.h"

namespace trawl::test {

class CollectingReceiver final : public Receiver {
 public:
  bool write(std::span<const std::string_view> pieces) override {
    for (const std::string_view piece : pieces) text += piece;
    return true;
  }
  void problem(const Problem&) override { ++problems; }

  std::string text;
  std::size_t problems = 0;
};

}  // namespace trawl::test
