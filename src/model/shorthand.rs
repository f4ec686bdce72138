//! How a value that has a short form (a text for a mapping, one value for a sequence) is read.
//!
//! `serde`'s own ways (`untagged`, `flatten`) lose a mapping's field list and every location, so the types and the
//! decoder of incident files share a small protocol. A type calls `deserialize_newtype_struct` with one of the names
//! below. The decoder answers a scalar with `visit_str`, its text as written (`1.50` stays `1.50`); a sequence with
//! `visit_seq`; and a mapping with `visit_some(itself)`, from which the type decodes itself as a struct. Any other
//! format answers with `visit_newtype_struct`, and the value is read as it comes.

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor};
use std::fmt;
use std::marker::PhantomData;

/// Asks the decoder for a sequence's items, or for the value itself if it is not a sequence.
pub(crate) const ONE_OR_MANY: &str = "$one-or-many";
/// Asks the decoder for a scalar's text as written.
pub(crate) const AS_WRITTEN: &str = "$as-written";
/// The same, for a single word: a comment directly after it cuts nothing off.
pub(crate) const AS_WRITTEN_WORD: &str = "$as-written: word";
/// The same, for a text that starts with a time: an error is an invalid time.
pub(crate) const AS_WRITTEN_TIME: &str = "$as-written: time";
/// The same, for a time zone: an error is an unknown zone.
pub(crate) const AS_WRITTEN_ZONE: &str = "$as-written: zone";

/// Struct name → what it must have: lists of fields, one of each list is enough. `serde` names only the first missing
/// field of a struct; with this table the decoder names all.
pub(crate) const REQUIRED: &[(&str, &[&[&str]])] = &[
    ("Incident", &[&["title"]]),
    ("Person", &[&["name"]]),
    ("Window", &[&["start"]]),
    ("Figure", &[&["name"], &["value"]]),
    ("Entry", &[&["event", "milestone"]]),
    ("Remark", &[&["text"]]),
    ("Step", &[&["question"]]),
    ("Chain", &[&["chain"]]),
    ("Why", &[&["question", "chain"]]),
    ("Action", &[&["title"]]),
    ("Communication", &[&["text"]]),
    ("Link", &[&["url"]]),
    ("Note", &[&["title"], &["body"]]),
];

/// Fields that must not be empty. Elsewhere an empty value means "absent"; but an author who writes `internal:` without
/// a value did not mean that the text is public.
pub(crate) const NEVER_EMPTY: &[&str] = &["internal"];

/// A type that may be written in short.
pub(super) trait Shorthand<'de>: Sized {
    /// What is expected, for messages: "a name or a mapping with `name`".
    const EXPECTED: &'static str;
    /// The protocol name that it uses.
    const NAME: &'static str = AS_WRITTEN;

    /// From a plain text.
    fn from_text<E: Error>(text: &str) -> Result<Self, E>;

    /// From a map, in full.
    fn from_map<D: Deserializer<'de>>(_map: D) -> Result<Self, D::Error> {
        Err(D::Error::invalid_type(Unexpected::Map, &Self::EXPECTED))
    }

    /// From a list.
    fn from_list<A: SeqAccess<'de>>(_list: A) -> Result<Self, A::Error> {
        Err(A::Error::invalid_type(Unexpected::Seq, &Self::EXPECTED))
    }
}

/// Reads a type with a short form.
pub(super) fn shorthand<'de, T: Shorthand<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    deserializer.deserialize_newtype_struct(T::NAME, ShorthandVisitor(PhantomData))
}

struct ShorthandVisitor<T>(PhantomData<T>);

impl<'de, T: Shorthand<'de>> Visitor<'de> for ShorthandVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }

    fn visit_some<D: Deserializer<'de>>(self, map: D) -> Result<T, D::Error> {
        T::from_map(map)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, value: D) -> Result<T, D::Error> {
        value.deserialize_any(self)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        T::from_text(text)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<T, E> {
        T::from_text(&value.to_string())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<T, E> {
        T::from_text(&number.to_string())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<T, E> {
        T::from_text(&number.to_string())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<T, E> {
        T::from_text(&number.to_string())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<T, A::Error> {
        T::from_list(list)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::from_map(MapAccessDeserializer::new(map))
    }
}

/// `Deserialize` for a struct that may be written as a text. Its derive has `remote = "Self"`, which gives the mapping
/// form as an inherent function instead of an implementation.
macro_rules! text_or_map {
    ($type:ident, $expected:literal, $from_text:expr) => {
        impl<'de> $crate::model::shorthand::Shorthand<'de> for $type {
            const EXPECTED: &'static str = $expected;

            fn from_text<E: serde::de::Error>(text: &str) -> Result<Self, E> {
                let from_text: fn(&str) -> $type = $from_text;
                Ok(from_text(text))
            }

            fn from_map<D: serde::Deserializer<'de>>(map: D) -> Result<Self, D::Error> {
                $type::deserialize(map)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::model::shorthand::shorthand(deserializer)
            }
        }
    };
}
pub(super) use text_or_map;

/// `Deserialize` for a type that is always written as one scalar and read by `FromStr`.
macro_rules! from_str {
    ($type:ident, $expected:literal, $name:expr) => {
        impl<'de> $crate::model::shorthand::Shorthand<'de> for $type {
            const EXPECTED: &'static str = $expected;
            const NAME: &'static str = $name;

            fn from_text<E: serde::de::Error>(text: &str) -> Result<Self, E> {
                text.parse().map_err(|error: $crate::model::ParseError| E::custom(error.carrier()))
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::model::shorthand::shorthand(deserializer)
            }
        }
    };
}
pub(super) use from_str;
