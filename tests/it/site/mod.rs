//! `postmortem site`: what its pages contain, what becomes of its folder, and what the public sees.

mod feed;
mod folder;
mod pages;
mod public;

use crate::support::{Run, Sandbox};
use scraper::{Html, Selector};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Three incidents: the last one names the first.
fn project() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox
        .write(
            "incidents/2024-03-01-dns.yaml",
            "title: Names do not resolve\nseverity: SEV1\nstatus: final\ndate: 2024-03-01\ntimezone: UTC\n\
             services: [web]\ntags: [dns]\nsummary: The cache was full. It grew.\nroot_cause: A limit of Zürich\n\
             timeline:\n- {at: 10:15, event: a, milestone: impact-start}\n- {at: 12:45, event: b, milestone: resolved}\n\
             actions: [{title: Raise the limit, due: 2024-06-01, owner: platform, priority: P1}, {title: Gone, status: done}]\n",
        )
        .write(
            "incidents/mail.yaml",
            "title: Mail is late\nseverity: SEV2\ndate: ~2024-04-01\nservices: [mail, Web]\ntags: [queue]\n",
        )
        .write(
            "incidents/again.yaml",
            "title: Names fail again\nid: 2024-05-30-again\ndate: 2024-05-30\nservices: [web]\ntags: [DNS]\n\
             related: [2024-03-01-dns, unknown]\nactions: [Watch the cache]\n",
        );
    sandbox
}

/// Makes the site; it must succeed.
fn made(sandbox: &Sandbox, flags: &str) -> Run {
    let run = sandbox.run(&format!("site -o public {flags}"));
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.transcript());
    run
}

/// All files below a folder by their paths.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                found.insert(name, fs::read_to_string(path).unwrap());
            }
        }
    }
    found
}

/// Whether a path is that of a file of a kind.
fn is(path: &str, ending: &str) -> bool {
    Path::new(path).extension().is_some_and(|found| found == ending)
}

fn page(sandbox: &Sandbox, path: &str) -> Html {
    Html::parse_document(&sandbox.read(&format!("public/{path}")))
}

/// The texts of the elements that a selector finds.
fn texts(page: &Html, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).unwrap();
    let text = |element: scraper::ElementRef| element.text().collect::<String>().trim().to_owned();
    page.select(&selector).map(text).collect()
}

/// An attribute of the elements that a selector finds.
fn attributes(page: &Html, selector: &str, name: &str) -> Vec<String> {
    let selector = Selector::parse(selector).unwrap();
    page.select(&selector).filter_map(|element| element.attr(name).map(str::to_owned)).collect()
}
