//! The JSON Schema of `postmortem.toml`: editors check and complete it with what the reader accepts.

use super::lint::{BASELINE, rule_option_names};
use crate::diagnostic::{Level, RuleInfo};
use crate::lint::rules;
use crate::model::{MetricName, Milestone, Status};
use serde_json::{Map, Value, json};

/// The address under which editors know the schema.
const SCHEMA_ID: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/raw/main/schema/config.v1.json");

/// The JSON Schema (draft 7) of the configuration.
pub fn json_schema() -> Value {
    let described = |description: &str, schema: Value| {
        let mut schema = schema;
        schema["description"] = description.into();
        schema
    };
    let text = || json!({ "type": "string", "minLength": 1 });
    let properties = json!({
        "paths": described("Files and folders of incident files.", texts()),
        "severities": described("Names of severities, most severe first.", texts()),
        "services": described("Names of services; when given, others are unknown.", texts()),
        "timezone": described("Zone of files that name none.", text()),
        "templates": described("Folder of your own templates.", text()),
        "lint": described("Levels and options of rules.", lint()),
        "render": described("How reports look.", object(&json!({
            "template": described("A template's name or file.", text()),
            "time": described("How times of day are written, as in strftime: %H:%M.", text()),
        }))),
        "metrics": described("From which milestone to which each metric is measured.", metrics()),
        "deadlines": described("Days after the end of impact, by severity.", json!({
            "type": "object",
            "additionalProperties": object(&json!({ "publish": days(), "actions": days() })),
        })),
        "public": described("What must not be in public reports.", object(&json!({
            "check": described("Whether to look for it.", json!({ "type": "boolean" })),
            "forbidden": described("Words that must not appear.", texts()),
        }))),
    });
    let mut schema = object(&properties);
    schema["$schema"] = "http://json-schema.org/draft-07/schema#".into();
    schema["$id"] = SCHEMA_ID.into();
    schema["title"] = "Configuration of postmortem, version 1".into();
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

/// `[lint]`: a level or options for each rule, and a table of levels for each status.
fn lint() -> Value {
    let levels: Map<String, Value> = rules().map(|rule| (rule.name.to_owned(), level())).collect();
    let mut properties: Map<String, Value> =
        rules().map(|rule| (rule.name.to_owned(), rule_setting(rule))).collect();
    for status in Status::ALL {
        let mut table = object(&Value::Object(levels.clone()));
        table["description"] = format!("Levels while the status is {}.", status.name()).into();
        properties.insert(status.name().to_owned(), table);
    }
    let baseline = json!({ "type": "string", "minLength": 1, "description": "The file of known findings." });
    properties.insert(BASELINE.to_owned(), baseline);
    object(&Value::Object(properties))
}

fn rule_setting(rule: &RuleInfo) -> Value {
    let mut options = Map::from_iter([("level".to_owned(), level())]);
    for option in rule_option_names(rule) {
        let schema = match option {
            "minutes" | "limit" => days(),
            _ => json!({ "type": "array", "items": { "type": "string", "minLength": 1 } }),
        };
        options.insert(option.to_owned(), schema);
    }
    json!({ "description": rule.summary(), "anyOf": [level(), object(&Value::Object(options))] })
}

fn metrics() -> Value {
    let milestone = json!({ "enum": Milestone::ALL.map(Milestone::name) });
    let pair = json!({ "type": "array", "items": milestone, "minItems": 2, "maxItems": 2 });
    let pairs = MetricName::ALL.map(|metric| (metric.name().to_owned(), pair.clone()));
    object(&Value::Object(Map::from_iter(pairs)))
}

#[cfg(test)]
mod tests {
    use super::super::sections::{DEADLINE, PUBLIC, RENDER, TOP};
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

    /// A key that one of the two does not know would be marked in the editor, or refused by the program.
    #[test]
    fn the_schema_has_the_keys_that_the_reader_reads() {
        let schema = json_schema();
        let properties = &schema["properties"];
        assert_eq!(keys(&schema), names(TOP));
        assert_eq!(keys(&properties["render"]), names(RENDER));
        assert_eq!(keys(&properties["public"]), names(PUBLIC));
        assert_eq!(keys(&properties["deadlines"]["additionalProperties"]), names(DEADLINE));
    }
}
