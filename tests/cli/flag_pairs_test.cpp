// SPDX-License-Identifier: MIT
// Each flag that grep has too, alone and with each other one, in either order.
// grep answers.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "shared_inputs.h"
#include "support/run_program.h"
#include "support/text_difference.h"

namespace trawl::test {
namespace {

using Words = std::vector<std::string>;

const Words kFlags = {"-i",
                      "-v",
                      "-w",
                      "-x",
                      "-c",
                      "-l",
                      "-L",
                      "-q",
                      "-s",
                      "-o",
                      "-n",
                      "-b",
                      "-H",
                      "-h",
                      "-a",
                      "-r",
                      "-T",
                      "-Z",
                      "-U",
                      "-m0",
                      "-m1",
                      "-m2",
                      "-m-1",
                      "-A1",
                      "-B1",
                      "-C1",
                      "-2",
                      "--color=always",
                      "--color=never",
                      "--label=app",
                      "--line-buffered",
                      "--no-group-separator",
                      "--group-separator=::",
                      "--binary-files=binary",
                      "--binary-files=text"};

// The operands of one question, with what standard input holds.
struct Question {
  std::string name;
  Words operands;
  std::string standard_input;  // a shared input; none if empty
};

const std::array<Question, 4> kQuestions = {
    {{"one file", {"ERROR", "service.log"}, ""},
     {"several files", {"apple|disk", "service.log", "words.txt"}, ""},
     {"standard input", {"an|ERROR", "-"}, "trace.log"},
     {"missing file", {"three", "missing.log", "no_newline.log"}, ""}}};

Outcome answer(Words words, const Words& flags, const Question& question,
               const SharedInputs& inputs) {
  words.insert(words.end(), flags.begin(), flags.end());
  words.insert(words.end(), question.operands.begin(), question.operands.end());
  Command command{.words = words, .directory = inputs.path()};
  if (!question.standard_input.empty()) {
    command.input =
        RedirectedInput{inputs.path() + "/" + question.standard_input};
  }
  return run_program(command);
}

// "" if trawl answers as grep does.
std::string find_difference(const Outcome& grep, const Outcome& trawl) {
  std::string text;
  if (grep.status != trawl.status) {
    text = "exit status " + std::to_string(trawl.status) + ", grep's is " +
           std::to_string(grep.status) + "\n";
  }
  if (std::ranges::count(grep.err, '\n') !=
      std::ranges::count(trawl.err, '\n')) {
    text += "grep says: " + visible_text(grep.err) +
            "trawl says: " + visible_text(trawl.err);
  }
  return text + text_difference(grep.out, trawl.out);
}

// With -q whichever worker finds something ends the search: it may come before
// the message about a missing file.
std::vector<Words> ways_to_work(const Words& flags) {
  std::vector<Words> ways{{}};
  if (std::ranges::find(flags, "-q") == flags.end()) {
    ways.push_back({"-j3", "--shard-size=64"});
  }
  return ways;
}

void check_flags(const Words& flags, const Question& question,
                 const SharedInputs& inputs) {
  const Outcome grep = answer({"grep", "-P"}, flags, question, inputs);
  for (const Words& way : ways_to_work(flags)) {
    Words words{trawl_program()};
    words.insert(words.end(), way.begin(), way.end());
    const std::string difference =
        find_difference(grep, answer(words, flags, question, inputs));
    CHECK_MESSAGE(difference.empty(), question.name
                                          << ": " << shell_quoted(flags) << "\n"
                                          << difference);
  }
}

// With sanitizers a process takes ten times as long: each flag is tried with
// one question then, and a fifth of the pairs.
#ifdef TRAWL_SANITIZED
constexpr std::size_t kQuestionsPerFlag = 1;
constexpr std::size_t kPairsPerCheck = 10;
#else
constexpr std::size_t kQuestionsPerFlag = kQuestions.size();
constexpr std::size_t kPairsPerCheck = 2;
#endif

TEST_CASE("EachFlagAloneIsAsInGrep") {
  const SharedInputs inputs;
  for (const Question& question : kQuestions) {
    check_flags({}, question, inputs);
  }
  for (std::size_t i = 0; i < kFlags.size(); ++i) {
    for (std::size_t k = 0; k < kQuestionsPerFlag; ++k) {
      check_flags({kFlags[i]}, kQuestions[(i + k) % kQuestions.size()], inputs);
    }
  }
}

// -m-1 is no limit, but grep 3.8 selects nothing by -v -m-1.
bool is_without_reference(const Words& flags) {
  return std::ranges::find(flags, "-v") != flags.end() &&
         std::ranges::find(flags, "-m-1") != flags.end();
}

// One in so many pairs, in two checks, which CTest runs at once. The four
// questions take turns, and so do the two orders.
void check_pairs(std::size_t half) {
  const SharedInputs inputs;
  std::size_t number = 0;
  for (std::size_t first = 0; first < kFlags.size(); ++first) {
    for (std::size_t second = first + 1; second < kFlags.size(); ++second) {
      if (++number % kPairsPerCheck != half) continue;
      Words flags{kFlags[first], kFlags[second]};
      if (number % 3 == 0) std::swap(flags[0], flags[1]);
      if (is_without_reference(flags)) continue;
      check_flags(flags, kQuestions[number / 2 % kQuestions.size()], inputs);
    }
  }
}

TEST_CASE("PairsOfFlagsAreAsInGrep1") { check_pairs(0); }
TEST_CASE("PairsOfFlagsAreAsInGrep2") { check_pairs(1); }

}  // namespace
}  // namespace trawl::test
