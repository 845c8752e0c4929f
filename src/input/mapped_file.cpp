// SPDX-License-Identifier: MIT
#include "input/mapped_file.h"

#include <algorithm>
#include <boost/interprocess/exceptions.hpp>
#include <utility>

#include "input/open_file.h"

namespace trawl {
namespace {

namespace ipc = boost::interprocess;

// Windows begin and end at multiples of this. Where the page cache holds a
// file in pages as large, one entry maps each (measured, 2 GiB by one process:
// windows of 256 KiB 1.4 s, mapped page by page; of 4 MiB 0.2 s, as one mapping
// of the whole file). Untouched pages cost nothing.
constexpr ByteCount kWindowGrain = 2 * 1024 * 1024;

// Mapped from where a view begins: the longest shard and the end of its last
// record.
constexpr ByteCount kMapAhead = 6 * 1024 * 1024;

}  // namespace

std::string_view MappedFile::view(ByteOffset begin, ByteOffset end) {
  if (begin == end) return {};
  if (begin < window_begin_ || end > window_begin_ + window_.get_size()) {
    try {
      if (!fallback_) map_window(begin, end);
    } catch (const ipc::interprocess_exception&) {
      fallback_.emplace(descriptor_, size_, buffer_);
    }
  }
  if (!fallback_ && reaches_last_page(end)) {
    fallback_.emplace(descriptor_, size_, buffer_);
  }
  if (fallback_) return fallback_->view(begin, end);
  return {
      static_cast<const char*>(window_.get_address()) + (begin - window_begin_),
      static_cast<std::size_t>(end - begin)};
}

// A page that the file ends in shows zeros behind the end. Should the file
// become shorter within it, no signal would tell.
bool MappedFile::reaches_last_page(ByteOffset end) const {
  const ByteOffset page = ipc::mapped_region::get_page_size();
  return end > (size_ - 1) / page * page;
}

void MappedFile::map_window(ByteOffset begin, ByteOffset end) {
  const ByteOffset first = begin / kWindowGrain * kWindowGrain;
  const ByteOffset last =
      std::min(size_, (std::max(end, begin + kMapAhead) + kWindowGrain - 1) /
                          kWindowGrain * kWindowGrain);
  window_ = ipc::mapped_region();  // never two windows at a time
  ipc::mapped_region window(OpenFile{descriptor_}, ipc::read_only,
                            static_cast<ipc::offset_t>(first),
                            static_cast<std::size_t>(last - first));
  window_ = std::move(window);
  window_begin_ = first;
}

}  // namespace trawl
