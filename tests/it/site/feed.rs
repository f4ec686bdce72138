//! The feed is Atom: what RFC 4287 requires is there.

use super::{made, project};
use roxmltree::{Document, Node};

const ATOM: &str = "http://www.w3.org/2005/Atom";

fn children<'a>(node: Node<'a, 'a>, name: &'a str) -> Vec<Node<'a, 'a>> {
    node.children().filter(|child| child.has_tag_name((ATOM, name))).collect()
}

fn text<'a>(node: Node<'a, 'a>, name: &'a str) -> &'a str {
    let found = children(node, name);
    assert_eq!(found.len(), 1, "{name}");
    found[0].text().unwrap_or_default()
}

/// Readers of feeds drop an entry without these elements, or show it again each time.
#[test]
fn the_feed_has_what_atom_requires() {
    let sandbox = project();
    sandbox.write("incidents/undated.yaml", "title: '<b> & \"x\"'\n");
    made(&sandbox, "--base-url https://status.example.org --title A&B");
    let feed = sandbox.read("public/feed.xml");
    let document = Document::parse(&feed).expect("XML");
    let root = document.root_element();
    assert!(root.has_tag_name((ATOM, "feed")));
    assert_eq!((text(root, "title"), text(root, "updated")), ("A&B", "2024-05-30T00:00:00Z"));
    assert_eq!(text(children(root, "author")[0], "name"), "A&B");
    let links =
        |node| children(node, "link").iter().map(|link| link.attribute("href").unwrap()).collect::<Vec<_>>();
    assert_eq!(links(root), ["https://status.example.org/feed.xml", "https://status.example.org/index.html"]);
    let entries = children(root, "entry");
    assert_eq!(entries.len(), 4);
    let mut ids = vec![text(root, "id")];
    for entry in &entries {
        ids.push(text(*entry, "id"));
        let updated = text(*entry, "updated");
        assert!(chrono::DateTime::parse_from_rfc3339(updated).is_ok(), "{updated}");
        assert!(!text(*entry, "title").is_empty());
        assert!(links(*entry)[0].starts_with("https://status.example.org/incidents/"));
    }
    assert!(ids.iter().all(|id| id.starts_with("urn:uuid:") && id.len() == 45), "{ids:?}");
    let distinct: std::collections::HashSet<_> = ids.iter().collect();
    assert_eq!(distinct.len(), ids.len());
    let titles: Vec<&str> = entries.iter().map(|entry| text(*entry, "title")).collect();
    assert_eq!(titles, ["Names fail again", "Mail is late", "Names do not resolve", "<b> & \"x\""]);
    assert_eq!(text(entries[2], "updated"), "2024-03-01T12:45:00Z", "when the incident ended");
    assert_eq!(text(entries[2], "summary"), "The cache was full.");
}

/// A feed whose entries get new ids shows all incidents again as news.
#[test]
fn ids_stay_where_the_site_moves() {
    let sandbox = project();
    let ids = |flags: &str| {
        made(&sandbox, flags);
        let feed = sandbox.read("public/feed.xml");
        let entries = feed.split("<entry>").skip(1);
        entries.map(|entry| entry.split("id>").nth(1).unwrap().to_owned()).collect::<Vec<_>>()
    };
    let before = ids("");
    assert_eq!(ids("--base-url https://status.example.org/ --title Other"), before);
}
