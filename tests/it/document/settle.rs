//! Setting the state of actions: what is written, for each way of writing an action, and that all else stays.

use postmortem::document::{Document, SettleError, Settlement};
use postmortem::model::{ActionStatus, Incident, Settings};
use postmortem::source::Source;
use proptest::prelude::*;

fn try_settle(text: &str, changes: &[(usize, Settlement)]) -> Result<String, SettleError> {
    let (source, settings) = (Source::new("x.yaml", text), Settings::default());
    Document::read(&source, &settings).settle(changes, &settings)
}

fn done() -> Settlement {
    Settlement::Done("2024-06-20".parse().unwrap())
}

fn settled(actions: &str, change: Settlement) -> String {
    let head = if actions.contains('\r') { "title: x\r\n" } else { "title: x\n" };
    let text = try_settle(&format!("{head}{actions}"), &[(0, change)]);
    let text = text.unwrap_or_else(|error| panic!("{actions}: {error:?}"));
    text.strip_prefix(head).expect("the head").to_owned()
}

/// Authors write an action in many ways: each must say that it is done, and keep its own form.
#[test]
fn is_done_in_every_way_of_writing_an_action() {
    for (before, after) in [
        ("actions:\n- Fix it\n", "actions:\n- title: Fix it\n  status: done\n  done_on: 2024-06-20\n"),
        (
            "actions:\n  - Fix it # c\n    # more\n  - b\nowner: y\n",
            "actions:\n  - title: Fix it # c\n    # more\n    status: done\n    done_on: 2024-06-20\n  - b\nowner: y\n",
        ),
        ("actions:\n- Fix\n  it", "actions:\n- title: Fix it\n  status: done\n  done_on: 2024-06-20\n"),
        (
            "actions:\n- 'It''s: so'\n",
            "actions:\n- title: 'It''s: so'\n  status: done\n  done_on: 2024-06-20\n",
        ),
        ("actions: [Fix it, b]\n", "actions: [{title: Fix it, status: done, done_on: 2024-06-20}, b]\n"),
        (
            "actions:\n- {title: Fix it, status: open} # c\n",
            "actions:\n- {title: Fix it, status: done, done_on: 2024-06-20} # c\n",
        ),
        (
            "actions:\n- {title: Fix it,\n   due: 2024-06-30,}\n",
            "actions:\n- {title: Fix it,\n   due: 2024-06-30, status: done, done_on: 2024-06-20,}\n",
        ),
        (
            "actions:\n- title: Fix it\n  status: in-progress # since May\n  owner: a\n\n# next\n- b\n",
            "actions:\n- title: Fix it\n  status: done # since May\n  owner: a\n  done_on: 2024-06-20\n\n# next\n- b\n",
        ),
        (
            "actions:\n- status:\n  done_on: ~\n  title: Fix it\n  description: |\n    a\n\n    b\n",
            "actions:\n- status: done\n  done_on: 2024-06-20\n  title: Fix it\n  description: |\n    a\n\n    b\n",
        ),
        (
            "actions:\r\n- title: Fix it\r\nowner: y\r\n",
            "actions:\r\n- title: Fix it\r\n  status: done\r\n  done_on: 2024-06-20\r\nowner: y\r\n",
        ),
    ] {
        assert_eq!(settled(before, done()), after, "{before}");
    }
}

/// Why an action is given up must stay with it; what it said before too.
#[test]
fn is_dropped_for_a_reason_and_opened_again() {
    let dropped = || Settlement::Dropped("it is shut down: soon".to_owned());
    for (before, after) in [
        (
            "actions: [Fix it]\n",
            "actions: [{title: Fix it, status: dropped, description: 'Dropped: it is shut down: soon'}]\n",
        ),
        (
            "actions:\n- title: Fix it\n  description: As agreed.\n  status: done\n  done_on: 2024-06-20\n",
            "actions:\n- title: Fix it\n  description: |-\n    As agreed.\n\n    Dropped: it is shut down: soon\n  status: dropped\n",
        ),
    ] {
        assert_eq!(settled(before, dropped()).replace('"', "'"), after, "{before}");
    }
    for (before, after) in [
        (
            "actions:\n- title: Fix it\n  status: done\n  done_on: 2024-06-20 # c\n  owner: a\n",
            "actions:\n- title: Fix it\n  status: open\n  owner: a\n",
        ),
        (
            "actions: [{title: a, done_on: 2024-06-20, status: done}]\n",
            "actions: [{title: a, status: open}]\n",
        ),
        (
            "actions:\n- done_on: 2024-06-20\n  title: a\n  status: done\n",
            "actions:\n- done_on: null\n  title: a\n  status: open\n",
        ),
    ] {
        assert_eq!(settled(before, Settlement::Reopened), after, "{before}");
    }
}

/// An edit that would change another action, or that is built on a misread file, must not be made.
#[test]
fn refuses_what_no_edit_can_change() {
    for text in [
        "actions: &a [Fix it]\ncustom: {x: *a}\ntags: *a\n",
        "custom: {x: &a Fix it}\nactions: [*a]\n",
        "custom: &c {actions: [Fix it]}\n<<: *c\n",
        "actions: [title: Fix it]\n",
    ] {
        let refused = try_settle(&format!("title: x\n{text}"), &[(0, done())]);
        assert!(!matches!(refused, Ok(_) | Err(SettleError::Missing(_))), "{text}: {refused:?}");
    }
    let faulty = try_settle("title: x\nactions: [{titel: Fix it}]\n", &[(0, done())]);
    assert!(matches!(faulty, Err(SettleError::Faulty(_))), "{faulty:?}");
    assert!(matches!(try_settle("title: x\n", &[(0, done())]), Err(SettleError::Missing(0))));
}

/// Other fields in ways in which people write them.
const FIELDS: &[&str] = &[
    "status: draft\n",
    "summary: |\n  First line.\n\n  - a list\n    # no comment\n\n",
    "summary: >-\n  folded\n  text\n",
    "custom: {a: [1, 2], b: ~}\n",
    "owner:\n",
    "# a comment alone\n\n",
    "narrative: |+\n  text\n\n\n",
    "lessons: [a, 'b', \"c\"]\n",
];

/// Lines of an action's mapping.
const LINES: &[&str] = &[
    "owner: web # who",
    "status: open",
    "status: 'done'",
    "status: in-progress  # c",
    "done_on: 2024-06-01",
    "due: 2024-06-30",
    "description: \"a: b\"",
    "description: |\n  a\n\n  b",
    "description: >-\n  a\n  b",
    "description: plain\n  goes on",
    "done_when:",
    "internal: true",
];

/// An action, as it is written after its dash, its further lines without an indent.
fn action() -> impl Strategy<Value = String> {
    let lines = prop::sample::subsequence(LINES, 0..6).prop_shuffle();
    (0..9_u8, lines).prop_map(|(form, lines)| match form {
        0 => "Plain text".to_owned(),
        1 => "\"Double: quotes\" # c".to_owned(),
        2 => "Plain\n  on two lines".to_owned(),
        3 => ">-\n  folded\n  text".to_owned(),
        4 => "{title: a, status: done, done_on: 2024-06-01}".to_owned(),
        5 => "{\"title\": a, due: 2024-06-30 }".to_owned(),
        _ => {
            let mut keys: Vec<&str> = Vec::new();
            let mut text = "title: a".to_owned();
            for line in lines {
                let key = line.split(':').next().unwrap();
                if !keys.contains(&key) {
                    keys.push(key);
                    text.push('\n');
                    text.push_str(line);
                }
            }
            text
        }
    })
}

fn list() -> impl Strategy<Value = String> {
    let indent = prop::sample::select(&[0, 2, 4][..]);
    (prop::collection::vec(action(), 1..5), indent, any::<bool>()).prop_map(|(actions, indent, gaps)| {
        let pad = " ".repeat(indent);
        let mut text = "actions: # all\n".to_owned();
        for action in actions {
            let action = action.replace('\n', &format!("\n{pad}  ")).replace(&format!("\n{pad}  \n"), "\n\n");
            text.extend([&pad, "- ", &action, "\n"]);
            text.push_str(if gaps { "\n# between\n" } else { "" });
        }
        text
    })
}

fn settlement() -> impl Strategy<Value = Settlement> {
    prop_oneof![
        Just(done()),
        "[a-z\"':#,{}é ]{0,20}[a-z]".prop_map(|reason| Settlement::Dropped(reason.trim().to_owned())),
        Just(Settlement::Reopened),
    ]
}

fn incident(text: &str) -> Incident {
    let source = Source::new("x.yaml", text);
    let document = Document::read(&source, &Settings::default());
    assert!(document.faults.is_empty(), "{text}: {:?}", document.faults);
    document.incident.expect("an incident")
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    /// Nobody reads a file again after a command has said that it is done: the action must say what is asked, every
    /// other value what it said, and every line that is not the action's be there to the byte.
    #[test]
    fn only_the_action_changes(
        before in prop::sample::subsequence(FIELDS, 0..4),
        list in list(),
        after in prop::sample::subsequence(FIELDS, 0..3),
        change in settlement(),
        index in 0..4_usize,
        crlf in any::<bool>(),
    ) {
        let own = |field: &&&str| !before.iter().any(|other| other.split(':').next() == field.split(':').next());
        let after: String = after.iter().filter(own).copied().collect();
        let before: String = before.concat();
        prop_assume!(before.matches("summary").count() < 2 && after.matches("summary").count() < 2);
        let text = format!("title: x\n{before}{list}{after}");
        let text = if crlf { text.replace('\n', "\r\n") } else { text };
        let old = incident(&text);
        let index = index % old.actions.len();
        let made = try_settle(&text, &[(index, change.clone())]);
        let made = match made {
            Ok(made) => made,
            Err(error) => return Err(TestCaseError::fail(format!("{text}\n{error:?}"))),
        };
        let new = incident(&made);
        let (status, day) = match &change {
            Settlement::Done(day) => (ActionStatus::Done, Some(*day)),
            Settlement::Dropped(_) => (ActionStatus::Dropped, None),
            _ => (ActionStatus::Open, None),
        };
        prop_assert_eq!((new.actions[index].status(), new.actions[index].done_on), (status, day));
        if let Settlement::Dropped(reason) = &change {
            let description = new.actions[index].description.clone().unwrap_or_default();
            prop_assert!(description.ends_with(&format!("Dropped: {reason}")), "{}", description);
        }
        let mut expected = old.clone();
        let (field, action) = (&mut expected.actions[index], &new.actions[index]);
        (field.status, field.done_on) = (action.status.clone(), action.done_on);
        field.description.clone_from(&action.description);
        prop_assert_eq!(&new, &expected, "{}", made);
        // What is before the action and after it, as it was.
        let marker = |text: &str, index: usize| -> Option<usize> {
            let dash = |(at, _): &(usize, &str)| {
                let line = text[*at + 1..].lines().next().unwrap_or_default();
                line.trim_start_matches(' ').starts_with("- ") && line.len() - line.trim_start().len() <= 4
                    && *at >= text.find("actions:").unwrap()
            };
            text.match_indices('\n').filter(dash).nth(index).map(|(at, _)| at)
        };
        let start = marker(&text, index).expect("a dash");
        prop_assert_eq!(&made[..start], &text[..start]);
        let rest = text.len() - marker(&text, index + 1).filter(|_| index + 1 < old.actions.len()).unwrap_or(text.len());
        prop_assert_eq!(&made[made.len() - rest..], &text[text.len() - rest..]);
    }
}
