//! Markdown → the body of a page, with its outline.

use super::Images;
use super::finish::{Section, finish};
use super::sanitise::{CHECK, sanitise};
use crate::render::markdown::dialect;
use pulldown_cmark::{Event, Parser, html};

/// What a page shows below its head.
#[derive(Debug)]
pub(in crate::render) struct Body {
    /// Safe HTML.
    pub(in crate::render) html: String,
    /// Its headings of the second and third level.
    pub(in crate::render) outline: Vec<Section>,
}

/// A report as HTML. Its title is left out: the head of the page shows it.
pub(in crate::render) fn body(markdown: &str, images: Images) -> Body {
    let events = Parser::new_ext(markdown, dialect()).map(|event| match event {
        // A form's box would be a control that does nothing.
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
