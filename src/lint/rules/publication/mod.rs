//! Publication: when, in which form, and what must not get out.

pub(in crate::lint) mod broken_link;
pub(in crate::lint) mod final_called_draft;
pub(in crate::lint) mod forbidden_term;
pub(in crate::lint) mod heading_in_field;
pub(in crate::lint) mod image_without_alt;
mod personal;
pub(in crate::lint) mod personal_data_in_public;
pub(in crate::lint) mod published_late;
pub(in crate::lint) mod relative_date;
pub(in crate::lint) mod repeated_sentence;
pub(in crate::lint) mod secret_in_text;
pub(in crate::lint) mod unclosed_markup;
mod url;

/// The texts that the public would see.
fn public<'f>(file: &'f RuleContext) -> impl Iterator<Item = Text<'f>> {
    file.all_texts().filter(|text| !text.place.is_internal(file.incident))
}

use crate::lint::RuleContext;
use crate::lint::prose::Text;
use std::ops::Range;

/// The first line of a part of a text, without trailing spaces.
fn first_line(text: Text, bytes: &Range<usize>) -> Range<usize> {
    let line = text.content()[bytes.clone()].lines().next().unwrap_or_default();
    bytes.start..bytes.start + line.trim_end().len()
}
