// SPDX-License-Identifier: MIT
// Of a large log that is sorted by time the program reads no more than the
// window and some hundred lines to find it, whatever the pattern. The log is
// put out of the page cache before each search; the pages that are in it
// afterwards (mincore) are those that were read, or read ahead.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <boost/interprocess/file_mapping.hpp>
#include <boost/interprocess/mapped_region.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "os/file_descriptor.h"
#include "support/run_program.h"
#include "support/temp_directory.h"

namespace trawl::test {
namespace {

namespace ipc = boost::interprocess;

constexpr std::size_t kPageBytes = 4096;
constexpr std::size_t kLinesPerSecond = 100;
constexpr std::size_t kFirstSecond = 1678786000;

// A line each 10 ms, of 96 bytes.
class Log {
 public:
  explicit Log(const std::filesystem::path& path) : path_(path) {}

  const std::string& path() const { return path_; }
  std::size_t seconds() const { return lines_ / kLinesPerSecond; }

  void grow(std::size_t bytes) {
    std::ofstream file(path_, std::ios::binary | std::ios::app);
    for (std::size_t size = std::filesystem::file_size(path_); size < bytes;) {
      std::string text;
      while (text.size() < 1024 * 1024) text += next_line();
      file.write(text.data(), static_cast<std::streamsize>(text.size()));
      size += text.size();
    }
  }

  // Written, and out of the page cache.
  void make_cold() const {
    const FileDescriptor file(::open(path_.c_str(), O_RDONLY | O_CLOEXEC));
    REQUIRE(::fsync(file.get()) == 0);
    REQUIRE(::posix_fadvise(file.get(), 0, 0, POSIX_FADV_DONTNEED) == 0);
  }

  std::size_t pages_in_memory() const {
    ipc::mapped_region region(ipc::file_mapping(path_.c_str(), ipc::read_only),
                              ipc::read_only);
    std::vector<unsigned char> pages(region.get_size() / kPageBytes + 1);
    REQUIRE(::mincore(region.get_address(), region.get_size(), pages.data()) ==
            0);
    return static_cast<std::size_t>(std::ranges::count_if(
        pages, [](unsigned char page) { return (page & 1) != 0; }));
  }

 private:
  std::string next_line() {
    const std::size_t second = kFirstSecond + lines_ / kLinesPerSecond;
    const std::size_t ms = lines_ % kLinesPerSecond * 10;
    ++lines_;
    return fmt::format("{}.{:03} {:<5} worker-{:02} request {:010} {:<44}\n",
                       second, ms, lines_ % 7 == 0 ? "ERROR" : "INFO",
                       lines_ % 16, lines_, "took 187ms");
  }

  std::string path_;
  std::size_t lines_ = 0;
};

struct Answer {
  std::string lines;
  std::size_t pages = 0;
};

Answer search_minute(const Log& log, std::size_t second,
                     const std::string& pattern) {
  log.make_cold();
  REQUIRE(log.pages_in_memory() < 100);
  const std::size_t begin = kFirstSecond + second;
  const Outcome outcome = run_program(
      {.words = {trawl_program(), "--no-config", "-c", "--since",
                 fmt::format("@{}", begin), "--until",
                 fmt::format("@{}", begin + 60), pattern, log.path()}});
  CHECK(outcome.err.empty());
  return {outcome.out, log.pages_in_memory()};
}

}  // namespace

TEST_CASE("Pages: OfASortedLogTheWindowAndLittleElseIsRead") {
  TempDirectory directory;
  Log log(directory.write("app.log", ""));
  std::vector<std::size_t> most_pages;
  for (const std::size_t mib : {64, 512}) {
    log.grow(mib * 1024 * 1024);
    std::size_t most = 0;
    for (const std::size_t percent : {1, 37, 98}) {
      const std::size_t second = log.seconds() * percent / 100;
      for (const std::string pattern : {".", "ERROR|FATAL", "(\\d)\\1ms$"}) {
        CAPTURE(mib);
        CAPTURE(percent);
        CAPTURE(pattern);
        const Answer answer = search_minute(log, second, pattern);
        if (pattern == ".") CHECK(answer.lines == "6000\n");
        most = std::max(most, answer.pages);
      }
    }
    most_pages.push_back(most);
  }
  // The window has 140 pages, and a minute of slack on each side as many again.
  // Of a log that is eight times larger three more lines are looked at.
  CHECK(most_pages[0] < 1200);
  CHECK(most_pages[1] < most_pages[0] + 200);
}

}  // namespace trawl::test
