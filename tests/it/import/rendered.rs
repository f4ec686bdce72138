//! What `render` writes, `import` reads: a team that kept only the rendered reports loses nothing.

use super::score::{alike, imported, pairs, timed};
use crate::support::Sandbox;
use chrono::NaiveDateTime;
use postmortem::document::Document;
use postmortem::model::{Incident, Settings};
use postmortem::source::Source;
use std::fs;
use std::path::Path;

fn examples() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> = paths.filter(|path| path.extension().is_some_and(|end| end == "yaml")).collect();
    paths.sort();
    let name = |path: &Path| path.file_stem().unwrap().to_string_lossy().into_owned();
    paths.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

fn read(text: &str) -> Incident {
    let source = Source::new("x.yaml", text);
    Document::read(&source, &Settings::default()).incident.unwrap()
}

fn first_line(text: &str) -> &str {
    text.trim().lines().next().unwrap_or_default()
}

fn check(name: &str, original: &Incident, back: &Incident, report: &str) {
    assert_eq!(back.title, original.title, "{name}");
    let (mine, theirs) = (timed(original), timed(back));
    let mine: Vec<_> = mine.iter().filter(|entry| !entry.event.trim().is_empty()).collect();
    let minute = |local: Option<NaiveDateTime>| local.map(|local| local.format("%R").to_string());
    let is_same = |index: usize, label: usize| {
        let (found, label) = (&theirs[index], mine[label]);
        // A report says which milestone an entry marks.
        let event = found.event.split_once("**: ").map_or(&*found.event, |(_, event)| event);
        minute(found.local) == minute(label.local) && alike(event, first_line(&label.event))
    };
    let right = pairs(theirs.len(), mine.len(), is_same);
    let found: Vec<_> = theirs.iter().map(|entry| (entry.local, &entry.event)).collect();
    assert_eq!(right.len(), mine.len(), "{name}\n{found:#?}\n{report}");
    let is_same =
        |index: usize, label: usize| alike(&back.actions[index].title, &original.actions[label].title);
    let right = pairs(back.actions.len(), original.actions.len(), is_same);
    assert_eq!(right.len(), original.actions.len(), "{name}\n{:#?}\n{report}", back.actions);
    for (text, found) in [(&original.summary, &back.summary), (&original.resolution, &back.resolution)] {
        let line = first_line(text.as_deref().unwrap_or_default());
        assert!(found.as_deref().unwrap_or_default().contains(line), "{name}: {line}\n{report}");
    }
}

/// The Markdown of each example gives back its timeline, its actions and its texts.
#[test]
fn reads_what_render_writes() {
    for (name, text) in examples() {
        let sandbox = Sandbox::new();
        sandbox.write(&format!("{name}.yaml"), &text);
        let run = sandbox.run(&format!("render {name}.yaml"));
        assert_eq!(run.code, 0, "{name}: {}", run.err);
        let (_, back) = imported(&format!("{name}.md"), &run.out);
        check(&name, &read(&text), &back, &run.out);
    }
}
