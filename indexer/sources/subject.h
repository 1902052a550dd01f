#pragma once
#include <string_view>

#include "indexer/document.h"

namespace fasti::sources {

// Makes the record of a document's subject whole: its id and name where the source states one, else
// what the text's first sentences define, if they define what the title names.
void complete_subject(indexer::Document& document);

// Sets the actor's dates of existence from "FROM/TO" or a single date, EDTF.
void set_life(actors::Actor& actor, std::string_view edtf);

}  // namespace fasti::sources
