//! `postmortem render`: reports, pages, templates.

mod audience;
mod command;
mod figure;
mod format_errors;
mod hostile;
mod html;
mod markdown;
mod template_faults;
mod templates;
#[cfg(unix)]
mod watch;
