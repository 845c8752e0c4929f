// SPDX-License-Identifier: MIT
#include "os/build_id.h"

#include <elf.h>
#include <link.h>

#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

namespace trawl {
namespace {

using Segments = std::span<const Elf64_Phdr>;

std::uintptr_t address_of_this_code() {
  return reinterpret_cast<std::uintptr_t>(&build_id);
}

bool holds_this_code(Elf64_Addr base, Segments segments) {
  for (const Elf64_Phdr& segment : segments) {
    const std::uintptr_t begin = base + segment.p_vaddr;
    if (segment.p_type == PT_LOAD && address_of_this_code() >= begin &&
        address_of_this_code() < begin + segment.p_memsz) {
      return true;
    }
  }
  return false;
}

// | header | name, padded | description, padded |, one note behind the other.
std::string_view find_id(std::string_view notes, std::size_t alignment) {
  const auto padded = [alignment](std::size_t size) {
    return (size + alignment - 1) / alignment * alignment;
  };
  Elf64_Nhdr note;
  while (notes.size() >= sizeof note) {
    std::memcpy(&note, notes.data(), sizeof note);
    const std::size_t id_begin = sizeof note + padded(note.n_namesz);
    if (notes.size() < id_begin + note.n_descsz) break;
    if (note.n_type == NT_GNU_BUILD_ID &&
        notes.substr(sizeof note, note.n_namesz) ==
            std::string_view("GNU\0", 4)) {
      return notes.substr(id_begin, note.n_descsz);
    }
    const std::size_t size = id_begin + padded(note.n_descsz);
    notes.remove_prefix(size < notes.size() ? size : notes.size());
  }
  return {};
}

int look_at_object(dl_phdr_info* object, std::size_t, void* id) {
  const Segments segments(object->dlpi_phdr, object->dlpi_phnum);
  if (!holds_this_code(object->dlpi_addr, segments)) return 0;
  for (const Elf64_Phdr& segment : segments) {
    if (segment.p_type != PT_NOTE) continue;
    const auto* const notes =
        reinterpret_cast<const char*>(object->dlpi_addr + segment.p_vaddr);
    const std::string_view found =
        find_id({notes, segment.p_memsz}, segment.p_align == 8 ? 8 : 4);
    if (found.empty()) continue;
    *static_cast<std::string*>(id) = found;
    break;
  }
  return 1;  // no other object is of interest
}

}  // namespace

std::string build_id() {
  std::string id;
  ::dl_iterate_phdr(look_at_object, &id);
  return id;
}

}  // namespace trawl
