// SPDX-License-Identifier: MIT
// Searches units in the calling process, by the same UnitScanner that workers
// run: small work, what no worker is left for, and the context behind a last
// record.
#pragma once

#include <memory>

#include "result/local_channel.h"
#include "result/result_writer.h"
#include "scan/unit_scanner.h"
#include "search/stages.h"

namespace trawl {

class LocalSearch {
 public:
  explicit LocalSearch(Stages& stages);
  ~LocalSearch() { stages_.merge.set_print_tail({}); }
  LocalSearch(const LocalSearch&) = delete;
  LocalSearch& operator=(const LocalSearch&) = delete;

  // The unit's frames go to the merge, where it has begun.
  void scan(const WorkUnit& unit);
  // The same for one whose first records may be enough, for what comes behind
  // it is searched elsewhere: only what is needed at once is compiled.
  void scan_for_few(const WorkUnit& unit);

 private:
  void search(const WorkUnit& unit);
  UnitScanner& scanner();
  void take(const FrameView& frame);
  RecordCount print_tail(const WorkUnit& unit, const ResumePoint& tail,
                         RecordCount count);

  Stages& stages_;
  LocalChannel channel_;
  std::unique_ptr<ResultWriter> writer_;
  std::unique_ptr<UnitScanner> scanner_;
  const WorkUnit* unit_ = nullptr;  // at work
};

}  // namespace trawl
