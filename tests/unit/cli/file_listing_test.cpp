// SPDX-License-Identifier: MIT
#include "cli/file_listing.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <string>
#include <string_view>

#include "cli/diagnostics.h"
#include "cli/exit_status.h"
#include "cli/standard_output.h"
#include "support/temp_directory.h"

namespace trawl::test {
namespace {

// What is written to a descriptor while it lives goes into a file.
class Redirection {
 public:
  explicit Redirection(int number) : number_(number), kept_(::dup(number)) {
    const std::string name = directory_.write("out", "");
    file_ = ::open(name.c_str(), O_RDWR);
    ::dup2(file_, number_);
  }
  ~Redirection() {
    ::dup2(kept_, number_);
    ::close(kept_);
    ::close(file_);
  }
  Redirection(const Redirection&) = delete;
  Redirection& operator=(const Redirection&) = delete;

  std::string text() const {
    std::array<char, 4096> bytes;
    const ssize_t got = ::pread(file_, bytes.data(), bytes.size(), 0);
    return {bytes.data(), static_cast<std::size_t>(got)};
  }

 private:
  TempDirectory directory_;
  int number_;
  int kept_;
  int file_ = -1;
};

struct Listing {
  int status;
  std::string out;
  std::string err;
};

Listing list(const InputSelection& selection, ListingStyle style = {}) {
  const Diagnostics diagnostics;
  StandardOutput output(diagnostics);
  const Redirection out(STDOUT_FILENO);
  const Redirection err(STDERR_FILENO);
  const int status = list_files(selection, style, output);
  return {status, out.text(), err.text()};
}

TEST_CASE("FileListing: NamesEndAsAskedAndNothingIsSearched") {
  TempDirectory directory;
  const std::string a = directory.write("a\nb", "");
  const Listing lines = list({.paths = {a, "-"}});
  CHECK(lines.status == kFound);
  CHECK(lines.out == a + "\n-\n");
  CHECK(list({.paths = {a}}, {.terminator = '\0'}).out ==
        a + std::string(1, '\0'));
}

TEST_CASE("FileListing: NamesDoNotDriveATerminal") {
  TempDirectory directory;
  const std::string name = directory.write("a\33[31m", "");
  CHECK(list({.paths = {name}}).out == name + '\n');
  CHECK(list({.paths = {name}}, {.escape_controls = true}).out ==
        "'" + directory.path().string() + "/a'$'\\033''[31m'\n");
}

TEST_CASE("FileListing: NothingToListIsNothingFound") {
  CHECK(list({}).status == kNotFound);
}

TEST_CASE("FileListing: AProblemIsToldAndIsAFailure") {
  TempDirectory directory;
  const std::string a = directory.write("a", "");
  const Listing listing = list({.paths = {a, "/nowhere/x", a}});
  CHECK(listing.status == kFailed);
  CHECK(listing.out == a + '\n' + a + '\n');
  CHECK(listing.err == "trawl: /nowhere/x: No such file or directory\n");
}

}  // namespace
}  // namespace trawl::test
