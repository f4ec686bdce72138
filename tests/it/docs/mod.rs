//! Documentation is checked: what it says of the program is what the program does.

mod configuration;
mod format;
mod language;
mod readme;
mod rules;
mod templates;
