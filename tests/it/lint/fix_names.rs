//! What `--fix` makes of names that are not fields: the names that were meant, and nothing else.

use crate::support::linting::fix;
use crate::support::linting::options;
use postmortem::document::Document;
use postmortem::lint::Options;
use postmortem::source::Source;
use proptest::prelude::*;

/// Only what the rule about names fixes.
fn only_names() -> Options {
    options(|options| options.only = vec!["unknown-field".into()])
}

/// Two fields of one name are a new fault, and one of the two texts would be lost.
#[test]
fn does_not_rename_to_a_name_that_is_taken() {
    for text in [
        "titel: a\ntitle: b\n",
        "title: a\nsummary:\nsumary: b\n",
        "title: a\nsumary: b\nsummery: c\n",
        "title: a\nactions:\n  - {title: b, ownr: c, owner: d}\n",
        "title: a\nx: &x {summary: b}\n<<: *x\nsumary: c\n",
    ] {
        assert_eq!(fix(text, &only_names()), (text.to_owned(), 0), "{text}");
        let source = Source::new("x", text);
        let faults = Document::read(&source, &Options::default().settings).faults;
        let mut reported = faults.iter().filter_map(|fault| fault.help.as_deref());
        assert!(reported.any(|help| help.ends_with("it can appear here only once")), "{text}");
    }
}

/// JSON is YAML, but only a quoted name may be directly before its value.
#[test]
fn renames_inside_the_quotes() {
    for (text, expected) in [
        ("{\"titel\":\"a\"}", "{\"title\":\"a\"}"),
        ("'titel': a\n", "'title': a\n"),
        ("? titel\n: a\n", "? title\n: a\n"),
    ] {
        assert_eq!(fix(text, &Options::default()), (expected.to_owned(), 1), "{text}");
    }
}

/// Old files are full of names that other forms have; each costs a look into the documentation otherwise.
#[test]
fn knows_what_others_call_our_fields() {
    let text = "headline: a\nSev: SEV1\nActionItems:\n  - {task: b, assigned-to: c, deadline: 2024-06-01}\n\
        events:\n  - {time: 10:15, what: d, who: e}\nlessons learned: {What went well: [f]}\n";
    let expected = "title: a\nseverity: SEV1\nactions:\n  - {title: b, owner: c, due: 2024-06-01}\n\
        timeline:\n  - {at: 10:15, event: d, by: e}\nlessons: {went_well: [f]}\n";
    assert_eq!(fix(text, &only_names()), (expected.to_owned(), 12));
}

/// One letter is half of a short name: `d` may mean `id`, and may mean anything else.
#[test]
fn only_suggests_what_a_short_name_may_mean() {
    for text in ["title: a\nd: 7\n", "title: a\ntag: [b]\n", "title: a\ntimeline: [{a: 10:15, event: b}]\n"] {
        assert_eq!(fix(text, &only_names()), (text.to_owned(), 0), "{text}");
        let faults = Document::read(&Source::new("x", text), &Options::default().settings).faults;
        assert!(faults[0].help.as_ref().unwrap().starts_with("did you mean `"), "{text}");
    }
    assert_eq!(fix("title: a\nsev: SEV1\n", &only_names()), ("title: a\nseverity: SEV1\n".to_owned(), 1));
}

/// A field as its author wrote it.
#[derive(Debug, Clone)]
struct Field {
    /// Its index in [`FIELDS`].
    place: usize,
    /// The letter that was doubled, lost or swapped with the next one, and which of these.
    slip: (usize, u8),
    quote: &'static str,
    text: String,
    comment: String,
}

/// Fields of the incident, of an entry of the timeline, and of an action, each with what leads to its name.
const FIELDS: &[(&str, &str)] = &[
    ("", "summary"),
    ("", "background"),
    ("", "narrative"),
    ("", "resolution"),
    ("", "recurrence"),
    ("timeline:\n  - at: 2024-05-30 10:15\n    ", "event"),
    ("    ", "evidence"),
    ("    ", "occurrence"),
    ("actions:\n  - title: a\n    ", "owner"),
    ("    ", "description"),
    ("    ", "done_when"),
    ("    ", "ticket"),
];

impl Field {
    fn name(&self) -> &'static str {
        FIELDS[self.place].1
    }

    /// The name as it was typed.
    fn slip(&self) -> String {
        let mut name = self.name().to_owned();
        let at = self.slip.0 % (name.len() - 1);
        let letter = name.remove(at);
        match self.slip.1 {
            0 => name.insert_str(at, &format!("{letter}{letter}")),
            1 => name.insert(at + 1, letter),
            2 => name.insert(at, letter),
            _ => {}
        }
        name
    }
}

fn field() -> impl Strategy<Value = Field> {
    let quote = prop_oneof![Just(""), Just("\""), Just("'")];
    let text = prop_oneof!["[a-z]{1,9}", "\"[a-z]: #[0-9] [a-z]{1,9}\"", "'[a-z]''[a-z]{1,9}'  "];
    let behind = prop_oneof![Just(String::new()), " # [a-z: ]{0,12}[a-z]"];
    (0..FIELDS.len(), (0..20_usize, 0..4_u8), quote, text, behind)
        .prop_map(|(place, slip, quote, text, comment)| Field { place, slip, quote, text, comment })
}

/// An incident with these fields under the names that are given to them.
fn incident_of(fields: &[Field], name: impl Fn(&Field) -> String) -> String {
    let mut text = String::from("title:   'a'\ntimezone: UTC\n# a comment\n");
    for (place, (lead, _)) in FIELDS.iter().enumerate() {
        let field = fields.iter().find(|field| field.place == place);
        let lead = match field {
            Some(_) => lead,
            None => lead.rsplit_once('\n').map_or("", |(lines, _)| lines),
        };
        text.push_str(lead);
        if let Some(Field { quote, text: value, comment, .. }) = field {
            let name = name(field.unwrap());
            text.extend([*quote, &name, quote, ": ", value, comment]);
        }
        if !text.ends_with('\n') {
            text.push('\n');
        }
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// A renamed field keeps its text, and only its name changes: no comment, quote or space.
    #[test]
    fn renaming_changes_the_name_only(fields in prop::collection::vec(field(), 1..12), crlf: bool) {
        let mut fields = fields;
        fields.sort_by_key(|field| field.place);
        fields.dedup_by_key(|field| field.place);
        let [written, meant] = [|field: &Field| field.slip(), |field: &Field| field.name().to_owned()]
            .map(|name| incident_of(&fields, name).replace('\n', if crlf { "\r\n" } else { "\n" }));
        let (fixed, applied) = fix(&written, &only_names());
        prop_assert_eq!(&fixed, &meant);
        prop_assert_eq!(applied, fields.iter().filter(|field| field.slip() != field.name()).count());
    }
}
