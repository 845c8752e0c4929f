// SPDX-License-Identifier: MIT
#include "support/random_log.h"

#include <string_view>
#include <vector>

namespace trawl::test {
namespace {

const std::vector<std::string> kBeginnings = {
    "2023-03-14 09:26:53 ", "@", "@@ ",           "  at ", "\tat ",
    "Caused by: ",          "}", "\t... 23 more", " ",     "Mar 14 09:26:53 "};

const std::vector<std::string> kPatterns = {
    "@", "\\S", "^@@", "(?=.)[^ ]", "$", "", "\\d{4}-", "(?i)[a-m@]", "@(?!@)"};

}  // namespace

std::string random_log(RandomSource& random, const Alphabet& alphabet,
                       InputTraits traits) {
  std::string log;
  const std::string lines = random_input(random, alphabet, traits);
  std::string_view rest = lines;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    if (random.chance(60)) log += random.pick(kBeginnings);
    log += line;
    rest.remove_prefix(line.size());
    if (rest.empty()) break;
    log += '\n';
    rest.remove_prefix(1);
  }
  return log;
}

RecordGrouping random_grouping(RandomSource& random) {
  using Rule = RecordGrouping::Rule;
  RecordGrouping grouping;
  grouping.rule = random.pick(std::vector<Rule>{Rule::indent, Rule::time,
                                                Rule::pattern, Rule::pattern});
  if (grouping.rule == Rule::pattern) {
    grouping.pattern = random.pick(kPatterns);
  }
  grouping.most_bytes =
      random.pick(std::vector<ByteCount>{1, 9, 40, 300, ByteCount{1} << 20});
  return grouping;
}

}  // namespace trawl::test
