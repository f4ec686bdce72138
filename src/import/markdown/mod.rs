//! A report's Markdown: its front matter, repairs of missing markup, and its blocks with their positions.

mod blocks;
mod doc;
mod front;
mod html;
mod links;
mod repair;
mod traced;

pub(super) use blocks::{Block, Item, Kind, Span};
pub(super) use doc::Doc;
pub(super) use front::{Front, front_matter};
pub(super) use repair::repair;
pub(super) use traced::Traced;
