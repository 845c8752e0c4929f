// SPDX-License-Identifier: MIT
#include "follow/moved_names.h"

namespace trawl {

bool MovedNames::note(const ChangeWatch::Change& change, Time now) {
  using Kind = ChangeWatch::Change::Kind;
  switch (change.kind) {
    case Kind::appeared:
    case Kind::arrived:
      return arrive(change.name,
                    change.kind == Kind::arrived ? change.renaming : 0);
    case Kind::left:
      return leave(change.name, change.renaming, now);
    case Kind::removed:
      return leave(change.name, 0, now);
    case Kind::written:
    case Kind::overflow:
      break;
  }
  return false;
}

bool MovedNames::leave(const std::string& name, std::uint32_t renaming,
                       Time now) {
  bool concerns = name == name_;
  for (Moved& moved : moved_) {
    if (moved.name != name) continue;
    moved.name.clear();
    moved.renaming = renaming;
    concerns = true;
  }
  if (name == name_)
    moved_.push_back({.name = {}, .renaming = renaming, .left = now});
  return concerns;
}

bool MovedNames::arrive(const std::string& name, std::uint32_t renaming) {
  bool comes_back = false;
  for (Moved& moved : moved_) {
    if (moved.name == name) moved.name.clear();  // it was overwritten
    if (renaming == 0 || moved.renaming != renaming) continue;
    moved.name = name;
    moved.renaming = 0;
    comes_back = true;
  }
  if (name == name_ && !comes_back) ++arrivals_;
  return name == name_ || comes_back;
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
