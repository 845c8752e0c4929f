// SPDX-License-Identifier: MIT
#include "follow/moved_names.h"

#include <algorithm>

namespace trawl {

bool MovedNames::note(const ChangeWatch::Change& change, Time now,
                      bool brings_stranger) {
  using Kind = ChangeWatch::Change::Kind;
  switch (change.kind) {
    case Kind::appeared:
    case Kind::arrived:
      return arrive(change.name,
                    change.kind == Kind::arrived ? change.renaming : 0,
                    brings_stranger);
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
  if (name == name_) {
    moved_.push_back(
        {.name = {},
         .renaming = renaming,
         .left = now,
         .is_stranger = std::exchange(is_held_by_stranger_, false)});
  }
  return concerns;
}

bool MovedNames::arrive(const std::string& name, std::uint32_t renaming,
                        bool brings_stranger) {
  bool comes_back = false;
  for (Moved& moved : moved_) {
    if (moved.name == name) moved.name.clear();  // it was overwritten
    if (renaming == 0 || moved.renaming != renaming) continue;
    moved.name = name;
    moved.renaming = 0;
    comes_back = true;
    brings_stranger = moved.is_stranger;
  }
  if (name == name_) {
    is_held_by_stranger_ = brings_stranger;
    if (!comes_back && !brings_stranger) ++arrivals_;
  }
  return name == name_ || comes_back;
}

bool MovedNames::is_leaving_by(std::uint32_t renaming) const {
  return std::ranges::any_of(moved_, [&](const Moved& moved) {
    return moved.name.empty() && moved.renaming == renaming;
  });
}

void MovedNames::forget_before(Time time) {
  std::erase_if(moved_, [&](const Moved& moved) { return moved.left < time; });
}

std::vector<std::string> MovedNames::names() const {
  std::vector<std::string> names;
  for (const Moved& moved : moved_) {
    if (!moved.name.empty() && !moved.is_stranger) names.push_back(moved.name);
  }
  return names;
}

}  // namespace trawl
