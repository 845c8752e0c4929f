// SPDX-License-Identifier: MIT
// Any bytes come back from their JSON when a parser that is not ours reads it,
// and what is meant for a terminal holds nothing that drives one.
#include <nlohmann/json.hpp>

#include "fuzz/fuzz_input.h"
#include "print/json_text.h"
#include "print/string_output.h"
#include "print/terminal_guard.h"
#include "support/base64.h"
#include "text/utf8.h"

namespace trawl::test {
namespace {

std::string read_back(const std::string& json) {
  const auto object = nlohmann::json::parse(json);
  promise(object.size() == 1, "one key");
  if (object.contains("text")) return object["text"].get<std::string>();
  return decode_base64(object["bytes"].get<std::string>());
}

void check(std::string_view bytes, JsonEscapes escapes) {
  for (const std::string_view terminator : {"", "\n"}) {
    StringOutput out;
    append_json_bytes(bytes, terminator, escapes, out);
    const std::string json = out.take();
    promise(read_back(json) == std::string(bytes) + std::string(terminator),
            "the bytes come back");
    promise(json.find('\n') == json.npos, "one line");
    promise(escapes != JsonEscapes::terminal ||
                find_harmful(json, 0) == json.size(),
            "no terminal is driven");
  }
}

void check_string(std::string_view bytes) {
  const auto back = nlohmann::json::parse(json_string(bytes));
  promise(back.is_string(), "a string");
  if (is_valid_utf8(bytes)) {
    promise(back.get<std::string>() == bytes, "the text comes back");
  }
}

}  // namespace

void try_input(std::string_view text) {
  check(text, JsonEscapes::needed);
  check(text, JsonEscapes::terminal);
  check_string(text);
}

}  // namespace trawl::test
