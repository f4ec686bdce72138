//! What several tests need: a file's text to its context and its report.

use postmortem::document::Document;
use postmortem::model::Settings;
use postmortem::render::{
    Audience, Context, Engine, Images, Options, Page, Report, Template, figure, render_json,
};
use postmortem::source::Source;
use std::sync::LazyLock;

/// The result for a valid incident file.
fn with_report<T>(text: &str, make: impl FnOnce(&Report) -> T) -> T {
    let source = Source::new("incident.yaml", text);
    let document = Document::read(&source, &Settings::default());
    assert_eq!(document.faults, [], "{text}");
    let (Some(incident), Some(resolved)) = (&document.incident, &document.resolved) else { panic!("{text}") };
    let id = incident.id.as_deref().unwrap_or("incident");
    make(&Report::new(incident, resolved, id))
}

/// The context of a valid incident file.
pub(crate) fn context_for(text: &str, options: &Options) -> Context {
    with_report(text, |report| Context::new(report, options))
}

/// The context for internal readers.
pub(crate) fn context(text: &str) -> Context {
    context_for(text, &Options::default())
}

/// The options for an audience.
pub(crate) fn options_for(audience: Audience) -> Options {
    let mut options = Options::default();
    options.audience = audience;
    options
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

/// Everything that can be made from a file, each with its name: every format, every built-in template.
pub(crate) fn outputs(text: &str, options: &Options) -> Vec<(String, String)> {
    let context = context_for(text, options);
    let figure = with_report(text, |report| figure(report, options));
    let mut made = vec![("JSON".to_owned(), render_json(&context))];
    for (name, _, page) in BUILT_IN.iter() {
        made.push((name.clone(), render_context(&context, name)));
        let html = page.render(&context, &figure, Images::new(&|_| None));
        made.push((format!("{name} as HTML"), html.unwrap_or_else(|error| panic!("{name}: {error:?}"))));
    }
    made
}
