// SPDX-License-Identifier: MIT
// --json beside ripgrep's. All that ripgrep prints must be there and be equal,
// line by line and key by key; trawl may add keys ("problems"). Two things are
// not compared: durations, of which only the keys must be there, and
// bytes_searched where -m ends the reading of a file early, as how far ahead a
// program reads is its own business. ripgrep is told that all files are text
// (--text), since trawl holds none back in JSON.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "ripgrep.h"
#include "shared_inputs.h"
#include "support/run_program.h"

namespace trawl::test {
namespace {

using Json = nlohmann::json;
using Words = std::vector<std::string>;

struct Question {
  Words arguments;
  std::string standard_input;  // a shared input; none if empty
};

const std::vector<Question> kQuestions = {
    {{"ERROR", "service.log"}, ""},
    {{"FATAL", "service.log"}, ""},
    {{"", "no_such.log"}, ""},
    {{"ERROR", "trace.log", "service.log"}, ""},
    {{"ERROR", "no_such.log", "trace.log"}, ""},
    {{"ERROR", "empty.log"}, ""},
    {{"ERROR", "empty.log", "trace.log", "empty.log"}, ""},
    {{"ERROR"}, "service.log"},
    {{"ERROR", "-"}, "service.log"},
    {{"ERROR", "trace.log", "-"}, "service.log"},
    {{"-i", "error", "service.log"}, ""},
    {{"-w", "apple", "words.txt"}, ""},
    {{"-x", "apple", "words.txt"}, ""},
    {{"-v", "INFO", "service.log"}, ""},
    {{"-v", "-w", "apple", "words.txt"}, ""},
    {{"-F", "10.0.0.1", "access.log"}, ""},
    {{"-F", "-i", "CHERRY", "words.txt"}, ""},
    {{"-e", "ERROR", "-e", "WARN", "service.log"}, ""},
    {{"-e", "retry=1", "-e", "disk", "service.log"}, ""},
    {{"-f", "patterns.txt", "service.log"}, ""},
    {{"-F", "-f", "fixed_patterns.txt", "access.log"}, ""},
    {{"[0-9]+", "access.log"}, ""},
    {{"an", "words.txt"}, ""},
    {{"a.*?e", "words.txt"}, ""},
    {{"^", "words.txt"}, ""},
    {{"$", "words.txt"}, ""},
    {{"p*", "words.txt"}, ""},
    {{"^$", "words.txt"}, ""},
    {{"^$", "newlines.log"}, ""},
    {{"-A1", "ERROR", "trace.log"}, ""},
    {{"-B1", "ERROR", "service.log"}, ""},
    {{"-C2", "ERROR", "service.log"}, ""},
    {{"-C1", "WARN", "service.log", "trace.log"}, ""},
    {{"-A1", "-v", "INFO", "service.log"}, ""},
    {{"-v", "-C1", "at|ERROR", "trace.log"}, ""},
    {{"-C1", "two", "no_newline.log"}, ""},
    {{"three", "no_newline.log"}, ""},
    {{"-m1", "ERROR", "service.log"}, ""},
    {{"-m2", "ERROR", "trace.log", "service.log"}, ""},
    {{"-m1", "-v", "ERROR", "trace.log"}, ""},
    {{"ERROR", "crlf.log"}, ""},
    {{"ERROR", "mixed_ends.log"}, ""},
    {{"ERROR", "latin1.log"}, ""},
    {{"-v", "ERROR", "latin1.log"}, ""},
    {{"-C1", "line", "latin1.log"}, ""},
    {{"ERROR", "nul.bin"}, ""},
    {{"ERROR", "late_nul.bin"}, ""},
    {{"ERROR", "escapes.log"}, ""},
    {{"ERROR", "utf8.log"}, ""},
    {{"-i", "иванов", "utf8.log"}, ""},
    {{"\\p{Greek}+", "utf8.log"}, ""},
    {{"ERROR", "long_line.log"}, ""},
    {{"\tERROR", "tabs.log"}, ""},
    {{"7", "numbers.txt"}, ""},
    {{"-P", "(?<=retry=)\\d", "service.log"}, ""},
    {{"-P", "(.)\\1", "words.txt"}, ""},
    {{"--passthru", "ERROR", "trace.log"}, ""},
    {{"--passthru", "FATAL", "trace.log", "no_newline.log"}, ""},
    {{"--replace", "<$0>", "ERROR", "trace.log"}, ""},
    {{"--replace", "${1}", "retry=([0-9])", "service.log"}, ""},
    {{"--column", "-A1", "again", "trace.log"}, ""}};

Outcome answer(Words words, const Question& question,
               const SharedInputs& inputs) {
  words.push_back("--json");
  words.insert(words.end(), question.arguments.begin(),
               question.arguments.end());
  Command command{.words = words, .directory = inputs.path()};
  if (!question.standard_input.empty()) {
    command.input =
        RedirectedInput{inputs.path() + "/" + question.standard_input};
  }
  return run_program(command);
}

bool is_duration(const std::string& key) {
  return key == "elapsed" || key == "elapsed_total";
}

bool stops_early(const Question& question) {
  return question.arguments[0].starts_with("-m");
}

// Where `ours` lacks something of `theirs`, as a path; "" if nowhere.
class Comparison {
 public:
  explicit Comparison(const Question& question)
      : ignores_bytes_searched_(stops_early(question)) {}

  std::string find(const Json& theirs, const Json& ours) const {
    if (theirs.is_object() && ours.is_object()) return find_key(theirs, ours);
    if (theirs.is_array() && ours.is_array() && theirs.size() == ours.size()) {
      return find_element(theirs, ours);
    }
    return theirs == ours ? "" : ": " + theirs.dump() + " is " + ours.dump();
  }

 private:
  std::string find_key(const Json& theirs, const Json& ours) const {
    for (const auto& [key, value] : theirs.items()) {
      if (!ours.contains(key)) return "." + key + " is missing";
      if (ignores_bytes_searched_ && key == "bytes_searched") continue;
      const std::string place = is_duration(key)
                                    ? find_missing_key(value, ours[key])
                                    : find(value, ours[key]);
      if (!place.empty()) return "." + key + place;
    }
    return "";
  }

  static std::string find_missing_key(const Json& theirs, const Json& ours) {
    for (const auto& [key, value] : theirs.items()) {
      if (!ours.contains(key)) return "." + key + " is missing";
      if (ours[key].type_name() != std::string(value.type_name())) {
        return "." + key + " is of another type";
      }
    }
    return "";
  }

  std::string find_element(const Json& theirs, const Json& ours) const {
    for (std::size_t i = 0; i < theirs.size(); ++i) {
      const std::string place = find(theirs[i], ours[i]);
      if (!place.empty()) return "[" + std::to_string(i) + "]" + place;
    }
    return "";
  }

  bool ignores_bytes_searched_;
};

Words lines_of(const std::string& text) {
  Words lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::string find_difference(const Question& question, const Outcome& theirs,
                            const Outcome& ours) {
  if (theirs.status != ours.status) return "the exit status differs";
  const Words their_lines = lines_of(theirs.out);
  const Words our_lines = lines_of(ours.out);
  if (their_lines.size() != our_lines.size()) {
    return "not as many lines:\n" + theirs.out + ours.out;
  }
  for (std::size_t i = 0; i < our_lines.size(); ++i) {
    const std::string place =
        Comparison(question).find(Json::parse(their_lines[i], nullptr, false),
                                  Json::parse(our_lines[i], nullptr, false));
    if (!place.empty()) {
      return place + " in\n" + their_lines[i] + "\n" + our_lines[i];
    }
  }
  return "";
}

TEST_CASE("JsonHoldsAllThatRipgrepPrints") {
  const std::string ripgrep = find_ripgrep();
  if (ripgrep.empty()) {
    MESSAGE("SKIPPED: no ripgrep 14 or later (TRAWL_RG names one)");
    return;
  }
  const SharedInputs inputs;
  for (const Question& question : kQuestions) {
    const Outcome theirs = answer(
        {ripgrep, "--no-config", "-j1", "-uuu", "--text"}, question, inputs);
    for (const Words& way :
         {Words{trawl_program()},
          Words{trawl_program(), "-j3", "--shard-size=64"}}) {
      const std::string difference =
          find_difference(question, theirs, answer(way, question, inputs));
      CHECK_MESSAGE(difference.empty(), shell_quoted(question.arguments)
                                            << " " << difference);
    }
  }
}

}  // namespace
}  // namespace trawl::test
