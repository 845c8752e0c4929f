// SPDX-License-Identifier: MIT
// Keeps signals waiting while a child is forked, so that none reaches the child
// while its handlers are still the parent's.
#pragma once

#include <signal.h>

namespace trawl {

class HeldSignals {
 public:
  HeldSignals() {
    sigset_t all;
    ::sigfillset(&all);
    ::sigprocmask(SIG_SETMASK, &all, &before_);
  }
  ~HeldSignals() { release(); }
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;

  // In the child, once its own handlers are set.
  void release() const { ::sigprocmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_;
};

}  // namespace trawl
