// SPDX-License-Identifier: MIT
// What to look for. Syntax and meaning are PCRE2's as `grep -P` gives them in
// the C.UTF-8 locale: matching is line by line; `.` and case folding are
// Unicode; \w \d \s \b are ASCII unless the pattern begins with (*UCP).
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "trawl/time_window.h"
#include "trawl/units.h"

namespace trawl {

enum class Syntax {
  regex,  // PCRE2
  basic,  // POSIX basic regular expressions with GNU's additions, as grep -G
  fixed,  // the pattern's bytes themselves; of several the longest wins
};

enum class Boundary {
  none,
  word,  // like grep -w: no word character on either side of the match
  line,  // like grep -x: the match is the whole record
};

// What to do with bytes that are not text. Records that are not UTF-8 are
// counted, but not handed out; nor is any of an input with a NUL byte in its
// first 96 KiB (of a stream in as much of them as came at once), or what
// follows a NUL byte further on (with Query::last the record that it is in).
enum class BinaryPolicy {
  report,  // as said, with Problem::Kind::binary: once for such records, and
           // once for a NUL byte, where anything is held back for it
  text,    // hand the bytes out as they are
  skip,    // as said, but nothing is told, and an input with a NUL byte counts
           // as one without any selected record
};

// How lines are put together to records: which lines begin one. A record goes
// on to the next such line; an input's first line begins one in any case.
struct RecordGrouping {
  enum class Rule : std::uint32_t {
    line,       // each
    indent,     // one that is not indented, and does not go on with a trace:
                // "Caused by:", "... 23 more", a closing brace and the like
    time,       // one with a time stamp at its beginning, or behind a level
    automatic,  // time, line or indent, as the beginning of each input has it
    pattern,    // one that `pattern` matches at its beginning
  };
  Rule rule = Rule::line;
  std::string pattern{};

  // A line that would make a record longer, and each behind it up to one that
  // begins a record, is a record of its own; told by Problem::Kind::cut.
  ByteCount most_bytes = ByteCount{1} << 20;
};

// Bytes [begin, end) of an input.
struct ByteRange {
  ByteOffset begin = 0;
  ByteOffset end = std::numeric_limits<ByteOffset>::max();
};

struct Query {
  // A record matches if any pattern does. No pattern matches nothing; an empty
  // pattern matches every record. Patterns hold no newline.
  std::vector<std::string> patterns;
  Syntax syntax = Syntax::regex;
  Boundary boundary = Boundary::none;
  bool ignore_case = false;
  bool invert = false;  // select the records that do not match
  BinaryPolicy binary = BinaryPolicy::report;

  // A record must match each of the first, and none of the second, beside one
  // of `patterns`. They show nothing: spans are those of `patterns`.
  std::vector<std::string> required{};
  std::vector<std::string> excluded{};

  char terminator = '\n';  // what records end with; '\0' as in grep -z
  bool crlf = false;       // a record's last \r is handed out, not matched

  // What a record is: a line, or several lines. Of several, `^` and `$` match
  // at each line, `.` no newline, and other parts of a pattern may. They end
  // with a newline, and go neither with another terminator nor with `crlf`.
  RecordGrouping records{};

  // What inputs are encoded in, as iconv names it; "none": bytes as they are.
  // Unset: UTF-8, or UTF-16 where a byte order mark says so. What is not UTF-8
  // is decoded to be searched and handed out; offsets are those of the input.
  std::optional<std::string> encoding{};

  // Makes Record::replacements of each match: $1, ${1} and ${name} stand for
  // groups, $0 for the match, $$ for a dollar.
  std::optional<std::string> replacement{};

  // Stop reading an input after this many selected records.
  std::optional<RecordCount> max_count{};
  // End the search after this many selected records of all inputs.
  std::optional<RecordCount> max_total{};
  // Select only the last so many of each input; the limits above are for these.
  // Matching records before them, and behind those that a limit leaves, may be
  // context.
  std::optional<RecordCount> last{};
  // Stop reading an input at the first record that is not selected behind one
  // that is.
  bool stop_on_nonmatch = false;
  // Only records whose first byte lies in it.
  ByteRange range{};
  // Only records whose time lies in it: without limits all, of inputs that
  // have stamps. Unset: nobody looks for times.
  std::optional<TimeWindow> time{};

  // Hand out all records, those that are not selected as context.
  bool all_records = false;

  // Records handed out around each selected one; unset for no context at all.
  // Set to 0 there is still a gap between groups that are not adjacent.
  struct Context {
    RecordCount before = 0;
    RecordCount after = 0;
  };
  std::optional<Context> context{};
};

}  // namespace trawl
