//! One node, as a serde deserializer.
//!
//! Serde's type hints choose how a scalar is read; a collection is always offered as what it is, and the visitor itself
//! rejects what it cannot accept.

use super::error::{self, Error, What};
use super::map::Entries;
use super::seq::Items;
use super::{Id, MAX_DEPTH, Passes};
use crate::document::tree::{Kind, Node};
use crate::model::{
    AS_WRITTEN, AS_WRITTEN_TIME, AS_WRITTEN_WORD, AS_WRITTEN_ZONE, At, ONE_OR_MANY, normalised,
};
use crate::wording::{list, quoted};
use serde::de::value::StrDeserializer;
use serde::de::{Deserializer, Visitor};
use std::borrow::Cow;

#[derive(Clone, Copy)]
pub(super) struct Value<'p, 'de> {
    pub(super) passes: &'p Passes<'de>,
    pub(super) id: Id,
    pub(super) depth: u32,
}

impl<'de> Value<'_, 'de> {
    /// The node, or the target of its alias; within the limits on depth and steps.
    fn resolve(&self) -> Result<(Id, &'de Node<'de>), Error> {
        self.passes.step(1).map_err(|error| error.at(self.id))?;
        if self.depth > MAX_DEPTH {
            return Err(Error::new(What::TooComplex).at(self.id));
        }
        let id = self.passes.tree.target(self.id);
        self.passes.text(id).map_err(|error| error.at(self.id))?;
        Ok((id, self.passes.tree.node(id)))
    }

    fn collection<V: Visitor<'de>>(&self, id: Id, skip_null: bool, visitor: V) -> Result<V::Value, Error> {
        let (passes, depth) = (self.passes, self.depth + 1);
        let node = passes.tree.node(id);
        let (next, end) = (id + 1, node.next);
        if let Kind::Map { merge } = node.kind {
            let merged = if merge { Some(passes.merged(id, 0)?.into_iter()) } else { None };
            return visitor.visit_map(Entries { passes, depth, next, end, value: 0, skip_null, merged });
        }
        visitor.visit_seq(Items { passes, depth, next, end })
    }

    /// A scalar as its text, a collection as what it is.
    fn as_written<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let (id, node) = self.resolve()?;
        let result = if !node.kind.is_scalar() {
            self.collection(id, false, visitor)
        } else if self.passes.tree.is_null(id) {
            visitor.visit_unit()
        } else {
            text(node, visitor)
        };
        result.map_err(|error| error.at(self.id))
    }

    /// A text as written, which must not be cut off by a comment.
    fn as_text<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.passes.check_cut(self.id);
        self.as_written(visitor)
    }
}

impl Passes<'_> {
    /// Reports if a comment cuts this text off; the text is used as far as it goes. Times are exempt.
    pub(super) fn check_cut(&self, id: Id) {
        let is_cut = self.tree.cuts.binary_search(&id).is_ok();
        if is_cut
            && self.tree.node(id).text.parse::<At>().is_err()
            && let Some(fault) = error::cut(self.text, self.tree.node(id).span)
        {
            self.push(fault);
        }
    }
}

fn text<'de, V: Visitor<'de>>(node: &'de Node<'de>, visitor: V) -> Result<V::Value, Error> {
    match &node.text {
        Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
        Cow::Owned(text) => visitor.visit_str(text),
    }
}

/// A plain scalar in the core schema of YAML 1.2: `no` and `1_000` are texts.
fn plain<'de, V: Visitor<'de>>(node: &'de Node<'de>, visitor: V) -> Result<V::Value, Error> {
    let written = &*node.text;
    let numeric = written.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c));
    let radix = [("0x", 16), ("0o", 8)].iter().find_map(|(prefix, radix)| {
        let digits = written.strip_prefix(prefix).filter(|digits| !digits.starts_with('+'))?;
        u64::from_str_radix(digits, *radix).ok()
    });
    match written {
        "true" | "True" | "TRUE" => visitor.visit_bool(true),
        "false" | "False" | "FALSE" => visitor.visit_bool(false),
        _ if !numeric => text(node, visitor),
        _ => match (radix, written.parse(), written.parse(), written.parse::<f64>()) {
            (Some(number), ..) | (_, Ok(number), ..) => visitor.visit_u64(number),
            (_, _, Ok(number), _) => visitor.visit_i64(number),
            (_, _, _, Ok(number)) if number.is_finite() => visitor.visit_f64(number),
            _ => text(node, visitor),
        },
    }
}

impl<'de> Deserializer<'de> for Value<'_, 'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let (id, node) = self.resolve()?;
        let result = match node.kind {
            Kind::Plain if self.passes.tree.is_null(id) => visitor.visit_unit(),
            Kind::Plain => plain(node, visitor),
            kind if kind.is_scalar() => text(node, visitor),
            _ => self.collection(id, false, visitor),
        };
        result.map_err(|error| error.at(self.id))
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.as_text(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.as_text(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.as_written(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.passes.tree.is_null(self.id) { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    /// The protocol of the model's shorthands; see `model::shorthand`.
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        let kind = self.passes.tree.node(self.passes.tree.target(self.id)).kind;
        match name {
            ONE_OR_MANY if kind == Kind::Seq => self.as_written(visitor),
            ONE_OR_MANY => visitor.visit_some(self).map_err(|error: Error| error.at(self.id)),
            AS_WRITTEN | AS_WRITTEN_TIME | AS_WRITTEN_WORD | AS_WRITTEN_ZONE if kind.is_map() => {
                visitor.visit_some(self).map_err(|error: Error| error.at(self.id))
            }
            AS_WRITTEN_WORD => self.as_written(visitor),
            AS_WRITTEN | AS_WRITTEN_TIME | AS_WRITTEN_ZONE => {
                self.as_text(visitor).map_err(|error| error.of_type(name))
            }
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let (id, node) = self.resolve()?;
        let Kind::Map { merge } = node.kind else {
            // Not offered to the visitor: a derived struct would accept a sequence by position.
            let unexpected = match node.kind {
                Kind::Seq => serde::de::Unexpected::Seq,
                _ if self.passes.tree.is_null(id) => serde::de::Unexpected::Unit,
                _ => serde::de::Unexpected::Str(&node.text),
            };
            let required = self.passes.required(name).iter().map(|any_of| any_of[0]);
            let names: Vec<_> = quoted(required).collect();
            let expected = format!("a mapping with {}", names.join(" and "));
            let mismatch: Error = serde::de::Error::invalid_type(unexpected, &expected.as_str());
            return Err(mismatch.at(self.id));
        };
        let passes = self.passes;
        let kills = passes.kills.get();
        let decode = || {
            let entries = if merge { passes.merged(id, 0)? } else { passes.tree.pairs(id).collect() };
            let incomplete = passes.check_fields(id, &entries, name, fields);
            let value = self.collection(id, true, visitor)?;
            // The document itself is kept, whatever is missing.
            if incomplete && id != 0 { Err(Error::new(What::Reported)) } else { Ok(value) }
        };
        decode().map_err(|error| error.at(self.id).again_if(self.id, passes.kills.get() > kills))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let (_, node) = self.resolve()?;
        let found = match node.kind {
            Kind::Seq => "a sequence",
            Kind::Map { .. } => "a mapping",
            _ => {
                let alike = || {
                    let meant = normalised(&node.text);
                    variants.iter().find(|variant| normalised(variant) == meant)
                };
                let exact = variants.iter().find(|variant| **variant == node.text);
                let name = exact.or_else(alike).copied().unwrap_or(&node.text);
                return visitor
                    .visit_enum(StrDeserializer::<Error>::new(name))
                    .map_err(|error| error.at(self.id));
            }
        };
        let expected = format!("one of {}", list(quoted(variants)));
        Err(Error::new(What::Mismatch { found: found.into(), expected }).at(self.id))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct seq tuple
        tuple_struct map
    }
}
