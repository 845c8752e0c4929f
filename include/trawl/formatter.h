// SPDX-License-Identifier: MIT
// The first door to the engine: output is formatted where it is found, in the
// worker processes, and the caller receives finished bytes in input order.
#pragma once

#include <span>
#include <string_view>

#include "trawl/error.h"
#include "trawl/output_buffer.h"
#include "trawl/progress.h"
#include "trawl/record.h"
#include "trawl/summary.h"

namespace trawl {

// Turns records into bytes. The object exists before the workers are forked,
// so each worker has a copy of it: what record() stores in it stays in that
// worker. Output must depend on the arguments alone, or it would depend on the
// number of workers. Must not throw.
class Formatter {
 public:
  virtual ~Formatter() = default;

  virtual RecordNeeds needs() const = 0;

  // In a worker. One record, selected or context.
  virtual void record(const Record&, OutputBuffer&) {}
  // In a worker or the caller. Between groups of records that are not
  // adjacent; only with Query::context.
  virtual void gap(OutputBuffer&) {}

  // In the caller. The last record of which bytes were written has no end: what
  // it lies in was lost before all of it was formatted. Of a record that is
  // shorter than 64 KiB when formatted nothing is written before its end.
  virtual void abandon_record(OutputBuffer&) {}

  // In the caller. begin_input comes before the first record of an input that
  // has any; end_input for every input that was searched, matching or not.
  virtual void begin_input(const InputInfo&, OutputBuffer&) {}
  virtual void end_input(const InputSummary&, OutputBuffer&) {}
  // With SearchOptions::follow or TimeWindow::merges_inputs, before the next
  // record of an input that was begun, if records of another one came in
  // between.
  virtual void resume_input(const InputInfo&, OutputBuffer&) {}
  virtual void end_search(const SearchSummary&, OutputBuffer&) {}
};

// Takes the finished bytes, in the caller.
class Receiver {
 public:
  virtual ~Receiver() = default;

  // Consecutive pieces of output, valid during the call. False ends the search.
  virtual bool write(std::span<const std::string_view> pieces) = 0;

  // In input order with respect to write().
  virtual void problem(const Problem&) = 0;

  // About ten times a second, while a search goes on, if
  // SearchOptions::reports_progress asks for it. False ends the search.
  virtual bool progress(const Progress&) { return true; }
};

}  // namespace trawl
