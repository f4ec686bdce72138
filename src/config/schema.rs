//! The JSON Schema of `postmortem.toml`: editors use it to check and complete what the reader accepts.

use super::Config;
use super::lint::FAMILY;
use crate::diagnostic::{Family, Level, RuleInfo};
use crate::import::Headings;
use crate::lint::{OptionValue, Options, options_of, rules};
use crate::model::{ActionStatus, Known, MetricName, MetricPairs, Milestone, Status};
use serde_json::{Map, Value, json};

/// The URL by which editors know the schema.
const SCHEMA_ID: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/raw/main/schema/config.v1.json");

/// The JSON Schema (draft 7) of the configuration.
pub fn json_schema() -> Value {
    let text = || json!({ "type": "string", "minLength": 1 });
    let config = Config::default();
    let properties = json!({
        "paths": by_default(described("Files and folders of incident files.", texts()), json!(config.paths)),
        "severities": by_default(
            described("Names of severities, most severe first; if listed, a report must have one.", texts()),
            json!(config.severities()),
        ),
        "services": described("Names of services; if listed, others are unknown.", texts()),
        "timezone": described("Zone of files without one.", text()),
        "templates": described("Folder with your own templates.", text()),
        "lint": described("Levels and options of rules.", lint()),
        "render": described("How reports look.", object(&json!({
            "template": by_default(described("A template's name or file.", text()), json!(config.template)),
            "time": described("Format of times of day, as in strftime: %H:%M.", text()),
        }))),
        "import": described("How old reports are imported.", object(&json!({
            "headings": described("What headings of your template mean, each with its field.", json!({
                "type": "object",
                "additionalProperties": { "enum": Headings::fields().collect::<Vec<_>>() },
            })),
        }))),
        "metrics": described("The milestones that each metric is measured from and to.", metrics()),
        "actions": described("Your team's own words for actions.", object(&json!({
            "types": described("Types in addition to the built-in ones.", texts()),
            "states": described("States, each with the built-in one that it counts as.", json!({
                "type": "object",
                "additionalProperties": { "enum": ActionStatus::NAMES },
            })),
        }))),
        "deadlines": described("Days after the end of impact, by severity.", json!({
            "type": "object",
            "additionalProperties": object(&json!({
                "publish": described("Days until the report is published.", days()),
                "actions": described("Days until the actions are done.", days()),
            })),
        })),
        "public": described("What must not be in public reports.", object(&json!({
            "check": by_default(
                described("Whether to check for personal data and forbidden terms.", json!({ "type": "boolean" })),
                json!(config.lint.public.check),
            ),
            "forbidden": described("Terms that must not appear.", texts()),
        }))),
    });
    let mut schema = object(&properties);
    schema["$schema"] = "http://json-schema.org/draft-07/schema#".into();
    schema["$id"] = SCHEMA_ID.into();
    schema["title"] = "Configuration of postmortem, version 1".into();
    schema
}

fn described(description: &str, schema: Value) -> Value {
    let mut schema = schema;
    schema["description"] = description.into();
    schema
}

fn by_default(schema: Value, default: Value) -> Value {
    let mut schema = schema;
    schema["default"] = default;
    schema
}

fn object(properties: &Value) -> Value {
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

fn texts() -> Value {
    json!({ "type": "array", "items": { "type": "string", "minLength": 1 }, "minItems": 1 })
}

fn days() -> Value {
    json!({ "type": "integer", "minimum": 1 })
}

fn level() -> Value {
    json!({ "enum": Level::ALL.map(Level::name) })
}

/// `[lint]`: a level or options for each rule, a table of levels for each status, and keys about files.
fn lint() -> Value {
    let mut properties = Map::from_iter([
        (
            "exclude".to_owned(),
            described(
                "Files that are not checked unless named explicitly; patterns as in .gitignore.",
                texts(),
            ),
        ),
        ("per-file".to_owned(), per_file()),
        (
            "baseline".to_owned(),
            described(
                "The file with known findings: only new ones are shown.",
                json!({ "type": "string", "minLength": 1 }),
            ),
        ),
        (FAMILY.to_owned(), families()),
    ]);
    properties.extend(rules().map(|rule| (rule.name.to_owned(), rule_setting(rule))));
    for status in Status::ALL {
        let about = format!("Levels while the status is {}.", status.name());
        properties.insert(status.name().to_owned(), described(&about, levels()));
    }
    object(&Value::Object(properties))
}

/// A level for each rule, and for each family.
fn levels() -> Value {
    let mut properties = Map::from_iter([(FAMILY.to_owned(), families())]);
    properties.extend(rules().map(|rule| (rule.name.to_owned(), level())));
    object(&Value::Object(properties))
}

fn families() -> Value {
    let levels = Family::ALL.map(|family| (family.name().to_owned(), level()));
    described("Levels of all rules of a family.", object(&Value::Object(Map::from_iter(levels))))
}

fn per_file() -> Value {
    let mut entry = object(&json!({
        "paths": described("Which files; patterns as in .gitignore.", texts()),
        "levels": described("Levels for these files, in every status.", levels()),
    }));
    entry["required"] = json!(["paths", "levels"]);
    described("Levels for the files of some paths.", json!({ "type": "array", "items": entry }))
}

fn rule_setting(rule: &RuleInfo) -> Value {
    let mut options = Map::from_iter([("level".to_owned(), level())]);
    let mut known = Options::default();
    for option in options_of(rule) {
        let list = || json!({ "type": "array", "items": { "type": "string", "minLength": 1 } });
        let schema = match option.value {
            OptionValue::Number(of) => by_default(days(), json!(of(&mut known))),
            OptionValue::ActionFields(of) => {
                let fields: Vec<String> = of(&mut known).iter().map(|any_of| any_of.join("|")).collect();
                by_default(list(), json!(fields))
            }
            OptionValue::FurtherPhrases | OptionValue::OtherPhrases => list(),
        };
        options.insert(option.key.to_owned(), described(option.about, schema));
    }
    described(rule.summary(), json!({ "anyOf": [level(), object(&Value::Object(options))] }))
}

fn metrics() -> Value {
    let milestone = json!({ "enum": Milestone::ALL.map(Milestone::name) });
    let pair = json!({ "type": "array", "items": milestone, "minItems": 2, "maxItems": 2 });
    let known = MetricPairs::default();
    let pairs = MetricName::ALL.map(|metric| {
        let default = known.0.get(&metric).map(|(from, to)| [from.name(), to.name()]);
        (metric.name().to_owned(), by_default(pair.clone(), json!(default)))
    });
    object(&Value::Object(Map::from_iter(pairs)))
}

#[cfg(test)]
mod tests {
    use super::super::lint::{FAMILY, KEYS, PER_FILE};
    use super::super::sections::{ACTIONS, DEADLINE, IMPORT, PUBLIC, RENDER, TOP};
    use super::json_schema;
    use serde_json::Value;

    fn keys(schema: &Value) -> Vec<String> {
        let mut keys: Vec<String> = schema["properties"].as_object().unwrap().keys().cloned().collect();
        keys.sort();
        keys
    }

    fn names<T>(table: &[(&'static str, T)]) -> Vec<String> {
        let mut names: Vec<String> = table.iter().map(|(name, _)| (*name).to_owned()).collect();
        names.sort();
        names
    }

    /// A key that only one of the two knows would be marked by the editor, or rejected by the program.
    #[test]
    fn the_schema_has_the_keys_that_the_reader_reads() {
        let schema = json_schema();
        let properties = &schema["properties"];
        assert_eq!(keys(&schema), names(TOP));
        assert_eq!(keys(&properties["render"]), names(RENDER));
        assert_eq!(keys(&properties["public"]), names(PUBLIC));
        assert_eq!(keys(&properties["import"]), names(IMPORT));
        assert_eq!(keys(&properties["actions"]), names(ACTIONS));
        let of_lint = &properties["lint"]["properties"];
        assert!(names(KEYS).iter().all(|key| of_lint[key].is_object()), "{:?}", names(KEYS));
        assert_eq!(keys(&of_lint["per-file"]["items"]), names(PER_FILE));
        assert!(
            crate::lint::find(FAMILY).is_none()
                && KEYS.iter().all(|(key, _)| crate::lint::find(key).is_none())
        );
        assert_eq!(keys(&properties["deadlines"]["additionalProperties"]), names(DEADLINE));
    }
}
