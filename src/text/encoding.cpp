// SPDX-License-Identifier: MIT
#include "text/encoding.h"

#include <iconv.h>

#include <algorithm>
#include <cerrno>

#include "text/ascii.h"
#include "trawl/error.h"

namespace trawl {
namespace {

constexpr std::string_view kReplacement = "\xef\xbf\xbd";

bool begins_character(char byte) { return (byte & 0xc0) != 0x80; }

// Takes four bytes of UTF-8, and all others at most three.
bool is_beyond_16_bits(char byte) {
  return static_cast<unsigned char>(byte) >= 0xf0;
}

// A conversion shifts when it needs more than the bytes of a character.
bool has_shifts(std::string_view encoded) {
  return encoded.starts_with('\x1b') || encoded.starts_with('\x0e') ||
         encoded.starts_with('+') || encoded.starts_with('~');
}

}  // namespace

struct TextEncoding::Conversion {
  Conversion(const char* to, const char* from)
      : state(::iconv_open(to, from)) {}
  ~Conversion() {
    if (is_known()) ::iconv_close(state);
  }
  Conversion(const Conversion&) = delete;
  Conversion& operator=(const Conversion&) = delete;

  // iconv_open's error value is no pointer.
  bool is_known() const { return reinterpret_cast<std::intptr_t>(state) != -1; }

  // As iconv(3): takes from `bytes`, makes at `out`; errno of what stopped it,
  // 0 if nothing did.
  int convert(std::string_view& bytes, std::span<char>& out) const {
    char* in = const_cast<char*>(bytes.data());  // iconv only reads it
    char* made = out.data();
    std::size_t in_left = bytes.size();
    std::size_t out_left = out.size();
    const std::size_t done = ::iconv(state, &in, &in_left, &made, &out_left);
    const int error = done == static_cast<std::size_t>(-1) ? errno : 0;
    bytes = bytes.substr(bytes.size() - in_left);
    out = out.last(out_left);
    return error;
  }

  iconv_t state;
};

TextEncoding::TextEncoding(const std::string& name, Number number)
    : name_(name),
      number_(number),
      decoding_(std::make_unique<Conversion>("UTF-8", name.c_str())),
      encoding_(std::make_unique<Conversion>(name.c_str(), "UTF-8")) {
  // iconv takes the locale's for an empty name.
  if (name.empty() || !decoding_->is_known() || !encoding_->is_known()) {
    throw Error("unknown encoding: " + (name.empty() ? "''" : name) +
                " (iconv -l lists those known)");
  }
  width_ = find_width();
}

TextEncoding::~TextEncoding() = default;

TextEncoding::Width TextEncoding::find_width() const {
  std::array<char, 16> memory;
  std::string_view text = "\u3042";
  std::span<char> room(memory);
  encoding_->convert(text, room);
  const std::string_view kana(memory.data(), memory.size() - room.size());
  if (text.empty() && has_shifts(kana)) {
    throw Error("encoding " + name_ +
                " has bytes that mean different things in different places");
  }
  if (equals_ignoring_case(name_, "UTF-16LE") ||
      equals_ignoring_case(name_, "UTF-16BE")) {
    return Width::two_or_four;
  }
  text = "a";
  room = memory;
  encoding_->convert(text, room);
  if (memory.size() - room.size() == 4) return Width::four;
  for (int byte = 0; byte < 256; ++byte) {
    const char one = static_cast<char>(byte);
    std::string_view bytes(&one, 1);
    room = memory;
    if (decoding_->convert(bytes, room) == EINVAL) {
      ::iconv(decoding_->state, nullptr, nullptr, nullptr, nullptr);
      return Width::varies;
    }
  }
  return Width::one;
}

ByteCount TextEncoding::encoded_size(std::string_view text) const {
  if (width_ == Width::varies) return measured_size(text);
  const auto count =
      static_cast<ByteCount>(std::ranges::count_if(text, begins_character));
  switch (width_) {
    case Width::one:
    case Width::varies:
      return count;
    case Width::four:
      return 4 * count;
    case Width::two_or_four:
      break;
  }
  return 2 * (count + static_cast<ByteCount>(
                          std::ranges::count_if(text, is_beyond_16_bits)));
}

// A replacement stands for one byte.
ByteCount TextEncoding::measured_size(std::string_view text) const {
  ByteCount size = 0;
  std::array<char, 4096> memory;
  while (!text.empty()) {
    const std::size_t next = text.find(kReplacement);
    std::string_view run = text.substr(0, next);
    const std::size_t run_bytes = run.size();
    while (!run.empty()) {
      std::span<char> room(memory);
      const int error = encoding_->convert(run, room);
      size += memory.size() - room.size();
      if (error == EILSEQ || error == EINVAL) {
        run.remove_prefix(1);
        ++size;
      }
    }
    text.remove_prefix(run_bytes);
    if (text.empty()) break;
    text.remove_prefix(kReplacement.size());
    ++size;
  }
  return size;
}

TextEncoding::Step TextEncoding::decode(std::string_view bytes,
                                        std::span<char> out,
                                        bool at_end) const {
  std::string_view rest = bytes;
  std::span<char> room = out;
  std::optional<std::size_t> bad_at;
  while (!rest.empty()) {
    const int error = decoding_->convert(rest, room);
    const bool stands_for_nothing =
        error == EILSEQ || (error == EINVAL && at_end);
    if (!stands_for_nothing || room.size() < kReplacement.size()) break;
    if (!bad_at) bad_at = bytes.size() - rest.size();
    std::ranges::copy(kReplacement, room.begin());
    room = room.subspan(kReplacement.size());
    const std::size_t unit = width_ == Width::four          ? 4
                             : width_ == Width::two_or_four ? 2
                                                            : 1;
    rest.remove_prefix(std::min(unit, rest.size()));
  }
  return {bytes.size() - rest.size(), out.size() - room.size(), bad_at};
}

TextEncoding::Text TextEncoding::decode_all(std::string_view bytes) const {
  const std::size_t all = bytes.size();
  Text result;
  std::string& text = result.text;
  while (!bytes.empty()) {
    const std::size_t size = text.size();
    // No character of any encoding becomes longer than this.
    text.resize(size + 3 * bytes.size() + 8);
    const Step step = decode(bytes, std::span(text).subspan(size), true);
    text.resize(size + step.made);
    if (step.bad_at && !result.bad_at) {
      result.bad_at = all - bytes.size() + *step.bad_at;
    }
    bytes.remove_prefix(step.taken);
  }
  return result;
}

TextEncodings::TextEncodings(const std::optional<std::string>& name) {
  if (!name) return;
  looks_for_marks_ = false;
  const bool is_utf8 = equals_ignoring_case(*name, "none") ||
                       equals_ignoring_case(*name, "utf-8") ||
                       equals_ignoring_case(*name, "utf8");
  if (!is_utf8)
    encodings_[kChosen] = std::make_unique<TextEncoding>(*name, kChosen);
}

TextEncodings::Number TextEncodings::find(std::string_view head) const {
  if (!looks_for_marks_) return encodings_[kChosen] ? kChosen : kUtf8;
  if (head.starts_with("\xff\xfe")) return kUtf16Le;
  if (head.starts_with("\xfe\xff")) return kUtf16Be;
  return kUtf8;
}

bool TextEncodings::has(Number number) const {
  if (number == kUtf8) return true;
  if (!looks_for_marks_) return number == kChosen && encodings_[kChosen];
  return number == kUtf16Le || number == kUtf16Be;
}

const TextEncoding& TextEncodings::get(Number number) {
  auto& encoding = encodings_.at(number);
  if (!encoding) {
    encoding = std::make_unique<TextEncoding>(
        number == kUtf16Le ? "UTF-16LE" : "UTF-16BE", number);
  }
  return *encoding;
}

std::size_t TextEncodings::mark_bytes(Number number) const {
  return number == kUtf16Le || number == kUtf16Be ? 2 : 0;
}

}  // namespace trawl
