//! Tests of the whole: the public API and the built binary.

mod architecture;
mod document;
mod document_faults;
mod schema;
