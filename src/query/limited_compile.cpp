// SPDX-License-Identifier: MIT
#include "query/limited_compile.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "os/forked_child.h"
#include "os/process_end.h"
#include "os/read_all.h"
#include "os/write_all.h"

namespace trawl {
namespace {

// What is below takes less than a second (measured on one core of an AMD EPYC:
// 500 expressions like foo\d+bar 0.6 s, (a.{1,300}b){1,50} 0.35 s), so that a
// child would be for nothing.
constexpr std::size_t kCostlyBytes = 4096;
constexpr std::uint64_t kCostlyRepeats = 1000;

// What is compiled at once where nothing stops the compiler takes up to 10 s
// (measured on a busy machine, in seconds of the processor: 5,000 expressions
// like abc.*wxyz 9.6 s; 100,000 words, which repeat nothing, 7.8 s).
constexpr std::size_t kMostInPart = 5000;
constexpr std::size_t kPlainInOne = 20;  // of these cost as much as one

// How long a child may be stopped.
constexpr int kLookMilliseconds = 1000;

// What a child sends first; then the database.
struct Answer {
  static constexpr std::uint64_t kNone = ~std::uint64_t{0};
  std::uint64_t database_bytes = 0;  // 0 if there is none
  std::uint64_t refused = kNone;
};

// The larger bound of a repetition that begins behind `text`'s '{', or 1.
std::uint64_t repeats_at(std::string_view text) {
  const std::size_t end = text.find('}');
  if (end == std::string_view::npos) return 1;
  std::uint64_t most = 1;
  for (std::string_view bounds = text.substr(0, end); !bounds.empty();) {
    std::uint64_t bound = 0;
    std::from_chars(bounds.data(), bounds.data() + bounds.size(), bound);
    most = std::max(most, bound);
    const std::size_t comma = bounds.find(',');
    if (comma == std::string_view::npos) break;
    bounds.remove_prefix(comma + 1);
  }
  return most;
}

// All repetitions as if each stood in the one before, up to kCostlyRepeats; 0
// if there are none.
std::uint64_t repeats_in(std::string_view text) {
  std::uint64_t product = 1;
  for (std::size_t at = text.find('{'); at != std::string_view::npos;
       at = text.find('{', at + 1)) {
    product = std::min(kCostlyRepeats, product) *
              std::min(kCostlyRepeats, repeats_at(text.substr(at + 1)));
  }
  return product > 1 ? product : 0;
}

// Groups that are repeated, each inside the next, multiply the compiler's work:
// 20 of them take 0.05 s, 30 do not end within minutes.
constexpr int kMostNested = 10;

int repeated_groups(std::string_view text) {
  int count = 0;
  for (std::size_t at = text.find(')'); at < text.size();
       at = text.find(')', at + 1)) {
    const std::string_view behind = text.substr(at + 1);
    count += !behind.empty() &&
             std::string_view("*+?{").find(behind[0]) != std::string_view::npos;
  }
  return count;
}

ByteCount memory_in_use() {
  unsigned long pages = 0;
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(
      std::fopen("/proc/self/statm", "re"), &std::fclose);
  if (!file || std::fscanf(file.get(), "%lu", &pages) != 1) return 0;
  return pages * static_cast<ByteCount>(::sysconf(_SC_PAGESIZE));
}

// The lower of the limit that is set and `limit`.
void lower(int resource, rlim_t limit) {
  rlimit current{};
  ::getrlimit(resource, &current);
  current.rlim_cur = std::min(current.rlim_cur, limit);
  ::setrlimit(resource, &current);
}

void limit_child(const CompileLimits& limits) {
  for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGXCPU}) {
    ::signal(number, SIG_DFL);
  }
  const rlimit no_core{};
  ::setrlimit(RLIMIT_CORE, &no_core);
  lower(RLIMIT_CPU, static_cast<rlim_t>(limits.processor_time.count()));
  if (const ByteCount used = memory_in_use()) {
    lower(RLIMIT_AS, used + limits.memory);
  }
}

// Ends without an answer where a limit is exceeded; memory that is refused
// looks like a set that is refused as a whole.
void answer(int descriptor, std::span<const HyperscanExpression> expressions,
            bool utf8) {
  const auto compiled = HyperscanDatabase::compile(expressions, utf8);
  if (!compiled.database && !compiled.refused) return;
  Answer head;
  std::string database;
  if (compiled.database) database = compiled.database->serialized();
  if (compiled.refused) head.refused = *compiled.refused;
  head.database_bytes = database.size();
  std::string bytes(sizeof head, '\0');
  std::memcpy(bytes.data(), &head, sizeof head);
  write_all(descriptor, bytes) && write_all(descriptor, database);
}

std::optional<HyperscanDatabase::Compiled> parse_answer(
    std::string_view bytes) {
  Answer head;
  if (bytes.size() < sizeof head) return std::nullopt;
  std::memcpy(&head, bytes.data(), sizeof head);
  bytes.remove_prefix(sizeof head);
  if (bytes.size() != head.database_bytes) return std::nullopt;
  HyperscanDatabase::Compiled compiled;
  if (head.refused != Answer::kNone) compiled.refused = head.refused;
  if (!bytes.empty()) {
    compiled.database = HyperscanDatabase::from_serialized(bytes);
    if (!compiled.database) return std::nullopt;
  }
  return compiled;
}

[[noreturn]] void run_child(int descriptor,
                            std::span<const HyperscanExpression> expressions,
                            bool utf8, const CompileLimits& limits,
                            pid_t parent) {
  begin_child(parent, {descriptor});
  limit_child(limits);
  try {
    answer(descriptor, expressions, utf8);
  } catch (...) {
    ::_exit(1);  // out of memory: no answer
  }
  ::_exit(0);
}

}  // namespace

bool may_be_costly(std::span<const HyperscanExpression> expressions) {
  std::size_t bytes = 0;
  for (const HyperscanExpression& expression : expressions) {
    bytes += expression.text.size();
    if (bytes >= kCostlyBytes) return true;
  }
  return count_simple(expressions) < expressions.size();
}

std::size_t count_simple(std::span<const HyperscanExpression> expressions) {
  std::uint64_t repeats = 0;
  for (std::size_t i = 0; i < expressions.size(); ++i) {
    const std::string_view text = expressions[i].text;
    repeats +=
        repeated_groups(text) < kMostNested ? repeats_in(text) : kCostlyRepeats;
    if (repeats >= kCostlyRepeats) return i;
  }
  return expressions.size();
}

std::size_t count_at_once(std::span<const HyperscanExpression> expressions) {
  const std::size_t simple = count_simple(expressions);
  std::size_t cost = 0;
  for (std::size_t i = 0; i < simple; ++i) {
    const bool is_plain =
        expressions[i].text.find_first_of("*+?{") == std::string::npos;
    cost += is_plain ? 1 : kPlainInOne;
    if (cost > kMostInPart * kPlainInOne) return i;
  }
  return simple;
}

ChildCompile::ChildCompile(std::span<const HyperscanExpression> expressions,
                           bool utf8, const CompileLimits& limits) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return;
  answer_ = FileDescriptor(ends[0]);
  const FileDescriptor writing(ends[1]);
  const pid_t parent = ::getpid();
  child_ = ::fork();
  if (child_ == 0) {
    run_child(writing.get(), expressions, utf8, limits, parent);
  }
}

ChildCompile::ChildCompile(ChildCompile&& other) noexcept
    : answer_(std::move(other.answer_)),
      child_(std::exchange(other.child_, -1)) {}

ChildCompile::~ChildCompile() {
  if (child_ >= 0) end_process(child_);
}

// A child that somebody has stopped uses none of its processor time: it goes
// on.
ChildCompile::Result ChildCompile::wait() {
  std::string bytes;
  for (bool has_ended = false; !has_ended;) {
    pollfd answer{answer_.get(), POLLIN, 0};
    if (::poll(&answer, 1, kLookMilliseconds) > 0) {
      has_ended = read_more(answer_.get(), bytes) <= 0;
    } else {
      ::kill(child_, SIGCONT);
    }
  }
  // It has nothing more to say, and may be stopped again.
  end_process(std::exchange(child_, -1));
  auto compiled = parse_answer(bytes);
  if (!compiled) return {.compiled = {}, .exceeded = true};
  return {.compiled = std::move(*compiled)};
}

}  // namespace trawl
