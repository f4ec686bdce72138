//! What several tests need: a file's text to its context and its report.

use postmortem::document::Document;
use postmortem::model::Settings;
use postmortem::render::{Context, Engine, Images, Options, Page, Report, Template, render_json};
use postmortem::source::Source;
use std::sync::LazyLock;

/// The context of a sound incident file.
pub(crate) fn context_for(text: &str, options: &Options) -> Context {
    let source = Source::new("incident.yaml", text);
    let document = Document::read(&source, &Settings::default());
    assert_eq!(document.faults, [], "{text}");
    let (Some(incident), Some(resolved)) = (&document.incident, &document.resolved) else { panic!("{text}") };
    let id = incident.id.as_deref().unwrap_or("incident");
    Context::new(&Report { incident, resolved, id }, options)
}

/// The context for internal readers.
pub(crate) fn context(text: &str) -> Context {
    context_for(text, &Options::default())
}

/// The Markdown of a built-in template.
pub(crate) fn render(text: &str, template: &str) -> String {
    render_context(&context(text), template)
}

/// The built-in templates by name, compiled once for all tests: for Markdown and for pages of HTML.
static BUILT_IN: LazyLock<Vec<(String, Template, Page)>> = LazyLock::new(|| {
    let engine = Engine::new(None).expect("the built-in templates");
    let names = engine.templates().into_iter().map(|info| info.name);
    let compiled = |name: String| {
        let both = engine.template(&name).and_then(|template| Ok((template, engine.page(&name)?)));
        let (template, page) = both.unwrap_or_else(|error| panic!("{name}: {error:?}"));
        (name, template, page)
    };
    names.map(compiled).collect()
});

/// The Markdown of a context.
pub(crate) fn render_context(context: &Context, template: &str) -> String {
    let (_, compiled, _) = BUILT_IN.iter().find(|(name, ..)| name == template).expect("a built-in template");
    compiled.render(context).unwrap_or_else(|error| panic!("{template}: {error:?}"))
}

/// Everything that can be made of a context, each with its name: every format, every built-in template.
pub(crate) fn outputs(context: &Context) -> Vec<(String, String)> {
    let markdown = BUILT_IN.iter().map(|(name, ..)| (name.clone(), render_context(context, name)));
    let html = BUILT_IN.iter().map(|(name, _, page)| {
        let html = page.render(context, Images::new(&|_| None));
        (format!("{name} as HTML"), html.unwrap_or_else(|error| panic!("{name}: {error:?}")))
    });
    markdown.chain(html).chain([("JSON".to_owned(), render_json(context))]).collect()
}
