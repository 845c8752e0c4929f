// SPDX-License-Identifier: MIT
#include "follow/moved_names.h"

namespace trawl {

bool MovedNames::note(const ChangeWatch::Change& change, Time now) {
  using Kind = ChangeWatch::Change::Kind;
  switch (change.kind) {
    case Kind::appeared:
    case Kind::arrived:
      arrive(change.name, change.kind == Kind::arrived ? change.renaming : 0);
      break;
    case Kind::left:
      leave(change.name, change.renaming, now);
      break;
    case Kind::removed:
      leave(change.name, 0, now);
      break;
    case Kind::written:
    case Kind::overflow:
      return false;
  }
  return change.name == name_;
}

void MovedNames::leave(const std::string& name, std::uint32_t renaming,
                       Time now) {
  for (Moved& moved : moved_) {
    if (moved.name != name) continue;
    moved.name.clear();
    moved.renaming = renaming;
  }
  if (name == name_)
    moved_.push_back({.name = {}, .renaming = renaming, .left = now});
}

void MovedNames::arrive(const std::string& name, std::uint32_t renaming) {
  bool comes_back = false;
  for (Moved& moved : moved_) {
    if (moved.name == name) moved.name.clear();  // it was overwritten
    if (renaming == 0 || moved.renaming != renaming) continue;
    moved.name = name;
    moved.renaming = 0;
    comes_back = true;
  }
  if (name == name_ && !comes_back) ++arrivals_;
}

void MovedNames::forget_before(Time time) {
  std::erase_if(moved_, [&](const Moved& moved) { return moved.left < time; });
}

std::vector<std::string> MovedNames::names() const {
  std::vector<std::string> names;
  for (const Moved& moved : moved_) {
    if (!moved.name.empty()) names.push_back(moved.name);
  }
  return names;
}

}  // namespace trawl
