// SPDX-License-Identifier: MIT
#include "cli/file_listing.h"

#include <string>
#include <string_view>

#include "cli/exit_status.h"
#include "print/shown_name.h"

namespace trawl {
namespace {

// What one write should carry.
constexpr std::size_t kBlockBytes = 64 * 1024;

class FileLister : public InputReceiver {
 public:
  FileLister(ListingStyle style, StandardOutput& output)
      : style_(style), output_(output) {}

  bool input(std::string_view path) override {
    ++found_.selected;
    if (style_.is_quiet) return style_.is_strict;  // what else is amiss
    if (path.empty()) path = "-";
    block_ += style_.escape_controls ? shown_name(path) : std::string(path);
    block_ += style_.terminator;
    return block_.size() < kBlockBytes || flush();
  }

  void problem(const Problem& problem) override {
    const bool is_on_purpose = problem.kind == Problem::Kind::skipped;
    ++(is_on_purpose ? found_.notices : found_.problems);
    flush();
    output_.problem(problem);
  }

  // False if nothing can be written any more.
  bool flush() {
    const bool is_written = output_.write(block_);
    block_.clear();
    return is_written;
  }

  int exit_status() const {
    return decide_exit_status(
        found_, {.is_quiet = style_.is_quiet, .is_strict = style_.is_strict});
  }

 private:
  ListingStyle style_;
  StandardOutput& output_;
  std::string block_;    // names not written yet
  SearchSummary found_;  // each input counts as a selected record
};

}  // namespace

int list_files(const InputSelection& selection, ListingStyle style,
               StandardOutput& output) {
  FileLister lister(style, output);
  list_inputs(selection, lister);
  lister.flush();
  return lister.exit_status();
}

}  // namespace trawl
