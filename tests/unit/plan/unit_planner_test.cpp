// SPDX-License-Identifier: MIT
#include "plan/unit_planner.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "input/path_access.h"
#include "support/temp_directory.h"

namespace trawl {
namespace {

constexpr ByteCount kMegabyte = 1024 * 1024;

// A file that was found with 2 MiB, and to which something happens before its
// turn.
class ChangedFile {
 public:
  ChangedFile() : path_(directory_.write("log", "first\n")) {
    resize(2 * kMegabyte);
    selection_.paths = {path_};
    inputs_.emplace(selection_);
    inputs_->find_all([](Input&) { return true; });
  }

  const std::filesystem::path& path() const { return path_; }
  void resize(ByteCount size) const {
    std::filesystem::resize_file(path_, size);
  }
  void replace_by_fifo() const {
    std::filesystem::remove(path_);
    REQUIRE(::mkfifo(path_.c_str(), 0600) == 0);
  }

  // Takes all units; of the last one the order, the problem and the input's
  // end are of interest.
  WorkUnit last_unit() {
    UnitPlanner planner([this] { return inputs_->next(); }, blocks_, encodings_,
                        {.shapes = shapes_, .largest_shard = kMegabyte});
    WorkUnit last, unit;
    while (planner.next(unit, true) == Planner::Next::unit) {
      last = std::move(unit);
    }
    return last;
  }

 private:
  test::TempDirectory directory_;
  std::filesystem::path path_;
  InputSelection selection_;
  std::optional<InputList> inputs_;
  BlockStore blocks_{{}, 256 * 1024};
  TextEncodings encodings_{std::nullopt};
  RecordShapes shapes_{Query{}};
};

}  // namespace

TEST_CASE("UnitPlanner: AFileIsAsLargeAsItIsWhenItsTurnComes") {
  for (const ByteCount size : {8 * kMegabyte, kMegabyte + 7}) {
    ChangedFile file;
    file.resize(size);
    const WorkUnit last = file.last_unit();
    CHECK(last.order.kind == UnitKind::shard);
    CHECK(last.order.end == size);
    CHECK(last.order.size == size);
    CHECK(last.order.file_size == size);
    CHECK(last.last_of_input);
  }
}

TEST_CASE("UnitPlanner: AFileThatBecameSmallIsSearchedInABatch") {
  for (const ByteCount size : {ByteCount{10}, ByteCount{0}}) {
    ChangedFile file;
    file.resize(size);
    const WorkUnit last = file.last_unit();
    CHECK(last.order.kind == UnitKind::batch);
    CHECK(last.order.input_count == 1);
    CHECK(last.order.end == size);
    CHECK(last.paths == file.path().string() + '\0');
  }
}

TEST_CASE("UnitPlanner: AFifoInPlaceOfAFileIsNamedAndNotWaitedFor") {
  ChangedFile file;
  file.replace_by_fifo();
  const WorkUnit last = file.last_unit();
  CHECK(last.order.kind == UnitKind::notice);
  REQUIRE(last.problem);
  CHECK(last.problem->kind == Problem::Kind::unreadable);
  CHECK(last.problem->reason == unopened_reason(0));
}

}  // namespace trawl
