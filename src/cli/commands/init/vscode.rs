//! `.vscode/settings.json`: the schema of incident files. The file is JSON with comments, which are kept.

use super::template::REPOSITORY;
use jsonc_parser::ParseOptions;
use jsonc_parser::cst::{CstInputValue, CstRootNode};
use serde_json::{Value, json};

/// The setting of the extension *YAML* by Red Hat.
const SCHEMAS: &str = "yaml.schemas";
const SCHEMA: &str = "incident.v1.json";

/// The patterns of incident files.
pub(super) fn globs(folders: &[String]) -> Vec<String> {
    let both = |folder: &String| ["yaml", "yml"].map(|ending| format!("{folder}**/*.{ending}"));
    folders.iter().flat_map(both).collect()
}

fn address() -> String {
    format!("{REPOSITORY}/raw/main/schema/{SCHEMA}")
}

/// Only the setting, as lines.
pub(super) fn part(globs: &[String]) -> String {
    let globs: Vec<String> = globs.iter().map(|glob| format!("\"{glob}\"")).collect();
    format!("  \"{SCHEMAS}\": {{\n    \"{}\": [{}]\n  }}\n", address(), globs.join(", "))
}

/// Whether settings name a schema for incident files.
pub(super) fn has(text: &str, folders: &[String]) -> bool {
    let settings = read(text).unwrap_or_default();
    let schemas = settings[SCHEMAS].as_object().into_iter().flatten();
    let is_ours = |glob: &Value| {
        glob.as_str()
            .is_some_and(|glob| folders.iter().any(|folder| glob.trim_start_matches('/').starts_with(folder)))
    };
    schemas.into_iter().any(|(schema, globs)| {
        schema.ends_with(SCHEMA)
            || is_ours(globs)
            || globs.as_array().is_some_and(|globs| globs.iter().any(is_ours))
    })
}

/// Settings with the schema added.
pub(super) fn add(text: &str, globs: &[String]) -> Option<String> {
    let root = CstRootNode::parse(text, &ParseOptions::default()).ok()?;
    let settings = root.object_value()?;
    let values = CstInputValue::Array(globs.iter().map(|glob| CstInputValue::String(glob.clone())).collect());
    match settings.get(SCHEMAS) {
        Some(schemas) => _ = schemas.object_value()?.append(&address(), values),
        None => _ = settings.append(SCHEMAS, CstInputValue::Object(vec![(address(), values)])),
    }
    let after = root.to_string();
    // Nothing else may have changed.
    let mut expected = read(text)?;
    let settings = expected.as_object_mut()?;
    settings.entry(SCHEMAS).or_insert_with(|| json!({})).as_object_mut()?.insert(address(), json!(globs));
    (read(&after)? == expected).then_some(after)
}

fn read(text: &str) -> Option<Value> {
    CstRootNode::parse(text, &ParseOptions::default()).ok()?.to_serde_value()
}
