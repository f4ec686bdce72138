//! The timeline figure: what is drawn, for whom, and that it reads well at any width.

use crate::support::rendering::options_for;
use postmortem::document::Document;
use postmortem::model::Settings;
use postmortem::render::{Audience, PanelView, Report, TimelineFigureView, figure};
use postmortem::source::Source;
use proptest::prelude::*;

fn figure_for(text: &str, audience: Audience) -> TimelineFigureView {
    let source = Source::new("incident.yaml", text);
    let document = Document::read(&source, &Settings::default());
    assert_eq!(document.faults, [], "{text}");
    let (Some(incident), Some(resolved)) = (&document.incident, &document.resolved) else { panic!("{text}") };
    let options = options_for(audience);
    figure(&Report::new(incident, resolved, "incident"), &options)
}

/// The only panel, for internal readers.
fn panel(text: &str) -> PanelView {
    let figure = figure_for(text, Audience::Internal);
    let [panel] = figure.panels.as_slice() else { panic!("{figure:?}") };
    panel.clone()
}

/// The page's part with the drawing.
fn html(figure: &TimelineFigureView) -> String {
    let mut tera = tera::Tera::new();
    let template = include_str!("../../../templates/html/figure.html.tera");
    tera.add_raw_template("figure.html", template).unwrap();
    let mut context = tera::Context::new();
    context.insert("figure", figure);
    tera.render("figure.html", &context).unwrap()
}

fn times(panel: &PanelView) -> Vec<&str> {
    panel.axis.times.iter().map(|label| label.text.as_str()).collect()
}

fn rows(panel: &PanelView) -> Vec<&str> {
    panel.rows.iter().map(|row| row.label).collect()
}

const HEAD: &str = "title: T\ndate: 2024-05-30\ntimezone: UTC\n";

/// The questions of a reader: when did it start, how long until somebody noticed, until it was better, until it was
/// over. A metric that goes missing leaves one without an answer.
#[test]
fn answers_what_readers_ask() {
    let panel = panel(include_str!("../../../examples/load-balancer-misroute.yaml"));
    let metrics = ["Time to detect", "Time to identify", "Time to mitigate", "Time to resolve"];
    assert_eq!(rows(&panel), [&["Impact"], &metrics[..], &["Entries, ◆ milestones"]].concat());
    let values: Vec<&str> =
        panel.rows.iter().flat_map(|row| &row.brackets).map(|bracket| bracket.text.as_str()).collect();
    assert_eq!(values, ["< 1 min", "1 h 30 min", "1 h 45 min", "2 h 30 min"]);
    let bounds = panel.axis.times.iter().filter(|label| label.kind == "bound");
    assert_eq!(bounds.map(|label| label.text.as_str()).collect::<Vec<_>>(), ["10:15", "12:45"]);
    assert_eq!(panel.guides, [panel.rows[0].bars[0].from.clone(), panel.rows[0].bars[0].to.clone()]);
    assert_eq!(
        panel.caption,
        "Impact from 2024-05-30 10:15 to 12:45, 2 h 30 min. Times in America/New_York (UTC-04:00)."
    );
    assert_eq!(
        panel.description,
        "Time to detect: < 1 min. Time to identify: 1 h 30 min. Time to mitigate: 1 h 45 min. Time to resolve: 2 h 30 \
         min. 10 entries."
    );
}

/// Without two moments there is no axis, and a page shows nothing rather than an empty figure.
#[test]
fn draws_nothing_without_two_moments() {
    for timeline in
        ["", "timeline: [Alert]", "timeline: [10:00 Alert]", "timeline: [10:00 Alert, 10:00 Call]"]
    {
        let figure = figure_for(&format!("{HEAD}{timeline}\n"), Audience::Internal);
        assert_eq!(figure.panels, [], "{timeline}");
        assert_eq!(html(&figure).trim(), "");
    }
}

/// Each occurrence has its own axis, under its name, with ids that are unique in a page.
#[test]
fn draws_occurrences_one_by_one() {
    let figure = figure_for(include_str!("../../../examples/iota-coordinator.yaml"), Audience::Internal);
    let names: Vec<_> = figure.panels.iter().map(|panel| (panel.id.as_str(), panel.name.as_str())).collect();
    assert_eq!(names, [("figure-1", "Event 1"), ("figure-2", "Event 2")]);
    let dates: Vec<&str> = figure.panels[1].axis.dates.iter().map(|label| label.text.as_str()).collect();
    assert_eq!(dates, ["2021-05-31"], "the day that begins");
}

/// Kinds of impact have their own rows, so that they differ in more than colour; an unknown end is described and drawn
/// as such, not invented.
#[test]
fn shows_kinds_and_unknown_ends() {
    let windows = "impact: {windows: [{start: ~10:00, end: ~11:00}, {start: 11:00, kind: degraded}]}\n\
                   timeline: [12:00 Still slow]\n";
    let panel = panel(&format!("{HEAD}{windows}"));
    assert_eq!(rows(&panel)[..2], ["Outage", "Degraded"]);
    let (outage, degraded) = (&panel.rows[0].bars[0], &panel.rows[1].bars[0]);
    assert!(outage.from_approximate && outage.to_approximate && !outage.open && !outage.degraded);
    assert!(degraded.open && degraded.degraded && degraded.to == "100%");
    assert_eq!(panel.rows[1].note, "not over");
    assert_eq!(times(&panel)[0], "~10:00");
    assert!(panel.caption.starts_with("Impact from 2024-05-30 ~10:00, not over."), "{}", panel.caption);
    assert!(panel.description.contains("Degraded 2024-05-30 11:00, not over."), "{}", panel.description);
    let panel = self::panel(&format!("{HEAD}status: final\n{windows}"));
    assert_eq!(panel.rows[1].note, "end not recorded");
    assert!(panel.caption.contains("~10:00, end not recorded."), "{}", panel.caption);
}

/// Lost data and open doors are no outage: each kind has its row.
#[test]
fn draws_every_kind_of_impact() {
    let kinds = ["security", "data-loss", "degraded", "outage"];
    let window =
        |(hour, kind): (usize, &&str)| format!("{{start: 1{hour}:00, end: 1{hour}:30, kind: {kind}}}");
    let windows: Vec<_> = kinds.iter().enumerate().map(window).collect();
    let panel = panel(&format!("{HEAD}impact: {{windows: [{}]}}\n", windows.join(", ")));
    assert_eq!(rows(&panel)[..4], ["Outage", "Degraded", "Data loss", "Security"]);
    assert!(panel.description.contains("Data loss 2024-05-30 11:00–11:30."), "{}", panel.description);
}

/// A change weeks before must not leave the impact without a pixel, nor vanish unsaid.
#[test]
fn counts_what_lies_far_off() {
    let timeline = "timeline:\n  - 2024-05-01 10:00 Change\n  - {at: 2024-05-30 10:00, milestone: impact-start}\n  \
                    - Somebody calls\n  - {at: 10:30, milestone: resolved}\n  - 2024-06-10 10:00 Review\n";
    let panel = panel(&format!("{HEAD}{timeline}"));
    let entries = panel.rows.last().unwrap();
    assert_eq!((entries.marks.len(), entries.earlier, entries.later), (2, true, true));
    assert!(panel.caption.ends_with("Entries not drawn: 1 earlier, 1 later, 1 without a time."));
    assert!(panel.description.ends_with("5 entries."));
}

/// The hour that is skipped and the one that comes twice: the clock jumps where it did, and the ticks are right on
/// both sides.
#[test]
fn shows_clock_changes() {
    let from_to = |from: &str, to: &str| {
        let timeline = format!(
            "timeline: [{{at: '{from}', milestone: impact-start}}, {{at: '{to}', milestone: resolved}}]\n"
        );
        panel(&format!("title: T\ntimezone: Europe/Berlin\n{timeline}"))
    };
    let spring = from_to("2024-03-31 00:30", "2024-03-31 05:30");
    assert_eq!(times(&spring), ["00:30", "05:30", "03:00", "04:00"]);
    assert!(spring.axis.dates.iter().any(|label| label.text == "clock +1 h"));
    assert!(spring.caption.contains("4 h. Times"), "{}", spring.caption);
    assert!(spring.caption.ends_with("Clocks go forward from 02:00 to 03:00."), "{}", spring.caption);
    let autumn = from_to("2024-10-27 00:30", "2024-10-27 04:30");
    assert_eq!(autumn.axis.jumps, ["50%"], "two and a half of five hours after the start");
    assert!(autumn.axis.dates.iter().any(|label| label.text == "clock −1 h"));
    assert!(autumn.caption.ends_with("Clocks go back from 03:00 to 02:00."), "{}", autumn.caption);
}

/// Reports without dates are common: order and distance still show.
#[test]
fn draws_times_without_a_date() {
    let panel = panel(include_str!("../../../examples/price-site-downtime.yaml"));
    assert_eq!(times(&panel), ["10:30", "12:50", "11:00", "11:30", "12:00"]);
    assert_eq!(panel.axis.dates, []);
    assert_eq!(panel.rows.last().unwrap().marks.len(), 7);
}

/// Nothing internal may be drawn for the public, nor be seen from a length, a count or the reach of the axis.
#[test]
fn hides_internal_entries_from_the_public() {
    let text = |internal: &str| {
        format!(
            "{HEAD}timeline:\n  - {{at: 10:00, event: a, milestone: impact-start}}\n{internal}  \
             - {{at: 11:00, event: b, milestone: resolved}}\n"
        )
    };
    let internal = "  - {at: 10:20, event: secret, milestone: detected, internal: true}\n  \
                    - {at: 10:25-15:00, event: secret, internal: true}\n  - {event: secret, internal: true}\n  \
                    - {at: 10:45, event: secret, milestone: mitigated, internal: true}\n";
    let public = figure_for(&text(internal), Audience::Public);
    assert_eq!(public, figure_for(&text(""), Audience::Public));
    assert!(html(&figure_for(&text(internal), Audience::Internal)).contains("secret"));
    let start = text("").replace("impact-start", "impact-start, internal: true");
    assert_eq!(figure_for(&start, Audience::Public).panels, [], "one moment is left");
}

/// Text from the file is text on the page.
#[test]
fn escapes_what_the_file_says() {
    let timeline = "timeline:\n  - {at: 10:00, event: '`<script>x</script>`', occurrence: '\"><b>'}\n  \
                    - {at: 10:05, event: \"a &amp; ]]> <img onerror=x>\", occurrence: '\"><b>'}\n";
    let html = html(&figure_for(&format!("{HEAD}{timeline}"), Audience::Internal));
    for broken in ["<script", "<img", "<b>", "]]>"] {
        assert!(!html.contains(broken), "{html}");
    }
    assert!(html.contains("&lt;script&gt;"), "{html}");
}

/// A timeline as people write them: near or far times in any order, some rough, some without an event or a date.
fn timelines() -> impl Strategy<Value = String> {
    let milestones =
        ["impact-start", "detected", "acknowledged", "identified", "mitigated", "resolved", "all-clear"];
    let time = prop_oneof![
        (0..24_u32, 0..60_u32).prop_map(|(hour, minute)| format!("{hour:02}:{minute:02}")),
        (1..13_u32, 1..29_u32).prop_map(|(month, day)| format!("2024-{month:02}-{day:02}")),
        (1990..2040_u32, 1..13_u32, 1..29_u32, 0..24_u32, 0..60_u32).prop_map(
            |(year, month, day, hour, second)| format!(
                "{year}-{month:02}-{day:02}T{hour:02}:30:{second:02}+02:00"
            )
        ),
        Just("9999-12-31T23:59:59-12:00".into()),
        Just("0001-01-01T00:00+12:00".into()),
    ];
    let entry = (time, any::<bool>(), prop::option::of(0..milestones.len()), any::<bool>()).prop_map(
        move |(time, rough, milestone, internal)| {
            let tilde = if rough { "~" } else { "" };
            let mark =
                milestone.map_or_else(String::new, |index| format!(", milestone: {}", milestones[index]));
            format!("  - {{at: '{tilde}{time}', event: It is <{time}>{mark}, internal: {internal}}}\n")
        },
    );
    let zone = prop_oneof![Just(""), Just("timezone: Europe/Berlin\n"), Just("timezone: '+05:45'\n")];
    let date = prop_oneof![Just(""), Just("date: 2024-03-31\n")];
    (zone, date, prop::collection::vec(entry, 0..12))
        .prop_map(|(zone, date, entries)| format!("title: T\n{zone}{date}timeline:\n{}", entries.concat()))
}

proptest! {
    /// Whatever the file says, there is a drawing that a browser can read, with everything in its frame.
    #[test]
    fn any_timeline_can_be_drawn(text in timelines()) {
        let source = Source::new("incident.yaml", text.as_str());
        let document = Document::read(&source, &Settings::default());
        let (Some(incident), Some(resolved)) = (&document.incident, &document.resolved) else { panic!("{text}") };
        for audience in [Audience::Internal, Audience::Public] {
            let options = options_for(audience);
            let figure = figure(&Report::new(incident, resolved, "incident"), &options);
            let html = html(&figure);
            let page = format!("<main>{html}</main>");
            let page = roxmltree::Document::parse(&page).unwrap_or_else(|error| panic!("{error}: {html}"));
            for attribute in page.descendants().flat_map(|node| node.attributes()) {
                let Some(percent) = attribute.value().strip_suffix('%') else { continue };
                let percent: f64 = percent.parse().unwrap();
                prop_assert!((0.0..=100.0).contains(&percent), "{attribute:?}");
            }
            for panel in &figure.panels {
                let bottom = panel.rows.iter().map(|row| row.y + 31).max().unwrap_or(0);
                prop_assert!(bottom < panel.axis.y && panel.axis.y < panel.height);
            }
        }
    }
}
