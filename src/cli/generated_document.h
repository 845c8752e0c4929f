// SPDX-License-Identifier: MIT
// The man page and the shells' completions, made from the flag table. They
// tell of every flag. --generate prints them; the package installs them.
#pragma once

#include <string>

namespace trawl {

enum class DocumentKind { man, bash, zsh, fish };

std::string generate_document(DocumentKind);

}  // namespace trawl
