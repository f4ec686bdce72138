//! YAML as people would write it, in one place for `new`, `log`, `import` and the fixes: plain where that reads back the
//! same, quoted where it must be, a block scalar for prose, a comment beside the value that it is about.

mod entry;
mod field;
mod scalar;

pub(crate) use entry::{block as entry_lines, flow as entry_in_flow};
pub(crate) use field::{Field, Value, write};
pub use scalar::scalar;
pub(crate) use scalar::{double_quoted, in_flow, literal};
