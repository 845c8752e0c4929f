// SPDX-License-Identifier: MIT
// Hyperscan's compiler under a limit. A pattern of twenty bytes can keep it
// busy for minutes and let it take gigabytes, and nothing in its interface
// stops it. So what might do so is compiled in a child process with limits of
// its own, which hands the finished database back; the limits are the system's
// and hold whatever the compiler does. All else, which is nearly everything, is
// compiled right here and costs nothing more.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <span>

#include "os/file_descriptor.h"
#include "query/hyperscan.h"
#include "trawl/units.h"

namespace trawl {

struct CompileLimits {
  std::chrono::seconds processor_time{60};
  // Beside what the process holds already.
  ByteCount memory = ByteCount{2} << 30;
};

// Whether compiling these may take long or much. By their text: many of them,
// or counted repetitions that multiply.
bool may_be_costly(std::span<const HyperscanExpression> expressions);

// How many of them, from the first on, have no such repetitions, all together.
std::size_t count_simple(std::span<const HyperscanExpression> expressions);

// How many of those are compiled within seconds.
std::size_t count_at_once(std::span<const HyperscanExpression> expressions);

// Compiles in a child process, from construction on; several may do so at the
// same time. The caller must be able to fork.
class ChildCompile {
 public:
  ChildCompile(std::span<const HyperscanExpression> expressions, bool utf8,
               const CompileLimits& limits = {});
  ~ChildCompile();  // a child that is not waited for is ended
  ChildCompile(ChildCompile&&) noexcept;
  ChildCompile& operator=(ChildCompile&&) = delete;

  struct Result {
    HyperscanDatabase::Compiled compiled;
    bool exceeded = false;  // a limit
  };
  // False if no child was to be had.
  bool has_started() const { return child_ >= 0; }
  // Once, if it has.
  Result wait();

 private:
  FileDescriptor answer_;
  pid_t child_ = -1;
};

}  // namespace trawl
