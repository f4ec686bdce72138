//! Markdown reports of hostile texts: no text breaks out of its place, none is lost.

use crate::support::rendering::{context, outputs, render};
use postmortem::render::{Context, Engine, Options};
use proptest::prelude::*;
use pulldown_cmark::{Event, HeadingLevel, Parser, Tag};

/// What a reader sees of the structure: headings with their levels, rows of tables, items of lists.
fn structure(report: &str) -> (Vec<String>, usize, usize) {
    let options = pulldown_cmark::Options::ENABLE_TABLES
        | pulldown_cmark::Options::ENABLE_TASKLISTS
        | pulldown_cmark::Options::ENABLE_STRIKETHROUGH;
    let (mut headings, mut rows, mut tasks) = (Vec::new(), 0, 0);
    for event in Parser::new_ext(report, options) {
        match event {
            Event::Start(Tag::Heading { level, .. }) if level <= HeadingLevel::H2 => {
                headings.push(format!("{level:?}"));
            }
            Event::Start(Tag::TableRow) => rows += 1,
            Event::TaskListMarker(_) => tasks += 1,
            _ => {}
        }
    }
    (headings, rows, tasks)
}

fn incident(texts: &[String]) -> String {
    let quoted: Vec<String> =
        texts.iter().map(|text| serde_json::Value::from(text.as_str()).to_string()).collect();
    let t = |index: usize| quoted[index % quoted.len()].as_str();
    let fields = [
        "title",
        "summary",
        "background",
        "narrative",
        "trigger",
        "response",
        "resolution",
        "recurrence",
        "owner",
        "severity",
    ];
    let mut lines: Vec<String> =
        fields.iter().enumerate().map(|(index, field)| format!("{field}: {}", t(index))).collect();
    lines.extend([
        "date: 2024-05-30\ntimezone: UTC".to_owned(),
        format!("root_cause: [{}, {}]\nservices: [{}]", t(0), t(3), t(1)),
        format!(
            "five_whys: [{}, {{question: {}, answer: {}}}, {{title: {}, chain: [{{question: {}, answer: {}}}, {}]}}]",
            t(5),
            t(6),
            t(7),
            t(8),
            t(9),
            t(0),
            t(1)
        ),
        format!("reviewers: [{}]\nticket: [{}, {}]", t(6), t(7), t(8)),
        format!(
            "impact: {{description: {}, users: {}, metrics: [{{name: {}, value: {}}}]}}",
            t(2),
            t(4),
            t(6),
            t(7)
        ),
        format!(
            "timeline: [{{at: 10:15, event: {}, by: {}, evidence: {}}}, {{at: 10:16, event: {}, evidence: {}}}]",
            t(1),
            t(2),
            t(4),
            t(3),
            t(5)
        ),
        format!("actions: [{{title: {}, owner: {}, ticket: {}}}, {{title: {}}}, {{title: a, id: {}, description: {}, done_when: {}, group: {}}}]", t(4), t(5), t(6), t(7), t(1), t(2), t(3), t(4)),
        format!("communications: [{{text: {}, channel: {}}}]\ncontributing_factors: [{}]", t(5), t(6), t(7)),
        format!("detection: {}\nroles: {{a: {}}}\nrelated: [{}]\ntags: [{}]", t(8), t(9), t(0), t(1)),
        format!(
            "lessons: {{went_well: [{}], went_wrong: [{}]}}\nnotes: [{{title: {}, body: {}}}]",
            t(8),
            t(9),
            t(0),
            t(1)
        ),
        format!("glossary: {{word: {}}}\nlinks: [{{title: {}, url: 'https://x.example/'}}]", t(2), t(3)),
    ]);
    lines.join("\n") + "\n"
}

/// Pieces from which Markdown that wants out of its place is made.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "text",
        "# heading",
        "heading\n===",
        "heading\n---",
        "```",
        "~~~~",
        "<!--",
        "-->",
        "<div>",
        "</div>",
        "<script>",
        "<details>",
        "</td>",
        "<li>",
        "<b>",
        "<h1>",
        "| a | b |",
        "|",
        "\\",
        "`",
        "- item",
        "* item",
        "1. item",
        "> quote",
        "    code",
        "\t",
        "\n\n",
        "\r\n",
        "[x]",
        "[ ]",
        "[a]: b",
        "***",
        "---",
        "**",
        "_",
        "&amp;",
        "🎉",
        "![",
        "](",
        "<?",
        "<![CDATA[",
        "{{ x }}",
        "{% x %}",
        "#",
        "+",
        "=",
        ":--",
    ]);
    prop::collection::vec((piece, prop::sample::select(vec![" ", "\n", "\n\n", ""])), 1..7)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(piece, gap)| [piece, gap]).collect::<String>())
        .prop_filter("a text", |text| !text.trim().is_empty())
}

fn templates() -> Vec<String> {
    Engine::new(None).unwrap().templates().into_iter().map(|info| info.name).collect()
}

/// Whether reports of an incident with these texts have the sections, entries and actions of one with harmless texts.
fn stays_in_place(texts: &[String]) -> Result<(), TestCaseError> {
    let harmless: Vec<String> = texts
        .iter()
        .map(|text| if text.trim().contains(['\n', '\r']) { "a\n\nb" } else { "a" }.to_owned())
        .collect();
    // Words that distinguish the texts from one another.
    let word = |index: usize| format!("text{index}t");
    let texts: Vec<String> =
        texts.iter().enumerate().map(|(index, text)| text.replace("text", &word(index))).collect();
    // A field may contain its own tables and tasks, some of them after a tag that is shown as written.
    let is_plain = |text: &String| {
        let shown = [text.clone(), text.replace('<', "\\<")];
        shown.iter().all(|text| {
            let (_, rows, tasks) = structure(&format!("{}\n", text.trim()));
            rows + tasks == 0
        })
    };
    let comparable = texts.iter().all(is_plain);
    for template in templates() {
        let hostile = render(&incident(&texts), &template);
        let (headings, rows, tasks) = structure(&hostile);
        let (plain_headings, plain_rows, plain_tasks) = structure(&render(&incident(&harmless), &template));
        prop_assert_eq!(&headings, &plain_headings, "{}:\n{}", template, hostile);
        if comparable {
            prop_assert_eq!((rows, tasks), (plain_rows, plain_tasks), "{}:\n{}", template, hostile);
        }
        prop_assert!(hostile.ends_with('\n') && !hostile.ends_with("\n\n"));
        let is_lost =
            |index: &usize| texts[*index].contains(&word(*index)) && !hostile.contains(&word(*index));
        let lost = (0..texts.len()).find(is_lost).filter(|_| template != "brief");
        prop_assert!(lost.is_none(), "{} loses {:?}:\n{}", template, lost, hostile);
    }
    Ok(())
}

/// A definition that looks like a task is none: as text, the line below it would make a heading of it.
#[test]
fn definitions_are_no_tasks() {
    let report = render("title: t\nroot_cause: [\"[x]:--\\n---\", \"[x]a\", \"[x] b\"]\n", "default");
    let (headings, _, tasks) = structure(&report);
    assert_eq!((headings.len(), tasks), (2, 0), "{report}");
}

/// After other words on its line, a text's first block would be a different one, and what follows it too.
#[test]
fn texts_after_words_keep_their_blocks() {
    let messages = "title: t\ncommunications:\n  - {channel: chat, text: \"```\\n+ [x] a\"}\n  - {text: \"- b\"}\n  \
                    - {channel: mail, text: \"c\\nd\"}\n";
    let report = render(messages, "default");
    let expected = "- **chat**:\n\n  ```\n  + [x] a\n  ```\n- - b\n- **mail**: c\n  d\n";
    assert!(report.contains(expected), "{report}");
}

/// Browsers and the sanitiser need time that grows with the square of the depth; what is nested too deep is shown flat.
#[test]
fn a_page_nests_only_so_deep() {
    let deep = |piece: &str| format!("{}word", piece.repeat(500));
    let listed = format!("{}\\n{}- ending", deep("- "), "  ".repeat(499));
    for (text, tag) in [(deep("> "), "<blockquote>"), (listed, "<ul>"), (deep("1. "), "<ol>")] {
        let made = outputs(&format!("title: t\nsummary: \"{text}\"\n"), &Options::default());
        let (_, page) = made.iter().find(|(name, _)| name == "default as HTML").expect("a page");
        let depth = page.matches(tag).count();
        assert!((12..=24).contains(&depth), "{depth} {tag}");
        assert!(page.contains("word") && !page.contains("wordending"), "{page}");
        assert_eq!(page.contains("ending"), text.contains("ending"), "{page}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whatever the texts, the report has the same sections, entries and actions as with harmless texts.
    #[test]
    fn no_text_breaks_out_of_its_place(texts in prop::collection::vec(hostile(), 10)) {
        stays_in_place(&texts)?;
    }

    /// The same file gives the same bytes, and the JSON contains no null.
    #[test]
    fn rendering_is_deterministic(texts in prop::collection::vec(hostile(), 10)) {
        let text = incident(&texts);
        prop_assert_eq!(render(&text, "default"), render(&text, "default"));
        let context: Context = context(&text);
        let json = serde_json::to_string(&context).expect("JSON");
        prop_assert!(!json.contains(":null") && !json.contains("[null"));
    }
}
