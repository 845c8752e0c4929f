// SPDX-License-Identifier: MIT
// A compressed file is searched as the plain one would be: two directories hold
// the same names, in one of them compressed, and every way to search them
// prints the same bytes.
#include <doctest/doctest.h>

#include <cstdio>
#include <string>
#include <vector>

#include "support/compressed_bytes.h"
#include "support/random_input.h"
#include "support/random_log.h"
#include "support/random_source.h"
#include "support/run_program.h"
#include "support/temp_directory.h"

namespace trawl::test {
namespace {

using Words = std::vector<std::string>;

Words operator+(Words words, const Words& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

Outcome search(const Words& words, const std::filesystem::path& directory) {
  return run_program(
      {.words = Words{trawl_program()} + words, .directory = directory});
}

std::string random_text(RandomSource& random, const Alphabet& alphabet) {
  const InputTraits traits{.invalid_utf8 = random.chance(20),
                           .nul = random.chance(15),
                           .long_line = random.chance(10)};
  std::string text;
  for (std::size_t i = random.below(4); i > 0; --i) {
    text += random_input(random, alphabet, traits);
  }
  if (random.chance(20)) text.insert(0, std::string(300000, '\n'));
  return text;
}

std::string in_utf16(const std::string& ascii) {
  std::string encoded("\xff\xfe", 2);
  for (const char byte : ascii) {
    encoded += byte;
    encoded += '\0';
  }
  return encoded;
}

// One of each kind at most, of what changes the output.
Words random_flags(RandomSource& random) {
  static const std::vector<std::vector<Words>> kinds = {
      {{},
       {"-c"},
       {"-l"},
       {"-L"},
       {"-q"},
       {"-o"},
       {"-o", "-b"},
       {"--passthru"},
       {"--count-matches"}},
      {{}, {"-n"}, {"-b"}, {"-n", "-b"}},
      {{},
       {},
       {"-m1"},
       {"-m2"},
       {"--last", "1"},
       {"--last", "3"},
       {"--max-total", "2"},
       {"--stop-on-nonmatch"}},
      {{}, {}, {"-C1"}, {"-A2"}, {"-B3"}},
      {{}, {}, {"-a"}, {"-I"}},
      {{}, {}, {"-v"}, {"-i"}, {"-w"}},
      {{}, {}, {"--range", "10:200"}, {"--range", "300:"}}};
  Words flags;
  for (const auto& kind : kinds) flags = flags + random.pick(kind);
  return flags;
}

const std::vector<Words>& tunings() {
  static const std::vector<Words> all = {{"-j0"},
                                         {"-j3", "--shard-size", "64"},
#ifndef TRAWL_SANITIZED
                                         {},
                                         {"-j3"},
                                         {"-j1", "--shard-size", "1000000"}
#endif
  };
  return all;
}

void check_alike(const Words& words, const TempDirectory& plain,
                 const TempDirectory& packed) {
  CAPTURE(shell_quoted(words));
  const Outcome expected = search(Words{"-j0"} + words, plain.path());
  for (const Words& tuning : tunings()) {
    CAPTURE(shell_quoted(tuning));
    const Outcome outcome = search(tuning + words, packed.path());
    CHECK(outcome.out == expected.out);
    CHECK(outcome.err == expected.err);
    CHECK(outcome.status == expected.status);
    if (outcome.out != expected.out) return;
  }
}

}  // namespace

TEST_CASE("EachWayToSearchACompressedFilePrintsWhatThePlainOneGives") {
  for (std::size_t i = 0; i < case_count(10); ++i) {
    RandomSource random(case_seed(i));
    const Alphabet alphabet = random_alphabet(random);
    TempDirectory plain;
    TempDirectory packed;
    Words names;
    for (std::size_t file = 0; file < random.between(1, 3); ++file) {
      names.push_back("log" + std::to_string(file));
      const std::string text = random_text(random, alphabet);
      plain.write(names.back(), text);
      const bool is_plain = random.chance(15);
      packed.write(
          names.back(),
          is_plain ? text : random.pick(compression_tools()).pack(text));
    }
    CAPTURE(i);
    const std::string pattern = "-e" + random.pick(alphabet);
    check_alike(random_flags(random) + Words{pattern} + names, plain, packed);
  }
}

TEST_CASE("Utf16InACompressedFileIsDecodedTwice") {
  TempDirectory plain;
  TempDirectory packed;
  std::string text;
  for (int i = 0; i < 40000; ++i) text += "line " + std::to_string(i) + "\n";
  Words names;
  for (const CompressionTool& tool : compression_tools()) {
    names.push_back(tool.name);
    plain.write(tool.name, in_utf16(text));
    packed.write(tool.name, tool.pack(in_utf16(text)));
  }
  check_alike(Words{"-nb", "999"} + names, plain, packed);
  check_alike(Words{"-c", "--range", "20000:60000", "9"} + names, plain,
              packed);
}

TEST_CASE("AFileOfSeveralBlocksIsSearchedAcrossTheirEdges") {
  TempDirectory plain;
  TempDirectory packed;
  std::string text;
  for (int i = 0; i < 150000; ++i) {
    text +=
        "entry " + std::to_string(i * 7919) + (i % 5 == 0 ? " ERROR\n" : "\n");
  }
  text += std::string(2500000, 'x') + "ERROR\nlast ERROR";
  Words names;
  for (const CompressionTool& tool : compression_tools()) {
    names.push_back(tool.name);
    plain.write(tool.name, text);
    packed.write(tool.name, tool.pack(text));
  }
  for (const Words& flags :
       {Words{"-nb", "-C2", "9 ERROR"}, Words{"-c", "ERROR"},
        Words{"-n", "--last", "2", "-B1", "ERROR"}, Words{"-v", "-c", "ERROR"},
        Words{"-nA3", "-m20000", "ERROR"}, Words{"-o", "last.*"}}) {
    check_alike(flags + names, plain, packed);
    check_alike(flags + Words{names.front()}, plain, packed);
  }
}

TEST_CASE("RecordsOfSeveralLinesAreThoseOfThePlainFile") {
  static const std::vector<Words> rules = {{"auto"}, {"indent"}, {"time"},
                                           {"@"},    {"\\S"},    {"^@@"}};
  for (std::size_t i = 0; i < case_count(8); ++i) {
    RandomSource random(case_seed(i));
    const Alphabet alphabet = random_alphabet(random);
    TempDirectory plain;
    TempDirectory packed;
    Words names;
    for (std::size_t file = 0; file < random.between(1, 2); ++file) {
      names.push_back("log" + std::to_string(file));
      std::string text;
      while (text.size() < (random.chance(30) ? 3000000U : 1U)) {
        text += random_log(random, alphabet, {});
        text += '\n';
      }
      plain.write(names.back(), text);
      packed.write(names.back(), random.pick(compression_tools()).pack(text));
    }
    CAPTURE(i);
    Words words = random_flags(random) + Words{"--record"} +
                  random.pick(rules) + Words{"-e" + random.pick(alphabet)};
    if (random.chance(40)) words = words + Words{"--max-record", "60"};
    check_alike(words + names, plain, packed);
  }
}

TEST_CASE("TimesAreThoseOfThePlainFile") {
  TempDirectory plain;
  TempDirectory packed;
  std::string text = "started\n";
  for (int i = 0; i < 60000; ++i) {
    char stamp[40];
    std::snprintf(stamp, sizeof stamp, "2023-03-14 %02d:%02d:%02d ", i / 3600,
                  i / 60 % 60, i % 60);
    text += stamp + ("entry " + std::to_string(i * 7919 % 100003)) + "\n";
    if (i % 7 == 0) text += "  without a stamp " + std::to_string(i) + "\n";
  }
  Words names;
  const auto write = [&](const CompressionTool& tool, const std::string& name,
                         const std::string& content) {
    names.push_back(name);
    plain.write(name, content);
    packed.write(name, tool.pack(content));
  };
  for (const CompressionTool& tool : compression_tools()) {
    write(tool, tool.name, text);
    write(tool, std::string(tool.name) + ".head", text.substr(0, 300));
    // Its stamps come too late to be found.
    write(tool, std::string(tool.name) + ".none",
          std::string(70000, '\n') + text.substr(0, 5000));
    write(tool, std::string(tool.name) + ".empty", "");
  }
  const Words window{"--since", "2023-03-14 04:59:55",
                     "--until", "2023-03-14 10:01",
                     "--tz",    "UTC"};
  for (const Words& flags :
       {Words{"-n", "99"}, Words{"-c", ""}, Words{"-nbC1", "5 *$"},
        Words{"--last", "3", "entry"}, Words{"-L", "entry"},
        Words{"-c", "--no-time", "search", "entry"},
        Words{"-nm4", "-A2", "without"},
        Words{"-n", "--record", "entry 5|\\S+ \\S+ entry", "-B1", "9"}}) {
    check_alike(window + flags + names, plain, packed);
    for (const std::string& name : {names[0], names[1], names[2], names[3]}) {
      check_alike(window + flags + Words{name}, plain, packed);
    }
  }
}

TEST_CASE("JsonNamesTheSizeOfTheCompressedFile") {
  TempDirectory directory;
  const std::string packed = compression_tools().front().pack("a\nb\n");
  directory.write("log", packed);
  directory.write("plain", "a\n");
  const std::string expected =
      "\"compressed_size\":" + std::to_string(packed.size());
  for (const Words& tuning : tunings()) {
    const Outcome outcome =
        search(tuning + Words{"--json", "a", "log", "plain"}, directory.path());
    const std::size_t place = outcome.out.find(expected);
    CHECK(place != std::string::npos);
    CHECK(outcome.out.find("compressed_size", place + 2) == std::string::npos);
  }
}

}  // namespace trawl::test
