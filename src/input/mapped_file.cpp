// SPDX-License-Identifier: MIT
#include "input/mapped_file.h"

#include <sys/mman.h>

#include <algorithm>
#include <boost/interprocess/exceptions.hpp>
#include <utility>

#include "input/open_file.h"
#include "os/read_at.h"

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
  if (fallback_) return fallback_->view(begin, end);
  const bool is_mapped =
      begin >= window_begin_ && end <= window_begin_ + window_.get_size();
  if (!is_mapped && !map_window(begin, end)) {
    window_ = ipc::mapped_region();
    return fallback_
        .emplace(descriptor_, size_, buffer_, ReadFile::kReadBytes, terminator_)
        .view(begin, end);
  }
  return {
      static_cast<const char*>(window_.get_address()) + (begin - window_begin_),
      static_cast<std::size_t>(end - begin)};
}

bool MappedFile::map_window(ByteOffset begin, ByteOffset end) {
  const ByteOffset first = begin / kWindowGrain * kWindowGrain;
  const ByteOffset last =
      std::min(size_, (std::max(end, begin + kMapAhead) + kWindowGrain - 1) /
                          kWindowGrain * kWindowGrain);
  const bool has_last_page = last == size_;
  window_ = ipc::mapped_region();  // never two windows at a time
  try {
    ipc::mapped_region window(
        OpenFile{descriptor_},
        has_last_page ? ipc::copy_on_write : ipc::read_only,
        static_cast<ipc::offset_t>(first),
        static_cast<std::size_t>(last - first), nullptr,
        has_last_page ? MAP_NORESERVE : ipc::default_map_options);
    window_ = std::move(window);
  } catch (const ipc::interprocess_exception&) {
    return false;
  }
  window_begin_ = first;
  return !has_last_page || read_last_page();
}

// A page that the file ends in shows zeros behind the end. Should the file
// become shorter within it, no signal would tell: so its bytes are read, over
// those of the mapping, which has this one page for itself then.
bool MappedFile::read_last_page() {
  const ByteOffset page = ipc::mapped_region::get_page_size();
  const ByteOffset begin = (size_ - 1) / page * page;
  char* const bytes =
      static_cast<char*>(window_.get_address()) + (begin - window_begin_);
  const auto count = static_cast<std::size_t>(size_ - begin);
  return read_at(descriptor_, bytes, count, begin) ==
         static_cast<ssize_t>(count);
}

}  // namespace trawl
