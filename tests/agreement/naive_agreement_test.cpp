// SPDX-License-Identifier: MIT
// The public library's sink door against the naive search: every record, line
// number, offset, span and context line, for random queries over random
// inputs, without workers and with them, for tiny shards and large ones.
#include <doctest/doctest.h>

#include <stdexcept>

#include "agreement/naive_search.h"
#include "agreement/record_collector.h"
#include "agreement/tuning.h"
#include "support/random_input.h"
#include "support/random_log.h"
#include "support/random_pattern.h"
#include "support/run_program.h"
#include "support/temp_directory.h"
#include "trawl/search.h"

namespace trawl::test {
namespace {

struct LibraryCase {
  Query query;
  std::vector<std::string> inputs;
};

void add_random_limits(Query& query, RandomSource& random) {
  query.ignore_case = random.chance(25);
  query.invert = random.chance(20);
  query.binary = BinaryPolicy::text;
  if (random.chance(20)) query.max_count = random.below(6);
  if (random.chance(45)) {
    query.context = Query::Context{random.below(4), random.below(4)};
  }
}

// What grep does not know.
void add_random_extras(Query& query, RandomSource& random,
                       const Alphabet& alphabet, const PatternTraits& traits) {
  const auto pattern = [&] {
    return query.syntax == Syntax::fixed
               ? random_literal(random, alphabet)
               : random_pattern(random, alphabet, traits);
  };
  if (random.chance(15)) query.required.push_back(pattern());
  if (random.chance(15)) query.excluded.push_back(pattern());
  if (random.chance(10)) query.terminator = '\0';
  if (random.chance(10)) query.crlf = true;
  if (random.chance(10)) query.max_total = random.below(9);
  if (random.chance(10)) query.last = random.below(5);
  if (random.chance(10)) query.stop_on_nonmatch = !query.last;
  if (random.chance(10)) {
    query.range.begin = random.below(200);
    query.range.end = query.range.begin + random.below(2000);
  }
  if (random.chance(10)) {
    query.all_records = !query.last;
    if (query.all_records) query.context.reset();
  }
  if (random.chance(10)) query.replacement = "<$0>$$";
}

void add_random_patterns(Query& query, RandomSource& random,
                         const Alphabet& alphabet, PatternTraits traits) {
  const bool is_fixed = random.chance(20);
  query.syntax = is_fixed ? Syntax::fixed : Syntax::regex;
  if (random.chance(15)) query.boundary = Boundary::line;
  if (!is_fixed && random.chance(15)) query.boundary = Boundary::word;
  const std::size_t count = random.chance(70) ? 1 : random.between(2, 4);
  traits.search_begin = count == 1;
  for (std::size_t i = 0; i < count; ++i) {
    query.patterns.push_back(is_fixed
                                 ? random_literal(random, alphabet)
                                 : random_pattern(random, alphabet, traits));
  }
}

LibraryCase random_case(RandomSource& random, const Alphabet& alphabet) {
  LibraryCase result;
  add_random_limits(result.query, random);
  InputTraits traits;
  traits.invalid_utf8 = random.chance(20);
  traits.nul = random.chance(10);
  PatternTraits patterns;
  patterns.negated_types = !traits.invalid_utf8;
  add_random_patterns(result.query, random, alphabet, patterns);
  if (random.chance(60)) {
    patterns.search_begin = false;
    add_random_extras(result.query, random, alphabet, patterns);
  }
  for (std::size_t i = random.chance(60) ? 1 : random.between(2, 4); i > 0;
       --i) {
    result.inputs.push_back(random_input(random, alphabet, traits));
  }
  return result;
}

LibraryCase random_library_case(RandomSource& random) {
  const Alphabet alphabet = random_alphabet(random);
  return random_case(random, alphabet);
}

// Parts of a pattern that a newline may lie between.
std::string random_crossing(RandomSource& random, const std::string& first,
                            const std::string& second) {
  const std::vector<std::string> between = {"\\n",   "\\s+",  "(?s:.*?)", "\\R",
                                            "[^@]*", "$\\n^", "\\W"};
  return "(?:" + first + ")" + random.pick(between) + "(?:" + second + ")";
}

// Records of several lines, in which patterns often match over line ends.
LibraryCase random_record_case(RandomSource& random) {
  const Alphabet alphabet = random_alphabet(random);
  LibraryCase result = random_case(random, alphabet);
  Query& query = result.query;
  query.records = random_grouping(random);
  query.terminator = '\n';
  query.crlf = false;
  PatternTraits traits;
  traits.search_begin = false;
  traits.negated_types = false;
  if (query.syntax == Syntax::regex) {
    for (std::string& pattern : query.patterns) {
      if (random.chance(40)) {
        pattern = random_crossing(random, pattern,
                                  random_pattern(random, alphabet, traits));
      }
    }
  }
  for (std::string& input : result.inputs) {
    input = random_log(random, alphabet, {});
  }
  return result;
}

class Files {
 public:
  explicit Files(const std::vector<std::string>& inputs) {
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      const std::string name = "input" + std::to_string(i);
      selection_.paths.push_back(directory_.write(name, inputs[i]));
    }
  }

  const InputSelection& selection() const { return selection_; }
  void keep() { directory_.keep(); }

 private:
  TempDirectory directory_;
  InputSelection selection_;
};

// Nothing if PCRE2's limits were hit in any input.
std::optional<NaiveAnswer> naive_answer(const LibraryCase& question,
                                        const Files& files) {
  NaiveAnswer all;
  for (std::size_t i = 0; i < question.inputs.size(); ++i) {
    if (question.query.max_total && all.selected >= *question.query.max_total) {
      break;
    }
    auto one = naive_search(question.query, files.selection().paths[i],
                            question.inputs[i], all.selected);
    if (!one) return std::nullopt;
    all.selected += one->selected;
    all.records.insert(all.records.end(), one->records.begin(),
                       one->records.end());
  }
  return all;
}

std::vector<SearchOptions> all_options(std::size_t input_bytes) {
  std::vector<SearchOptions> all;
  for (const Engine engine :
       {Engine::automatic, Engine::hyperscan, Engine::pcre2}) {
    SearchOptions options;
    options.workers = 0;
    options.engine = engine;
    all.push_back(options);
  }
  for (const unsigned workers : {0U, 1U, 3U}) {
    for (const std::size_t shard_size : shard_sizes(input_bytes)) {
      SearchOptions options;
      options.workers = workers;
      options.shard_size = shard_size;
      all.push_back(options);
    }
  }
  return all;
}

std::string described(const Query& query) {
  std::string text = query.syntax == Syntax::fixed ? "fixed" : "regex";
  for (const std::string& pattern : query.patterns) {
    text += " -e " + shell_quoted(pattern);
  }
  if (query.boundary == Boundary::word) text += " -w";
  if (query.boundary == Boundary::line) text += " -x";
  if (query.ignore_case) text += " -i";
  if (query.invert) text += " -v";
  if (query.max_count) text += " -m" + std::to_string(*query.max_count);
  for (const std::string& pattern : query.required) {
    text += " --and " + shell_quoted(pattern);
  }
  for (const std::string& pattern : query.excluded) {
    text += " --not " + shell_quoted(pattern);
  }
  if (query.records.rule != RecordGrouping::Rule::line) {
    text += " --max-record " + std::to_string(query.records.most_bytes) +
            " --record (rule " +
            std::to_string(static_cast<int>(query.records.rule)) + ") " +
            shell_quoted(query.records.pattern);
  }
  if (query.terminator == '\0') text += " -z";
  if (query.crlf) text += " --crlf";
  if (query.max_total) {
    text += " --max-total " + std::to_string(*query.max_total);
  }
  if (query.last) text += " --last " + std::to_string(*query.last);
  if (query.stop_on_nonmatch) text += " --stop-on-nonmatch";
  if (query.range.begin > 0) {
    text += " --range " + std::to_string(query.range.begin) + ":" +
            std::to_string(query.range.end);
  }
  if (query.all_records) text += " --passthru";
  if (query.replacement) text += " --replace " + *query.replacement;
  if (query.context) {
    text += " -B" + std::to_string(query.context->before) + " -A" +
            std::to_string(query.context->after);
  }
  return text;
}

std::string described(const SearchOptions& options) {
  return "workers " + std::to_string(options.workers.value_or(99)) +
         ", shard size " + std::to_string(options.shard_size.value_or(0)) +
         ", engine " + std::to_string(static_cast<int>(options.engine));
}

// True if the library gives the naive answer whatever the options.
bool agrees(const LibraryCase& question, Files& files,
            const NaiveAnswer& expected) {
  std::size_t input_bytes = 0;
  for (const std::string& input : question.inputs) input_bytes += input.size();
  for (const SearchOptions& options : all_options(input_bytes)) {
    RecordCollector actual;
    const SearchSummary summary =
        search(question.query, files.selection(), options, actual);
    if (actual.has_given_up()) continue;
    const std::string difference = first_difference(expected, actual.records());
    if (difference.empty() && summary.selected == expected.selected) continue;
    files.keep();
    FAIL_CHECK("TRAWL_SEED="
               << run_seed() << ", " << described(question.query) << "\n  "
               << described(options) << "\n  in " << files.selection().paths[0]
               << "...\n  " << difference << "\n  selected " << summary.selected
               << ", expected " << expected.selected);
    return false;
  }
  return true;
}

// Otherwise as the tests of grep_agreement_test.cpp would draw.
constexpr std::size_t kFirstCase = 50'000'000;

void compare_with_naive_search(LibraryCase (*draw)(RandomSource&),
                               std::size_t count) {
  int differences = 0;
  std::size_t compared = 0;
  for (std::size_t i = 0; i < count && differences < 3; ++i) {
    RandomSource random(case_seed(kFirstCase + i));
    const LibraryCase question = draw(random);
    Files files(question.inputs);
    try {
      const auto expected = naive_answer(question, files);
      if (!expected) continue;
      ++compared;
      differences += agrees(question, files, *expected) ? 0 : 1;
    } catch (const std::invalid_argument&) {
      RecordCollector unused;
      CHECK_THROWS_AS(search(question.query, files.selection(), {}, unused),
                      PatternError);
    }
  }
  if (differences == 0 && count >= 20) CHECK(10 * compared >= 8 * count);
}

}  // namespace

TEST_CASE("SinkReceivesTheRecordsOfTheNaiveSearch") {
  compare_with_naive_search(random_library_case, case_count(90));
}

TEST_CASE("SinkReceivesTheRecordsOfSeveralLinesOfTheNaiveSearch") {
  compare_with_naive_search(random_record_case, case_count(40));
}

}  // namespace trawl::test
