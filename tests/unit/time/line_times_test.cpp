// SPDX-License-Identifier: MIT
#include "time/line_times.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "input/memory_block.h"
#include "support/random_source.h"
#include "support/zone_guard.h"

namespace trawl {
namespace {

using namespace std::chrono_literals;
using test::RandomSource;

constexpr std::int64_t kFirst = 1678786013;

struct Line {
  std::size_t begin;
  Moment time;
  bool is_stamped;
};

// Lines and what their times are, counted along.
std::string make_text(RandomSource& random, std::vector<Line>& lines) {
  std::string text;
  Moment time = kNoTime;
  const std::size_t count = random.between(1, 60);
  for (std::size_t i = 0; i < count; ++i) {
    const bool is_stamped = random.chance(30);
    const auto at = std::chrono::seconds(kFirst + random.below(1000));
    if (is_stamped) time = Moment(at);
    lines.push_back({text.size(), time, is_stamped});
    if (is_stamped) text += std::to_string(at.count()) + " ";
    text += std::string(random.below(random.chance(5) ? 9000 : 40), 'x') + "\n";
  }
  if (random.chance(30)) text.pop_back();
  return text;
}

// Of a record of so many lines, all of which are there.
Moment time_of(const std::vector<Line>& lines, std::size_t first,
               std::size_t count) {
  for (std::size_t i = first; i < first + count; ++i) {
    if (lines[i].is_stamped) return lines[i].time;
  }
  return lines[first].time;
}

LineTimes times_of_epoch() {
  LineTimes times({}, '\n');
  times.begin_input({.place = {.layout = StampLayout::epoch}}, {});
  return times;
}

}  // namespace

TEST_CASE("LineTimes: LookingBackFindsWhatCountingAlongDoes") {
  const std::size_t cases = test::case_count(100);
  for (std::size_t i = 0; i < cases; ++i) {
    RandomSource random(test::case_seed(i));
    std::vector<Line> lines;
    const std::string text = make_text(random, lines);
    MemoryBlock view(text, 0);
    LineTimes times = times_of_epoch();
    // In any order: what was known before must not matter.
    for (int look = 0; look < 20; ++look) {
      const std::size_t line = random.below(lines.size());
      const Moment before = line == 0 ? kNoTime : lines[line - 1].time;
      CHECK(times.find_place(view, lines[line].begin).time == before);
    }
  }
}

TEST_CASE("LineTimes: AnyBlocksGiveTheSameTimes") {
  const std::size_t cases = test::case_count(100);
  for (std::size_t i = 0; i < cases; ++i) {
    RandomSource random(test::case_seed(i));
    std::vector<Line> lines;
    const std::string text = make_text(random, lines);
    LineTimes times = times_of_epoch();
    TimedPlace place;
    for (std::size_t line = 0; line < lines.size();) {
      const std::size_t begin = lines[line].begin;
      const std::size_t next =
          std::min(lines.size(), line + random.between(1, 20));
      const std::size_t end =
          next < lines.size() ? lines[next].begin : text.size();
      const std::string_view block =
          std::string_view(text).substr(begin, end - begin);
      for (; line < next; ++line) {
        if (random.chance(50)) continue;  // not asked for
        const std::size_t count = random.between(1, next - line);
        const std::size_t behind = line + count < lines.size()
                                       ? lines[line + count].begin
                                       : text.size();
        CHECK(times.time_of(block, begin, lines[line].begin - begin,
                            behind - begin,
                            place) == time_of(lines, line, count));
        line += count - 1;
      }
      times.pass(block, begin, place);
      CHECK(place.offset == end);
      CHECK(place.time == lines[next - 1].time);
    }
  }
}

TEST_CASE("LineTimes: ABlockOfAStreamBeginsWithTheTimeBeforeIt") {
  LineTimes times({}, '\n');
  const Moment before{std::chrono::seconds(kFirst)};
  times.begin_input({.place = {.layout = StampLayout::epoch}}, {500, before});
  const std::string text = "a\nb\n1678786099 c\nd\n";
  MemoryBlock view(text, 500);
  CHECK(times.find_place(view, 502).time == before);
  CHECK(times.find_place(view, 500 + text.size()).time == before + 86s);
}

}  // namespace trawl
