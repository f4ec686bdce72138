//! Markdown reports: what they show of a file, and how templates are found.

use crate::support::marked::marked;
use crate::support::rendering::{context, context_for, outputs, render, render_context};
use crate::support::{Sandbox, TEMPLATES};
use postmortem::render::{Engine, Options, TemplateError, TimeFormat};
use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};
use std::fmt::Write as _;

/// A section that a template has and `rest` prints again would say everything twice.
#[test]
fn no_template_says_a_section_twice() {
    let marked = marked();
    let incident: serde_json::Value = serde_json::from_str(&marked.text).unwrap();
    // Their names are with their figures and with their entries.
    let occurrences = |list: &serde_json::Value| list.as_array().unwrap().clone();
    let named = [occurrences(&incident["timeline"]), occurrences(&incident["impact"]["windows"])].concat();
    let is_name = |marker: &&String| named.iter().any(|part| part["occurrence"] == marker.as_str());
    let texts = marked.public.iter().chain(&marked.internal).filter(|marker| !is_name(marker));
    let texts: Vec<_> = texts.filter(|marker| marker.ends_with(['m', 'i'])).collect();
    for template in TEMPLATES {
        let report = render(&marked.text, template);
        for marker in &texts {
            assert!(report.matches(marker.as_str()).count() <= 1, "{template} repeats {marker}:\n{report}");
        }
    }
}

/// Optional fields are optional: a file of one line has a report in every style.
#[test]
fn a_title_is_enough() {
    for template in TEMPLATES {
        let report = render("title: Just a title\n", template);
        assert!(report.starts_with("# Just a title\n"), "{report}");
        let lines: Vec<&str> = report.lines().filter(|line| !line.is_empty()).skip(1).collect();
        let is_heading = |line: &&str| line.starts_with('#');
        assert!(!lines.windows(2).any(|pair| pair.iter().all(is_heading)), "{template}:\n{report}");
        assert!(!lines.last().is_some_and(is_heading), "{template}:\n{report}");
    }
}

/// To the engine a misspelt name is silently nothing: every name that the built-ins use must exist.
#[test]
fn built_in_templates_use_only_names_that_exist() {
    let json = serde_json::to_value(context(&marked().text)).unwrap();
    let mut known = Vec::new();
    collect_keys(&json, &mut known);
    let engine = Engine::new(None).unwrap();
    let mut names: Vec<String> = TEMPLATES.iter().map(|name| (*name).to_owned()).collect();
    names.extend(partials());
    let mut unknown = Vec::new();
    for name in names {
        let source = engine.source(&name).unwrap();
        for word in source.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.')) {
            let Some((head, fields)) = word.split_once('.').filter(|(_, fields)| !fields.is_empty()) else {
                continue;
            };
            if !word.starts_with(|c: char| c.is_ascii_lowercase()) || fields == "md" || head == "loop" {
                continue;
            }
            unknown.extend(
                fields
                    .split('.')
                    .filter(|field| !known.contains(&(*field).to_owned()))
                    .map(|field| format!("{name}: {word} ({field})")),
            );
        }
    }
    assert_eq!(unknown, Vec::<String>::new());
}

fn partials() -> Vec<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/markdown/partials");
    let files = std::fs::read_dir(folder).expect("the partials").flatten();
    let names = files.filter_map(|file| file.file_name().into_string().ok());
    names.map(|name| format!("partials/{}", name.trim_end_matches(".md.tera"))).collect()
}

fn collect_keys(value: &serde_json::Value, found: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(map) => {
            for (key, value) in map {
                found.push(key.clone());
                collect_keys(value, found);
            }
        }
        serde_json::Value::Array(list) => list.iter().for_each(|value| collect_keys(value, found)),
        serde_json::Value::Null => panic!("the context holds a null"),
        _ => {}
    }
}

/// Times are shown in the file's zone with its offset that day; what is not known is not made up.
#[test]
fn times_are_shown_as_far_as_they_are_known() {
    let timeline = |head: &str| {
        render(
            &format!(
                "title: t\n{head}timeline: [{{at: 2024-11-02T22:00Z, event: a}}, {{at: ~2024-11-03T12:00:05Z, event: b}}]\n"
            ),
            "default",
        )
    };
    let zoned = timeline("timezone: America/New_York\n");
    assert!(zoned.contains("Times in America/New_York (UTC-04:00, then UTC-05:00)."), "{zoned}");
    assert!(
        zoned.contains("| 18:00 | a |")
            && zoned.contains("**2024-11-03**")
            && zoned.contains("| ~07:00:05 | b |"),
        "{zoned}"
    );
    assert!(timeline("").contains("Times in UTC."));
    let unknown = render("title: t\ntimeline: [10:15 a, {at: 11:00-11:30, event: b}, no time]\n", "default");
    assert!(
        !unknown.contains("Times in") && unknown.contains("| 11:00–11:30 | b |\n|  | no time |"),
        "{unknown}"
    );
    let later = render("title: t\ndate: 2024-05-30\ntimeline: [10:15 a, 2024-05-31 09:00 b]\n", "default");
    assert!(later.contains("**2024-05-30**") && later.contains("**2024-05-31**"), "{later}");
}

/// An entry that is more than a line makes the timeline a list, in which its code stays code.
#[test]
fn long_entries_make_a_list() {
    let report = render(
        "title: t\ntimeline:\n  - 10:15 a\n  - at: 10:16\n    event: |\n      Ran this:\n\n      ```sh\n      # not a heading\n      ```\n",
        "default",
    );
    assert!(
        report.contains("- **10:15** a\n- **10:16** Ran this:\n\n  ```sh\n  # not a heading\n  ```\n"),
        "{report}"
    );
}

/// What follows a multi-line text must not become a part of its last block.
#[test]
fn code_at_the_end_of_a_text_ends_there() {
    let code = "Ran:\\n\\n```sh\\nls\\n```";
    let open = "Ran:\\n\\n```sh\\nls";
    for event in [code, open] {
        let report = render(
            &format!(
                "title: t\ntimeline: [{{at: 10:15, event: \"{event}\", evidence: 'https://x.example/'}}]\n\
                 actions: [{{title: a, description: \"{event}\", done_when: b}}]\n"
            ),
            "atlassian",
        );
        let timeline = "- **10:15** Ran:\n\n  ```sh\n  ls\n  ```\n\n  ([evidence](https://x.example/))\n";
        let actions = "- [ ] a\n\n  Ran:\n\n  ```sh\n  ls\n  ```\n\n  Done when: b\n";
        assert!(report.contains(timeline) && report.contains(actions), "{report}");
    }
}

/// An address is there to write to; what only looks like one must not become markup.
#[test]
fn mailboxes_are_links() {
    let authors =
        |email: &str| render(&format!("title: t\nauthors: [{{name: a, email: '{email}'}}]\n"), "default");
    assert!(authors("b.c+d@mail.example.org").contains("| a (<b.c+d@mail.example.org>, internal) |"));
    for other in ["!b@example.org", "b@exa mple.org", "b@", "@b", "b@-.org", "a|b@example.org"] {
        let shown = other.replace('|', "\\|");
        assert!(authors(other).contains(&format!("| a ({shown}, internal) |")), "{}", authors(other));
    }
}

/// A report never changes, unless it is given the current time.
#[test]
fn overdue_needs_a_clock() {
    let text = "title: t\nactions: [{title: a, due: 2024-01-01}]\n";
    assert!(!render(text, "default").contains("overdue"));
    let now = "2024-02-01T00:00:00Z".parse().ok();
    let mut options = Options::default();
    options.now = now;
    let context = context_for(text, &options);
    assert!(render_context(&context, "default").contains("Open, overdue"));
    assert!(render_context(&context, "google-api").contains("(due 2024-01-01, overdue)"));
}

/// A format that `strftime` does not know must be an error, for `chrono` panics on it.
#[test]
fn time_formats_are_checked() {
    assert!("%I:%M %p".parse::<TimeFormat>().is_ok());
    for wrong in ["%Q", "%Y-%m-%d", "%", "%:z"] {
        assert!(wrong.parse::<TimeFormat>().is_err(), "{wrong}");
    }
}

/// A template of one's own overrides a built-in one, extends it, and uses its parts; its faults have a place.
#[test]
fn templates_of_ones_own_override_and_are_located() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("partials/header.md.tera", "Our header of {{ incident.title }}\n");
    write("own.md.tera", "# {{ incident.title }}\n\n{% include \"partials/header.md\" %}\n");
    write("broken.md.tera", "# Title\n\n{{ incident.title | shout }}\n");
    write("failing.md.tera", "# Title\n\n{{ incident.actions.x.y }}\n");
    let engine = Engine::new(Some(folder.path())).unwrap();
    let context = context("title: T\n");
    let named = |name: &str| engine.template(name).and_then(|template| template.render(&context));
    assert_eq!(named("own").unwrap(), "# T\n\nOur header of T\n");
    assert!(named("default").unwrap().contains("Our header of T"));
    assert!(engine.templates().iter().any(|info| info.name == "own" && info.path.is_some()));
    let TemplateError::Faulty(checked) = named("failing").unwrap_err() else { panic!("no place") };
    let (source, fault) = (&checked.source, &checked.diagnostics[0]);
    assert!(source.name().ends_with("failing.md.tera"), "{}", source.name());
    assert_eq!(source.position(fault.span.start()).line, 3, "{}", fault.message);
    let TemplateError::Faulty(checked) = named("broken").unwrap_err() else { panic!("no place") };
    let (source, fault) = (&checked.source, &checked.diagnostics[0]);
    assert_eq!(source.slice(fault.span), "shout", "{}", fault.message);
    let TemplateError::Unknown { help, .. } = named("defualt").unwrap_err() else { panic!("known") };
    assert_eq!(help, "did you mean `default`?");
}

/// The headings of a report: level and words.
fn outline(report: &str) -> Vec<(HeadingLevel, String)> {
    let mut headings: Vec<(HeadingLevel, String)> = Vec::new();
    let mut inside = false;
    for event in Parser::new_ext(report, pulldown_cmark::Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                headings.push((level, String::new()));
                inside = true;
            }
            Event::End(TagEnd::Heading(_)) => inside = false,
            Event::Text(text) if inside => headings.last_mut().unwrap().1.push_str(&text),
            _ => {}
        }
    }
    headings
}

/// A heading in a field, and that of a group of actions or of an occurrence, belongs to the section that contains it.
#[test]
fn headings_nest() {
    let mut incident: serde_json::Value = serde_json::from_str(&marked().text).unwrap();
    incident["notes"] = serde_json::Value::Null;
    // After each text a heading: `m1m`, and `# s1s`. If a text is a line, it is part of that.
    let text = incident.to_string();
    let pieces = text.split_inclusive(['m', 'i']).collect::<Vec<_>>();
    let mut with_headings = String::new();
    for piece in pieces {
        with_headings.push_str(piece);
        let number = &piece[..piece.len() - 1];
        if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) {
            write!(with_headings, "\\n\\n# s{number}s").unwrap();
        }
    }
    for template in TEMPLATES {
        let report = render(&with_headings, template);
        let (mut section, mut part) = (HeadingLevel::H1, HeadingLevel::H1);
        let mut parts = 0;
        for (level, words) in outline(&report).into_iter().skip(1) {
            let deeper = |outer: HeadingLevel| level as usize == outer as usize + 1;
            if words.starts_with('s') && words.ends_with('s') {
                assert!(deeper(part), "{template}: {words}\n{report}");
            } else if words.contains("# s") {
                assert!(deeper(section), "{template}: {words}\n{report}");
                part = level;
                parts += 1;
            } else {
                (section, part) = (level, level);
            }
        }
        assert!(parts >= 4 || template == "brief", "{report}");
    }
}

/// A tilde that gets lost makes a guess a fact.
#[test]
fn approximate_days_keep_their_tilde() {
    let report = render(
        "title: t\ndate: 2024-05-28\ntimezone: UTC\ntimeline:\n  - {at: ~2024-05-29, event: About then}\n  \
         - {at: 2024-05-30, event: That day}\n  - {at: 2024-05-30 10:00, event: At ten}\ncommunications:\n  \
         - {at: 2024-05-28, text: A word}\n",
        "default",
    );
    assert!(
        report.contains("**2024-05-29**\n\n| Time | Event |\n| :-- | :-- |\n| ~2024-05-29 | About then |"),
        "{report}"
    );
    assert!(
        report.contains(
            "**2024-05-30**\n\n| Time | Event |\n| :-- | :-- |\n|  | That day |\n| 10:00 | At ten |"
        ),
        "{report}"
    );
    assert!(report.contains("- **2024-05-28**: A word"), "{report}");
}

/// One entry from a log must not make all others look as if somebody had read a clock with seconds.
#[test]
fn each_time_is_as_precise_as_it_was_written() {
    let text = "title: t\ndate: 2024-05-30\ntimezone: UTC\ntimeline:\n  - 10:15 Errors begin\n  - 10:16:07 The alert\n";
    let report = render(text, "default");
    assert!(report.contains("| 10:15 | Errors begin |\n| 10:16:07 | The alert |"), "{report}");
}

/// In a table, a list and paragraphs would become one line of words.
#[test]
fn descriptions_with_blocks_come_below_the_table() {
    let report = render(
        "title: t\nactions:\n  - {title: First, description: 'One line'}\n  - {title: Second, id: A2, description: \"Steps:\\n\\n- a\\n- b\", \
         done_when: all pass}\n  - {title: Third, description: \"Two\\nlines of prose\"}\n",
        "default",
    );
    let expected = "| Action | Status |\n| :-- | :-- |\n| First<br>One line | Open |\n| A2: Second | Open |\n\
                    | Third<br>Two lines of prose | Open |\n\n**A2: Second**\n\nSteps:\n\n- a\n- b\n\nDone when:\n\nall pass\n";
    assert!(report.contains(expected), "{report}");
    for text in ["- only item", "> quote"] {
        let report =
            render(&format!("title: t\nactions: [{{title: F, description: '{text}'}}]\n"), "default");
        assert!(report.contains(&format!("| F | Open |\n\n**F**\n\n{text}\n")), "{report}");
    }
}

/// "Not over" in a final report is a claim that nobody made, and a known end is a fact that must not get lost.
#[test]
fn says_what_is_known_of_when_it_was() {
    let when = |fields: &str| {
        let text = format!("title: t\ntimezone: UTC\n{fields}");
        let rows = |template: &str| {
            let report = render(&text, template);
            let is_row = |line: &&str| {
                ["| **When**", "- **Start", "- **End", "- **Date"].iter().any(|row| line.starts_with(row))
            };
            report.lines().filter(is_row).map(str::to_owned).collect::<Vec<_>>().join("\n")
        };
        [rows("default"), rows("sre")].join("\n")
    };
    let started = "date: 2024-05-30\ntimeline: [{at: 10:15, milestone: impact-start}]\n";
    let ended = "timeline: [{at: 2024-05-30 12:45, milestone: resolved}]\n";
    let windows = "impact: {windows: [{start: 2024-05-30 10:15, end: 2024-05-30 11:00}, {start: 2024-05-31 09:00, end: 2024-05-31 10:00}]}\n";
    insta::assert_snapshot!(
        [
            when(&format!("status: final\n{started}")),
            when(&format!("status: draft\n{started}")),
            when(&format!("date: 2024-05-30\n{ended}")),
            when(ended),
            when(windows),
            when("date: 2024-05-30\ntimeline: [{at: 2024-05-30, milestone: [impact-start, resolved]}]\n"),
        ]
        .join("\n\n")
    );
    let report = render(&format!("title: t\ntimezone: UTC\n{windows}"), "default");
    assert!(report.contains("- **Outage:** 2024-05-31 09:00 – 10:00, 1 h"), "{report}");
}

/// A figure that appears twice on a page looks like two figures.
#[test]
fn the_default_style_gives_each_duration_once() {
    let text = "title: t\ndate: 2024-05-30\ntimezone: UTC\ntimeline: [{at: 10:15, milestone: impact-start}, \
                {at: 10:22, milestone: detected}, {at: 12:45, milestone: resolved}]\nimpact: Many.\n";
    let report = render(text, "default");
    for duration in ["7 min", "2 h 30 min"] {
        assert_eq!(report.matches(duration).count(), 1, "{duration}:\n{report}");
    }
    // Styles without a header table have them with the impact.
    assert!(render(text, "google-api").contains("- **Time to detect:** 7 min"));
}

/// An empty list is not a row, and a heading without steps is not a chain.
#[test]
fn empty_texts_in_lists_are_not_shown() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", "title: t\nticket: \"\"\nservices: [\" \", web]\ntags: [\"\"]\n");
    for format in ["markdown", "html"] {
        let page = sandbox.run(&format!("render --format {format} a.yaml")).out;
        assert!(page.contains("web") && !page.contains("Ticket") && !page.contains("Tags"), "{page}");
    }
}

/// With a gap between two periods of impact, their sum is not the time from the start to the end.
#[test]
fn a_gap_in_the_impact_is_not_hidden() {
    let text = "title: t\ndate: 2024-05-30\ntimezone: UTC\nimpact: {description: x, windows: \
                [{start: 10:00, end: 10:30}, {start: 15:00, end: 15:30}]}\n";
    for (name, report) in outputs(text, &Options::default()).iter().filter(|(name, _)| name != "JSON") {
        assert!(!report.contains("after 1 h"), "{name}:\n{report}");
        assert!(!report.contains("From the start of impact to its end"), "{name}:\n{report}");
        assert!(report.to_lowercase().contains("in 2 periods"), "{name}:\n{report}");
        assert!(!report.contains("15:30, 1 h."), "{name}:\n{report}");
    }
}

/// A person without a name is nobody.
#[test]
fn people_without_a_name_make_no_row() {
    let text = "title: t\nauthors: ['']\nreviewers: ['', {name: ' '}]\nreviewed: 2024-05-30\n";
    for (name, report) in outputs(text, &Options::default()).iter().filter(|(name, _)| name != "JSON") {
        assert!(!report.contains("Author") && !report.contains(", 2024-05-30"), "{name}:\n{report}");
    }
    let report = render("title: t\nreviewers: ['']\n", "default");
    assert!(!report.contains("Reviewer"), "{report}");
}

/// What an entry says of the end is not lost because a window is open, or because the last mark is `all-clear`: until
/// then the impact was over, though nobody knows since when.
#[test]
fn an_end_that_the_timeline_knows_is_an_end() {
    let head = "title: t\ndate: 2024-05-30\ntimezone: UTC\n";
    let windows = "impact: {windows: [{start: 10:00, end: 10:30}, {start: 10:30, kind: degraded}]}\n";
    let at_noon = |mark: &str| format!("timeline: [{{at: 12:00, milestone: {mark}}}]\n");
    let start = "{at: 10:00, milestone: impact-start}";
    for (text, end, duration) in [
        (format!("{windows}{}", at_noon("resolved")), "2024-05-30 12:00", "2 h"),
        (format!("{windows}{}", at_noon("all-clear")), "2024-05-30 ~12:00", "~2 h"),
        (at_noon("all-clear").replace("[{", &format!("[{start}, {{")), "2024-05-30 ~12:00", "~2 h"),
        (at_noon("all-clear"), "2024-05-30 ~12:00", ""),
        // Nothing ends before it starts.
        (format!("{windows}{}", at_noon("resolved").replace("12:00", "10:10")), "", ""),
    ] {
        let text = format!("{head}{text}");
        let context = context(&text);
        assert_eq!((&*context.end.text, &*context.duration.text), (end, duration), "{text}");
        assert_eq!(render(&text, "default").contains("not over"), end.is_empty(), "{text}");
    }
}

/// A report without an end must say whether it is open or merely not recorded, in every style.
#[test]
fn every_style_says_that_the_end_is_not_known() {
    let started =
        "title: t\ndate: 2024-05-30\ntimezone: UTC\ntimeline: [{at: 10:15, milestone: impact-start}]\n";
    for style in ["sre", "google-api", "issue-summary", "atlassian", "incident-details", "pagerduty"] {
        let of = |status: &str| render(&format!("{started}status: {status}\n"), style);
        assert!(of("final").contains("- **End:** not recorded\n"), "{style}: {}", of("final"));
        assert!(of("draft").contains("- **End:** not over\n"), "{style}: {}", of("draft"));
    }
}

/// Without a review date nobody has reviewed it yet.
#[test]
fn reviewers_are_not_a_review() {
    for style in ["default", "sre"] {
        let report = render("title: t\nreviewers: [Dana]\n", style);
        assert!(report.contains("Reviewers") && !report.contains("Reviewed"), "{style}: {report}");
        let report = render("title: t\nreviewers: [Dana]\nreviewed: 2024-06-01\n", style);
        assert!(report.contains("Reviewed"), "{style}: {report}");
    }
}

/// A fact that is printed twice looks like two, and one that is left out is lost.
#[test]
fn styles_with_a_byline_give_each_fact_once() {
    let text = "title: t\nstatus: final\ndate: 2024-05-30/2024-06-02\ntimezone: UTC\n\
                communications: [{at: 2024-05-30 10:50, text: said}]\nimpact: {description: x, windows: \
                [{start: 2024-05-30 10:15, end: 2024-06-02 18:00}]}\n";
    for style in TEMPLATES.iter().filter(|style| **style != "brief") {
        let report = render(text, style);
        assert_eq!(report.matches("3 d 7 h 45 min").count(), 1, "{style}: {report}");
        assert!(!report.contains("**Date"), "{style}: {report}");
        assert!(report.contains("**2024-05-30 10:50**"), "{style}: {report}");
        assert!(report.to_lowercase().contains("final"), "{style}: {report}");
    }
}

/// That data was lost is the first that a reader of one screen must know.
#[test]
fn the_brief_style_names_kinds_of_impact() {
    let report = render(
        "title: t\ndate: 2024-05-30\ntimezone: UTC\nimpact: {description: x, windows: \
         [{start: 10:00, end: 11:00}, {start: 10:15, end: 10:30, kind: data-loss}]}\n",
        "brief",
    );
    assert!(report.contains("- **Data loss:** 2024-05-30 10:15 – 10:30, 15 min\n"), "{report}");
}

/// Who copies a chain from an internal report must see that it is internal, also at its heading.
#[test]
fn an_internal_chain_is_marked_at_its_heading() {
    let report =
        render("title: t\nfive_whys: [{title: Slow, internal: true, chain: [a]}, {chain: [b]}]\n", "default");
    assert!(report.contains("### Slow (internal)\n") && report.contains("### Chain 2\n"), "{report}");
}
