// SPDX-License-Identifier: MIT
#include "input/shell_pattern.h"

#include <fnmatch.h>
#include <locale.h>

namespace trawl {
namespace {

// Made once, used by whatever thread asks. Without that locale on the machine
// the process's own stays in use.
class Utf8Locale {
 public:
  Utf8Locale() : locale_(::newlocale(LC_ALL_MASK, "C.UTF-8", nullptr)) {}
  ~Utf8Locale() {
    if (locale_ != nullptr) ::freelocale(locale_);
  }
  Utf8Locale(const Utf8Locale&) = delete;
  Utf8Locale& operator=(const Utf8Locale&) = delete;

  locale_t get() const { return locale_; }

 private:
  locale_t locale_;
};

// The calling thread's locale until the end of the scope.
class LocaleScope {
 public:
  explicit LocaleScope(locale_t locale) : before_(::uselocale(locale)) {}
  ~LocaleScope() { ::uselocale(before_); }
  LocaleScope(const LocaleScope&) = delete;
  LocaleScope& operator=(const LocaleScope&) = delete;

 private:
  locale_t before_;
};

}  // namespace

bool matches_shell_pattern(const std::string& pattern, const char* name,
                           LetterCase letter_case) {
  static const Utf8Locale utf8;
  const LocaleScope scope(utf8.get());
  const int flags = letter_case == LetterCase::ignored ? FNM_CASEFOLD : 0;
  return ::fnmatch(pattern.c_str(), name, flags) == 0;
}

bool has_wildcards(const std::string& pattern) {
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '\\') {
      ++i;
    } else if (pattern[i] == '*' || pattern[i] == '?' || pattern[i] == '[') {
      return true;
    }
  }
  return false;
}

std::string unescaped(const std::string& pattern) {
  std::string name;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '\\' && i + 1 < pattern.size()) ++i;
    name += pattern[i];
  }
  return name;
}

}  // namespace trawl
