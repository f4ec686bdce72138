//! The page: figures with text alternatives, dots that lead to their incidents, nothing that runs or is loaded.

use super::{history, with_year};
use crate::support::Sandbox;
use scraper::{ElementRef, Html, Selector};
use std::collections::BTreeSet;

fn select<'p>(page: &'p Html, selector: &str) -> Vec<ElementRef<'p>> {
    page.select(&Selector::parse(selector).expect("a selector")).collect()
}

fn page(text: &str) -> Html {
    Html::parse_document(text)
}

fn attribute<'e>(element: &ElementRef<'e>, name: &str) -> &'e str {
    element.value().attr(name).unwrap_or_else(|| panic!("{} has no {name}", element.html()))
}

/// A page that asks another server for something says who reads it, and breaks when that server does.
#[test]
fn nothing_runs_and_nothing_is_loaded() {
    // Internal pages lead to the incident files, which this test names by their absolute paths.
    let text = history(&["--format", "html", "--audience", "public"]).out;
    let page = page(&text);
    assert_eq!(select(&page, "script, link, img, iframe, object, [src], [onclick], [style]").len(), 0);
    assert!(!text.contains("://") && !text.contains("url("), "an address of elsewhere");
    assert!(attribute(&select(&page, "meta[http-equiv]")[0], "content").starts_with("default-src 'none'"));
}

/// Who cannot see a figure reads it; every name is that of one thing.
#[test]
fn every_figure_has_a_text_alternative() {
    let text = history(&["--format", "html"]).out;
    let page = page(&text);
    let ids: Vec<&str> = select(&page, "[id]").iter().map(|element| attribute(element, "id")).collect();
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "{ids:?}");
    let drawings = select(&page, "svg.stats-drawing");
    assert_eq!(drawings.len(), 4);
    for drawing in &drawings {
        for name in ["aria-labelledby", "aria-describedby"] {
            let id = attribute(drawing, name);
            let text: String = select(&page, &format!("#{id}"))[0].text().collect();
            assert!(text.len() > 20, "{id}: {text}");
        }
        let has_links =
            !drawing.select(&Selector::parse("a").expect("a selector")).collect::<Vec<_>>().is_empty();
        assert_eq!(attribute(drawing, "role"), if has_links { "group" } else { "img" });
    }
    assert!(text.contains("2025: median 72 min (32 min–4.5 h), n = 17"));
}

/// A dot without its incident raises a question that the page does not answer.
#[test]
fn each_dot_leads_to_its_incident() {
    let text = history(&["--format", "html"]).out;
    let page = page(&text);
    let dots = select(&page, "svg a");
    assert_eq!(dots.len(), 17, "one of the 18 has no duration");
    for dot in dots {
        let row = &select(&page, &format!("tr[id='{}']", &attribute(&dot, "href")[1..]))[0];
        let row: String = row.text().collect::<Vec<_>>().join(" ");
        let title: String = dot.text().collect();
        assert_eq!(title.trim(), attribute(&dot, "aria-label"));
        let (_, title) = title.split_once(": ").expect("a title after the facts");
        assert!(row.contains(title.trim()), "{row} is not about {title}");
    }
    let bars = select(&page, "svg rect[class^='stats-look'] title");
    assert_eq!(bars.len(), 16, "one for each severity of each month that has it: {bars:?}");
}

/// A page in a folder of its own still leads to the files; the public one does not.
#[test]
fn titles_lead_to_the_files() {
    let sandbox = Sandbox::new();
    with_year(&sandbox, 2023, 5..7);
    let links = |line: &str, name: &str| -> Vec<String> {
        assert_eq!(sandbox.run(line).code, 0, "{line}");
        let page = page(&sandbox.read(name));
        select(&page, "td a").iter().map(|link| attribute(link, "href").to_owned()).collect()
    };
    let files = ["incidents/2023-01-01.yaml", "incidents/2023-02-01.yaml"];
    assert_eq!(links("stats -o stats.html", "stats.html"), files);
    std::fs::create_dir_all(sandbox.path("out/x")).expect("a folder");
    assert_eq!(links("stats -o out/x/s.html", "out/x/s.html"), files.map(|file| format!("../../{file}")));
    assert_eq!(
        links("stats -o incidents/s.html", "incidents/s.html"),
        ["2023-01-01.yaml", "2023-02-01.yaml"]
    );
    assert_eq!(links("stats --audience public -o p.html", "p.html"), [""; 0]);
}

/// From one incident to hundreds, without figures that have nothing to show.
#[test]
fn draws_what_there_is() {
    let sandbox = Sandbox::new();
    let drawn = || {
        let run = sandbox.run("stats --format html");
        assert_eq!(run.code, 0, "{}", run.transcript());
        let page = page(&run.out);
        let medians = select(&page, ".stats-median").len();
        (select(&page, "svg.stats-drawing").len(), select(&page, "svg a").len(), medians)
    };
    sandbox.write("incidents/a.yaml", "title: t\n");
    assert_eq!(drawn(), (0, 0, 0), "no date, no duration, no source, no action");
    with_year(&sandbox, 2023, [0]);
    assert_eq!(drawn(), (2, 1, 0));
    with_year(&sandbox, 2023, 10..130);
    assert_eq!(drawn(), (2, 120, 12), "each of the months has ten");
}
