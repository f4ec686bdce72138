//! An incident in which every field is filled and every text is a marker of its own. It is made from the schema, which
//! also says what is internal, so that a new field cannot be forgotten.

use postmortem::model::json_schema;
use serde_json::{Map, Value, json};

/// The incident and what is in it.
pub(crate) struct Marked {
    /// The file.
    pub(crate) text: String,
    /// What everybody may read.
    pub(crate) public: Vec<String>,
    /// What only internal readers may: texts, dates and times.
    pub(crate) internal: Vec<String>,
    /// What no built-in template shows: the name for other files, and data for templates of one's own.
    pub(crate) unseen: Vec<String>,
}

/// Fills every field.
pub(crate) fn marked() -> Marked {
    let text = String::new();
    let marked = Marked { text, public: Vec::new(), internal: Vec::new(), unseen: Vec::new() };
    let mut filler = Filler { schema: json_schema(), marked, count: 0 };
    let root = filler.schema.clone();
    let incident = filler.map(&root, false);
    let unseen = format!("{}{}", incident["id"], incident["custom"]);
    let mut marked = filler.marked;
    marked.text = incident.to_string();
    let all = || marked.public.iter().chain(&marked.internal);
    marked.unseen = all().filter(|marker| unseen.contains(marker.as_str())).cloned().collect();
    marked
}

struct Filler {
    schema: Value,
    marked: Marked,
    count: u32,
}

impl Filler {
    fn map(&mut self, form: &Value, internal: bool) -> Value {
        let fields = form["properties"].as_object().expect("a map").clone();
        let fill = |(name, field): (&String, &Value)| {
            let always = field["description"].as_str().is_some_and(|text| text.contains("Always internal"));
            (name.clone(), self.value(field, name, internal || always))
        };
        Value::Object(fields.iter().map(fill).collect::<Map<_, _>>())
    }

    fn value(&mut self, field: &Value, name: &str, internal: bool) -> Value {
        let form = self.form(field);
        let kind = form["type"].as_array().map_or(&form["type"], |kinds| &kinds[0]).as_str().unwrap_or("any");
        match kind {
            _ if name == "internal" => internal.into(),
            _ if name == "timezone" => "UTC".into(),
            _ if name == "date" => "2024-05-30".into(),
            _ if form.get("oneOf").is_some() => self.word(&form),
            _ if form.get("pattern").is_some() => self.time(form["pattern"].as_str().unwrap_or(""), internal),
            "integer" => 1.into(),
            "array" => self.list(&form["items"], name, internal),
            "object" if form.get("properties").is_some() => self.map(&form, internal),
            "object" => json!({ self.text("", internal): self.text("", internal) }),
            "string" => self.text(if name == "url" { "https://x.example/" } else { "" }, internal).into(),
            other => panic!("`{name}` is of a kind that this test cannot fill: {other}"),
        }
    }

    /// The most complete of the forms that a value may have.
    fn form(&self, field: &Value) -> Value {
        let resolved = match field["$ref"].as_str() {
            Some(name) => self.schema.pointer(&name[1..]).expect("a definition"),
            None => field,
        };
        let Some(forms) = resolved["anyOf"].as_array().filter(|_| resolved.get("properties").is_none())
        else {
            return resolved.clone();
        };
        let forms = forms.iter().map(|form| self.form(form));
        let rank = |form: &Value| (form.get("properties").is_some(), form["type"] == "array");
        let is_null = |form: &Value| form["type"] == "null";
        forms.filter(|form| !is_null(form)).max_by_key(rank).expect("a form")
    }

    /// Two elements; where one can be internal, there is an internal one between them.
    fn list(&mut self, item: &Value, name: &str, internal: bool) -> Value {
        let form = self.form(item);
        if form.get("oneOf").is_some() {
            return json!([self.word(&form)]);
        }
        let can_be_internal = form["properties"].get("internal").is_some();
        let middle = can_be_internal.then_some(true);
        let elements = [Some(internal), middle, Some(internal)].into_iter().flatten();
        elements.map(|internal| self.value(item, name, internal)).collect()
    }

    /// A done action shows the most; else one after the other.
    fn word(&mut self, form: &Value) -> Value {
        let words: Vec<&Value> =
            form["oneOf"].as_array().expect("words").iter().map(|w| &w["const"]).collect();
        self.count += 1;
        let done = words.iter().find(|word| **word == "done");
        (*done.unwrap_or(&words[self.count as usize % words.len()])).clone()
    }

    fn text(&mut self, before: &str, internal: bool) -> String {
        self.count += 1;
        let letter = if internal { 'i' } else { 'm' };
        self.note(format!("{letter}{}{letter}", self.count), internal, before)
    }

    /// A date, or a time of which the minute is found only here.
    fn time(&mut self, pattern: &str, internal: bool) -> Value {
        self.count += 1;
        let year = if internal { 2040 } else { 2030 };
        let (day, minute) = (self.count % 28 + 1, self.count % 59 + 1);
        let month = self.count / 28 + 1;
        let hour = if internal { 3 } else { 10 };
        let is_date = !pattern.contains(':');
        if is_date {
            return self.note(format!("{year}-{month:02}-{day:02}"), internal, "").into();
        }
        self.note(format!("{hour:02}:{minute:02}"), internal, "2024-05-30 ").into()
    }

    fn note(&mut self, marker: String, internal: bool, before: &str) -> String {
        let text = format!("{before}{marker}");
        if internal { &mut self.marked.internal } else { &mut self.marked.public }.push(marker);
        text
    }
}
