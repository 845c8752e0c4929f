// SPDX-License-Identifier: MIT
// A file that several processes decode in parts is what one process makes of
// it: the same text, the same offsets and lines, the same word about what is
// wrong with it, wherever it is damaged and whatever its sizes claim.
//
// Workers decode by themselves the parts that they search, if those are members
// and records are lines without context; else decoders do.
#include <doctest/doctest.h>
#include <signal.h>

#include <algorithm>
#include <string>
#include <vector>

#include "support/conversation.h"
#include "support/json_output.h"
#include "support/parted_bytes.h"
#include "support/random_source.h"
#include "support/run_program.h"
#include "support/temp_directory.h"

namespace trawl::test {
namespace {

using Words = std::vector<std::string>;

// Does not compress to less than three quarters, so that little text makes
// several parts.
std::string random_text(RandomSource& random, std::size_t size) {
  static constexpr std::string_view kBytes =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,:-=";
  std::string text;
  std::size_t line_end = 0;
  while (text.size() < size) {
    if (text.size() >= line_end) {
      const std::size_t most = random.chance(1) ? 300000 : 120;
      line_end = text.size() + random.below(most);
      text += '\n';
    }
    text += kBytes[random.below(kBytes.size())];
  }
  if (random.chance(80)) text += '\n';
  return text;
}

struct Packed {
  std::string kind, bytes;
  Words unpacking;
};

Packed pack(RandomSource& random, std::string_view text) {
  switch (random.below(3)) {
    case 0:
      return {"BGZF",
              pack_bgzf(text, random.between(20000, 65280)),
              {"gzip", "-dc"}};
    case 1:
      return {"zstd",
              pack_zstd_frames(text, random.between(30000, 700000),
                               random.chance(50)),
              {"zstd", "-dqc"}};
    default: {
      const std::size_t streams = random.between(1, 3);
      const std::size_t share = text.size() / streams + 1;
      std::string bytes;
      for (std::size_t i = 0; i < streams; ++i) {
        bytes +=
            pack_xz_blocks(text.substr(std::min(i * share, text.size()), share),
                           random.between(20000, 500000));
        bytes.append(4 * random.below(3), '\0');
      }
      return {"xz", bytes, {"xz", "-dc"}};
    }
  }
}

std::vector<std::string> pack_in_each_format(std::string_view text) {
  return {pack_bgzf(text, 65280), pack_zstd_frames(text, 500000, false),
          pack_xz_blocks(text, 500000)};
}

// Of these workers decode their parts by themselves.
std::vector<std::string> pack_members(std::string_view text) {
  return {pack_bgzf(text, 65280), pack_zstd_frames(text, 500000, false),
          pack_zstd_frames(text, 90000, true)};
}

std::size_t random_place(RandomSource& random, const std::string& bytes) {
  // At the ends there is most of what is not text.
  if (random.chance(20)) {
    return bytes.size() - 1 -
           random.below(std::min<std::size_t>(bytes.size(), 300));
  }
  return random.below(bytes.size());
}

// The place of a size that a member tells, so that it lies.
std::size_t place_of_size(RandomSource& random, const Packed& packed) {
  const std::string_view mark = packed.kind == "BGZF"
                                    ? std::string_view("BC\2\0", 4)
                                    : std::string_view("\x28\xb5\x2f\xfd", 4);
  const std::size_t found =
      packed.bytes.find(mark, random_place(random, packed.bytes));
  if (found == std::string::npos) return random_place(random, packed.bytes);
  return std::min(found + 4 + random.below(8), packed.bytes.size() - 1);
}

// What is done to it, in words.
std::string damage(RandomSource& random, Packed& packed) {
  std::string& bytes = packed.bytes;
  const std::size_t place = random_place(random, bytes);
  switch (random.below(6)) {
    case 0:
      return "nothing";
    case 1:
      bytes[place] ^= static_cast<char>(1 << random.below(8));
      return "bit at " + std::to_string(place);
    case 2:
      bytes.resize(place);
      return "cut at " + std::to_string(place);
    case 3:
      bytes.append(random.chance(50) ? "garbage" : std::string(9, '\0'));
      return "garbage behind";
    case 4:
      bytes.erase(place, random.between(1, 30));
      return "hole at " + std::to_string(place);
    default: {
      const std::size_t size = place_of_size(random, packed);
      bytes[size] = static_cast<char>(random.below(256));
      return "size at " + std::to_string(size);
    }
  }
}

Outcome search(const Words& tuning, const Words& words,
               const TempDirectory& directory) {
  Words all{trawl_program()};
  all.insert(all.end(), tuning.begin(), tuning.end());
  all.insert(all.end(), words.begin(), words.end());
  return run_program({.words = all, .directory = directory.path()});
}

void check_alike(const Words& words, const TempDirectory& directory) {
  static const std::vector<Words> tunings = {{"-j3", "--shard-size", "1000"},
#ifndef TRAWL_SANITIZED
                                             {"-j2"},
                                             {"-j5"},
                                             {}
#endif
  };
  CAPTURE(shell_quoted(words));
  const auto told = [is_json = words[0] == "--json"](const Outcome& outcome) {
    return is_json ? without_tuning(outcome.out) : outcome.out;
  };
  const Outcome expected = search({"-j0"}, words, directory);
  for (const Words& tuning : tunings) {
    CAPTURE(shell_quoted(tuning));
    const Outcome outcome = search(tuning, words, directory);
    CHECK((told(outcome) == told(expected)));
    CHECK(outcome.err == expected.err);
    CHECK(outcome.status == expected.status);
  }
}

// One of the two children that the search has with `tuning` is killed as soon
// as it is heard.
template <typename Pack>
void check_killed(Pack pack, const Words& tuning, const Words& words) {
  for (std::size_t i = 0; i < case_count(2); ++i) {
    RandomSource random(case_seed(i));
    const std::string text = random_text(random, 4000000);
    for (const std::string& packed : pack(text)) {
      CAPTURE(i);
      TempDirectory directory;
      directory.write("log", packed);
      const Outcome expected = search({"-j0"}, words, directory);
      Words all = tuning;
      all.insert(all.end(), words.begin(), words.end());
      Conversation program(all, directory.path());
      REQUIRE(program.hears(expected.out.substr(0, 1)));
      const std::vector<pid_t> children = program.children();
      REQUIRE(children.size() == 2);
      ::kill(random.pick(children), SIGKILL);
      const Outcome outcome = program.finish();
      CHECK((outcome.out == expected.out.substr(1)));
      CHECK(outcome.err == expected.err);
      CHECK(outcome.status == expected.status);
    }
  }
}

}  // namespace

TEST_CASE("PartsDecodedByThemselvesAreTheFileDecodedAsOne") {
  for (std::size_t i = 0; i < case_count(8); ++i) {
    RandomSource random(case_seed(i));
    const std::string text = random_text(random, random.between(1, 2500000));
    Packed packed = pack(random, text);
    const std::string done = damage(random, packed);
    CAPTURE(i);
    CAPTURE(packed.kind);
    CAPTURE(done);
    TempDirectory directory;
    directory.write("log", packed.bytes);
    directory.write("plain", text);
    if (done == "nothing") {
      CHECK((search({"-j3"}, {"-hnb", "", "log"}, directory).out ==
             search({"-j0"}, {"-hnb", "", "plain"}, directory).out));
    } else {
      const Outcome tools = run_program(
          {.words = packed.unpacking, .input = PipedInput{packed.bytes}});
      // gzip goes on behind distances that lead out of the text.
      const std::string ours =
          search({"-j3"}, {"-ah", "", "log"}, directory).out;
      const bool is_alike = ours.starts_with(tools.out) ||
                            (packed.kind == "BGZF" &&
                             tools.out.starts_with(ours.substr(
                                 0, ours.empty() ? 0 : ours.size() - 1)));
      CHECK(is_alike);
    }
    const std::string most = std::to_string(random.below(text.size() + 1));
    check_alike({"-anb", "", "log"}, directory);
    check_alike({"-c", "[a-f]1", "log"}, directory);
    check_alike({"-c", "--max-decoded", most, "", "log"}, directory);
    check_alike({"-anA2", "--range", most + ":", "Q", "log"}, directory);
  }
}

TEST_CASE("SeveralDecodersAreAtWorkOnOneFile") {
  RandomSource random(case_seed(0));
  const std::string text = random_text(random, 3000000);
  for (const std::string& packed : pack_in_each_format(text)) {
    TempDirectory directory;
    directory.write("log", packed);
    Conversation program({"-j3", "-A1", "", "log"}, directory.path());
    REQUIRE(program.hears(text.substr(0, 1)));
    // It waits for the reader, and has searched too little to start workers.
    CHECK(program.children().size() == 3);
    CHECK(program.finish().status == 0);
  }
}

TEST_CASE("SoTheyAreWhereverTheFileStands") {
  RandomSource random(case_seed(0));
  const std::string text = random_text(random, 3000000) + '\n';
  for (const std::string& packed : pack_in_each_format(text)) {
    TempDirectory directory;
    directory.write("log", packed);
    directory.write("small", "one\n");
    const Outcome outcome =
        search({"-j3", "--debug"}, {"-hA1", "", "log", "small"}, directory);
    CHECK((outcome.out == text + "--\none\n"));
    CHECK(outcome.err.find("log: read as a stream, decompressed") !=
          std::string::npos);
  }
}

TEST_CASE("SeveralFilesAreWhatEachIsByItself") {
  for (std::size_t i = 0; i < case_count(2); ++i) {
    RandomSource random(case_seed(i));
    TempDirectory directory;
    Words words{"-anbH", ""};
    for (std::size_t file = random.between(2, 6); file > 0; --file) {
      const std::size_t most = random.chance(50) ? 1500000 : 3000;
      const std::string text = random_text(random, random.between(1, most));
      Packed packed = pack(random, text);
      if (random.chance(30)) damage(random, packed);
      const std::string name = "log" + std::to_string(file);
      directory.write(name, random.chance(20) ? text : packed.bytes);
      words.push_back(name);
    }
    CAPTURE(i);
    check_alike(words, directory);
  }
}

TEST_CASE("AKilledDecoderChangesNothing") {
  check_killed(pack_in_each_format, {"-j2"}, {"-anbA1", "", "log"});
}

TEST_CASE("AKilledWorkerThatDecodesChangesNothing") {
  check_killed(pack_members, {"-j2", "--shard-size", "1000"},
               {"-anb", "", "log"});
}

TEST_CASE("WorkersDecodeThePartsThatTheySearch") {
  RandomSource random(case_seed(0));
  const std::string text = random_text(random, 3000000) + '\n';
  for (const std::string& packed : pack_members(text)) {
    TempDirectory directory;
    directory.write("log", packed);
    const Outcome outcome =
        search({"-j3", "--debug"}, {"-h", "", "log"}, directory);
    CHECK((outcome.out == text));
    CHECK(outcome.err.find("log: decompressed by those who search it") !=
          std::string::npos);
  }
}

TEST_CASE("WhatIsPrintedOfPartsIsWhatIsPrintedOfTheWhole") {
  static const std::vector<Words> searches = {
      {"-n", "a.b"},
      {"-c", "e"},
      {"-vn", "[0-9]"},
      {"-obn", "[A-D]+z"},
      {"-nm3", "q"},
      {"-l", "zzz"},
      {"--json", "abc"},
      {"-cz", "b"},
      {"-nz", "Q"},
      {"--last", "3", "q"},
      {"-L", "^$"},
      {"-nx", ".*"},
      {"--max-total", "2", "k"},
      {"--passthru", "-m2", "A1"},
      {"--stop-on-nonmatch", "-n", "^"}};
  for (std::size_t i = 0; i < case_count(1); ++i) {
    RandomSource random(case_seed(i));
    std::string text = random_text(random, 2000000);
    if (random.chance(30)) text[random.below(text.size())] = '\0';
    for (const std::string& packed : pack_members(text)) {
      CAPTURE(i);
      TempDirectory directory;
      directory.write("log", packed);
      for (Words words : searches) {
        words.push_back("log");
        check_alike(words, directory);
      }
    }
  }
}

TEST_CASE("ALineOverSeveralPartsStaysWhole") {
  RandomSource random(case_seed(0));
  std::string line = random_text(random, 2000000);
  std::ranges::replace(line, '\n', ' ');
  const std::string text = "first\n" + line + "\nlast\n";
  for (const std::string& packed : pack_members(text)) {
    TempDirectory directory;
    directory.write("log", packed);
    CHECK((search({"-j2"}, {"-hn", "", "log"}, directory).out ==
           "1:first\n2:" + line + "\n3:last\n"));
    CHECK((search({"-j2"}, {"-hbn", "^last$", "log"}, directory).out ==
           "3:" + std::to_string(text.size() - 5) + ":last\n"));
  }
}

TEST_CASE("TextInAnotherEncodingIsDecodedAsOne") {
  RandomSource random(case_seed(0));
  std::string text = "\xff\xfe";
  for (const char byte : random_text(random, 1000000)) {
    text += byte;
    text += '\0';
  }
  for (const std::string& packed : pack_members(text)) {
    TempDirectory directory;
    directory.write("log", packed);
    check_alike({"-nb", "[0-9]", "log"}, directory);
  }
}

}  // namespace trawl::test
