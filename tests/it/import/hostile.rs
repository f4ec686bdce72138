//! Reports made to harm: each is answered, and how much is done for it has a limit.

use postmortem::import::{Error, Options, import};

/// Lists in lists must not overflow the stack, nor quotes in quotes.
#[test]
fn depth_does_no_harm() {
    for mark in ["- ", "> ", "1. ", "* - > ", "[", "<div>", "**a ", "<table><tr><td>", "<summary>", "![["] {
        let report = format!("# Outage\n\n## Timeline\n\n{}x\n", mark.repeat(10_000));
        let imported = import(&report, &Options::default()).unwrap_or_else(|error| panic!("{mark}: {error}"));
        assert!(imported.text.contains('x'));
    }
}

/// A log is no report: without a limit, each of its lines would be an entry.
#[test]
fn a_table_of_four_mebibytes_is_refused() {
    let row = "| 10:15 | something happened |\n";
    let rows = row.repeat(4 * 1024 * 1024 / row.len());
    let report = format!("# Outage\n\n| Time | Event |\n|---|---|\n{rows}");
    let error = import(&report, &Options::default()).unwrap_err();
    assert!(matches!(error, Error::TooLong), "{error}");
    let error = import(&"a\n".repeat(200_000), &Options::default()).unwrap_err();
    assert!(error.to_string().contains("too long"), "{error}");
}
