// SPDX-License-Identifier: MIT
// A layout in the letters of strptime, for stamps that are like no other:
//   %Y %y %m %b %B %d %e %j  %H %I %p %M %S %f  %z %Z %s  %T %D %F %R %a %A  %%
// Read without the locale, in which a log is not written, and with %f, the
// digits of a fraction. White space stands for any amount of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "stamp/stamp_layout.h"

namespace trawl {

class TimePattern {
 public:
  // Throws Error for a letter that it does not know, and if what it reads is
  // not enough to tell a day.
  explicit TimePattern(std::string format);

  // As read_stamp(): `text` begins with it.
  std::optional<ReadStamp> read(std::string_view text) const;

 private:
  std::string format_;  // %T and the like written out
};

}  // namespace trawl
