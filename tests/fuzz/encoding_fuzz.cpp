// SPDX-License-Identifier: MIT
// Any bytes in any encoding become UTF-8, the same however they arrive, and
// lead back to where in the original a record lies.
//
// Input: the encoding's number in the table below and the size of the pieces,
// as in "0e3p", and the bytes.
#include <array>
#include <memory>

#include "fuzz/fuzz_input.h"
#include "text/encoding.h"
#include "text/utf8.h"

namespace trawl::test {
namespace {

constexpr std::array kNames = {"UTF-16LE", "UTF-16BE",  "UTF-32LE",
                               "latin1",   "SHIFT_JIS", "GB18030"};

const TextEncoding& encoding(std::size_t index) {
  static std::array<std::unique_ptr<TextEncoding>, kNames.size()> made;
  auto& one = made[index];
  if (!one) one = std::make_unique<TextEncoding>(kNames[index], 1);
  return *one;
}

// As a stream would be: pieces come in, and what is not whole yet waits.
TextEncoding::Text decode_pieces(const TextEncoding& encoding,
                                 std::string_view bytes, std::size_t piece) {
  TextEncoding::Text result;
  std::array<char, 16> room;
  std::size_t done = 0, arrived = 0;
  while (done < bytes.size()) {
    const bool at_end = arrived == bytes.size();
    const auto step =
        encoding.decode(bytes.substr(done, arrived - done), room, at_end);
    promise(step.taken <= arrived - done && step.made <= room.size(),
            "no more is taken than there is");
    if (step.bad_at && !result.bad_at) result.bad_at = done + *step.bad_at;
    result.text.append(room.data(), step.made);
    done += step.taken;
    if (step.taken > 0 || step.made > 0) continue;
    promise(!at_end, "decoding gets on");
    arrived = std::min(arrived + piece, bytes.size());
  }
  return result;
}

void check(const TextEncoding& encoding, std::string_view bytes,
           std::size_t piece) {
  const auto whole = encoding.decode_all(bytes);
  promise(is_valid_utf8(whole.text), "UTF-8 comes out");
  const auto pieces = decode_pieces(encoding, bytes, piece);
  promise(pieces.text == whole.text, "the same text in pieces");
  promise(pieces.bad_at == whole.bad_at, "the same place in pieces");
  if (!whole.bad_at) {
    promise(encoding.encoded_size(whole.text) == bytes.size(),
            "the text takes as many bytes as it came from");
  }
}

}  // namespace

void try_input(std::string_view rest) {
  const std::string_view options = take_line(rest);
  check(encoding(number_before(options, 'e', kNames.size() - 1)), rest,
        std::max<std::size_t>(1, number_before(options, 'p', 64)));
}

}  // namespace trawl::test
