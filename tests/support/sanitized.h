// SPDX-License-Identifier: MIT
// Whether this is the sanitizers' tree, where all takes several times as long
// and what is only repeated is repeated less often.
#pragma once

namespace trawl::test {

#ifdef TRAWL_SANITIZED
inline constexpr bool kIsSanitized = true;
#else
inline constexpr bool kIsSanitized = false;
#endif

}  // namespace trawl::test
