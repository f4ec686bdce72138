//! The formats of diagnostics.

mod formats;
