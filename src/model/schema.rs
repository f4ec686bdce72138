//! The JSON Schema of the incident file, generated from the types that read it. Editors use it to check and complete.

use super::{ActionWords, Incident, NEVER_EMPTY, REQUIRED};
use schemars::generate::SchemaSettings;
use schemars::transform::transform_subschemas;
use schemars::{Schema, json_schema};
use serde_json::{Map, Value, json};

/// The address under which editors know the schema.
/// The address under which editors know the schema of the incident file.
pub const SCHEMA_ADDRESS: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/raw/main/schema/incident.v1.json");

/// The JSON Schema (draft 7) of the incident file, schema version 1.
pub fn json_schema() -> Value {
    let mut schema = SchemaSettings::draft07().into_generator().into_root_schema_for::<Incident>();
    require(&mut schema);
    nullable_properties(&mut schema);
    scalars_as_text(&mut schema);
    schema.insert("$id".into(), SCHEMA_ADDRESS.into());
    schema.insert("title".into(), "Incident file of postmortem, version 1".into());
    schema.to_value()
}

/// The same, for files of a team with its own words.
pub fn json_schema_with(own: &ActionWords) -> Value {
    let mut schema = json_schema();
    let types = own.types.iter().map(|name| (name, "A type from the configuration.".to_owned()));
    let states = own.states.iter().map(|(name, status)| (name, format!("Counts as {}.", status.name())));
    for (name, own) in [("ActionType", types.collect::<Vec<_>>()), ("ActionStatus", states.collect())] {
        let known = schema.pointer_mut(&format!("/definitions/{name}/oneOf"));
        if let Some(known) = known.and_then(Value::as_array_mut) {
            let word = |(name, about)| json!({ "type": "string", "const": name, "description": about });
            known.extend(own.into_iter().map(word));
        }
    }
    schema
}

/// Adds what each mapping must have, from the same table that the decoder uses.
fn require(schema: &mut Schema) {
    for (name, fields) in REQUIRED {
        let pointer = if *name == "Incident" { String::new() } else { format!("/definitions/{name}") };
        let Some(map) = schema.pointer_mut(&pointer).and_then(map_form) else { continue };
        let all: Vec<_> = fields.iter().filter(|any_of| any_of.len() == 1).map(|any_of| any_of[0]).collect();
        if !all.is_empty() {
            map.insert("required".into(), json!(all));
        }
        for any_of in fields.iter().filter(|any_of| any_of.len() > 1) {
            let any: Vec<_> = any_of.iter().map(|field| json!({ "required": [field] })).collect();
            map.insert("anyOf".into(), json!(any));
        }
    }
}

/// The part of a type's schema that describes it as a mapping.
fn map_form(schema: &mut Value) -> Option<&mut Map<String, Value>> {
    let schema = schema.as_object_mut()?;
    if schema.contains_key("properties") {
        return Some(schema);
    }
    schema.get_mut("anyOf")?.as_array_mut()?.iter_mut().find_map(map_form)
}

/// The mapping form, or a text.
pub(super) fn or_text(schema: &mut Schema) {
    or(schema, &json!({ "type": "string" }));
}

/// The mapping form, or a sequence of remarks.
pub(super) fn or_list_of_remarks(schema: &mut Schema) {
    or(schema, &json!({ "type": "array", "items": { "$ref": "#/definitions/Remark" } }));
}

fn or(schema: &mut Schema, other: &Value) {
    let description = schema.remove("description");
    let map = std::mem::replace(schema, json_schema!({})).to_value();
    *schema = json_schema!({ "anyOf": [other, map] });
    if let Some(description) = description {
        schema.insert("description".into(), description);
    }
}

/// Lets optional properties also be empty: `due:` with nothing after it means no date.
fn nullable_properties(schema: &mut Schema) {
    transform_subschemas(&mut (nullable_properties as fn(&mut Schema)), schema);
    let required: Vec<String> = schema
        .get("required")
        .and_then(Value::as_array)
        .map(|names| names.iter().filter_map(Value::as_str).map(str::to_owned).collect())
        .unwrap_or_default();
    let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else { return };
    for (name, property) in properties.iter_mut().filter(|(name, _)| !required.contains(name)) {
        if let Some(property) = property.as_object_mut() {
            property.remove("default");
            if !NEVER_EMPTY.contains(&name.as_str()) {
                nullable(property);
            }
        }
    }
}

fn nullable(property: &mut Map<String, Value>) {
    let null = json!({ "type": "null" });
    let bare = |key: &str, property: &Map<String, Value>| property.get(key).cloned();
    if let Some(kind) = bare("type", property) {
        let mut kinds = kind.as_array().cloned().unwrap_or_else(|| vec![kind]);
        if !kinds.contains(&json!("null")) {
            kinds.push(json!("null"));
        }
        property.insert("type".into(), kinds.into());
    } else if let Some(Value::Array(any)) = property.get_mut("anyOf") {
        if !any.contains(&null) {
            any.push(null);
        }
    } else if let Some(reference) = property.remove("$ref").or_else(|| property.remove("allOf")) {
        let target =
            if reference.is_string() { json!({ "$ref": reference }) } else { json!({ "allOf": reference }) };
        property.insert("anyOf".into(), json!([target, null]));
    }
}

/// Text stays as written: `title: 503` is a text for us, although YAML calls it a number.
fn scalars_as_text(schema: &mut Schema) {
    transform_subschemas(&mut (scalars_as_text as fn(&mut Schema)), schema);
    if schema.get("enum").is_some() || schema.get("pattern").is_some() {
        return;
    }
    let wider = match schema.get("type") {
        Some(Value::String(kind)) if kind == "string" => json!(["string", "number", "boolean"]),
        Some(Value::Array(kinds))
            if kinds.contains(&json!("string")) && !kinds.contains(&json!("number")) =>
        {
            json!(["string", "number", "boolean", "null"])
        }
        _ => return,
    };
    schema.insert("type".into(), wider);
}
