// SPDX-License-Identifier: MIT
// The second door to the engine: records themselves, rebuilt in the caller's
// process, in input order. Costs a copy of each record; formatting in the
// workers (formatter.h) scales better.
#pragma once

#include "trawl/error.h"
#include "trawl/progress.h"
#include "trawl/record.h"
#include "trawl/summary.h"

namespace trawl {

class Sink {
 public:
  virtual ~Sink() = default;

  virtual RecordNeeds needs() const {
    return {.line_numbers = true, .spans = true};
  }

  // Before the first record of an input that has any.
  virtual void begin_input(const InputInfo&) {}
  // Valid during the call, spans and line number included. False ends the
  // whole search; end_input is not called for the input at hand then.
  virtual bool record(const Record&) = 0;
  // After every input that was searched, matching or not.
  virtual void end_input(const InputSummary&) {}
  // In input order with respect to the others.
  virtual void problem(const Problem&) = 0;
  // As Receiver::progress().
  virtual bool progress(const Progress&) { return true; }
};

}  // namespace trawl
