//! Filters for templates: each contains a field's text in its place.

use super::Format;
use super::html::ANCHOR;
use super::markdown::{self, Item};
use tera::{Kwargs, State, Tera, TeraResult};

/// The level of the heading above a text, unless a template says otherwise.
const SECTION: usize = 2;

/// Registers the filters. They are documented for template authors in `docs/templates.md`.
pub(super) fn register(tera: &mut Tera, format: Format) {
    // A field's text as blocks below a heading of that level.
    tera.register_filter("demote", |text: &str, args: Kwargs, _: &State| -> TeraResult<String> {
        let blocks = markdown::block(text, args.get("level")?.unwrap_or(SECTION));
        Ok(markdown::led(mark(&args)?, blocks))
    });
    // A field's text as a list item, further lines indented; with `done` a task list item.
    tera.register_filter("item", move |text: &str, args: Kwargs, _: &State| -> TeraResult<String> {
        let item = Item {
            marker: args.get("marker")?.unwrap_or("-"),
            lead: &(anchor(args.get("anchor")?.unwrap_or_default(), format) + mark(&args)?),
            done: args.get("done")?,
            level: args.get("level")?.unwrap_or(SECTION),
        };
        Ok(markdown::item(text, item))
    });
    // A link target in a page; Markdown has none.
    tera.register_filter("anchor", move |name: &str, _: Kwargs, _: &State| anchor(name, format));
    // Blocks that are followed by a list.
    tera.register_filter("separate", |text: &str, _: Kwargs, _: &State| markdown::separate(text));
    // A text within a line.
    tera.register_filter("inline", |text: &str, _: Kwargs, _: &State| markdown::inline(text));
    // A text within a table cell.
    tera.register_filter("cell", |text: &str, _: Kwargs, _: &State| markdown::cell(text));
    // The words alone.
    tera.register_filter("plain", |text: &str, _: Kwargs, _: &State| markdown::plain(text));
    // A heading of that level; nothing else can be on its line.
    tera.register_filter("heading", |text: &str, args: Kwargs, _: &State| -> TeraResult<String> {
        let level: usize = args.get("level")?.unwrap_or(SECTION);
        Ok(format!("{} {}", "#".repeat(level.clamp(1, 6)), markdown::heading(text)))
    });
    // A ticket or a URL as a link; a key without a URL stays text.
    tera.register_filter("ticket_link", |text: &str, args: Kwargs, _: &State| -> TeraResult<String> {
        let title: Option<&str> = args.get("title")?;
        Ok(markdown::link(text, title))
    });
    // A word of the format for readers: `in-progress` becomes `In progress`.
    tera.register_filter("label", |text: &str, _: Kwargs, _: &State| label(text));
}

/// The mark before a text that is only for internal readers.
fn mark(args: &Kwargs) -> TeraResult<&'static str> {
    let is_internal: bool = args.get("internal")?.unwrap_or_default();
    Ok(if is_internal { "(internal) " } else { "" })
}

fn anchor(name: &str, format: Format) -> String {
    match format {
        Format::Html if !name.is_empty() => format!("<{ANCHOR} name=\"{name}\"></{ANCHOR}>"),
        _ => String::new(),
    }
}

fn label(word: &str) -> String {
    let words = word.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
