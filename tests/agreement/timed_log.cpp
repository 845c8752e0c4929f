// SPDX-License-Identifier: MIT
#include "timed_log.h"

#include <algorithm>
#include <chrono>

namespace trawl::test {
namespace {

using std::chrono::seconds;

constexpr std::string_view kNewYear = "-01-01T00:00:00Z";

seconds new_year(int year) {
  return std::chrono::sys_days(std::chrono::year(year) / 1 / 1)
      .time_since_epoch();
}

std::optional<std::int64_t> time_in(std::string_view line) {
  if (line.substr(std::min<std::size_t>(4, line.size()))
          .starts_with(kNewYear)) {
    const int year = std::stoi(std::string(line.substr(0, 4)));
    if (year > 2200) return std::nullopt;
    return new_year(year).count();
  }
  if (!line.starts_with("16")) return std::nullopt;
  return std::stoll(std::string(line));
}

bool is_inside(const TimedLine& line, const TimeWindow& window) {
  const auto bound = [](Moment moment) {
    return std::chrono::floor<seconds>(moment.time_since_epoch()).count();
  };
  if (window.since && (!line.time || *line.time < bound(*window.since))) {
    return false;
  }
  return !window.until || !line.time || *line.time < bound(*window.until);
}

}  // namespace

std::string make_timed_log(RandomSource& random, const LogTraits& traits) {
  std::string text;
  auto time = static_cast<std::size_t>(kFirstSecond);
  for (std::size_t i = 0; i < traits.lines; ++i) {
    time += random.chance(50) ? 0 : random.below(20);
    const std::size_t shown = traits.is_shuffled
                                  ? static_cast<std::size_t>(kFirstSecond) +
                                        random.below(traits.lines * 5)
                                  : time - random.between(0, traits.disorder);
    if (!random.chance(traits.unstamped)) text += std::to_string(shown) + " ";
    text += std::string(random.below(random.chance(3) ? 300 : 30), 'a');
    text += random.chance(30) ? "b\n" : "c\n";
  }
  if (random.chance(20)) text.pop_back();
  return text;
}

std::string make_log_of_centuries(RandomSource& random, bool is_sorted) {
  std::vector<std::size_t> years(40'000);
  const std::size_t most = random.chance(50) ? 2200 : 1700;
  for (std::size_t& year : years) {
    year = random.chance(90) ? most : random.between(1700, 2260);
  }
  if (is_sorted) std::ranges::sort(years);
  std::string text;
  for (const std::size_t year : years) {
    text += std::to_string(year) + std::string(kNewYear) + " aaaaaaaaaa";
    text += random.chance(30) ? "b\n" : "c\n";
  }
  return text;
}

TimeWindow random_centuries(RandomSource& random) {
  const auto pick = [&] {
    return Moment(new_year(static_cast<int>(random.between(1700, 2200))));
  };
  TimeWindow window;
  if (random.chance(80)) window.since = pick();
  if (random.chance(80)) window.until = pick();
  return window;
}

std::vector<TimedLine> timed_lines(std::string_view text) {
  std::vector<TimedLine> lines;
  std::optional<std::int64_t> time;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    if (const auto own = time_in(line)) time = own;
    lines.push_back({line, at, time});
    at = end + 1;
  }
  return lines;
}

std::vector<Line> naive_answer(std::string_view text, const Query& query) {
  const std::vector<TimedLine> lines = timed_lines(text);
  std::vector<std::size_t> selected;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool matches = lines[i].text.find('b') != std::string_view::npos;
    if (matches != query.invert && is_inside(lines[i], *query.time)) {
      selected.push_back(i);
    }
  }
  if (query.max_count && selected.size() > *query.max_count) {
    selected.resize(*query.max_count);
  }
  if (query.last && selected.size() > *query.last) {
    selected.erase(selected.begin(),
                   selected.end() - static_cast<std::ptrdiff_t>(*query.last));
  }
  const auto context = query.context.value_or(Query::Context{});
  std::vector<bool> is_near(lines.size());
  for (const std::size_t place : selected) {
    const std::size_t begin = place - std::min(place, context.before);
    const std::size_t end = std::min(lines.size(), place + context.after + 1);
    for (std::size_t i = begin; i < end; ++i) is_near[i] = true;
  }
  std::vector<Line> answer;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!is_near[i]) continue;
    answer.push_back(
        {lines[i].offset, i + 1, std::ranges::binary_search(selected, i)});
  }
  return answer;
}

TimeWindow random_window(RandomSource& random, std::size_t lines) {
  const auto pick = [&] {
    return Moment(
        seconds(kFirstSecond +
                static_cast<std::int64_t>(random.below(lines * 6 + 40)) - 20));
  };
  TimeWindow window;
  if (random.chance(80)) window.since = pick();
  if (random.chance(80)) window.until = pick();
  return window;
}

Query random_timed_query(RandomSource& random, std::size_t lines) {
  Query query{.patterns = {"b"}};
  query.time = random_window(random, lines);
  query.invert = random.chance(25);
  if (random.chance(40)) {
    query.context = Query::Context{random.below(3), random.below(3)};
  }
  if (random.chance(20)) query.max_count = random.between(1, 9);
  if (random.chance(15) && !query.max_count) query.last = random.between(1, 9);
  return query;
}

}  // namespace trawl::test
