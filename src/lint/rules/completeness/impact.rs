//! Impact: described, and quantified.

use crate::lint::prose::{Kind, Text};
use crate::lint::rule::{Scope, rule};
use crate::lint::rules::{has_no_impact, is_space};
use crate::lint::words::{MONTHS, is_one_of};
use crate::lint::{Findings, RuleContext};
use crate::model::Impact;
use crate::path;

rule!(
    IMPACT_MISSING = "impact-missing",
    Completeness,
    Info Error Error,
    missing,
    supersedes: &[(Scope::File, &["impact-unquantified"])],
    requires: &["impact", "timeline"],
);
rule!(
    IMPACT_UNQUANTIFIED = "impact-unquantified",
    Completeness,
    Off Warning Warning,
    unquantified,
    requires: &["impact"],
);

/// Words that make the number before them the name of an error, not a figure: `503 errors`.
const AFTER_STATUS: &[&str] =
    &["error", "errors", "response", "responses", "status", "service", "internal", "bad", "gateway", "not"];
/// Words that make the number after them a name: `port 22`.
const BEFORE_NAME: &[&str] =
    &["http", "status", "code", "codes", "port", "error", "version", "release", "event"];

fn missing(file: &RuleContext, findings: &mut Findings) {
    let is_described = file.incident.impact.as_ref().is_some_and(|impact| {
        let is_described = !is_space(impact.description.as_ref()) || !is_space(impact.users.as_ref());
        is_described || !impact.windows.is_empty() || !impact.metrics.is_empty()
    });
    if !is_described && file.resolved.impact.is_none() {
        let help = "add `impact`: who was hurt, how, and how many";
        findings.push(|new| new.at(file.lack("impact"), "nothing says what the impact was").help(help));
    }
    if file.incident.impact.as_ref().is_some_and(Impact::contradicts_itself) {
        let message = "the description says that there was no impact, but there are impact figures";
        let help = "describe the impact, or remove the figures; zeros may stay";
        let place = file.document.value(&path!["impact", "description"]);
        findings.push(|new| new.at(place, message).help(help));
    }
}

fn unquantified(file: &RuleContext, findings: &mut Findings) {
    let impact = file.incident.impact.as_ref();
    if has_no_impact(file) {
        return;
    }
    if impact.is_some_and(|impact| !is_space(impact.users.as_ref()) || !impact.metrics.is_empty()) {
        return;
    }
    if file.texts(&[Kind::Impact]).any(|text| (0..text.len()).any(|index| is_figure(text, index))) {
        return;
    }
    let is_described = impact.is_some_and(|impact| impact.description.is_some());
    let (span, message) = if is_described {
        (file.document.key(&path!["impact", "description"]), "the impact is described without a number")
    } else {
        (file.lack("impact"), "the impact has no number except its duration")
    };
    let help = "add how many were hurt, such as `users: ~80%`; an estimate is better than nothing";
    findings.push(|new| new.at(span, message).help(help));
}

/// Whether a word is a quantity: a number that is not a date, time, year or name.
fn is_figure(text: Text, index: usize) -> bool {
    let word = text.word(index);
    if !word.starts_with(|c: char| c.is_ascii_digit()) || is_date_or_time(word) {
        return false;
    }
    let before = index.checked_sub(1).map_or("", |before| text.word(before));
    let after = text.word(index + 1);
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    // `May` is a month, `may` is not.
    let beside_month = MONTHS.contains(&before) || MONTHS.contains(&after);
    let is_year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    let is_half_of_day =
        is_one_of(&["am", "pm", "o'clock"], after) || word.ends_with("am") || word.ends_with("pm");
    let is_status = word.len() == 3 && word.starts_with(['4', '5']) && is_one_of(AFTER_STATUS, after);
    let is_name = is_one_of(BEFORE_NAME, before) || word.ends_with("xx");
    let is_figure_anyway = text.gap(index + 1).starts_with('%');
    is_figure_anyway
        || !(beside_month || (is_year && digits == word) || is_half_of_day || is_status || is_name)
}

fn is_date_or_time(word: &str) -> bool {
    word.contains([':', '/']) || (word.contains('-') && word.len() == 10)
}
