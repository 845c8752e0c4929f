// SPDX-License-Identifier: MIT
// A file that several processes decode in parts is what one process makes of
// it: the same text, the same offsets and lines, the same word about what is
// wrong with it, wherever it is damaged and whatever its sizes claim.
#include <doctest/doctest.h>
#include <signal.h>

#include <algorithm>
#include <string>
#include <vector>

#include "support/conversation.h"
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
  static const std::vector<Words> tunings = {
      {"-j2"}, {"-j3", "--shard-size", "1000"}, {"-j5"}, {}};
  CAPTURE(shell_quoted(words));
  const Outcome expected = search({"-j0"}, words, directory);
  for (const Words& tuning : tunings) {
    CAPTURE(shell_quoted(tuning));
    const Outcome outcome = search(tuning, words, directory);
    CHECK((outcome.out == expected.out));
    CHECK(outcome.err == expected.err);
    CHECK(outcome.status == expected.status);
  }
}

}  // namespace

TEST_CASE("PartsDecodedByThemselvesAreTheFileDecodedAsOne") {
  for (std::size_t i = 0; i < case_count(25); ++i) {
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
    Conversation program({"-j3", "", "log"}, directory.path());
    REQUIRE(program.hears(text.substr(0, 1)));
    // It waits for the reader, and has searched too little to start workers.
    CHECK(program.children().size() == 3);
    CHECK(program.finish().status == 0);
  }
}

TEST_CASE("AKilledDecoderChangesNothing") {
  for (std::size_t i = 0; i < case_count(4); ++i) {
    RandomSource random(case_seed(i));
    const std::string text = random_text(random, 4000000);
    for (const std::string& packed : pack_in_each_format(text)) {
      CAPTURE(i);
      TempDirectory directory;
      directory.write("log", packed);
      const Outcome expected = search({"-j0"}, {"-anb", "", "log"}, directory);
      Conversation program({"-j2", "-anb", "", "log"}, directory.path());
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

}  // namespace trawl::test
