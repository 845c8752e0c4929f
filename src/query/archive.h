// SPDX-License-Identifier: MIT
// Values one behind the other in a string, for the cache: what was added first
// is taken first. For this machine only.
#pragma once

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

namespace trawl {

class ArchiveWriter {
 public:
  template <typename Value>
  requires std::is_trivially_copyable_v<Value> &&
      (!std::is_convertible_v<Value, std::string_view>)void add(
          const Value& value) {
    char bytes[sizeof value];
    std::memcpy(bytes, &value, sizeof value);
    bytes_.append(bytes, sizeof value);
  }
  void add(std::string_view bytes) {
    add(bytes.size());
    bytes_ += bytes;
  }

  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

// Of an archive that ends too early there is no more than zeros and empty bytes
// to be had.
class ArchiveReader {
 public:
  explicit ArchiveReader(std::string_view bytes) : rest_(bytes) {}

  template <typename Value>
  requires std::is_trivially_copyable_v<Value> Value take() {
    Value value{};
    if (rest_.size() < sizeof value) {
      rest_ = {};
      return value;
    }
    std::memcpy(&value, rest_.data(), sizeof value);
    rest_.remove_prefix(sizeof value);
    return value;
  }
  std::string_view take_bytes() {
    const auto size = std::min(take<std::size_t>(), rest_.size());
    const std::string_view bytes = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return bytes;
  }

  bool is_at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

}  // namespace trawl
