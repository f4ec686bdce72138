//! Markdown → the body of a page, with its outline.

use super::Images;
use super::finish::{Section, finish};
use super::sanitise::{CHECK, sanitise};
use crate::markdown::parse;
use pulldown_cmark::{Event, Tag, TagEnd, html};

/// Quotes and lists nested deeper are shown without their frames: browsers and the sanitiser need time that grows with
/// the square of the depth, and a phone has no room for more indents.
const DEEPEST: usize = 12;

/// What a page shows below its header.
#[derive(Debug)]
pub(in crate::render) struct Body {
    /// Safe HTML.
    pub(in crate::render) html: String,
    /// Its headings of the second and third level.
    pub(in crate::render) outline: Vec<Section>,
}

/// A report as HTML. Its title is left out: the page's header shows it.
pub(in crate::render) fn body(markdown: &str, images: Images) -> Body {
    let events = parse(markdown);
    let events = shallow(events).map(|event| match event {
        // A form's checkbox would be a control that does nothing.
        Event::TaskListMarker(done) => {
            let state = if done { "done" } else { "open" };
            Event::InlineHtml(format!("<{CHECK} name=\"{state}\"></{CHECK}>").into())
        }
        event => event,
    });
    let mut html = String::with_capacity(markdown.len() * 3 / 2);
    html::push_html(&mut html, events);
    let (html, outline) = finish(&sanitise(&html), images);
    Body { html, outline }
}

/// The events without the quotes and lists that are nested too deeply; their content stays.
fn shallow<'e>(events: impl Iterator<Item = Event<'e>>) -> impl Iterator<Item = Event<'e>> {
    let mut depth = 0;
    events.filter_map(move |event| match event {
        Event::Start(Tag::BlockQuote(_) | Tag::List(_)) => {
            depth += 1;
            if depth > DEEPEST { None } else { Some(event) }
        }
        Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_)) => {
            depth -= 1;
            if depth >= DEEPEST { None } else { Some(event) }
        }
        // The texts of two items must not become one word.
        Event::Start(Tag::Item) if depth > DEEPEST => Some(Event::SoftBreak),
        Event::End(TagEnd::Item) if depth > DEEPEST => None,
        event => Some(event),
    })
}
