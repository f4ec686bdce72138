//! The command: what it says of a whole history, of little, and to misuse.

use super::{history, incident};
use crate::support::{Sandbox, pages};
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

/// What a director reads. Every line fits a terminal of 80 columns.
#[test]
fn describes_a_year() {
    let run = history(&["--compare", "2025-01..2025-06,2025-07..2025-12"]);
    insta::assert_snapshot!("history", run.out);
    assert!(run.out.lines().all(|line| line.width() <= 80), "{}", run.out);
    assert_eq!(run.err, "18 incidents\n");
}

/// With one incident there is nothing to estimate: its values are said, and no figure is made of them.
#[test]
fn says_of_one_incident_what_is_known() {
    let sandbox = Sandbox::new();
    sandbox.write("incidents/a.yaml", incident("2024-05-30", 150, "actions: [Fix it]\n"));
    insta::assert_snapshot!("one", sandbox.run("stats").transcript());
}

/// Nothing that matches is no failure, and not good news either: standard error says what was left out.
#[test]
fn says_that_there_is_nothing() {
    let sandbox = Sandbox::new();
    sandbox.write("incidents/a.yaml", incident("2024-05-30", 150, ""));
    let run = sandbox.run("stats --since 2024-06-01");
    assert_eq!((run.code, run.out.as_str()), (0, "How many\n\n  There are no incidents.\n"));
    assert!(run.err.contains("0 incidents, 1 left out by the filters"), "{}", run.err);
    for format in ["json", "csv", "markdown", "html"] {
        assert_eq!(sandbox.run(&format!("stats --since 2024-06-01 --format {format}")).code, 0, "{format}");
    }
}

/// The step follows the span, so that the table can be read; empty periods are in it, for they are news too.
#[test]
fn counts_by_what_is_asked_for_or_fits() {
    let sandbox = Sandbox::new();
    sandbox.write("incidents/a.yaml", incident("2024-03-30", 10, ""));
    sandbox.write("incidents/b.yaml", incident("2024-05-02", 10, ""));
    sandbox.write("incidents/c.yaml", "title: Nobody knows when\n");
    let counts = |line: &str| -> (String, Vec<(String, u64)>, u64) {
        let run = sandbox.run(line);
        let json: Value = serde_json::from_str(&run.out).expect("JSON");
        let counts = &json["counts"];
        let period = |period: &Value| {
            (period["name"].as_str().unwrap().to_owned(), period["incidents"].as_u64().unwrap())
        };
        let periods = counts["periods"].as_array().unwrap().iter().map(period).collect();
        (counts["by"].as_str().unwrap().to_owned(), periods, counts["undated"].as_u64().unwrap())
    };
    let named = |periods: &[(&str, u64)]| -> Vec<(String, u64)> {
        periods.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect()
    };
    let months = [("2024-03", 1), ("2024-04", 0), ("2024-05", 1), ("2024-06", 0), ("2024-07", 0)];
    assert_eq!(counts("stats --format json"), ("month".into(), named(&months), 1));
    let quarters = [("2024-Q1", 1), ("2024-Q2", 1), ("2024-Q3", 0)];
    assert_eq!(counts("stats --format json --by quarter").1, named(&quarters));
    assert_eq!(counts("stats --format json --by year").1, named(&[("2024", 2)]));
    sandbox.write("incidents/d.yaml", incident("2021-01-02", 10, ""));
    assert_eq!(counts("stats --format json").0, "quarter");
    sandbox.write("incidents/e.yaml", incident("2011-01-02", 10, ""));
    assert_eq!(counts("stats --format json").0, "year");
}

/// A slip in the periods must not compare something else.
#[test]
fn refuses_periods_that_it_cannot_read() {
    let sandbox = Sandbox::new();
    sandbox.write("incidents/a.yaml", incident("2024-05-30", 150, ""));
    for (periods, message) in [
        ("2023", "`2023` is not two periods"),
        ("2023,next", "`next` is not a period"),
        ("2023,2024-Q5", "`2024-Q5` is not a period"),
        ("2024-05..2024-01,2023", "`2024-05..2024-01` ends before it starts"),
        ("2023-01..2024-01,2024", "`2023-01..2024-01` and `2024` overlap"),
    ] {
        let run = sandbox.run(&format!("stats --compare {periods}"));
        assert!(run.code == 2 && run.err.contains(message), "{}", run.err);
        assert!(run.err.contains("write two periods as 2023,2024"), "{}", run.err);
    }
    assert_eq!(sandbox.run("stats --compare 2023,2024-Q1").code, 0);
}

/// A committed page that nobody refreshes misleads its readers.
#[test]
fn keeps_a_committed_file_fresh() {
    let sandbox = Sandbox::new();
    sandbox.write("incidents/a.yaml", incident("2024-05-30", 150, ""));
    for name in ["stats.html", "STATS.md", "stats.csv", "stats.json", "stats.txt"] {
        assert_eq!(sandbox.run(&format!("stats -o {name}")).code, 0, "{name}");
        assert_eq!(sandbox.run(&format!("stats -o {name} --check")).code, 0, "{name}");
    }
    assert!(sandbox.read("stats.html").starts_with("<!DOCTYPE html>"));
    sandbox.write("incidents/b.yaml", incident("2024-06-02", 15, ""));
    let stale = sandbox.run("stats -o stats.html --check");
    assert_eq!((stale.code, stale.out.as_str()), (1, "stats.html: stale\n"));
    assert_eq!(sandbox.run("stats -o stats.pdf").code, 2);
}

/// The documentation shows what the program prints.
#[test]
fn the_documentation_is_up_to_date() {
    let out = history(&["--compare", "2025-01..2025-06,2025-07..2025-12"]).out;
    let part = |from: &str, to: &str| {
        let (_, rest) = out.split_once(from).expect("the part");
        format!("{from}{}", rest.split(to).next().unwrap_or_default())
    };
    for (from, to) in [
        ("  Impact\n", "\n  Time to detect"),
        ("  From 2025-01..2025-06", "\nHow noticed"),
        ("  Half of the actions", "\n\n\n"),
    ] {
        let made = part(from, to);
        let start = format!("```text\n{}", from.trim_end());
        pages::keep("stats.md", &start, "```\n", &made[start.len() - "```text\n".len()..]);
    }
}
