//! The page about the tables: its columns are those of the program.

use crate::support::pages::{keep, page};
use postmortem::views::export::{Column, Table};
use std::fmt::Write as _;

const PAGE: &str = "export.md";

fn mark(table: Table) -> String {
    format!("<!-- generated: {} -->\n", table.name())
}

fn row(column: &Column) -> String {
    let kind = column.kind.name();
    let kind = if column.nullable { format!("{kind} or null") } else { kind.to_owned() };
    format!("| `{}` | {kind} | {} |\n", column.name, column.description)
}

/// An analyst learns the columns here: a query with a stale name fails, a column that is missing is not used.
#[test]
fn the_columns_are_fresh() {
    let text = page(PAGE);
    for table in Table::ALL {
        assert_eq!(text.matches(&mark(table)).count(), 1, "the page needs one part {}", mark(table));
        let mut made = String::from("\n| column | type | says |\n| :-- | :-- | :-- |\n");
        for column in table.columns() {
            assert!(!column.description.is_empty(), "{} of {} has no description", column.name, table.name());
            write!(made, "{}", row(&column)).unwrap();
        }
        keep(PAGE, &mark(table), "<!-- end -->", &(made + "\n"));
    }
}
