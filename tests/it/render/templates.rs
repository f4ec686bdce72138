//! `postmortem templates`.

use crate::support::{Sandbox, TEMPLATES, VALID};

/// The list is where people choose from.
#[test]
fn lists_built_in_and_own_templates() {
    let sandbox = Sandbox::new();
    let built_in = sandbox.run("templates list");
    for name in TEMPLATES {
        assert!(built_in.out.lines().any(|line| line.starts_with(name)), "{}", built_in.out);
    }
    sandbox.write("own/brief.md", "# mine\n").write("own/weekly.md", "# mine\n");
    sandbox.write("postmortem.toml", "templates = \"own\"\n");
    insta::assert_snapshot!(sandbox.run("templates list").transcript());
}

/// A template of one's own starts as a copy that renders the same.
#[test]
fn an_ejected_template_renders_as_before_and_can_be_changed() {
    let sandbox = Sandbox::new();
    let before = sandbox.write("a.yaml", VALID).run("render a.yaml -t atlassian").out;
    sandbox.write("postmortem.toml", "templates = \"own\"\n");
    let shown = sandbox.run("templates show atlassian");
    assert_eq!(shown.code, 0);
    let run = sandbox.run("templates eject atlassian");
    assert_eq!((run.code, run.out.as_str()), (0, "own/atlassian.md.tera\n"), "{}", run.err);
    assert_eq!(sandbox.read("own/atlassian.md.tera"), shown.out);
    assert_eq!(sandbox.run("render a.yaml -t atlassian").out, before);
    sandbox.write("own/atlassian.md.tera", "# Changed\n");
    assert_eq!(sandbox.run("render a.yaml -t atlassian").out, "# Changed\n");
    let again = sandbox.run("templates eject atlassian");
    assert_eq!(again.code, 2);
    assert!(again.err.contains("already exists"), "{}", again.err);
    assert_eq!(sandbox.read("own/atlassian.md.tera"), "# Changed\n");
    assert_eq!(sandbox.run("templates eject atlassian --force").code, 0);
    assert_eq!(sandbox.run("templates eject brief -o elsewhere").out, "elsewhere/brief.md.tera\n");
}

/// The page around a report, and its looks, are changed like every other template.
#[test]
fn the_page_and_its_looks_can_be_ejected_and_changed() {
    let sandbox = Sandbox::new();
    let before = sandbox.write("a.yaml", VALID).run("render a.yaml -f html").out;
    sandbox.write("postmortem.toml", "templates = \"own\"\n");
    for name in ["page.html", "report.css"] {
        let run = sandbox.run(&format!("templates eject {name}"));
        assert_eq!((run.code, run.out), (0, format!("own/{name}.tera\n")), "{}", run.err);
        assert_eq!(
            sandbox.read(&format!("own/{name}.tera")),
            sandbox.run(&format!("templates show {name}")).out
        );
    }
    assert_eq!(sandbox.run("render a.yaml -f html").out, before);
    sandbox.write("own/report.css.tera", "h1 { color: navy }\n");
    let page = sandbox.run("render a.yaml -f html").out;
    assert!(page.contains("<style>\nh1 { color: navy }\n"), "{page}");
    sandbox.write("own/page.html.tera", "<h1>{{ incident.title }} & {{ title }}</h1>{{ body | safe }}");
    sandbox.write("a.yaml", VALID.replace("Checkout", "A <b> C"));
    let page = sandbox.run("render a.yaml -f html").out;
    assert!(page.starts_with("<h1>A &lt;b&gt; C fails & A &lt;b&gt; C fails</h1>"), "{page}");
    let partial = sandbox.run("templates eject partials/timeline -o other");
    assert_eq!(partial.out, "other/partials/timeline.md.tera\n");
}

/// A mistake in a name must not result in an empty file.
#[test]
fn names_the_template_that_was_meant() {
    let run = Sandbox::new().run("templates show breif");
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("did you mean `brief`?"), "{}", run.err);
}

/// An empty value in data of one's own made a filter fail, and with it the report: nothing that templates see is null.
#[test]
fn an_empty_value_in_custom_is_an_empty_text() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", "title: t\ncustom: {a: ~, b: [null, {c: }], d: no}\n");
    sandbox.write("x.md", "[{{ custom.a | cell }}{{ custom.b[1].c | plain }}]");
    let run = sandbox.run("render a.yaml -t x.md");
    assert_eq!((run.code, run.out.as_str()), (0, "[]\n"), "{}", run.err);
    let json: serde_json::Value = serde_json::from_str(&sandbox.run("render a.yaml -f json").out).unwrap();
    assert_eq!(json["custom"], serde_json::json!({"a": "", "b": ["", {"c": ""}], "d": "no"}));
}

/// A copy that the suggested line of the configuration does not find changes no report.
#[test]
fn ejected_templates_are_where_the_advice_finds_them() {
    let sandbox = Sandbox::new();
    sandbox.write("a/b/x.txt", "");
    let below =
        |args: &[&str]| crate::support::Run::of(sandbox.command(args).current_dir(sandbox.path("a/b")));
    let run = below(&["templates", "eject", "brief"]);
    assert_eq!(run.out, "../../templates/brief.md.tera\n");
    assert_eq!(run.err, "To use it, add to ../../postmortem.toml: templates = \"templates/\"\n");
    let run = below(&["templates", "eject", "brief", "-o", "own"]);
    assert_eq!(run.err, "To use it, add to ../../postmortem.toml: templates = \"a/b/own/\"\n");
    sandbox.write("postmortem.toml", "templates = \"a/b/own/\"\n");
    assert!(below(&["templates", "list"]).out.contains("(own/brief.md.tera)"));
}
