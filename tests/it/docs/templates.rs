//! The page about templates: its reference is made from the types, the partials and the components, its examples run.

use crate::support::pages::{keep, page};
use crate::support::{Run, Sandbox};
use postmortem::render::Context;
use serde_json::Value;
use std::collections::VecDeque;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

const PAGE: &str = "templates.md";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

/// A type's name in words: `ActionGroup` is an action group, `EntryView` an entry.
fn words(name: &str) -> String {
    let mut words = String::new();
    for c in name.trim_end_matches("View").chars() {
        if c.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(c.to_lowercase());
    }
    words
}

fn plural(word: &str) -> String {
    match word.strip_suffix("ry") {
        Some(stem) => format!("{stem}ries"),
        None if word.ends_with('s') => word.to_owned(),
        None => format!("{word}s"),
    }
}

/// The type of a key: a text, a list of entries. Types that it names are noted, to be described too.
fn holds(form: &Value, several: bool, named: &mut VecDeque<String>) -> String {
    let number = |word: &str| if several { plural(word) } else { word.to_owned() };
    if let Some(name) = form["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        named.push_back(name.to_owned());
        let word = words(name);
        return format!("[{}](#{})", number(&word), word.replace(' ', "-"));
    }
    match form["type"].as_str() {
        Some("string") => number("text"),
        Some("integer") => number("number"),
        Some("boolean") => "true or false".into(),
        Some("array") => format!("list of {}", holds(&form["items"], true, named)),
        Some("object") if form["additionalProperties"].is_object() => {
            format!("map of {}", holds(&form["additionalProperties"], true, named))
        }
        Some("object") => "map".into(),
        other => panic!("the page has no word for {other:?}: {form}"),
    }
}

/// Authors of templates read this instead of the types: a key that is missing here is not used.
#[test]
fn the_reference_of_the_context_is_fresh() {
    let schema = schemars::schema_for!(Context).to_value();
    let mut page = String::from("\n");
    let mut named = VecDeque::from(["Context".to_owned()]);
    let mut reported = Vec::new();
    while let Some(name) = named.pop_front() {
        if reported.contains(&name) {
            continue;
        }
        let form = if name == "Context" { &schema } else { &schema["$defs"][&name] };
        let title = words(&name);
        let (first, others) = title.split_at(1);
        let about = form["description"].as_str().expect("a doc comment");
        write!(
            page,
            "\n### {}{others}\n\n{about}\n\n| key | type | description |\n| :-- | :-- | :-- |\n",
            first.to_uppercase()
        )
        .unwrap();
        for (key, field) in form["properties"].as_object().expect("fields") {
            let about = field["description"].as_str().expect("a doc comment");
            writeln!(page, "| `{key}` | {} | {about} |", holds(field, false, &mut named)).unwrap();
        }
        reported.push(name);
    }
    assert!(reported.len() > 15, "{reported:?}");
    keep(PAGE, "<!-- generated: context -->", "\n<!-- end -->", &page);
}

/// The text of the comment that a source starts with.
fn comment(source: &str) -> &str {
    let (comment, _) =
        source.split_once("{#").and_then(|(_, rest)| rest.split_once("#}")).expect("a comment");
    comment.trim_matches(['-', ' '])
}

/// A partial that nobody knows about is written again.
#[test]
fn the_list_of_partials_is_fresh() {
    let files = fs::read_dir(root().join("templates/markdown/partials")).unwrap();
    let mut rows: Vec<String> = files
        .map(|file| file.unwrap().path())
        .filter(|path| !path.ends_with("components.md.tera"))
        .map(|path| {
            let source = fs::read_to_string(&path).unwrap();
            let name = path.file_name().unwrap().to_str().unwrap().trim_end_matches(".tera").to_owned();
            format!("| `partials/{name}` | {} |\n", comment(&source))
        })
        .collect();
    rows.sort();
    assert!(rows.len() > 10);
    let page = format!("\n\n| partial | shows |\n| :-- | :-- |\n{}", rows.concat());
    keep(PAGE, "<!-- generated: partials -->", "\n<!-- end -->", &page);
}

/// The same for components, with their arguments.
#[test]
fn the_list_of_components_is_fresh() {
    let source = fs::read_to_string(root().join("templates/markdown/partials/components.md.tera")).unwrap();
    let mut page = String::from("\n\n| component | description |\n| :-- | :-- |\n");
    for (before, after) in source.match_indices("{% component ").map(|(at, _)| source.split_at(at)) {
        let signature = after.trim_start_matches("{% component ").split(" %}").next().unwrap();
        let about = comment(&before[before.rfind("{#").expect("a comment")..]);
        writeln!(page, "| `{signature}` | {about} |").unwrap();
    }
    keep(PAGE, "<!-- generated: components -->", "\n<!-- end -->", &page);
}

/// A filter that is not documented here is only found by reading Rust.
#[test]
fn every_filter_is_documented() {
    let source = fs::read_to_string(root().join("src/render/filters.rs")).unwrap();
    let names = source.split("register_filter(\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    let page = page(PAGE);
    let table = page.split("## Filters").nth(1).and_then(|rest| rest.split("\n## ").next()).unwrap();
    let mut rows: Vec<&str> =
        table.lines().filter_map(|line| line.strip_prefix("| `")?.split(['`', '(']).next()).collect();
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    rows.sort_unstable();
    assert_eq!(rows, names);
}

/// People begin with a copy of the example: it must work, and make what the page shows.
#[test]
fn the_worked_example_makes_what_the_page_shows() {
    let page = page(PAGE);
    let templates: Vec<&str> =
        page.split("```jinja\n").skip(1).map(|rest| rest.split("```\n").next().unwrap()).collect();
    let [wrapper, review] = templates.as_slice() else { panic!("two templates: {templates:?}") };
    let sandbox = Sandbox::new();
    sandbox.write("examples/full.yaml", fs::read_to_string(root().join("examples/full.yaml")).unwrap());
    let render = |line: &str| {
        let run: Run = sandbox.run_args(&line.split_whitespace().collect::<Vec<_>>());
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{line}");
        run.out
    };
    let built_in = render("render examples/full.yaml");
    sandbox.write("postmortem.toml", "templates = \"templates/\"\n");
    sandbox.write("templates/default.md.tera", wrapper).write("templates/review.md.tera", review);
    let added = wrapper.lines().last().unwrap();
    assert_eq!(render("render examples/full.yaml"), format!("{built_in}\n{added}\n"));
    let made = render("render examples/full.yaml --template review");
    keep(PAGE, "```markdown\n", "```\n", &made);
}
