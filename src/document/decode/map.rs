//! A mapping as serde reads it: with merge keys, and with all unknown and missing fields reported at once.

use super::error::{self, Error, What};
use super::old_forms::{self, Key};
use super::value::Value;
use super::{Id, MAX_FAULTS, Passes};
use crate::diagnostic::Diagnostic;
use crate::document::fields::meant;
use crate::document::rules::INVALID_YAML;
use crate::document::tree::Kind;
use crate::model::NEVER_EMPTY;
use serde::de::{DeserializeSeed, MapAccess};
use std::vec::IntoIter;

/// The maximum depth of merge keys within merged mappings.
const MAX_MERGE_LEVEL: u32 = 8;

pub(super) struct Entries<'p, 'de> {
    pub(super) passes: &'p Passes<'de>,
    pub(super) depth: u32,
    pub(super) next: Id,
    pub(super) end: Id,
    /// The value of the key given last.
    pub(super) value: Id,
    /// Whether an empty value means no value, as in a struct.
    pub(super) skip_null: bool,
    /// All entries, if the mapping has merge keys.
    pub(super) merged: Option<IntoIter<(Id, Id)>>,
}

impl<'de> MapAccess<'de> for Entries<'_, 'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let (passes, tree) = (self.passes, self.passes.tree);
        loop {
            let (key, value) = match &mut self.merged {
                Some(entries) => match entries.next() {
                    Some(entry) => entry,
                    None => return Ok(None),
                },
                None if self.next < self.end => (self.next, tree.node(self.next).next),
                None => return Ok(None),
            };
            self.next = tree.node(value).next;
            if passes.is_dead(key) || passes.is_dead(value) {
                continue;
            }
            if self.skip_null && tree.is_null(value) {
                passes.check_cut(value);
                continue;
            }
            self.value = value;
            let key_value = Value { passes, id: key, depth: self.depth };
            return seed.deserialize(key_value).map(Some).map_err(|error| error.at(key));
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        seed.deserialize(Value { passes: self.passes, id: self.value, depth: self.depth })
    }
}

/// Whether a key is the name of a field. Lengths and first letters rule out nearly all.
fn is_among(key: &str, fields: &[&str]) -> bool {
    let first = key.as_bytes().first();
    fields.iter().any(|field| field.len() == key.len() && field.as_bytes().first() == first && *field == key)
}

impl Passes<'_> {
    /// Entries of a mapping with merge keys: its own first, then of each merged mapping those that are not yet present.
    pub(super) fn merged(&self, map: Id, level: u32) -> Result<Vec<(Id, Id)>, Error> {
        let tree = self.tree;
        let live = tree.pairs(map).filter(|(_, value)| !self.is_dead(*value));
        let (from, mut all): (Vec<_>, Vec<_>) = live.partition(|(key, _)| tree.is_merge(*key));
        for (_, value) in from {
            let target = tree.target(value);
            let maps: Vec<Id> = match tree.node(target).kind {
                Kind::Seq => tree.children(target).map(|map| tree.target(map)).collect(),
                _ => vec![target],
            };
            for merged in maps {
                if !tree.node(merged).kind.is_map() {
                    let is_list = matches!(tree.node(merged).kind, Kind::Seq);
                    let found = if is_list { "a sequence" } else { "a text" }.into();
                    let expected = "a mapping or a sequence of mappings after `<<`".into();
                    return Err(Error::new(What::Mismatch { found, expected }).at(value));
                }
                if level >= MAX_MERGE_LEVEL {
                    return Err(Error::new(What::TooComplex).at(value));
                }
                for (key, value) in self.merged(merged, level + 1)? {
                    self.step(1 + all.len() / 16).map_err(|error| error.at(value))?;
                    if !all.iter().any(|(own, _)| tree.node(*own).text == tree.node(key).text) {
                        all.push((key, value));
                    }
                }
            }
        }
        Ok(all)
    }

    /// Reports the unknown and the missing fields of a struct; returns whether to skip it because of that.
    pub(super) fn check_fields(
        &self,
        map: Id,
        entries: &[(Id, Id)],
        name: &str,
        fields: &'static [&'static str],
    ) -> bool {
        let unknown = self.unknown(entries, fields);
        for (key, field) in &unknown {
            if self.is_dead(*key) || self.is_full() {
                continue;
            }
            self.kill(*key);
            let free = field.is_some_and(|field| self.is_free(map, entries, &unknown, field));
            let name = self.tree.node(*key).text.to_string();
            let fault = What::UnknownField { name, known: fields, free };
            if let Some(fault) = fault.into_fault(self.text, self.tree, *key) {
                let was_text = fault.rule == &INVALID_YAML;
                self.push(if was_text {
                    fault
                } else {
                    self.of_old_form(fault, Key { map, key: *key }, fields)
                });
                if was_text {
                    self.kill(map);
                    return true;
                }
            }
        }
        self.check_never_empty(entries, fields);
        let meant: Vec<&str> = unknown.iter().filter_map(|(_, field)| *field).collect();
        let required =
            self.required.iter().find(|(required, _)| *required == name).map_or(&[][..], |(_, of)| of);
        let lacking = required.iter().filter(|any_of| !self.check_required(map, entries, any_of, &meant));
        lacking.count() > 0
    }

    fn check_never_empty(&self, entries: &[(Id, Id)], fields: &[&str]) {
        for (key, value) in entries {
            let name = &*self.tree.node(*key).text;
            let is_at_fault =
                NEVER_EMPTY.contains(&name) && fields.contains(&name) && self.tree.is_null(*value);
            if is_at_fault && !self.is_dead(*key) {
                self.kill(*key);
                self.push(error::empty_flag(self.tree, *key));
            }
        }
    }

    /// With the fix for old forms that express it in another way.
    fn of_old_form(&self, fault: Diagnostic, at: Key, fields: &[&str]) -> Diagnostic {
        // Merged entries are defined elsewhere, and perhaps used by several mappings.
        let is_own = self.tree.pairs(at.map).any(|(key, _)| key == at.key);
        if !is_own || matches!(self.tree.node(at.map).kind, Kind::Map { merge: true }) {
            return fault;
        }
        let fault = old_forms::done(fault, self.text, self.tree, at, fields);
        old_forms::moved(fault, self.text, self.tree, at)
    }

    /// The keys that are not fields, up to a limit, each with the field that was meant.
    fn unknown(
        &self,
        entries: &[(Id, Id)],
        fields: &'static [&'static str],
    ) -> Vec<(Id, Option<&'static str>)> {
        entries
            .iter()
            .map(|(key, _)| (*key, self.tree.node(*key)))
            .filter(|(_, node)| node.kind.is_scalar() && !is_among(&node.text, fields))
            .take(if self.is_full() { 0 } else { MAX_FAULTS })
            .map(|(key, node)| (key, meant(&node.text, fields)))
            .collect()
    }

    /// Whether a key can be renamed to a field: no other key has that name, or will get it.
    fn is_free(&self, map: Id, entries: &[(Id, Id)], unknown: &[(Id, Option<&str>)], field: &str) -> bool {
        let is_merged = matches!(self.tree.node(map).kind, Kind::Map { merge: true });
        let candidates = unknown.iter().filter(|(_, meant)| *meant == Some(field)).count();
        !is_merged && candidates == 1 && !entries.iter().any(|(key, _)| self.tree.node(*key).text == field)
    }

    /// What a struct must have; empty for one without required fields.
    pub(super) fn required(&self, name: &str) -> &'static [&'static [&'static str]] {
        self.required.iter().find(|(required, _)| *required == name).map_or(&[], |(_, fields)| fields)
    }

    /// Whether one of these fields is present and valid; reports if none was written at all.
    fn check_required(
        &self,
        map: Id,
        entries: &[(Id, Id)],
        any_of: &'static [&'static str],
        meant: &[&str],
    ) -> bool {
        // A chain without a step says no more than none.
        let says_nothing = |value: Id| {
            let node = self.tree.node(self.tree.target(value));
            self.tree.is_null(value)
                || (any_of.contains(&"chain")
                    && node.kind == Kind::Seq
                    && node.next == self.tree.target(value) + 1)
        };
        let named =
            |(key, value): &&(Id, Id)| any_of.contains(&&*self.tree.node(*key).text) && !says_nothing(*value);
        let live = |(key, value): &(Id, Id)| !self.is_dead(*key) && !self.is_dead(*value);
        let mut written = entries.iter().filter(named);
        if written.clone().any(live) {
            return true;
        }
        // A field that is absent only because its value was invalid, or its name misspelt, is not a second error.
        let is_reported = written.next().is_some() || any_of.iter().any(|field| meant.contains(field));
        if !is_reported && let Some(fault) = (What::Missing { any_of }).into_fault(self.text, self.tree, map)
        {
            self.push(fault);
        }
        false
    }
}
