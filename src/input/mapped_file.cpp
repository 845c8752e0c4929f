// SPDX-License-Identifier: MIT
#include "input/mapped_file.h"

#include <algorithm>
#include <boost/interprocess/exceptions.hpp>
#include <utility>

#include "input/open_file.h"

namespace trawl {
namespace {

namespace ipc = boost::interprocess;

// Mapped on both sides of what was asked for, so that looking for the record
// edges just outside needs no second mapping. Untouched pages cost nothing.
constexpr ByteCount kSlackBytes = 64 * 1024;

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
  if (fallback_) return fallback_->view(begin, end);
  return {
      static_cast<const char*>(window_.get_address()) + (begin - window_begin_),
      static_cast<std::size_t>(end - begin)};
}

void MappedFile::map_window(ByteOffset begin, ByteOffset end) {
  const ByteOffset page = ipc::mapped_region::get_page_size();
  const ByteOffset first =
      (begin > kSlackBytes ? begin - kSlackBytes : 0) / page * page;
  const ByteOffset last = std::min(size_, end + kSlackBytes);
  window_ = ipc::mapped_region();  // never two windows at a time
  ipc::mapped_region window(OpenFile{descriptor_}, ipc::read_only,
                            static_cast<ipc::offset_t>(first),
                            static_cast<std::size_t>(last - first));
  window_ = std::move(window);
  window_begin_ = first;
}

}  // namespace trawl
