// SPDX-License-Identifier: MIT
#include "support/parted_bytes.h"

#include <stdexcept>
#include <vector>

#include "support/run_program.h"

namespace trawl::test {
namespace {

std::string filter(const std::vector<std::string>& words,
                   std::string_view input) {
  const Outcome packed =
      run_program({.words = words, .input = PipedInput{std::string(input)}});
  if (packed.status != 0) throw std::runtime_error(packed.err);
  return packed.out;
}

std::string little_endian(std::size_t value, std::size_t bytes) {
  std::string result;
  for (; bytes > 0; --bytes, value >>= 8) {
    result += static_cast<char>(value & 0xff);
  }
  return result;
}

// Another header in front of what gzip makes.
std::string bgzf_member(std::string_view text) {
  constexpr std::size_t kGzipHead = 10;
  const std::string rest = filter({"gzip", "-nc1"}, text).substr(kGzipHead);
  const std::string head("\x1f\x8b\x08\4\0\0\0\0\0\xff\6\0BC\2\0", 16);
  return head + little_endian(head.size() + 2 + rest.size() - 1, 2) + rest;
}

}  // namespace

std::string pack_bgzf(std::string_view text, std::size_t text_bytes) {
  std::string packed;
  for (std::size_t at = 0; at < text.size(); at += text_bytes) {
    packed += bgzf_member(text.substr(at, text_bytes));
  }
  return packed + bgzf_member("");
}

std::string pack_zstd_frames(std::string_view text, std::size_t text_bytes,
                             bool has_seek_table) {
  std::string packed;
  std::string table;
  std::size_t frames = 0;
  for (std::size_t at = 0; at < text.size(); at += text_bytes, ++frames) {
    const std::string_view part = text.substr(at, text_bytes);
    const std::string frame = filter({"zstd", "-qc1"}, part);
    packed += frame;
    table += little_endian(frame.size(), 4) + little_endian(part.size(), 4);
  }
  if (!has_seek_table) return packed;
  table += little_endian(frames, 4) + '\0' + little_endian(0x8F92EAB1, 4);
  return packed + little_endian(0x184D2A5E, 4) +
         little_endian(table.size(), 4) + table;
}

std::string pack_xz_blocks(std::string_view text, std::size_t text_bytes) {
  return filter({"xz", "-c0", "--block-size=" + std::to_string(text_bytes)},
                text);
}

}  // namespace trawl::test
