// SPDX-License-Identifier: MIT
#include "print/heading.h"

#include "print/record_prefix.h"

namespace trawl {

void Heading::append(const InputInfo& input, OutputBuffer& out) {
  if (!options_.heading) return;
  is_new_ = !std::exchange(is_first_, false);
  if (is_new_) out.append('\n');
  append_path(input, options_, out);
  out.append(options_.nul_after_name ? '\0' : '\n');
}

}  // namespace trawl
