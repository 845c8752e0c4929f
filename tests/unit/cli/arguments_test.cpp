// SPDX-License-Identifier: MIT
#include "cli/arguments.h"

#include <doctest/doctest.h>

#include <initializer_list>
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "cli/usage_error.h"

namespace trawl::test {
namespace {

Arguments parse(std::initializer_list<const char*> words) {
  const std::vector<const char*> argv(words);
  return parse_arguments(split_command_line(argv));
}

std::string fault(std::initializer_list<const char*> words) {
  try {
    parse(words);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "(none)";
}

std::vector<std::string> sources(const Arguments& arguments) {
  std::vector<std::string> values;
  for (const PatternSource& source : arguments.pattern_sources) {
    const bool is_file = source.kind == PatternSource::Kind::file;
    values.push_back((is_file ? "file " : "") + source.value);
  }
  return values;
}

using Strings = std::vector<std::string>;

TEST_CASE("the first operand is the pattern, flags may come anywhere") {
  const Arguments arguments = parse({"-n", "foo", "a", "-i", "b", "-c"});
  CHECK(sources(arguments) == Strings{"foo"});
  CHECK(arguments.paths == Strings{"a", "b"});
  CHECK(arguments.line_number);
  CHECK(arguments.ignore_case);
  CHECK(arguments.count);
}

TEST_CASE("with -e or -f every operand is a path, in the order given") {
  const Arguments arguments = parse({"a", "-e", "x", "-fF", "--regexp=y", "b"});
  CHECK(sources(arguments) == Strings{"x", "file F", "y"});
  CHECK(arguments.paths == Strings{"a", "b"});
}

TEST_CASE("values are taken whatever they look like") {
  CHECK(sources(parse({"-e", "-n"})) == Strings{"-n"});
  CHECK(sources(parse({"-e", "--"})) == Strings{"--"});
  CHECK(sources(parse({"-e", ""})) == Strings{""});
  CHECK(sources(parse({"--regexp="})) == Strings{""});
  CHECK(sources(parse({"-e", "[a,b]"})) == Strings{"[a,b]"});
  CHECK(sources(parse({"-e", "{a}"})) == Strings{"{a}"});
  CHECK(sources(parse({"-e=x"})) == Strings{"=x"});
  CHECK(sources(parse({"-e", "\"q\""})) == Strings{"\"q\""});
  CHECK(parse({"--label=", "x"}).label.empty());
}

TEST_CASE("short flags can be bundled, the last one with its value") {
  const Arguments arguments = parse({"-rnioA3", "x"});
  CHECK(arguments.recursive);
  CHECK(arguments.line_number);
  CHECK(arguments.ignore_case);
  CHECK(arguments.only_matches);
  CHECK(arguments.after == 3u);
  CHECK(sources(parse({"-ne", "x"})) == Strings{"x"});
  CHECK(sources(parse({"-nex"})) == Strings{"x"});
}

TEST_CASE("a number is lines of context, also among letters") {
  CHECK(parse({"-5", "x"}).around == 5u);
  CHECK(parse({"-12", "x"}).around == 12u);
  CHECK(parse({"-1", "-2", "x"}).around == 2u);
  CHECK(parse({"-n5", "x"}).around == 5u);
  CHECK(parse({"-5n", "x"}).around == 5u);
  CHECK(parse({"-1n2", "x"}).around == 2u);
  CHECK(parse({"-0", "x"}).around == 0u);
}

TEST_CASE("a double dash ends the flags") {
  const Arguments arguments = parse({"-n", "--", "-x", "-", "--"});
  CHECK(sources(arguments) == Strings{"-x"});
  CHECK(arguments.paths == Strings{"-", "--"});
  CHECK_FALSE(arguments.whole_line);
}

TEST_CASE("of contrary flags the last wins") {
  CHECK(parse({"-H", "-h", "x"}).file_names == FileNames::never);
  CHECK(parse({"-h", "-H", "x"}).file_names == FileNames::always);
  CHECK(parse({"-l", "-L", "x"}).listing == Listing::not_matching);
  CHECK_FALSE(parse({"-i", "--no-ignore-case", "x"}).ignore_case);
  CHECK(parse({"--no-ignore-case", "-y", "x"}).ignore_case);
  CHECK(parse({"-A1", "-A", "2", "--after-context=3", "x"}).after == 3u);
  CHECK(parse({"-a", "--binary-files=binary", "x"}).binary ==
        BinaryPolicy::report);
}

TEST_CASE("long names may be cut short where one flag is meant") {
  CHECK(parse({"--ignore", "x"}).ignore_case);
  CHECK(parse({"--max-cou=3", "x"}).max_count == 3);
  CHECK(parse({"--colo", "x"}).color == ColorWhen::automatic);
  // A whole name is no beginning of another: --null, --color.
  CHECK(parse({"--null", "x"}).nul_after_name);
  CHECK(fault({"--no", "x"}).starts_with("--no is ambiguous: "));
}

TEST_CASE("a beginning of a name that grep knows means what it means to grep") {
  CHECK(parse({"--max=3", "x"}).max_count == 3);
  CHECK(parse({"--max-t=3", "x"}).max_total == 3u);
  CHECK(parse({"--reg=x"}).pattern_sources.size() == 1);
  CHECK(parse({"--null-d", "x"}).nul_terminated);
}

TEST_CASE("of flags about files that are not text the last wins") {
  CHECK(parse({"-I", "x"}).binary == BinaryPolicy::skip);
  CHECK(parse({"-a", "--binary-files=without-match", "x"}).binary ==
        BinaryPolicy::skip);
  CHECK(parse({"-I", "-a", "x"}).binary == BinaryPolicy::text);
}

TEST_CASE("-i and --smart-case take the place of each other") {
  CHECK(parse({"-i", "-S", "x"}).smart_case);
  CHECK_FALSE(parse({"-i", "-S", "x"}).ignore_case);
  CHECK_FALSE(parse({"--smart-case", "-i", "x"}).smart_case);
  CHECK_FALSE(parse({"-S", "--case-sensitive", "x"}).smart_case);
}

TEST_CASE("limits and conditions beside the patterns are taken as typed") {
  const Arguments arguments =
      parse({"--and", "a", "--not=b", "--and=c", "--last=4", "--range=1K:2K",
             "--stop-on-nonmatch", "-zG", "--crlf", "x"});
  CHECK(arguments.required == Strings{"a", "c"});
  CHECK(arguments.excluded == Strings{"b"});
  CHECK(arguments.last == 4u);
  CHECK(arguments.range.begin == 1024);
  CHECK(arguments.range.end == 2048);
  CHECK(arguments.stop_on_nonmatch);
  CHECK(arguments.nul_terminated);
  CHECK(arguments.crlf);
  CHECK(arguments.syntax == 'G');
  CHECK(fault({"--last=0", "x"}) == "--last 0: less than 1");
  CHECK(fault({"--max-total=-1", "x"}) == "--max-total -1: less than 1");
  CHECK(fault({"--range=2:1", "x"}) == "--range 2:1: FROM is behind TO");
  CHECK(fault({"--and=a\nb", "x"}) ==
        "--and: a newline in PATTERN; give each pattern its own --and");
  CHECK(fault({"-G", "-P", "x"}) == "-G and -P contradict each other");
}

TEST_CASE("an optional value comes only after an equals sign") {
  CHECK(parse({"--color", "always"}).color == ColorWhen::automatic);
  CHECK(sources(parse({"--color", "always"})) == Strings{"always"});
  CHECK(parse({"--colour=always", "x"}).color == ColorWhen::always);
  CHECK(parse({"--color=NO", "x"}).color == ColorWhen::never);
  CHECK(parse({"--help"}).help == HelpWanted::common);
  CHECK(parse({"--help=all"}).help == HelpWanted::all);
}

TEST_CASE("numbers are decimal, too large ones are the largest") {
  CHECK(parse({"-A", "010", "x"}).after == 10u);
  CHECK(parse({"-m", "99999999999999999999", "x"}).max_count ==
        std::numeric_limits<std::int64_t>::max());
  CHECK(parse({"-m", "-1", "x"}).max_count == -1);
  CHECK(parse({"-j", "3", "x"}).workers == 3u);
  CHECK(parse({"--shard-size", "64", "x"}).shard_size == 64u);
  CHECK(parse({"--shard-size=4k", "x"}).shard_size == 4096u);
  CHECK(parse({"--shard-size=2M", "x"}).shard_size == 2u << 20);
  CHECK(parse({"--shard-size=1G", "x"}).shard_size == 1u << 30);
  CHECK(parse({"--batch-size=1", "x"}).batch_size == 1u);
}

TEST_CASE("faults name the flag as typed, its value and what was expected") {
  CHECK(fault({}) == "no PATTERN is given");
  CHECK(fault({"-A", "x", "y"}) == "-A x: not a number");
  CHECK(fault({"-A-1", "y"}) == "-A -1: less than 0");
  CHECK(fault({"-A", "", "y"}) == "-A : not a number");
  CHECK(fault({"-n", "-j", "5000", "y"}) == "-j 5000: more than 1024");
  CHECK(fault({"--color=blue", "y"}) ==
        "--color blue: expected one of auto, always, never");
  CHECK(fault({"--shard-size=+3", "y"}) ==
        "--shard-size +3: expected a number of bytes, at least 1, as in 512K "
        "or 4M");
  CHECK(fault({"--shard-size=0", "y"}) ==
        "--shard-size 0: expected a number of bytes, at least 1, as in 512K or "
        "4M");
  CHECK(fault({"-E", "-F", "y"}) == "-E and -F contradict each other");
  CHECK(fault({"-EE", "y"}) == "(none)");
}

TEST_CASE("unknown flags are errors that name the nearest") {
  CHECK(fault({"--colr", "x"}) ==
        "unknown option --colr; did you mean --color?");
  CHECK(fault({"--maxcount=3", "x"}) ==
        "unknown option --maxcount; did you mean --max-count?");
  CHECK(fault({"--zzzzzz", "x"}) == "unknown option --zzzzzz");
  CHECK(fault({"-X", "x"}) == "unknown option -X");
  CHECK(fault({"-nX", "x"}) == "unknown option -X in -nX");
  CHECK(fault({"-A"}) == "-A needs a value: NUM");
  CHECK(fault({"x", "--file"}) == "--file needs a value: FILE");
  CHECK(fault({"--count=3", "x"}) == "--count takes no value");
}

}  // namespace
}  // namespace trawl::test
