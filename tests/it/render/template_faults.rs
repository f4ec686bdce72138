//! Templates of the user's: keys that do not exist, keys that only some files have, and templates without an end.

use crate::support::{Run, Sandbox, TEMPLATES, VALID};
use std::fs;
use std::path::Path;

fn render(template: &str) -> Run {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", format!("{VALID}custom: {{cost: 12}}\n")).write("t.md", template);
    sandbox.run("render a.yaml -t t.md")
}

/// To the engine a misspelt key is nothing: a report would lack what its author asked for, and nobody would notice.
#[test]
fn a_misspelt_key_is_found_wherever_it_is() {
    let fault = "`incident` has no key `sevrity`";
    for template in [
        "{{ incident.sevrity }}",
        "{% if incident.sevrity %}a{% endif %}",
        "{% if not incident?.sevrity %}a{% endif %}",
        "{{ incident.sevrity | upper }}",
        "{{ incident.sevrity | default(value=\"a\") }}",
        "{{ incident.sevrity or \"a\" }}",
        "{{ incident[\"sevrity\"] }}",
        "{% for a in incident.sevrity %}a{% endfor %}",
        "{% set a = incident.sevrity | upper %}",
        "{{ <people people={incident.sevrity}/> }}",
        "{{ \"a\" | replace(from=\"a\", to=incident.sevrity) }}",
    ] {
        let run = render(template);
        let message = format!("error[template-error]: {fault}\n --> t.md:1:");
        assert!(run.code == 2 && run.err.starts_with(&message), "{template}: {}", run.transcript());
        assert!(run.err.contains("help: did you mean `severity`?"), "{template}: {}", run.transcript());
    }
}

/// The meaning of a name is known in loops too; all errors of a template are reported at once.
#[test]
fn keys_are_followed_through_loops_and_names() {
    insta::assert_snapshot!(
        render(
            "{% for a in actions %}{% if a.titel %}{{ a.title }}{% endif %}{% endfor %}\n\
             {% set i = incident.impact %}{% if i.descripton %}a{% endif %}\n\
             {% for name, moment in occurrences[0].milestones %}{% if moment.txt %}a{% endif %}{% endfor %}\n\
             {% if timeline.event or duration.text.long or incidnt.title %}a{% endif %}\n\
             {% component box(entry: map) %}{% if incident.title %}{{ entry.event }}{% endif %}{% endcomponent box %}\n"
        )
        .transcript()
    );
}

/// A correct template must be accepted: what cannot be followed is not checked.
#[test]
fn what_a_template_may_say_is_not_called_a_fault() {
    for template in [
        "{% raw %}{{ incident.sevrity }}{% endraw %}{# {{ incident.sevrity }} #}",
        "{% set who = {\"name\": \"a\"} %}{{ who.name }}{% if who.mail %}b{% endif %}",
        "{% set last = start %}{% for entry in timeline %}{% if last.event %}a{% endif %}{% set_global last = entry %}{% endfor %}",
        "{% for a in actions | reverse %}{{ a.title }}{% endfor %}{{ loop_count | default(value=1) }}{% set loop_count = 1 %}",
        "{% if incident.from_next_year is defined %}{{ incident.from_next_year }}{% endif %}",
        "{{ [entry.event for entry in timeline] | join(sep=\", \") }}",
        "{% for key, value in custom %}{{ key }}{{ value }}{% endfor %}{{ custom.cost * 2 }}",
        "{% if 1 < actions | length and incident.title is containing(pat=\"a\") %}a{% endif %}",
        "{% filter upper %}{{ incident.title }}{% endfilter %}{% set text %}a{% endset %}{{ text }}",
        "{%- for entry in timeline -%}\n {{- entry.at.time -}}\n {%- endfor -%}",
    ] {
        let run = render(template);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{template}");
    }
    let page = "<title>{{ title }}</title>{% for section in outline %}{{ section.id }}{% endfor %}{{ figure.panels | length }}{{ body | safe }}";
    let sandbox = Sandbox::new();
    sandbox
        .write("a.yaml", VALID)
        .write("own/page.html", page)
        .write("postmortem.toml", "templates = \"own\"\n");
    assert_eq!(sandbox.run("render a.yaml -f html").code, 0);
}

/// A team's own data is there in some files only: asking for it must work, and printing nothing unasked must not.
#[test]
fn a_key_of_custom_is_optional_where_a_template_says_so() {
    assert_eq!(render("{% if custom.team %}a{% else %}none{% endif %}").out, "none\n");
    assert_eq!(render("{{ custom.team | default(value=\"none\") }}").out, "none\n");
    assert_eq!(render("{{ custom.cost }}").out, "12\n");
    for template in ["{{ custom.team }}", "{{ custom.team | inline }}"] {
        let run = render(template);
        assert!(run.err.contains("`custom.team` is not defined\n --> t.md:1:4"), "{}", run.transcript());
        assert!(run.err.contains("default(value=\"\")"), "{}", run.transcript());
    }
}

/// Twenty doublings of a text fill a machine's memory, and three loops keep it at work for a year.
#[test]
fn a_template_without_an_end_is_stopped_where_it_grows() {
    for (template, place) in [
        (
            "{% set_global a = \"aaaaaaaaaa\" %}\n{% for i in range(end=1000) %}\n{% set_global a = a ~ a %}\n{% endfor %}",
            "3:19",
        ),
        (
            "{% set_global a = [1] %}\n{% for i in range(end=1000) %}\n{% set_global a = [...a, ...a] %}\n{% endfor %}",
            "3:19",
        ),
        (
            "{% set a %}a{% endset %}\n{% for i in range(end=1000) %}{% set_global a %}{{ a }}{{ a }}{% endset %}{% endfor %}",
            "2:34",
        ),
        ("{% set r = range(end=100000) %}\n{% if [[r for i in r] for j in r] %}a{% endif %}", "2:9"),
        (
            "{% set a = \"aaaaaaaaaaaaaaaa\" %}\n{% for i in range(end=9) %}{% set_global a = a | replace(from=\"a\", to=a) %}{% endfor %}",
            "2:50",
        ),
        (
            "{% set a = \"aaaaaaaa\" %}{% for i in range(end=19) %}{% set_global a = a ~ a %}{% endfor %}\n{% for i in range(end=999) %}{{ a }}{% endfor %}",
            "2:33",
        ),
    ] {
        let run = render(template);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{template}");
        let message = "the template produces more than 128 MiB\n";
        assert!(
            run.err.contains(message) && run.err.contains(&format!(" --> t.md:{place}\n")),
            "{template}: {}",
            run.err
        );
    }
}

/// What a template only works with costs as much as what it prints: these ran for minutes, or filled the memory.
#[test]
fn a_template_without_an_end_is_stopped_where_it_prints_nothing() {
    let text = "{% set_global s = \"aaaaaaaaaaaaaaaaaaaa\" %}{% for i in range(end=17) %}{% set_global s = s ~ s %}{% endfor %}\
        {% set t = s ~ \"\" %}{% set m = {\"a\": s} %}{% set l = range(end=100000) %}";
    for work in [
        "{% set x = s | split(pat=\"a\") | length %}",
        "{% if s == s ~ \"b\" %}x{% endif %}",
        "{% if s == t %}{% endif %}",
        "{% if t not in s %}{% endif %}",
        "{% if \"b\" in s %}{% endif %}",
        "{% if s is containing(pat=\"b\") %}{% endif %}",
        "{% if s[1:] %}{% endif %}",
        "{% if m.a[9] %}{% endif %}",
        "{% if m[\"a\"] | upper %}{% endif %}",
        "{% if \"a\" | truncate(length=0, end=s) %}{% endif %}",
        "{% if [s, s] == [t, t] %}{% endif %}",
        "{% if [...l, 1] %}{% endif %}",
        "{% if [x for x in l if false] %}{% endif %}{% for c in s %}{% break %}{% endfor %}",
        "{% for j in range(end=100000) %}{% break %}{% endfor %}",
        "{% for j in range(end=100000) %}{% for k in range(end=100000) %}{% if j %}{% endif %}{% endfor %}{% endfor %}",
        "{% filter upper %}{{ s }}{% endfilter %}",
        "{% if s | indent(width=1000) %}{% endif %}",
    ] {
        let run = render(&format!("{text}\n{{% for i in range(end=5000) %}}{work}{{% endfor %}}"));
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{work}");
        assert!(
            run.err.contains("the template produces more than 128 MiB\n --> t.md:2:"),
            "{work}: {}",
            run.err
        );
    }
    let run = render(
        "{% set_global s = \"a,a\" %}{% for i in range(end=40) %}{% set_global s = s | split(pat=\",\") | join(sep=\",a,\") %}{% endfor %}",
    );
    assert!(run.code == 2 && run.err.contains("produces more than"), "{}", run.transcript());
}

/// Every form of an expression must mean the same with the calls in it.
#[test]
fn counting_changes_no_expression() {
    let text = "{% set s = \"a-b\" %}{% set l = [3, 1, 2] %}{% set m = {\"k\": {\"n\": [\"x\", \"y\"]}} %}";
    for (work, expected) in [
        ("{{ s ~ \"c\" ~ l[0] }}", "a-bc3"),
        ("{% if not s == \"a\" and l | length > 2 %}yes{% endif %}", "yes"),
        ("{{ m.k.n[1] ~ m[\"k\"].n[0] ~ m[\"k\"][\"n\"][1:] | join }}", "yxy"),
        ("{% if 2 in l and 9 not in l and not \"z\" in s %}yes{% endif %}", "yes"),
        ("{{ -l[0] + 4 - (l | first) }}", "-2"),
        (
            "{% if s is starting_with(pat=\"a\") and s is not containing(pat=\"z\") and m is defined %}yes{% endif %}",
            "yes",
        ),
        ("{{ [...l, 9] | sort | join(sep=s | upper) }}", "1A-B2A-B3A-B9"),
        ("{{ [x * 2 for x in l if x != 1] | join(sep=\",\") }}", "6,4"),
        (
            "{% set x | upper %}{{ s }}{% endset %}{{ x }}{% filter upper | replace(from=\"A\", to=\"o\") %}{{ s }}{% endfilter %}",
            "A-Bo-B",
        ),
        ("{{ m.q?.n | default(value=\"none\") }}{{ \"yes\" if m?.k?[\"n\"] else \"no\" }}", "noneyes"),
        ("{% for k, v in m %}{{ k }}{% endfor %}{% for c in s[::-1] %}{{ c }}{% endfor %}", "kb-a"),
    ] {
        let run = render(&format!("{text}{work}"));
        assert_eq!(run.out, format!("{expected}\n"), "{work}: {}", run.err);
    }
}

/// The calls that count are put into the source of templates of the user's: they must not change what these make.
#[test]
fn counting_changes_no_report() {
    let sandbox = Sandbox::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    sandbox.write("full.yaml", fs::read_to_string(root.join("examples/full.yaml")).unwrap());
    for folder in ["templates/markdown", "templates/markdown/partials", "templates/html"] {
        for entry in fs::read_dir(root.join(folder))
            .unwrap()
            .map(Result::unwrap)
            .filter(|entry| entry.path().is_file())
        {
            let inner = if folder.ends_with("partials") { "own/partials" } else { "own" };
            let name = format!("{inner}/{}", entry.file_name().to_str().unwrap());
            sandbox.write(&name, fs::read_to_string(entry.path()).unwrap());
        }
    }
    for template in TEMPLATES {
        for format in ["markdown", "html"] {
            let line = format!("render full.yaml -t {template} -f {format}");
            sandbox.write("postmortem.toml", "");
            let plain = sandbox.run(&line);
            sandbox.write("postmortem.toml", "templates = \"own\"\n");
            assert_eq!(sandbox.run(&line).transcript(), plain.transcript());
        }
    }
}

/// An author who misspells a name or forgets an end needs the name that was meant, and the place where the end is
/// missing.
#[test]
fn errors_of_syntax_and_names_have_a_help() {
    for (template, message, place, help) in [
        ("{{ incident.title | inlin }}", "there is no filter `inlin`", "1:21", "did you mean `inline`?"),
        (
            "{{ <pepole people={incident.authors}/> }}",
            "there is no component `pepole`",
            "1:5",
            "did you mean `people`?",
        ),
        (
            "{% include \"partials/timelin.md\" %}",
            "there is no template `partials/timelin.md`",
            "1:12",
            "`partials/timeline.md`?",
        ),
        (
            "{% extends \"defalt.md\" %}",
            "there is no template `defalt.md`",
            "1:13",
            "did you mean `default.md`?",
        ),
        ("{% if 5 is od %}{% endif %}", "there is no test `od`", "1:12", "did you mean `odd`?"),
        ("{{ nothing() }}", "there is no function `nothing`", "1:4", "the functions are range"),
        ("{% fro a in actions %}", "there is no tag `fro`", "1:4", "did you mean `for`?"),
        (
            "{{ <people peple={incident.authors}/> }}",
            "there is no argument `peple`",
            "1:",
            "did you mean `people`?",
        ),
        ("{{ incident.1.5 }}", "expected a name, found a number", "1:13", ""),
        ("{{ incident.title | }}", "expected a name, found `}}`", "1:21", ""),
        ("a\n{{ incident.title", "`{{` is never closed", "2:1", "write `}}`"),
        (
            "{% if status %}\n{% for a in actions %}{{ a.title }}\n{% endfor %}",
            "`{% if %}` is never closed",
            "1:1",
            "write `{% endif %}`",
        ),
        ("{% set m = {\"a\": 1} %}{{ m | get(key=\"x\") }}", "the map has no key `x`", "1:", "default=\"\""),
        ("{{ custom.foo.bar | default(value=\"q\") }}", "`custom.foo` is not defined", "1:", "{% if"),
        ("{{ custom[\"foo\"].x }}", "`custom[\"foo\"].x` is not defined", "1:", "{% if"),
    ] {
        let run = render(&template.replace("{% if status %}", "{% if incident.status %}"));
        let expected = format!("error[template-error]: {message}\n --> t.md:{place}");
        assert!(
            run.code == 2 && run.err.starts_with(&expected) && run.err.contains(help),
            "{template}: {}",
            run.transcript()
        );
    }
}
