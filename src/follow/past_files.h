// SPDX-License-Identifier: MIT
// Files that were followed and are closed: one that gets a followed name later
// is not read again, but behind what was read of it.
#pragma once

#include <algorithm>
#include <deque>
#include <optional>

#include "follow/file_identity.h"
#include "follow/read_mark.h"
#include "trawl/query.h"
#include "trawl/units.h"

namespace trawl {

struct PastFile {
  FileIdentity identity;
  ReadMark mark;
  LineNumber line = 1;  // behind it
  std::optional<RecordGrouping::Rule> rule{};
  bool is_enough = false;  // nothing more is wanted of it
};

class PastFiles {
 public:
  void add(const PastFile& file) {
    take(file.identity);
    if (files_.size() == kMostFiles) files_.pop_front();
    files_.push_back(file);
  }

  bool is_enough(const FileIdentity& identity) const {
    const auto found = std::ranges::find(files_, identity, &PastFile::identity);
    return found != files_.end() && found->is_enough;
  }

  std::optional<PastFile> take(const FileIdentity& identity) {
    const auto found = std::ranges::find(files_, identity, &PastFile::identity);
    if (found == files_.end()) return std::nullopt;
    std::optional<PastFile> file = *found;
    files_.erase(found);
    return file;
  }

 private:
  // 300 bytes each; most will have been removed long before.
  static constexpr std::size_t kMostFiles = 1000;

  std::deque<PastFile> files_;
};

}  // namespace trawl
