// SPDX-License-Identifier: MIT
// Owning types over Hyperscan's C interface; nothing but this and what tells
// its version includes hs.h.
//
// A database holds many expressions and reports, in one pass over a block and
// in no promised order, every place where a match of one of them ends.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "os/large_memory.h"

struct hs_database;
struct hs_scratch;

namespace trawl {

struct HyperscanExpression {
  std::string text;
  unsigned id = 0;
  bool caseless = false;
  // Also report places where there may be no match: takes more syntax.
  bool prefilter = false;
};

// Whether Hyperscan knows the expression's syntax; it may still be too large
// to compile.
bool hyperscan_accepts(const HyperscanExpression& expression, bool utf8);

// The library's version and the processor's features that a database is
// compiled for.
std::string hyperscan_platform();

class HyperscanDatabase {
 public:
  struct Compiled;

  // With `utf8` blocks must be valid UTF-8. On failure the database is empty
  // and `refused` tells which expression is to blame, if a single one is.
  static Compiled compile(std::span<const HyperscanExpression> expressions,
                          bool utf8);

  // As bytes for this version of Hyperscan on this kind of processor. Throws
  // std::bad_alloc.
  std::string serialized() const;
  // Empty if they are not what serialized() made with this library. Damaged
  // bytes are not always refused: they have to come from a trusted place.
  static std::optional<HyperscanDatabase> from_serialized(
      std::string_view bytes);

  const hs_database* get() const {
    if (compiled_) return compiled_.get();
    return reinterpret_cast<const hs_database*>(restored_->bytes().data());
  }

 private:
  struct Free {
    void operator()(hs_database* database) const;
  };
  // One of them.
  std::unique_ptr<hs_database, Free> compiled_;
  std::optional<LargeMemory> restored_;
};

struct HyperscanDatabase::Compiled {
  std::optional<HyperscanDatabase> database;
  std::optional<std::size_t> refused;
};

// One process's working memory for scans with any of some databases.
class HyperscanScratch {
 public:
  // Throws std::bad_alloc.
  explicit HyperscanScratch(std::span<const HyperscanDatabase> databases);

  // Calls `on_end(id, end)` for every match end, which must not throw. False
  // if the scan failed: what was reported until then is not all.
  template <typename OnEnd>
  bool scan(const HyperscanDatabase& database, std::string_view block,
            OnEnd& on_end) {
    return scan(database, block, &report<OnEnd>, &on_end);
  }

 private:
  using Callback = int (*)(unsigned id, unsigned long long from,
                           unsigned long long to, unsigned flags,
                           void* context);

  template <typename OnEnd>
  static int report(unsigned id, unsigned long long, unsigned long long to,
                    unsigned, void* context) {
    (*static_cast<OnEnd*>(context))(id, static_cast<std::size_t>(to));
    return 0;
  }

  bool scan(const HyperscanDatabase& database, std::string_view block,
            Callback callback, void* context);

  struct Free {
    void operator()(hs_scratch* scratch) const;
  };
  std::unique_ptr<hs_scratch, Free> scratch_;
};

}  // namespace trawl
