// SPDX-License-Identifier: MIT
#include "support/random_source.h"

#include <cstdlib>
#include <string_view>

namespace trawl::test {
namespace {

// Plain ones first; then letters whose case folding leaves ASCII (KELVIN SIGN,
// LATIN SMALL LETTER LONG S), folds three ways (sigma) or changes the number
// of bytes (sharp s), and characters of 3 and 4 bytes.
const Alphabet kPlain = {"a", "b", "c", "x", "A", "B", "1",
                         "2", "_", "-", ".", " ", "\t"};
const Alphabet kUnusual = {"k",  "K", "\u212A", "s", "S", "\u017F", "é",
                           "É",  "σ", "ς",      "Σ", "ß", "ẞ",      "日",
                           "本", "😀", "İ",      "ı", "i", "\u0301", "\u00A0"};

std::uint64_t number_from_environment(const char* name, std::uint64_t usual) {
  const char* text = std::getenv(name);
  return text == nullptr ? usual : std::strtoull(text, nullptr, 10);
}

std::uint64_t draw_or_read_seed() {
  const char* text = std::getenv("TRAWL_SEED");
  const bool draws = text != nullptr && std::string_view(text) == "random";
  return draws ? std::random_device{}()
               : number_from_environment("TRAWL_SEED", 1);
}

}  // namespace

std::uint64_t run_seed() {
  static const std::uint64_t seed = draw_or_read_seed();
  return seed;
}

std::uint64_t case_seed(std::size_t case_index) {
  return run_seed() + 0x9E3779B97F4A7C15U * (case_index + 1);
}

std::size_t case_count(std::size_t usual) {
#ifdef TRAWL_SANITIZED
  usual = usual / 10 + 1;  // a process takes ten times as long to start
#endif
  return number_from_environment("TRAWL_CASES", usual);
}

Alphabet random_alphabet(RandomSource& random) {
  Alphabet alphabet = {"a", "b"};
  for (std::size_t i = random.between(1, 3); i > 0; --i) {
    alphabet.push_back(random.pick(kPlain));
  }
  if (random.chance(60)) {
    for (std::size_t i = random.between(1, 4); i > 0; --i) {
      alphabet.push_back(random.pick(kUnusual));
    }
  }
  return alphabet;
}

}  // namespace trawl::test
