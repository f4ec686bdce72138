//! Pages of HTML: nothing that an incident file says can run, fetch, or take over a part of the page.

use crate::support::Sandbox;
use postmortem::document::Document;
use postmortem::model::Settings;
use postmortem::render::{Context, Engine, Images, Options, Page, Report, figure};
use postmortem::source::Source;
use rayon::prelude::*;
use scraper::{ElementRef, Html, Selector};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// What a field's Markdown and HTML may add to a page, beyond what every page contains.
const BROUGHT: &[(&str, &[&str])] = &[
    ("a", &["href", "rel", "title", "lang", "class", "id", "aria-label"]),
    ("abbr", &["title"]),
    ("b", &["title"]),
    ("bdi", &[]),
    ("bdo", &[]),
    ("blockquote", &[]),
    ("br", &[]),
    ("caption", &[]),
    ("code", &[]),
    ("del", &[]),
    ("details", &[]),
    ("div", &["class", "role", "aria-label", "tabindex"]),
    ("em", &[]),
    ("h2", &["id"]),
    ("h3", &["id"]),
    ("h4", &["id"]),
    ("h5", &["id"]),
    ("h6", &["id"]),
    ("hr", &[]),
    ("img", &["src", "alt", "title"]),
    ("li", &[]),
    ("ol", &["start"]),
    ("p", &["title", "lang"]),
    ("pre", &["tabindex"]),
    ("q", &[]),
    ("span", &["class", "role", "aria-label"]),
    ("strong", &[]),
    ("summary", &[]),
    ("table", &["class"]),
    ("tbody", &[]),
    ("td", &["class", "data-align", "data-label", "title"]),
    ("th", &["data-align"]),
    ("thead", &[]),
    ("time", &["datetime"]),
    ("tr", &[]),
    ("ul", &[]),
];
/// Classes of the page's own that a field's Markdown may get.
const CLASSES: &[&str] = &["anchor", "bare", "cards", "check", "done", "long", "open", "short", "table"];
const IMAGE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Every attempt in every field, in every style, alone and within a longer text.
#[test]
fn no_field_can_bring_what_runs_or_fetches() {
    let fields = fields();
    let engine = Engine::new(None).unwrap();
    let styles: Vec<(String, Page)> = engine
        .templates()
        .into_iter()
        .map(|template| (template.name.clone(), engine.page(&template.name).unwrap()))
        .collect();
    let shapes: [fn(&str) -> String; 2] =
        [str::to_owned, |text| format!("A word {text} and another.\n\n{text}\n\nThe end.\n")];
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for (shape, around) in shapes.iter().enumerate() {
        let harmless = incident(&fields, &around("word"));
        let known: Vec<Vocabulary> =
            styles.iter().map(|(_, style)| Vocabulary::of(&parse(&page(&harmless, style)))).collect();
        let faults: Vec<String> = hostile()
            .par_iter()
            .enumerate()
            .flat_map_iter(|(number, text)| {
                let incident = incident(&fields, &around(text));
                let mut faults = Vec::new();
                for (at, ((name, style), known)) in styles.iter().zip(&known).enumerate() {
                    // The first style gets both forms, the others one of them in turn.
                    if at > 0 && (number + at + shape) % 2 == 0 {
                        continue;
                    }
                    let page = page(&incident, style);
                    if at == 0 {
                        // The browser looks at them too: see `.ci/browser`.
                        fs::write(folder.join(format!("{number:03}-{shape}.html")), &page).unwrap();
                    }
                    faults
                        .extend(known.faults(&page).iter().map(|fault| format!("{name}: {text:?}: {fault}")));
                }
                faults
            })
            .collect();
        assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults[..faults.len().min(40)].join("\n"));
    }
}

/// A reader would miss a word that its author wrote: `Vec<String>` in the title, an owner, a service.
#[test]
fn words_that_look_like_tags_stay() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "a.yaml",
        "title: 1. Vec<String> & <b>more</b> `x<y>`\nowner: team <a>\nservices: [Map<K>]\nauthors: [A <b>]\n",
    );
    let page = sandbox.run("render a.yaml -f html").out;
    let html = parse(&page);
    let texts = |selector: &str| -> Vec<String> {
        select(&html, selector).iter().map(|element| element.text().collect()).collect()
    };
    assert_eq!(texts("title, h1"), ["1. Vec<String> & more x<y>"; 2]);
    assert_eq!(texts(".facts dd"), ["Map<K>", "team <a>", "A <b>"]);
}

/// The places in a file with every field where any text may be, as JSON pointers.
fn fields() -> Vec<String> {
    let full = full();
    let mut pointers = Vec::new();
    leaves(&full, "", &mut pointers);
    let is_free = |pointer: &String| {
        let mut changed = full.clone();
        *changed.pointer_mut(pointer).unwrap() = "any text: <at> all".into();
        let text = changed.to_string();
        let source = Source::new("incident.yaml", &text);
        Document::read(&source, &Settings::default()).faults.is_empty()
    };
    let free: Vec<String> = pointers.iter().filter(|pointer| is_free(pointer)).cloned().collect();
    assert!(free.len() > 60, "{free:#?}");
    free
}

/// `examples/full.yaml`, for which another test checks that it has every field.
fn full() -> Value {
    serde_yaml::from_str(&fs::read_to_string("examples/full.yaml").unwrap()).unwrap()
}

fn leaves(value: &Value, pointer: &str, pointers: &mut Vec<String>) {
    match value {
        Value::String(_) => pointers.push(pointer.to_owned()),
        Value::Array(items) => {
            items
                .iter()
                .enumerate()
                .for_each(|(at, item)| leaves(item, &format!("{pointer}/{at}"), pointers));
        }
        Value::Object(map) => {
            map.iter().for_each(|(key, item)| leaves(item, &format!("{pointer}/{key}"), pointers));
        }
        _ => {}
    }
}

/// An incident file with a text in every field, and as the name of everything that is named by its author.
fn incident(fields: &[String], text: &str) -> String {
    let mut incident = full();
    for pointer in fields {
        *incident.pointer_mut(pointer).unwrap() = text.into();
    }
    for named in ["glossary", "roles", "custom"] {
        incident[named] = Value::Object([(text.to_owned(), Value::from(text))].into_iter().collect());
    }
    // One cause is a paragraph, several are a list.
    incident["root_cause"] = vec![text, text].into();
    incident.to_string()
}

/// The attempts of `tests/data/hostile.yaml`.
fn hostile() -> Vec<String> {
    let text = fs::read_to_string("tests/data/hostile.yaml").unwrap();
    let classes: BTreeMap<String, Vec<String>> = serde_yaml::from_str(&text).unwrap();
    classes.into_values().flatten().collect()
}

fn page(incident: &str, style: &Page) -> String {
    let source = Source::new("incident.yaml", incident);
    let document = Document::read(&source, &Settings::default());
    assert_eq!(document.faults, [], "{incident}");
    let (Some(incident), Some(resolved)) = (&document.incident, &document.resolved) else {
        panic!("{incident}")
    };
    let report = Report::new(incident, resolved, "incident");
    let options = Options::default();
    let images = |path: &str| (path == "x.png").then(|| IMAGE.to_vec());
    style.render(&Context::new(&report, &options), &figure(&report, &options), Images::new(&images)).unwrap()
}

fn parse(page: &str) -> Html {
    Html::parse_document(page)
}

fn elements(html: &Html) -> impl Iterator<Item = ElementRef<'_>> {
    html.tree.nodes().filter_map(ElementRef::wrap)
}

/// The contents of a page of harmless texts.
struct Vocabulary {
    attributes: BTreeMap<String, BTreeSet<String>>,
    classes: BTreeSet<String>,
    head: String,
    frame: Vec<String>,
    entries: usize,
}

impl Vocabulary {
    fn of(html: &Html) -> Self {
        let mut attributes: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut classes: BTreeSet<String> = CLASSES.iter().map(|&class| class.to_owned()).collect();
        for (element, names) in BROUGHT {
            attributes
                .entry((*element).to_owned())
                .or_default()
                .extend(names.iter().map(|&name| name.to_owned()));
        }
        for element in elements(html) {
            let known = attributes.entry(element.value().name().to_owned()).or_default();
            known.extend(element.value().attrs().map(|(name, _)| name.to_owned()));
            classes.extend(element.value().classes().map(str::to_owned));
        }
        Vocabulary { attributes, classes, head: head(html), frame: frame(html), entries: entries(html) }
    }

    /// What a page has that it should not have.
    fn faults(&self, page: &str) -> Vec<String> {
        let html = parse(page);
        let mut faults = Vec::new();
        if let Some(control) = page.chars().find(|c| c.is_control() && !c.is_whitespace()) {
            faults.push(format!("a control character: {control:?}"));
        }
        let mut ids = BTreeSet::new();
        for element in elements(&html) {
            let name = element.value().name();
            let Some(known) = self.attributes.get(name) else {
                faults.push(format!("<{name}>"));
                continue;
            };
            for (attribute, value) in element.value().attrs() {
                let is_valid = known.contains(attribute) && self.is_valid(name, attribute, value);
                if !is_valid || attribute == "id" && !ids.insert(value) {
                    faults.push(format!("<{name} {attribute}={value:?}>"));
                }
            }
        }
        if head(&html) != self.head {
            faults.push(format!("another head: {}", head(&html)));
        }
        if frame(&html) != self.frame || entries(&html) != self.entries {
            faults.push(format!("another frame: {:?}, {} entries", frame(&html), entries(&html)));
        }
        faults
    }

    fn is_valid(&self, element: &str, attribute: &str, value: &str) -> bool {
        match (element, attribute) {
            ("a", "href") => {
                scheme(value).is_none_or(|scheme| ["http", "https", "mailto"].contains(&&*scheme))
            }
            ("img", "src") => value.starts_with("data:image/png;base64,"),
            (_, "class") => value.split_whitespace().all(|class| self.classes.contains(class)),
            _ => true,
        }
    }
}

/// The scheme of a URL as browsers find it: they drop control characters and spaces.
fn scheme(address: &str) -> Option<String> {
    let address: String = address.trim_start_matches(|c: char| c <= ' ').to_owned();
    let address = address.replace(['\t', '\n', '\r'], "");
    let (scheme, _) = address.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    is_scheme.then(|| scheme.to_ascii_lowercase())
}

/// The header except the title.
fn head(html: &Html) -> String {
    let parts = select(html, "head > :not(title)");
    parts.iter().map(ElementRef::html).collect()
}

/// The parts of the page around the report.
fn frame(html: &Html) -> Vec<String> {
    let parts = select(html, "html > *, body > *, h1, main, header, footer, nav, style, title, .tile");
    parts.iter().map(|part| part.value().name().to_owned()).collect()
}

/// How many entries of a timeline can be linked to.
fn entries(html: &Html) -> usize {
    select(html, "a.anchor[aria-label='Link to this entry']").len()
}

fn select<'h>(html: &'h Html, selector: &str) -> Vec<ElementRef<'h>> {
    html.select(&Selector::parse(selector).unwrap()).collect()
}
