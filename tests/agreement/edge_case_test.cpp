// SPDX-License-Identifier: MIT
// The edges that random cases meet too seldom, one by one: the program's exact
// output, for every split of the work.
#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "agreement/tuning.h"
#include "support/run_program.h"
#include "support/temp_directory.h"

namespace trawl::test {
namespace {

using namespace std::string_literals;
using Words = std::vector<std::string>;

struct Expected {
  std::string out;
  int status = 0;
};

std::string cut(const std::string& text) {
  if (text.size() < 500) return text;
  return text.substr(0, 500) + "... (" + std::to_string(text.size()) +
         " bytes, hash " + std::to_string(std::hash<std::string>{}(text)) + ")";
}

// Runs `trawl ARGUMENTS input` on these bytes in every way.
void expect(std::string_view input, const Words& arguments,
            const Expected& expected) {
  TempDirectory directory;
  directory.write("input", input);
  std::size_t turn = 0;  // of the engines, which take turns
  for (const Words& tuning : all_tunings(input.size())) {
    const std::string& engine = engine_flags()[turn++ % 3];
    Words words = {trawl_program(), engine};
    words.insert(words.end(), tuning.begin(), tuning.end());
    words.insert(words.end(), arguments.begin(), arguments.end());
    words.push_back("input");
    const Outcome actual =
        run_program({.words = words, .directory = directory.path()});
    CAPTURE(shell_quoted(words));
    CAPTURE(actual.err);
    CHECK(actual.status == expected.status);
    CHECK(cut(actual.out) == cut(expected.out));
    if (actual.out != expected.out) return;  // the others say no more
  }
}

std::string repeated(std::string_view text, std::size_t count) {
  std::string result;
  for (std::size_t i = 0; i < count; ++i) result += text;
  return result;
}

// line 0, line 1, ... of 8 bytes each.
std::string numbered_lines(int count) {
  std::string result;
  for (int i = 0; i < count; ++i) {
    const std::string number = std::to_string(1000 + i);
    result += "ln " + number + "\n";
  }
  return result;
}

}  // namespace

TEST_CASE("MatchAtTheVeryFirstByteIsFound") {
  expect("Xbc\nabc\n", {"-bno", "X"}, {"1:0:X\n"});
  expect("X", {"-bno", "X"}, {"1:0:X\n"});
}

TEST_CASE("MatchAtTheVeryLastByteIsFound") {
  expect("abc\nabX", {"-bno", "X"}, {"2:6:X\n"});
  expect("abc\nabX\n", {"-bno", "X$"}, {"2:6:X\n"});
  expect("abc\nabX", {"X\\z"}, {"abX\n"});
}

// They are no longer anchored where they are looked for.
TEST_CASE("ManyStringsMayHaveToBeTheWholeLine") {
  std::string strings;
  for (int i = 0; i < 600; i += 2) {
    strings += "number " + std::to_string(i) + "\n";
  }
  std::string text, expected;
  for (int i = 0; i < 300; ++i) {
    const std::string number = "number " + std::to_string(i);
    text += number + "\n" + number + " \nx" + number + "\n";
    if (i % 2 == 0) expected += std::to_string(3 * i + 1) + ":" + number + "\n";
  }
  TempDirectory directory;
  const std::string file = directory.write("strings", strings);
  expect(text, {"-xnF", "-f", file}, {expected});
  expect(text, {"-xniF", "-f", file}, {expected});
  expect(text, {"-vxcF", "-f", file}, {"750\n"});
}

// Nor may one be tried where the machine code of PCRE2 forgets the verb.
TEST_CASE("AnEmptyMatchMayBeForbidden") {
  expect("abc\n\nb\n", {"-n", "(*NOTEMPTY)a*"}, {"1:abc\n"});
  expect("abc\n\nb\n", {"-vn", "(*UTF)(*NOTEMPTY)a*"}, {"2:\n3:b\n"});
  expect("abc\n\nb\n", {"-n", "(*NOTEMPTY_ATSTART)b*"}, {"1:abc\n3:b\n"});
}

TEST_CASE("LineLongerThanManyShardsStaysWhole") {
  const std::string line = repeated("abcdefg ", 3000) + "END";
  expect("first\n" + line + "\nlast\n", {"-n", "END"}, {"2:" + line + "\n"});
  expect("first\n" + line + "\nlast\n", {"-n", "last"}, {"3:last\n"});
  expect(line, {"-bo", "END"}, {"24000:END\n"});
}

TEST_CASE("LineOfOneMegabyteStaysWhole") {
  const std::string line = repeated("0123456789abcdef", 1 << 16);
  expect("a\n" + line + "!\nz\n", {"-c", "f!"}, {"1\n"});
  expect("a\n" + line + "!\nz\n", {"-nbo", "f!$|z"},
         {"2:1048577:f!\n3:1048580:z\n"});
  expect("a\n" + line + "!\nz\n", {"!"}, {line + "!\n"});
}

// Blocks have 256 KiB, and so have the parts in which a longer line is seen.
TEST_CASE("MatchWhereALongLineIsCutIsFound") {
  constexpr std::size_t kPart = 256 * 1024;
  for (const std::size_t back : {1U, 4U, 6U}) {
    const std::string before(2 * kPart - back, 'x');
    const std::string line = before + "ERROR" + std::string(kPart, '.');
    const std::string input = "ERROR a\n" + line + "\nERROR b\n";
    const std::string at = std::to_string(8 + before.size());
    expect(input, {"-bno", "ERROR"},
           {"1:0:ERROR\n2:" + at +
            ":ERROR\n3:" + std::to_string(input.size() - 8) + ":ERROR\n"});
    expect(input, {"-vn", R"(\bERROR)"}, {"2:" + line + "\n"});
  }
}

TEST_CASE("LongLineThatDoesNotMatchIsPassedOver") {
  const std::string line(1'000'000, 'x');
  const std::string input = "a\n" + line + "\nERROR\n" + line;
  expect(input, {"-n", "ERROR"}, {"3:ERROR\n"});
  expect(input, {"-nA1", "^a"}, {"1:a\n2-" + line + "\n"});
  expect(input, {"-nB1", "ERROR"}, {"2-" + line + "\n3:ERROR\n"});
  expect(input, {"-vm2", "ERROR"}, {"a\n" + line + "\n"});
  expect(input, {"-vc", "ERROR"}, {"3\n"});
  expect(input, {"--stop-on-nonmatch", "-c", "ERROR|a"}, {"1\n"});
}

TEST_CASE("NulInALongLineIsSeen") {
  const std::string line = std::string(700'000, 'x') + '\0' + "x";
  const std::string input = "ERROR\n" + line + "\nERROR\n";
  expect(input, {"-c", "ERROR"}, {"2\n"});
  expect(input, {"-n", "ERROR"}, {"1:ERROR\n"});
}

TEST_CASE("WhiteSpaceNeverCrossesANewline") {
  expect("a\nb\na b\n", {"-n", "a\\sb"}, {"3:a b\n"});
  expect("a\n\nb\n", {"a\\s+b"}, {"", 1});
  expect("a\n\nb\n", {"-c", "a\\s*$"}, {"1\n"});
  expect("a\r\nb\r\n", {"-c", "a\\s$"}, {"1\n"});
}

TEST_CASE("NegatedClassNeverCrossesANewline") {
  expect("a\nb\nacb\n", {"-n", "a[^x]b"}, {"3:acb\n"});
  expect("a\nb\n", {"a\\Wb"}, {"", 1});
  expect("a\nb\n", {"a\\Db"}, {"", 1});
  expect("a\nb\n", {"(?s)a.b"}, {"", 1});
  expect("a\nb\n", {"a\\nb"}, {"", 1});
  expect("a\nb\n", {"[^x]{3}"}, {"", 1});
}

TEST_CASE("AnchorsMeanTheLine") {
  expect("ab\nab\nb\n", {"-n", "\\Ab"}, {"3:b\n"});
  expect("ab\nab\na\n", {"-n", "a\\z"}, {"3:a\n"});
  expect("ab\nab\na\n", {"-nb", "^a$"}, {"3:6:a\n"});
}

TEST_CASE("ContextAcrossShardCutsHasItsSeparators") {
  expect(numbered_lines(20), {"-n", "-A1", "-B1", "1003|1005|1015"},
         {"3-ln 1002\n4:ln 1003\n5-ln 1004\n6:ln 1005\n7-ln 1006\n--\n"
          "15-ln 1014\n16:ln 1015\n17-ln 1016\n"});
  expect(numbered_lines(6), {"-b", "-C0", "1001|1002|1004"},
         {"8:ln 1001\n16:ln 1002\n--\n32:ln 1004\n"});
  expect(numbered_lines(8), {"-A100", "-B100", "1004"}, {numbered_lines(8)});
}

TEST_CASE("ContextReachesTheEdgesOfTheFile") {
  expect("a\nb\nX", {"-n", "-C5", "X"}, {"1-a\n2-b\n3:X\n"});
  expect("X\nb\nc", {"-n", "-C5", "X"}, {"1:X\n2-b\n3-c\n"});
}

TEST_CASE("MaxCountStopsAcrossShardsWithTrailingContext") {
  expect(numbered_lines(20), {"-n", "-m3", "-A2", "ln"},
         {"1:ln 1000\n2:ln 1001\n3:ln 1002\n4-ln 1003\n5-ln 1004\n"});
  expect(numbered_lines(20), {"-n", "-m2", "-A1", "-B1", "10.5"},
         {"5-ln 1004\n6:ln 1005\n7-ln 1006\n--\n15-ln 1014\n16:ln 1015\n"
          "17-ln 1016\n"});
  expect(numbered_lines(20), {"-c", "-m4", "ln"}, {"4\n"});
  expect(numbered_lines(20), {"-m0", "ln"}, {"", 1});
  expect(numbered_lines(20), {"-v", "-nm2", "100"},
         {"11:ln 1010\n12:ln 1011\n"});
}

// Nothing but the lines is printed, so they may be copied many at a time.
TEST_CASE("LinesThatFollowEachOtherAreAllThere") {
  const std::string some = numbered_lines(5000), more = numbered_lines(3000);
  expect(some + "last", {"-v", "x"}, {some + "last\n"});
  expect(more + "x\n\n" + more, {"-v", "x"}, {more + "\n" + more});
  const std::string mixed = some + "bad \xff\n" + more;
  expect(mixed, {"-av", "x"}, {mixed});
  expect(mixed, {"-v", "x"}, {some + more});
  expect(mixed, {"-Iv", "x"}, {some + more});
  const std::string late = some + some + some + "\0\n"s + more;
  expect(late, {"-av", "x"}, {late});
  expect(late, {"-v", "x"}, {some + some + some});
  expect(late, {"-Iv", "x"}, {some + some + some});
}

TEST_CASE("ALineThatIsLeftOutCountsForTheLimits") {
  const std::string lines = repeated("ERROR \xff\n", 40) + "ERROR ok\n";
  for (const char* flag : {"-I", "--binary-files=binary"}) {
    expect(lines, {flag, "-m40", "ERROR"}, {"", 0});
    expect(lines, {flag, "-m41", "ERROR"}, {"ERROR ok\n"});
    expect(lines, {flag, "--max-total=40", "ERROR"}, {"", 0});
  }
}

TEST_CASE("RunGoesOnWithALineThatIsLeftOut") {
  const std::string lines = "a\nab\xff\naa\nb\naa\n";
  expect(lines, {"-nI", "--stop-on-nonmatch", "a"}, {"1:a\n3:aa\n"});
  expect(lines, {"-cI", "--stop-on-nonmatch", "a"}, {"3\n"});
  expect(lines, {"-nIC1", "--stop-on-nonmatch", "a"}, {"1:a\n--\n3:aa\n4-b\n"});
}

// Whatever the pieces are in which a file is looked at.
TEST_CASE("NulBehindTheLastRecordThatIsWantedIsNotSeen") {
  const std::string run = "a\n" + repeated("b\n", 50'000) + "\0\n"s;
  expect(run, {"-cI", "--stop-on-nonmatch", "a"}, {"1\n"});
  const std::string many = repeated("a\n", 50'000) + "\0\n"s;
  expect(many, {"-cI", "-m200", "a"}, {"200\n"});
  expect(many, {"-cI", "a"}, {"0\n", 1});
}

TEST_CASE("EmptyFileHasNoLine") {
  expect("", {"-c", ""}, {"0\n", 1});
  expect("", {"-n", "-C2", "^"}, {"", 1});
  expect("", {"-v", "a"}, {"", 1});
}

TEST_CASE("OnlyANewlineIsOneEmptyLine") {
  expect("\n", {"-nb", "^$"}, {"1:0:\n"});
  expect("\n", {"-c", "a"}, {"0\n", 1});
  expect("\n", {"-vc", "a"}, {"1\n"});
}

TEST_CASE("OnlyNewlinesAreAsManyEmptyLines") {
  expect(repeated("\n", 500), {"-c", "^$"}, {"500\n"});
  expect(repeated("\n", 500), {"-c", "."}, {"0\n", 1});
  expect("\n\n\n", {"-nb", ""}, {"1:0:\n2:1:\n3:2:\n"});
}

TEST_CASE("FileWithoutAnyNewlineIsOneLine") {
  expect("abc", {"-nb", "b"}, {"1:0:abc\n"});
  expect("abc", {"-v", "x"}, {"abc\n"});
  expect("a", {"-c", ""}, {"1\n"});
}

TEST_CASE("LastLineWithoutNewlineCounts") {
  expect("a\nb\na", {"-c", "a"}, {"2\n"});
  expect("a\nb\na", {"-n", "a$"}, {"1:a\n3:a\n"});
}

TEST_CASE("CarriageReturnBelongsToTheLine") {
  expect("a\r\nb\r\n", {"-c", "a$"}, {"0\n", 1});
  expect("a\r\nb\r\n", {"a\\r$"}, {"a\r\n"});
}

}  // namespace trawl::test
