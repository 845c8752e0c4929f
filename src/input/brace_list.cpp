// SPDX-License-Identifier: MIT
#include "input/brace_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "trawl/error.h"

namespace trawl {
namespace {

// Lists side by side multiply.
constexpr std::size_t kMostAlternatives = 10'000;

using Alternatives = std::vector<std::string>;

// Reads a glob once, from left to right.
class BraceExpander {
 public:
  explicit BraceExpander(std::string_view glob) : glob_(glob) {}

  Alternatives expand() {
    Alternatives all = take_sequence();
    if (next_ < glob_.size()) fail("a } without a { before it");
    return all;
  }

 private:
  [[noreturn]] void fail(std::string_view reason) const {
    throw Error(fmt::format("glob '{}': {}", glob_, reason));
  }

  bool is_at(char c) const { return next_ < glob_.size() && glob_[next_] == c; }

  // Up to a closing brace or, inside of a list, a comma.
  Alternatives take_sequence() {
    Alternatives all = {""};
    while (next_ < glob_.size() && !is_at('}') && !(depth_ > 0 && is_at(','))) {
      if (is_at('{')) {
        all = joined(all, take_list());
      } else {
        const std::string_view unit = take_unit();
        for (std::string& text : all) text += unit;
      }
    }
    return all;
  }

  Alternatives take_list() {
    Alternatives all;
    ++depth_;
    do {
      ++next_;  // the brace or comma
      for (std::string& text : take_sequence()) all.push_back(std::move(text));
    } while (is_at(','));
    if (!is_at('}')) fail("a { without a } behind it");
    ++next_;
    --depth_;
    return all;
  }

  // A character, with its backslash if it has one, or a whole [...].
  std::string_view take_unit() {
    const std::size_t begin = next_;
    if (is_at('\\')) {
      next_ += 2;
      if (next_ > glob_.size()) fail("nothing follows the last backslash");
    } else if (is_at('[')) {
      take_set();
    } else {
      ++next_;
    }
    return glob_.substr(begin, next_ - begin);
  }

  // A ] that comes first, also behind ! or ^, is one of the set.
  void take_set() {
    ++next_;
    if (is_at('!') || is_at('^')) ++next_;
    if (is_at(']')) ++next_;
    while (next_ < glob_.size() && !is_at(']')) {
      if (glob_.substr(next_).starts_with("[:")) {
        next_ = std::min(glob_.find(":]", next_ + 2), glob_.size() - 1) + 1;
      } else if (is_at('\\')) {
        ++next_;
      }
      ++next_;
    }
    if (next_ >= glob_.size()) fail("a [ without a ] behind it");
    ++next_;
  }

  Alternatives joined(const Alternatives& left,
                      const Alternatives& right) const {
    if (left.size() * right.size() > kMostAlternatives) {
      fail("more than 10000 alternatives");
    }
    Alternatives all;
    for (const std::string& begin : left) {
      for (const std::string& end : right) all.push_back(begin + end);
    }
    return all;
  }

  std::string_view glob_;
  std::size_t next_ = 0;
  int depth_ = 0;  // lists around here
};

}  // namespace

std::vector<std::string> expand_braces(std::string_view glob) {
  return BraceExpander(glob).expand();
}

}  // namespace trawl
