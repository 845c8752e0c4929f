// SPDX-License-Identifier: MIT
// Writes the logs that the benchmarks search: the same bytes for the same
// options, at about a gigabyte per second.
//
//   make_log log FILE        what a Hadoop or log4j service writes. Of its
//                            lines, 2 % hold ERROR, 12 % Exception, 12 % end in
//                            "took NNNms", 25 % hold blk_NNN and an IP address,
//                            2 % are ERROR or WARN with retry=N, 0.5 % are 2 to
//                            8 kB long; some words are not ASCII
//   make_log dense FILE      short lines of numbers and words: every pattern of
//                            a few characters matches many times in each
//   make_log long-lines FILE lines of 10 MB with one ERROR each
//   make_log tree DIRECTORY  many files of 0.2 to 8 kB, written like `log`
//   make_log mixed DIRECTORY the same with sizes spread over all powers of two
#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace {

constexpr std::size_t kBufferBytes = 1 << 20;
constexpr std::size_t kLongLineBytes = 10'000'000;
constexpr std::size_t kFilesPerDirectory = 100;

// splitmix64: fast, and unlike std::uniform_int_distribution the same with
// every standard library.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  // 0 <= result < limit. The bias of % is of no interest here.
  std::uint64_t below(std::uint64_t limit) { return next() % limit; }

  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }

  template <std::size_t N>
  std::string_view one_of(const std::array<std::string_view, N>& words) {
    return words[below(N)];
  }

 private:
  std::uint64_t state_;
};

// Text under construction. append_* never reallocates in the long run: clear()
// keeps the memory.
class Text {
 public:
  Text& operator<<(std::string_view text) {
    bytes_.append(text);
    return *this;
  }
  Text& operator<<(std::uint64_t number) {
    std::array<char, 20> digits;
    const auto end =
        std::to_chars(digits.data(), digits.data() + digits.size(), number);
    bytes_.append(digits.data(), end.ptr);
    return *this;
  }
  void append_digits(std::uint64_t number, int count) {
    const std::size_t end = bytes_.size() + static_cast<std::size_t>(count);
    bytes_.resize(end);
    for (int i = 1; i <= count; ++i, number /= 10)
      bytes_[end - static_cast<std::size_t>(i)] =
          static_cast<char>('0' + number % 10);
  }
  std::size_t size() const { return bytes_.size(); }
  const std::string& bytes() const { return bytes_; }
  void clear() { bytes_.clear(); }

 private:
  std::string bytes_;
};

constexpr std::array<std::string_view, 8> kClasses = {
    "org.apache.hadoop.hdfs.server.datanode.DataNode",
    "org.apache.hadoop.hdfs.server.namenode.FSNamesystem",
    "com.example.shop.order.OrderService",
    "com.example.shop.payment.PaymentGateway",
    "org.springframework.web.servlet.DispatcherServlet",
    "io.netty.channel.nio.NioEventLoop",
    "com.example.search.IndexWriter",
    "org.postgresql.jdbc.PgConnection"};

constexpr std::array<std::string_view, 6> kExceptions = {
    "java.io.IOException: Connection reset by peer",
    "java.lang.NullPointerException at OrderService.java:",
    "java.util.concurrent.TimeoutException after waiting for node-",
    "java.net.SocketTimeoutException: Read timed out on node-",
    "org.postgresql.util.PSQLException: deadlock detected by process ",
    "java.lang.IllegalStateException: unexpected state of order "};

constexpr std::array<std::string_view, 6> kEvents = {
    "Verification succeeded for session ",
    "Cache refreshed, entries now ",
    "Scheduled next flush of segment ",
    "Accepted connection on worker thread ",
    "Checkpoint written, log position is ",
    "Heartbeat received from data node number "};

constexpr std::array<std::string_view, 6> kNames = {
    "Müller", "Zoë", "Łukasz", "José", "Дмитрий", "山田太郎"};

constexpr std::array<std::string_view, 8> kPaths = {
    "/api/v1/orders/",  "/api/v1/customers/", "/api/v2/search?page=",
    "/api/v1/baskets/", "/static/images/",    "/health?probe=",
    "/api/v2/export/",  "/login?session="};

// Lines of a service's log; its clock goes on from line to line.
class LogLines {
 public:
  explicit LogLines(std::uint64_t seed) : random_(seed) {}

  void append_line(Text& text) {
    const std::uint64_t kind = random_.below(1000);
    if (kind < 250) {
      append_head(text, "INFO ");
      append_block(text);
    } else if (kind < 370) {
      append_head(text, "INFO ");
      text << "request " << random_.one_of(kPaths) << random_.below(100'000)
           << " took " << 100 + random_.below(9900) << "ms";
    } else if (kind < 490) {
      append_head(text, "WARN ");
      text << random_.one_of(kExceptions) << random_.below(1000)
           << " (handled by the caller, request " << random_.below(1'000'000)
           << ")";
    } else if (kind < 510) {
      append_head(text, kind < 500 ? "ERROR" : "WARN ");
      text << "lost the connection to node-" << random_.below(64)
           << ", waiting before the next try, retry=" << random_.below(10);
    } else if (kind < 520) {
      append_head(text, "ERROR");
      text << "could not commit transaction " << random_.below(1'000'000'000)
           << ": the disk quota of the tenant is exceeded";
    } else if (kind < 525) {
      append_head(text, "DEBUG");
      append_dump(text);
    } else if (kind < 555) {
      append_head(text, "INFO ");
      text << "customer " << random_.one_of(kNames) << " logged in, session "
           << random_.next();
    } else {
      append_head(text, kind < 700 ? "DEBUG" : "INFO ");
      text << random_.one_of(kEvents) << random_.below(10'000'000)
           << ", queue length " << random_.below(500);
    }
    text << "\n";
  }

  void append_needle(Text& text, std::string_view needle) {
    append_head(text, "INFO ");
    text << needle << "\n";
  }

 private:
  void append_head(Text& text, std::string_view level) {
    clock_ += std::chrono::milliseconds(random_.below(4));
    const auto second = std::chrono::floor<std::chrono::seconds>(clock_);
    if (second != second_) set_second(second);
    text << stamp_.bytes();
    text.append_digits(static_cast<std::uint64_t>((clock_ - second).count()),
                       3);
    text << " " << level << " [worker-" << random_.below(32) << "] "
         << random_.one_of(kClasses) << ": ";
  }

  // "2023-03-14 09:26:53," once per second: a third of the running time.
  void set_second(std::chrono::sys_seconds second) {
    second_ = second;
    const auto day = std::chrono::floor<std::chrono::days>(second);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(second - day);
    stamp_.clear();
    append_field(static_cast<int>(date.year()), 4, "-");
    append_field(static_cast<unsigned>(date.month()), 2, "-");
    append_field(static_cast<unsigned>(date.day()), 2, " ");
    append_field(time.hours().count(), 2, ":");
    append_field(time.minutes().count(), 2, ":");
    append_field(time.seconds().count(), 2, ",");
  }

  void append_field(auto number, int digits, std::string_view separator) {
    stamp_.append_digits(static_cast<std::uint64_t>(number), digits);
    stamp_ << separator;
  }

  void append_address(Text& text) {
    text << "10." << random_.below(256) << "." << random_.below(256) << "."
         << random_.below(256);
  }

  void append_block(Text& text) {
    text << "Receiving block blk_" << (random_.below(2) != 0 ? "-" : "")
         << (random_.next() >> 1) << " src: /";
    append_address(text);
    text << ":" << 32768 + random_.below(28000) << " dest: /";
    append_address(text);
    text << ":50010";
  }

  // The 0.5 % of long lines: 2 to 8 kB of key=value.
  void append_dump(Text& text) {
    const std::size_t end = text.size() + 2000 + random_.below(6000);
    text << "state dump:";
    while (text.size() < end)
      text << " key" << random_.below(1000) << "=" << random_.next();
  }

  Random random_;
  std::chrono::sys_time<std::chrono::milliseconds> clock_ =
      std::chrono::sys_days(std::chrono::year(2023) / 3 / 14);
  std::chrono::sys_seconds second_{};
  Text stamp_;
};

void append_dense_line(Text& text, Random& random) {
  for (int i = 0; i < 6; ++i)
    text << random.below(1000) << " ab" << random.below(100) << " ";
  text << "ERROR\n";
}

void append_10_mb_line(Text& text, Random& random) {
  const std::size_t end = text.size() + kLongLineBytes;
  const std::size_t middle = text.size() + random.below(kLongLineBytes);
  const auto fill = [&](std::size_t until) {
    while (text.size() < until)
      text << "key" << random.below(1000) << "=" << random.next() << " ";
  };
  fill(middle);
  text << "ERROR retry=" << random.below(10) << " ";
  fill(end);
  text << "\n";
}

class OutputFile {
 public:
  explicit OutputFile(const std::string& path)
      : path_(path), stream_(std::fopen(path.c_str(), "wb")) {
    if (stream_ == nullptr) fail();
  }
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  ~OutputFile() {
    if (stream_ != nullptr) std::fclose(stream_);
  }

  void write(const Text& text) {
    if (std::fwrite(text.bytes().data(), 1, text.size(), stream_) !=
        text.size())
      fail();
  }
  void close() {
    if (std::fclose(std::exchange(stream_, nullptr)) != 0) fail();
  }

 private:
  [[noreturn]] void fail() const {
    throw std::runtime_error("writing " + path_ + ": " + std::strerror(errno));
  }

  std::string path_;
  std::FILE* stream_;
};

struct Options {
  std::string kind;
  std::string output;
  std::uint64_t bytes = std::uint64_t{2} << 30;
  std::uint64_t seed = 1;
  std::string needle;
  std::size_t files = 20'000;
  std::size_t smallest = 200;
  std::size_t largest = 8000;
};

// Whole lines up to the first that reaches options.bytes.
template <class AppendLine, class AppendNeedle>
void write_file(const Options& options, AppendLine append_line,
                AppendNeedle append_needle) {
  OutputFile file(options.output);
  Text text;
  bool needle_due = !options.needle.empty();
  std::uint64_t written = 0;
  while (written + text.size() < options.bytes) {
    if (needle_due && written + text.size() >= options.bytes / 100 * 97) {
      append_needle(text);
      needle_due = false;
    }
    append_line(text);
    if (text.size() >= kBufferBytes) {
      file.write(text);
      written += text.size();
      text.clear();
    }
  }
  file.write(text);
  file.close();
}

// Sizes of the files of a tree: even between the limits, or for `mixed` such
// that each power of two is as frequent as the next, the first file being the
// largest.
std::size_t next_size(const Options& options, Random& random,
                      std::size_t index) {
  if (options.kind != "mixed")
    return options.smallest +
           random.below(options.largest - options.smallest + 1);
  if (index == 0) return options.largest;
  const auto doublings = static_cast<std::uint64_t>(
      std::bit_width(options.largest / options.smallest));
  const std::size_t power = options.smallest << random.below(doublings);
  return std::min(power + random.below(power), options.largest);
}

// DIRECTORY/0000/000.log, 001.log and so on.
std::string tree_path(const std::string& directory, std::size_t index) {
  Text path;
  path << directory << "/";
  path.append_digits(index / kFilesPerDirectory, 4);
  std::filesystem::create_directories(path.bytes());
  path << "/";
  path.append_digits(index % kFilesPerDirectory, 3);
  path << ".log";
  return path.bytes();
}

void write_tree(const Options& options) {
  Random sizes(options.seed);
  LogLines lines(options.seed);
  for (std::size_t i = 0; i < options.files; ++i) {
    Options one = options;
    one.output = tree_path(options.output, i);
    one.bytes = next_size(options, sizes, i);
    write_file(
        one, [&](Text& text) { lines.append_line(text); }, [](Text&) {});
  }
}

void make(const Options& options) {
  Random random(options.seed);
  LogLines lines(options.seed);
  const auto plain_needle = [&](Text& text) { text << options.needle << "\n"; };
  if (options.kind == "log") {
    write_file(
        options, [&](Text& text) { lines.append_line(text); },
        [&](Text& text) { lines.append_needle(text, options.needle); });
  } else if (options.kind == "dense") {
    write_file(
        options, [&](Text& text) { append_dense_line(text, random); },
        plain_needle);
  } else if (options.kind == "long-lines") {
    write_file(
        options, [&](Text& text) { append_10_mb_line(text, random); },
        plain_needle);
  } else {
    write_tree(options);
  }
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app("Writes a log to search, the same for the same options.");
  app.add_option("KIND", options.kind, "log, dense, long-lines, tree or mixed")
      ->required()
      ->check(CLI::IsMember({"log", "dense", "long-lines", "tree", "mixed"}));
  app.add_option("OUTPUT", options.output, "file, for tree a directory")
      ->required();
  app.add_option("--bytes", options.bytes, "size of the file, as in 512M or 2G")
      ->transform(CLI::AsSizeValue(false));
  app.add_option("--seed", options.seed, "another seed, another log");
  app.add_option("--needle", options.needle,
                 "text put once, at 97 % of the file");
  app.add_option("--files", options.files, "number of files in a tree");
  app.add_option("--smallest", options.smallest, "bytes of a tree's files")
      ->transform(CLI::AsSizeValue(false))
      ->check(CLI::PositiveNumber);
  app.add_option("--largest", options.largest, "bytes of a tree's files")
      ->transform(CLI::AsSizeValue(false));
  CLI11_PARSE(app, argc, argv);
  if (options.largest < options.smallest) {
    std::cerr << "make_log: --largest is below --smallest\n";
    return 2;
  }
  try {
    make(options);
  } catch (const std::exception& error) {
    std::cerr << "make_log: " << error.what() << "\n";
    return 1;
  }
}
