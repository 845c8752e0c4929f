// SPDX-License-Identifier: MIT
#include "support/random_input.h"

#include <vector>

namespace trawl::test {
namespace {

const std::vector<std::string> kInvalid = {"\xff",
                                           "\x80",
                                           "\xc3",
                                           "\xe2\x84",
                                           "\xed\xa0\x80",
                                           "\xed\xbf\xbf",
                                           "\xc0\xaf",
                                           "\xc1\x81",
                                           "\xe0\x80\xaf",
                                           "\xf0\x9f\x98",
                                           "\xf4\x90\x80\x80",
                                           "\xf8\x88\x80\x80\x80",
                                           "\xfe",
                                           "\xbf\xbf"};

class InputWriter {
 public:
  InputWriter(RandomSource& random, const Alphabet& alphabet,
              InputTraits traits)
      : random_(random),
        alphabet_(alphabet),
        traits_(traits),
        crlf_percent_(random.chance(20) ? random.pick(kCrlfPercents) : 0) {}

  std::string input() {
    const std::size_t count = line_count();
    const std::size_t long_index =
        traits_.long_line ? random_.below(count + 1) : count + 1;
    for (std::size_t i = 0; i <= count; ++i) {
      if (i == long_index) long_line();
      if (i < count) line();
    }
    if (!bytes_.empty() && random_.chance(30)) bytes_.pop_back();
    return std::move(bytes_);
  }

 private:
  std::size_t line_count() {
    const std::size_t draw = random_.below(100);
    if (draw < 4) return 0;
    if (draw < 10) return 1;
    return draw < 92 ? random_.between(2, 25) : random_.between(100, 400);
  }

  void line() {
    for (std::size_t i = line_length(); i > 0; --i) character();
    end_line();
  }

  std::size_t line_length() {
    const std::size_t draw = random_.below(100);
    if (draw < 12) return 0;
    return draw < 96 ? random_.between(1, 12) : random_.between(30, 200);
  }

  // Long by repetition of one stretch, so that few draws make it.
  void long_line() {
    static const std::vector<std::size_t> kLengths = {20'000, 70'000, 300'000,
                                                      1'000'000};
    const std::size_t end = bytes_.size() + random_.pick(kLengths);
    const std::size_t begin = bytes_.size();
    while (bytes_.size() < begin + 40) character();
    const std::string stretch = bytes_.substr(begin);
    while (bytes_.size() < end) bytes_ += stretch;
    for (int i = 0; i < 5; ++i) character();
    end_line();
  }

  void character() {
    if (traits_.invalid_utf8 && random_.chance(8)) {
      bytes_ += random_.pick(kInvalid);
    } else if (traits_.nul && random_.chance(5)) {
      bytes_ += '\0';
    } else {
      bytes_ += random_.pick(alphabet_);
    }
  }

  void end_line() { bytes_ += random_.chance(crlf_percent_) ? "\r\n" : "\n"; }

  static inline const std::vector<std::size_t> kCrlfPercents = {30, 100};

  RandomSource& random_;
  const Alphabet& alphabet_;
  InputTraits traits_;
  std::size_t crlf_percent_;
  std::string bytes_;
};

}  // namespace

std::string random_input(RandomSource& random, const Alphabet& alphabet,
                         InputTraits traits) {
  std::string input = InputWriter(random, alphabet, traits).input();
  // As UTF-16 it would be another text.
  const bool has_byte_order_mark =
      input.starts_with("\xff\xfe") || input.starts_with("\xfe\xff");
  return has_byte_order_mark ? 'a' + input : input;
}

}  // namespace trawl::test
