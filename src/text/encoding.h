// SPDX-License-Identifier: MIT
// Text that is not UTF-8 but another encoding: how to make it UTF-8, which can
// be searched, and how to tell from that where something lies in the original.
// Decoding is iconv's. A byte that stands for nothing becomes U+FFFD.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "trawl/units.h"

namespace trawl {

class TextEncoding {
 public:
  // A number that the other processes of a search understand.
  using Number = std::uint32_t;
  static constexpr Number kUtf8 = 0;

  // Throws Error for a name that iconv does not know, and for an encoding whose
  // bytes mean different things in different places (ISO-2022-JP).
  TextEncoding(const std::string& name, Number number);
  ~TextEncoding();
  TextEncoding(const TextEncoding&) = delete;
  TextEncoding& operator=(const TextEncoding&) = delete;

  const std::string& name() const { return name_; }
  Number number() const { return number_; }

  // Bytes that `text`, which was decoded, takes in this encoding.
  ByteCount encoded_size(std::string_view text) const;

  // Decodes as much of `bytes` as is complete and has room.
  struct Step {
    std::size_t taken = 0;  // of `bytes`
    std::size_t made = 0;   // in `out`
    // Of `bytes`, where the first that stand for nothing lie.
    std::optional<std::size_t> bad_at{};
  };
  Step decode(std::string_view bytes, std::span<char> out, bool at_end) const;

  struct Text {
    std::string text;
    std::optional<std::size_t> bad_at;
  };
  Text decode_all(std::string_view bytes) const;

 private:
  // How many bytes a character takes.
  enum class Width { one, two_or_four, four, varies };

  Width find_width() const;
  ByteCount measured_size(std::string_view text) const;

  struct Conversion;
  std::string name_;
  Number number_;
  std::unique_ptr<Conversion> decoding_, encoding_;
  Width width_ = Width::one;
};

// Of Problem::Kind::undecodable.
inline constexpr const char* kUndecodableReason =
    "bytes that mean nothing in its encoding were searched as U+FFFD";

// The encodings that a search may meet. One that a text's beginning tells is
// made ready when it is met: iconv takes 6 ms to find its tables.
class TextEncodings {
 public:
  // `name` as in Query::encoding. Throws Error.
  explicit TextEncodings(const std::optional<std::string>& name);

  using Number = TextEncoding::Number;
  static constexpr Number kUtf8 = TextEncoding::kUtf8;

  // How many bytes of a text find() wants to see.
  static constexpr std::size_t kHeadBytes = 2;
  // The encoding of a text that begins like that.
  Number find(std::string_view head) const;

  // Whether find() may tell it.
  bool has(Number number) const;
  // Of those but kUtf8.
  const TextEncoding& get(Number number);
  // Bytes at the beginning that are no text.
  std::size_t mark_bytes(Number number) const;

 private:
  static constexpr Number kChosen = 1, kUtf16Le = 2, kUtf16Be = 3;

  bool looks_for_marks_ = true;
  std::array<std::unique_ptr<TextEncoding>, 4> encodings_;  // by number
};

}  // namespace trawl
