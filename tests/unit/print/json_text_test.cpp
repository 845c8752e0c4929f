// SPDX-License-Identifier: MIT
#include "print/json_text.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <random>
#include <string>

#include "print/string_output.h"
#include "support/base64.h"

namespace trawl::test {
namespace {

std::string json_of(std::string_view bytes, bool terminated) {
  StringOutput out;
  append_json_bytes(bytes, terminated ? "\n" : "", JsonEscapes::needed, out);
  return out.take();
}

// What a consumer gets back.
std::string parse_back(const std::string& json) {
  const auto object = nlohmann::json::parse(json);
  REQUIRE(object.size() == 1);
  if (object.contains("text")) return object["text"].get<std::string>();
  return decode_base64(object["bytes"].get<std::string>());
}

TEST_CASE("every byte value comes back from its JSON") {
  for (int value = 0; value < 256; ++value) {
    CAPTURE(value);
    const std::string bytes(1, static_cast<char>(value));
    CHECK(parse_back(json_of(bytes, false)) == bytes);
    CHECK(parse_back(json_of("before" + bytes + "behind it", true)) ==
          "before" + bytes + "behind it\n");
  }
}

TEST_CASE("random bytes come back from their JSON") {
  const unsigned seed = std::random_device{}();
  CAPTURE(seed);
  std::mt19937 random(seed);
  // Mostly ASCII, so that long runs of it meet every kind of interruption.
  const std::string_view rare = "\"\\\n\t\x01\x1f\x7f\x80\xc3\xa9\xe2\x82\xacx";
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes(random() % 40, ' ');
    for (char& byte : bytes) {
      byte = random() % 4 == 0 ? rare[random() % rare.size()]
                               : static_cast<char>('a' + random() % 26);
    }
    const bool terminated = random() % 2 == 0;
    const std::string expected = bytes + (terminated ? "\n" : "");
    CHECK(parse_back(json_of(bytes, terminated)) == expected);
  }
}

TEST_CASE("escapes are ripgrep's") {
  CHECK(json_of("\b\t\n\f\r\"\\/\x01\x1f\x7f", false) ==
        R"({"text":"\b\t\n\f\r\"\\/\u0001\u001f)"
        "\x7f\"}");
}

TEST_CASE("bytes that are not UTF-8 are base64 with their newline") {
  CHECK(json_of("foo \xff x", true) == R"({"bytes":"Zm9vIP8geAo="})");
  CHECK(json_of("\xff", false) == R"({"bytes":"/w=="})");
}

}  // namespace
}  // namespace trawl::test
