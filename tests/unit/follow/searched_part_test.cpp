// SPDX-License-Identifier: MIT
#include "follow/searched_part.h"

#include <doctest/doctest.h>
#include <fcntl.h>

#include <algorithm>
#include <string>

#include "os/file_descriptor.h"
#include "support/naive_records.h"
#include "support/random_source.h"
#include "support/temp_directory.h"

namespace trawl::test {
namespace {

struct File {
  explicit File(std::string_view bytes)
      : descriptor(::open(directory.write("log", bytes).c_str(),
                          O_RDONLY | O_CLOEXEC)) {}

  TempDirectory directory;
  FileDescriptor descriptor;
};

TEST_CASE("PartThatIsSearchedEndsBehindTheLastWholeLine") {
  CHECK(find_end_of_lines(File("").descriptor.get(), 0, '\n') == 0);
  CHECK(find_end_of_lines(File("ab").descriptor.get(), 2, '\n') == 0);
  CHECK(find_end_of_lines(File("a\nb").descriptor.get(), 3, '\n') == 2);
  const std::string tail(600'000, 'x');
  CHECK(find_end_of_lines(File("a\n" + tail).descriptor.get(), 600'002, '\n') ==
        2);
}

TEST_CASE("LinesOfThePartAreCounted") {
  CHECK(count_lines(File("a\n\nb").descriptor.get(), 4, '\n') == 2);
}

TEST_CASE("RuleShowsInTheWholeLines") {
  Query query;
  query.records.rule = RecordGrouping::Rule::automatic;
  const RecordShapes shapes(query);
  const File stamped("2026-01-01 10:00:00 fine\nfine\n");
  CHECK(find_rule(stamped.descriptor.get(), 25, shapes) ==
        RecordGrouping::Rule::time);
  const File plain("fine\nfine\n");
  CHECK(find_rule(plain.descriptor.get(), 10, shapes) == std::nullopt);
}

// Many lines in front of the last, some of which are longer than a first look.
TEST_CASE("RecordsBeforeThePartsEndAreThoseOfTheNaiveSplit") {
  IndentStart start;
  for (std::size_t i = 0; i < 200; ++i) {
    RandomSource random(case_seed(i));
    std::string text;
    for (std::size_t line = random.between(1, 40); line > 0; --line) {
      if (random.chance(70)) text += ' ';
      text += std::string(random.below(random.chance(10) ? 9000 : 20), 'x');
      text += '\n';
    }
    const std::size_t most =
        random.pick(std::vector<std::size_t>{1, 30, 5000, 100'000});
    const auto records = naive_records(text, most, [&](std::string_view line) {
      return start.begins_record(line);
    });
    const std::size_t count = random.between(1, 4);
    const std::size_t first = records.size() - std::min(count, records.size());
    CAPTURE(i);
    CHECK(find_records_before(File(text).descriptor.get(), text.size(), count,
                              RecordShape(start, most)) ==
          records[first].begin);
  }
}

}  // namespace
}  // namespace trawl::test
