// SPDX-License-Identifier: MIT
// is_valid_utf8, sixteen bytes at a time, against a check that walks from
// character to character.
#include <doctest/doctest.h>

#include <array>
#include <string>

#include "support/utf8.h"
#include "text/utf8.h"

namespace trawl::test {
namespace {

// The edges of all ranges of Unicode 15, table 3-7.
constexpr std::array<unsigned char, 26> kEdges = {
    0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf,
    0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee,
    0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xf8, 0xff};

// Compares all sequences of four edges at `place` of `text`.
int differences_at(std::string text, std::size_t place) {
  int differences = 0;
  for (const unsigned char a : kEdges) {
    for (const unsigned char b : kEdges) {
      for (const unsigned char c : kEdges) {
        for (const unsigned char d : kEdges) {
          text[place] = static_cast<char>(a);
          text[place + 1] = static_cast<char>(b);
          text[place + 2] = static_cast<char>(c);
          text[place + 3] = static_cast<char>(d);
          differences += is_valid_utf8(text) != is_utf8(text);
        }
      }
    }
  }
  return differences;
}

}  // namespace

TEST_CASE("AnyFourBytesAreCheckedAsTheyAreWalkedThrough") {
  CHECK(differences_at("....", 0) == 0);
}

TEST_CASE("CharactersAcrossTheBlocksOfTheCheckAreSeenWhole") {
  for (const std::size_t place : {13U, 15U, 61U, 63U, 77U}) {
    CHECK(differences_at(std::string(place + 4, '.'), place) == 0);
    CHECK(differences_at(std::string(140, '.'), place) == 0);
  }
}

TEST_CASE("AnErrorIsNotForgottenInBlocksOfAscii") {
  for (const char* error : {"\x80", "\xc3", "\xf0\x9f\x98", "\xed\xa0\x80"}) {
    for (std::size_t before = 0; before < 130; ++before) {
      const std::string text = std::string(before, 'a') + error;
      CHECK_FALSE(is_valid_utf8(text));
      CHECK_FALSE(is_valid_utf8(text + std::string(300, 'a')));
    }
  }
  CHECK(is_valid_utf8(std::string(64, 'a') + "\u00e9" + std::string(64, 'a')));
  CHECK(is_valid_utf8(""));
}

}  // namespace trawl::test
