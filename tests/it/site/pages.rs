//! What the pages contain, and where their links lead.

use super::{attributes, files, is, made, page, project, texts};
use crate::support::Sandbox;
use scraper::Html;
use serde_json::Value;
use std::path::{Component, Path, PathBuf};

/// Readers without scripts get everything: each incident, the newest first, with what tells them apart.
#[test]
fn the_index_has_all_incidents() {
    let sandbox = project();
    made(&sandbox, "");
    let index = page(&sandbox, "index.html");
    assert_eq!(
        texts(&index, "#incidents .name a"),
        ["Names fail again", "Mail is late", "Names do not resolve"]
    );
    assert_eq!(texts(&index, "#incidents time"), ["2024-05-30", "~2024-04-01", "2024-03-01"]);
    assert_eq!(attributes(&index, "#incidents time", "datetime")[1], "2024-04-01");
    assert_eq!(texts(&index, "#incidents .summary"), ["The cache was full."]);
    assert_eq!(texts(&index, "#incidents .more").last().unwrap(), "Impact 2 h 30 minweb1 open action");
    assert_eq!(texts(&index, "#severity option"), ["All", "SEV1", "SEV2"]);
    assert_eq!(texts(&index, "#services + ul a"), ["mail", "web"]);
    assert_eq!(texts(&index, "#tags + ul a"), ["DNS", "queue"]);
    assert_eq!(texts(&index, "#tags + ul span"), ["2", "1"]);
    let search = attributes(&index, "#search", "hidden");
    assert_eq!(search, [""], "a search that does nothing without its script must not be seen");
}

/// A reader goes from one incident to the others.
#[test]
fn a_report_leads_to_the_others() {
    let sandbox = project();
    made(&sandbox, "");
    let links = |path: &str, selector: &str| {
        let page = page(&sandbox, path);
        texts(&page, selector).into_iter().zip(attributes(&page, selector, "href")).collect::<Vec<_>>()
    };
    let pair = |text: &str, href: &str| (text.to_owned(), href.to_owned());
    let middle = "incidents/mail.html";
    let again = "2024-05-30-again.html";
    let dns = "2024-03-01-dns.html";
    assert_eq!(
        links(middle, "[rel=next]"),
        [pair("Next: Names fail again", &format!("../incidents/{again}"))]
    );
    assert_eq!(
        links(middle, "[rel=prev]"),
        [pair("Previous: Names do not resolve", &format!("../incidents/{dns}"))]
    );
    assert_eq!(links(middle, "nav.around .rows a"), []);
    let last = format!("incidents/{again}");
    assert_eq!(links(&last, "[rel=next]"), []);
    assert_eq!(links(&last, ".rows a"), [pair("Names do not resolve", &format!("../incidents/{dns}"))]);
    assert_eq!(
        links(&format!("incidents/{dns}"), ".rows a"),
        [pair("Names fail again", &format!("../incidents/{again}"))],
        "the earlier report names the later one too"
    );
    assert_eq!(
        links(middle, ".topics a"),
        [
            pair("mail", "../services/mail.html"),
            pair("web", "../services/web.html"),
            pair("queue", "../tags/queue.html")
        ]
    );
    assert!(sandbox.read(&format!("public/incidents/{dns}")).contains("The cache was full. It grew."));
}

/// One thing written in two ways has one page.
#[test]
fn a_service_and_a_tag_have_a_page() {
    let sandbox = project();
    made(&sandbox, "");
    assert_eq!(sandbox.list("public/services"), ["mail.html", "web.html"]);
    assert_eq!(sandbox.list("public/tags"), ["dns.html", "queue.html"]);
    let web = page(&sandbox, "services/web.html");
    assert_eq!(texts(&web, ".name a"), ["Names fail again", "Mail is late", "Names do not resolve"]);
    assert_eq!(
        texts(&page(&sandbox, "tags/dns.html"), ".name a"),
        ["Names fail again", "Names do not resolve"]
    );
    let actions = page(&sandbox, "actions.html");
    assert_eq!(texts(&actions, "tbody td:first-child"), ["Raise the limit", "Watch the cache"]);
    assert_eq!(texts(&actions, "tbody tr:first-child td")[1..4], ["2024-06-01", "P1", "platform"]);
}

/// Every link leads to a file of the site, and nothing is loaded from elsewhere.
#[test]
fn all_links_lead_somewhere() {
    let sandbox = project();
    made(&sandbox, "--base-url https://status.example.org/x");
    let all = files(&sandbox.path("public"));
    for (path, text) in all.iter().filter(|(path, _)| is(path, "html")) {
        let html = Html::parse_document(text);
        let ids = attributes(&html, "[id]", "id");
        let canonical = attributes(&html, "link[rel=canonical]", "href");
        assert_eq!(canonical, [format!("https://status.example.org/x/{path}")]);
        let mut targets = attributes(&html, "[src]", "src");
        targets.extend(attributes(&html, "[data-index]", "data-index"));
        targets.extend(attributes(&html, "[href]:not([rel=canonical])", "href"));
        assert!(targets.len() > 5, "{path}");
        for target in targets.iter().filter(|target| *target != "data:,") {
            let (file, id) = target.split_once('#').unwrap_or((target, ""));
            let file = file.split('?').next().unwrap();
            let known = if file.is_empty() {
                ids.contains(&id.to_owned())
            } else {
                all.contains_key(&lead(path, file))
            };
            assert!(known, "{path} leads to {target}");
        }
        let policy = attributes(&html, "meta[http-equiv=Content-Security-Policy]", "content");
        assert!(policy.len() == 1 && policy[0].starts_with("default-src 'none'"), "{policy:?}");
        assert!(!policy[0].contains("script-src") || policy[0].contains("script-src 'self';"), "{policy:?}");
        assert_eq!(texts(&html, "script"), vec![""; attributes(&html, "script", "src").len()], "{path}");
    }
    assert!(sandbox.read("public/assets/site.js").len() <= 8 * 1024);
}

/// Where a relative link of a page leads to.
fn lead(from: &str, to: &str) -> String {
    let mut place = PathBuf::new();
    for part in Path::new(from).parent().unwrap().join(to).components() {
        match part {
            Component::ParentDir => assert!(place.pop(), "{to} leads out of the site"),
            part => place.push(part),
        }
    }
    place.to_str().unwrap().to_owned()
}

/// The search finds by the words of texts that the index does not show, folded.
#[test]
fn the_search_knows_causes_and_actions() {
    let sandbox = project();
    made(&sandbox, "");
    let index = sandbox.read("public/assets/search.js");
    let texts: Vec<&str> = index.split('"').collect();
    let words: Vec<&str> = texts[1].split(' ').collect();
    let places: Vec<&str> = texts[3].split(';').collect();
    assert_eq!(words.len(), places.len());
    let found = |word: &str| words.iter().position(|known| *known == word).map(|at| places[at]);
    assert_eq!((found("zurich"), found("raise"), found("dns")), (Some("2"), Some("2"), Some("0,2")));
    assert_eq!((found("names"), found("Names"), found("grew")), (Some("0,2"), None, Some("2")));
    let sorted = words.is_sorted();
    assert!(sorted, "the script looks for words by halving: {words:?}");
}

/// What programs read is what `list` prints, with the pages.
#[test]
fn the_data_names_pages() {
    let sandbox = project();
    made(&sandbox, "--title Status");
    let data: Value = serde_json::from_str(&sandbox.read("public/incidents.json")).unwrap();
    assert_eq!((&data["version"], &data["title"]), (&1.into(), &"Status".into()));
    assert_eq!(data["incidents"][0]["page"], "incidents/2024-05-30-again.html");
    assert_eq!(data["incidents"][2]["impact_seconds"], 9000);
    assert_eq!(data["incidents"][2].get("file"), None, "the site is the same wherever it is made");
}

/// Titles, tags and ids are anybody's: no page may break at them or run them, and no file may lie elsewhere.
#[test]
fn hostile_texts_stay_texts() {
    let hostile = "</title></script><script src=//x.example></script>\"'><img src=x onerror=alert(1)> {{ site.title }} & \u{202e}";
    let quoted = serde_json::to_string(hostile).unwrap();
    let sandbox = Sandbox::new();
    sandbox.write(
        "incidents/a.yaml",
        format!(
            "title: {quoted}\nid: '../../../etc/x'\nseverity: {quoted}\nservices: [{quoted}, '..', '']\ntags: [{quoted}, ../x]\n\
             summary: {quoted}\nroot_cause: [{quoted}]\nactions: [{{title: {quoted}, owner: {quoted}}}]\nrelated: [b]\n"
        ),
    );
    sandbox
        .write("incidents/b.yaml", format!("title: ''\nrelated: ['../../../etc/x']\nservices: [{quoted}]\n"));
    let run = sandbox.run_args(&["site", "-o", "public", "--title", hostile]);
    assert_eq!(run.code, 0, "{}", run.transcript());
    for (path, text) in files(&sandbox.path("public")) {
        assert!(path.split('/').all(|part| !part.is_empty() && part != ".."), "{path}");
        if is(&path, "html") {
            let html = Html::parse_document(&text);
            let own = attributes(&html, "script", "src").iter().all(|src| src == "assets/site.js");
            assert!(own && attributes(&html, "img, [onerror]", "src").is_empty(), "{path}:\n{text}");
            let empty: Vec<String> = texts(&html, "a").into_iter().filter(String::is_empty).collect();
            assert!(
                empty.len() <= attributes(&html, "a.anchor", "href").len(),
                "{path} has a link without text"
            );
        }
        if is(&path, "js") && path != "assets/site.js" {
            assert!(text.matches('"').count() == 4 && !text.contains('<'), "{text}");
        }
        if is(&path, "xml") {
            roxmltree::Document::parse(&text).expect("XML");
        }
    }
    assert_eq!(sandbox.list("."), [".git", "incidents", "public"]);
}

/// A team changes the pages as it does reports; a slip in a name is found, not printed as nothing.
#[test]
fn templates_can_be_changed() {
    let sandbox = project();
    sandbox.write("postmortem.toml", "templates = 'own'\n");
    sandbox.write("own/site/nav.html.tera", "<p class=\"ours\">{{ site.title }}</p>\n");
    made(&sandbox, "--title Ours");
    for path in ["index.html", "tags/dns.html", "incidents/mail.html"] {
        assert_eq!(texts(&page(&sandbox, path), "p.ours"), ["Ours"], "{path}");
    }
    sandbox.write("own/site/topic.html.tera", "{{ headding }}\n");
    let run = sandbox.run("site -o public");
    assert!(run.code == 2 && run.err.contains("`headding` is not defined"), "{}", run.transcript());
    assert!(run.err.contains("did you mean `heading`?"), "{}", run.transcript());
    let shown = sandbox.run("templates eject site/index.html");
    assert_eq!((shown.code, shown.out.as_str()), (0, "own/site/index.html.tera\n"), "{}", shown.err);
}
