//! Filters for templates: each keeps a field's text in its place.

use super::Format;
use super::html::ANCHOR;
use super::markdown::{self, Item};
use tera::{Kwargs, State, Tera, TeraResult};

/// The level of the heading that a text stands under, if a template does not say.
const SECTION: usize = 2;

/// Makes the filters known. They are documented for authors of templates in `docs/templates.md`.
pub(super) fn register(tera: &mut Tera, format: Format) {
    // A field's text as blocks below a heading of that level.
    tera.register_filter("demote", |text: &str, args: Kwargs, _: &State| -> TeraResult<String> {
        let blocks = markdown::block(text, args.get("level")?.unwrap_or(SECTION));
        Ok(markdown::led(mark(&args)?, blocks))
    });
    // A field's text as an item of a list, its further lines indented; with `done` of a task list.
    tera.register_filter("item", move |text: &str, args: Kwargs, _: &State| -> TeraResult<String> {
        let item = Item {
            marker: args.get("marker")?.unwrap_or("-"),
            lead: &(anchor(args.get("anchor")?.unwrap_or_default(), format) + mark(&args)?),
            done: args.get("done")?,
            level: args.get("level")?.unwrap_or(SECTION),
        };
        Ok(markdown::item(text, item))
    });
    // A place to link to, in a page; Markdown has none.
    tera.register_filter("anchor", move |name: &str, _: Kwargs, _: &State| anchor(name, format));
    // Blocks behind which a list starts.
    tera.register_filter("separate", |text: &str, _: Kwargs, _: &State| markdown::separate(text));
    // A text within a line.
    tera.register_filter("inline", |text: &str, _: Kwargs, _: &State| markdown::inline(text));
    // A text within a cell of a table.
    tera.register_filter("cell", |text: &str, _: Kwargs, _: &State| markdown::cell(text));
    // The words alone.
    tera.register_filter("plain", |text: &str, _: Kwargs, _: &State| markdown::plain(text));
    // A heading of that level; nothing else can be in its line.
    tera.register_filter("heading", |text: &str, args: Kwargs, _: &State| -> TeraResult<String> {
        let level: usize = args.get("level")?.unwrap_or(SECTION);
        Ok(format!("{} {}", "#".repeat(level.clamp(1, 6)), markdown::heading(text)))
    });
    // A ticket or an address as a link; a key without an address stays text.
    tera.register_filter("ticket_link", |text: &str, args: Kwargs, _: &State| -> TeraResult<String> {
        let title: Option<&str> = args.get("title")?;
        Ok(markdown::link(text, title))
    });
    // A word of the format for readers: `in-progress` becomes `In progress`.
    tera.register_filter("label", |text: &str, _: Kwargs, _: &State| label(text));
}

/// What stands before a text that is for internal readers only.
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
