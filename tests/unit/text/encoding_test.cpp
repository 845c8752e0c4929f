// SPDX-License-Identifier: MIT
#include "text/encoding.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "trawl/error.h"
#include "trawl/record.h"

namespace trawl {
namespace {

// As decode_all(), but a few bytes at a time into little room.
std::string decoded_in_steps(const TextEncoding& encoding,
                             std::string_view bytes) {
  std::string text;
  std::string arrived;
  for (std::size_t i = 0; i <= bytes.size(); ++i) {
    if (i < bytes.size()) arrived += bytes[i];
    while (true) {
      char room[5];
      const auto step = encoding.decode(arrived, room, i == bytes.size());
      arrived.erase(0, step.taken);
      text.append(room, step.made);
      if (step.made == 0) break;
    }
  }
  return text;
}

struct Sample {
  const char* encoding;
  std::string bytes;
  std::string text;
};

const std::vector<Sample>& samples() {
  using namespace std::string_literals;
  static const std::vector<Sample> all = {
      {"UTF-16LE", "a\0\xe9\0\x2c\x67\x3d\xd8\x00\xde\n\0"s, "aé本😀\n"},
      {"UTF-16BE", "\0a\0\xe9\x67\x2c\xd8\x3d\xde\x00\0\n"s, "aé本😀\n"},
      {"UTF-16LE", "a\0\x00\xd8z\0"s, "a\xef\xbf\xbdz"},  // half a pair
      {"UTF-32LE", "a\0\0\0\0\xf6\1\0"s, "a😀"},
      {"ISO-8859-1", "a\xe9\xff\n", "aéÿ\n"},
      {"CP1252", "\x80 \x81z", "€ \xef\xbf\xbdz"},
      {"SHIFT_JIS", "a\x93\xfa\x96\x7bz", "a日本z"},
      {"EUC-JP", "a\xc6\xfc\xcb\xdcz", "a日本z"},
      {"GB18030", "a\xc8\xd5z", "a日z"},
      {"BIG5", "a\xa4\xe9\xffz", "a日\xef\xbf\xbdz"},
  };
  return all;
}

}  // namespace

TEST_CASE("TextIsDecodedAndMeasuredInTheBytesItCameFrom") {
  for (const Sample& sample : samples()) {
    CAPTURE(sample.encoding);
    const TextEncoding encoding(sample.encoding, 1);
    CHECK(encoding.decode_all(sample.bytes).text == sample.text);
    CHECK(decoded_in_steps(encoding, sample.bytes) == sample.text);
    CHECK(encoding.encoded_size(sample.text) == sample.bytes.size());
    CHECK(encoding.encoded_size("") == 0);
  }
}

TEST_CASE("ACutCharacterAtTheEndIsReplaced") {
  const TextEncoding encoding("UTF-16LE", 1);
  const auto decoded = encoding.decode_all(std::string_view("a\0b", 3));
  CHECK(decoded.text == "a\xef\xbf\xbd");
  CHECK(decoded.bad_at == 2);
  CHECK_FALSE(encoding.decode_all(std::string_view("a\0", 2)).bad_at);
}

TEST_CASE("UnknownAndShiftingEncodingsAreRefused") {
  CHECK_THROWS_AS(TextEncoding("no-such-encoding", 1), Error);
  for (const char* name : {"ISO-2022-JP", "ISO-2022-KR", "UTF-7"}) {
    CAPTURE(name);
    CHECK_THROWS_AS(TextEncoding(name, 1), Error);
  }
}

TEST_CASE("AByteOrderMarkTellsTheEncoding") {
  TextEncodings encodings(std::nullopt);
  CHECK(encodings.get(encodings.find("\xff\xfe")).name() == "UTF-16LE");
  CHECK(encodings.get(encodings.find("\xfe\xff")).name() == "UTF-16BE");
  CHECK(encodings.mark_bytes(encodings.find("\xfe\xff")) == 2);
  CHECK(encodings.find("\xff") == TextEncodings::kUtf8);
  CHECK(encodings.find("ab") == TextEncodings::kUtf8);
  CHECK(encodings.find("") == TextEncodings::kUtf8);
}

TEST_CASE("AnEncodingThatIsNamedIsThatOfEveryInput") {
  TextEncodings latin("latin1");
  CHECK(latin.get(latin.find("\xff\xfe")).name() == "latin1");
  CHECK(latin.mark_bytes(latin.find("\xff\xfe")) == 0);
  TextEncodings none("none");
  CHECK(none.find("\xff\xfe") == TextEncodings::kUtf8);
}

TEST_CASE("APlaceInARecordIsToldInTheInputsBytes") {
  Record record;
  record.offset = 100;
  record.bytes = "é本x";
  CHECK(record.offset_of(5) == 105);
  const TextEncoding encoding("UTF-16LE", 1);
  record.encoding = &encoding;
  CHECK(record.offset_of(5) == 104);
}

}  // namespace trawl
