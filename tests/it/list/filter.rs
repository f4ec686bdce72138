//! Filters: what they keep, and what they say to a slip.

use chrono::NaiveDate;
use postmortem::collection::Record;
use postmortem::document::Document;
use postmortem::model::Settings;
use postmortem::source::Source;
use postmortem::views::filter::Filter;

fn record(text: &str) -> Record {
    Record::from(Document::read(&Source::new("a.yaml", text), &Settings::default()))
}

/// Who asks for two services wants the incidents of both, and of them only the severe ones.
#[test]
fn values_are_alternatives_and_filters_narrow() {
    let incident = record("severity: SEV1\nservices: [web]\nowner: Team Web\ndate: 2024-05-30\n");
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let mut filter = Filter::default();
    filter.services = names(&["mail", "WEB"]);
    assert!(filter.keeps(&incident));
    filter.owners = names(&["team-web"]);
    filter.severities = names(&["sev-1"]);
    assert!(filter.keeps(&incident));
    filter.severities = names(&["SEV2"]);
    assert!(!filter.keeps(&incident));
    let mut of_tag = Filter::default();
    of_tag.tags = names(&["dns"]);
    assert!(!of_tag.keeps(&incident));
}

/// A month is asked for by its first and its last day; what has no day is in no month.
#[test]
fn both_days_are_included() {
    let day = |text: &str| text.parse::<NaiveDate>().ok();
    let keeps = |since: &str, until: &str, text: &str| {
        let mut filter = Filter::default();
        (filter.since, filter.until) = (day(since), day(until));
        filter.keeps(&record(text))
    };
    assert!(keeps("2024-05-30", "2024-05-30", "date: 2024-05-30"));
    assert!(!keeps("2024-05-31", "", "date: 2024-05-30"));
    assert!(!keeps("", "2024-05-29", "date: 2024-05-30"));
    assert!(!keeps("2024-05-30", "", "title: t") && keeps("", "", "title: t"));
}

/// A filter with a slip in it finds nothing, and looks like good news.
#[test]
fn an_unknown_name_gets_a_suggestion() {
    let mut filter = Filter::default();
    filter.services = vec!["chekout".to_owned()];
    let known = ["checkout".to_owned()];
    let error = filter.check(&[], &known).map_err(|error| (error.to_string(), error.help().to_owned()));
    assert_eq!(
        error,
        Err(("there is no service `chekout`".to_owned(), "did you mean `checkout`?".to_owned()))
    );
    let mut filter = Filter::default();
    filter.severities = vec!["sev-1".to_owned()];
    assert_eq!(filter.check(&["SEV1".to_owned()], &[]), Ok(()));
}
