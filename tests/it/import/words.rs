//! No word of any report may be lost, however broken it is.

use super::corpus::reports;
use postmortem::document::Document;
use postmortem::import::{Error, Options, import};
use postmortem::model::Settings;
use postmortem::source::Source;
use proptest::prelude::*;
use std::sync::LazyLock;

static REPORTS: LazyLock<Vec<String>> =
    LazyLock::new(|| reports().into_iter().map(|(_, report)| report).collect());

/// What is strewn into reports: marks, times, and what only looks like either.
const BITS: &[&str] = &[
    "é",
    "—",
    "🔴",
    "**",
    "`",
    "[",
    "]",
    "(",
    "|",
    "# ",
    "## ",
    "- ",
    "1. ",
    "> ",
    "\n",
    "\n\n",
    "10:15 ",
    "May 3 ",
    "2021-05-03",
    "~",
    ":",
    " (UTC)",
    "<table>",
    "<br>",
    "\\",
    "[x]: http://e.org",
    "- [ ] ",
    "✅ ",
    "Timeline:\n",
    "**Impact:** ",
    "\t",
    "    ",
    "```\n",
    "---\n",
    "[^1]",
    "ﬁ",
    "\u{a0}",
    "**10:15**",
    "24:00",
    "99:99",
    "2021-02-30",
    "31/31/31",
    "10:15-",
    "at ",
    "\u{200b}",
    "\r\n",
    "</table>",
    "<td>",
    "&amp;",
    "T+5 ",
    "Owner: ",
];

#[derive(Debug, Clone)]
struct Mutation {
    report: usize,
    other: usize,
    kind: u8,
    from: usize,
    length: usize,
    bits: Vec<(usize, usize)>,
}

impl Mutation {
    fn text(&self) -> String {
        let source = &REPORTS[self.report % REPORTS.len()];
        let other = &REPORTS[self.other % REPORTS.len()];
        let lines: Vec<&str> = source.lines().collect();
        let at = self.from % lines.len();
        let mut text = match self.kind {
            0 => {
                let order = |index: usize| (index * (1 + at) + self.length) % lines.len();
                (0..lines.len()).map(|index| lines[order(index)]).collect::<Vec<_>>().join("\n")
            }
            1 => cut(source, self.from, self.length).to_owned(),
            2 => {
                let inserted = cut(other, self.from, self.length);
                format!("{}\n{inserted}\n{}", lines[..at].join("\n"), lines[at..].join("\n"))
            }
            _ => source.clone(),
        };
        for (at, bit) in &self.bits {
            let at = text.floor_char_boundary(at % (text.len() + 1));
            text.insert_str(at, BITS[bit % BITS.len()]);
        }
        text
    }
}

fn cut(text: &str, from: usize, length: usize) -> &str {
    let start = text.floor_char_boundary(from % text.len());
    &text[start..text.floor_char_boundary((start + length).min(text.len()))]
}

fn mutation() -> impl Strategy<Value = Mutation> {
    let bits = proptest::collection::vec((any::<usize>(), any::<usize>()), 0..25);
    (any::<usize>(), any::<usize>(), 0..5_u8, any::<usize>(), 50..3000_usize, bits).prop_map(
        |(report, other, kind, from, length, bits)| Mutation { report, other, kind, from, length, bits },
    )
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 300,
        failure_persistence: None,
        // The same reports each time: what a new one shows must not stop somebody else's change.
        rng_seed: proptest::test_runner::RngSeed::Fixed(7),
        ..ProptestConfig::default()
    })]

    /// The importer proves for each file that it loses no word, and that the file is valid. What fails there is a report
    /// that a user cannot import.
    #[test]
    fn imports_whatever_is_left_of_a_report(mutation in mutation()) {
        let text = mutation.text();
        match import(&text, &Options::default()) {
            Err(Error::Empty) => {}
            Err(error) => prop_assert!(false, "{error}\n{text}"),
            Ok(imported) => {
                let source = Source::new("x.yaml", imported.text);
                let document = Document::read(&source, &Settings::default());
                prop_assert_eq!(document.format_errors().next(), None);
            }
        }
    }
}

/// What Markdown takes for marks, or drops, is text to the reader of the report.
#[test]
fn words_of_headings_links_and_tables_are_kept() {
    let report = "# Outage\n\n## Odd *heading* [here](https://a.example.org/x)\n\ntext [one][a] two[^1]\n\n\
                  [a]: https://b.example.org/deep \"a title\"\n\n| a | b |\n|---|---|\n| c | d | beyond |\n\n\
                  <!-- a remark -->\n\n## Root Cause of it\n\n- [ ] bad  \n  broken\n";
    let imported = import(report, &Options::default()).unwrap();
    for word in ["heading", "a.example.org/x", "b.example.org/deep", "beyond", "a remark", "broken"] {
        assert!(imported.text.contains(word), "{word}\n{}", imported.text);
    }
}
