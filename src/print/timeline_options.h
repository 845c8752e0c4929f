// SPDX-License-Identifier: MIT
// How --timeline is printed; part of PrintOptions.
#pragma once

#include <cstddef>
#include <optional>

#include "time/time_bucket.h"

namespace trawl {

struct TimelineOptions {
  enum class Form { chart, json, csv };

  Form form = Form::chart;
  std::optional<BucketSize> bucket = {};  // unset: as fits

  // What a bucket is chosen by, and the chart drawn for.
  std::size_t most_rows = 24;
  std::size_t columns = 80;
  bool is_ascii = false;  // the terminal may not know block characters
};

}  // namespace trawl
