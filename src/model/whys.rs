//! Chains of questions and answers from a symptom to its cause.

use super::ParseError;
use super::shorthand::{Shorthand, shorthand, text_or_map};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;

/// An item of `five_whys`: a step of the only chain, or one of several chains.
#[derive(Debug, Clone, PartialEq)]
pub enum Why {
    /// A step, following those before it in the sequence.
    Step(Step),
    /// A chain of its own.
    Chain(Chain),
}

impl JsonSchema for Why {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Why".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let forms = [generator.subschema_for::<Step>(), generator.subschema_for::<Chain>()];
        json_schema!({ "anyOf": forms })
    }
}

/// A question with its answer, or a plain text, which is either of the two.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(remote = "Self", deny_unknown_fields)]
#[schemars(transform = super::schema::or_text)]
pub struct Step {
    /// Why something happened.
    #[serde(default)]
    pub question: String,
    /// Why it happened.
    pub answer: Option<String>,
    /// Whether it is left out of public reports.
    #[serde(default)]
    pub internal: bool,
}
text_or_map!(Step, "a text or a mapping with `question` and `answer`", |text| Step {
    question: text.into(),
    ..Step::default()
});

/// One of several chains.
#[derive(Debug, Clone, PartialEq, Default, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Chain {
    /// What it explains, if there are several.
    pub title: Option<String>,
    /// Its steps.
    pub chain: Vec<Step>,
    /// Whether it is left out of public reports.
    #[schemars(default)]
    pub internal: bool,
}

/// Every field that an item of `five_whys` may have. One struct, so that the decoder knows every field at that place.
#[derive(Deserialize)]
#[serde(rename = "Why", deny_unknown_fields)]
struct Fields {
    question: Option<String>,
    answer: Option<String>,
    title: Option<String>,
    chain: Option<Vec<Step>>,
    #[serde(default)]
    internal: bool,
}

impl<'de> Shorthand<'de> for Why {
    const EXPECTED: &'static str =
        "a text, a mapping with `question` and `answer`, or a mapping with `title` and `chain`";

    fn from_text<E: serde::de::Error>(text: &str) -> Result<Self, E> {
        Ok(Why::Step(Step { question: text.into(), ..Step::default() }))
    }

    fn from_map<D: Deserializer<'de>>(map: D) -> Result<Self, D::Error> {
        match Fields::deserialize(map)? {
            Fields { question: None, answer: None, title, chain, internal } => {
                Ok(Why::Chain(Chain { title, chain: chain.unwrap_or_default(), internal }))
            }
            Fields { question, answer, title: None, chain: None, internal } => {
                Ok(Why::Step(Step { question: question.unwrap_or_default(), answer, internal }))
            }
            _ => Err(serde::de::Error::custom(
                ParseError::new(
                    "an item is either a step or a chain, not both",
                    "move `question` and `answer` into `chain`, as its first step",
                )
                .carrier(),
            )),
        }
    }
}

impl<'de> Deserialize<'de> for Why {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        shorthand(deserializer)
    }
}
