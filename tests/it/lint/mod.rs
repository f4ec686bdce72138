//! `postmortem lint`: rules, levels, fixes, the command.

mod action_words;
mod actions;
mod amount;
mod baseline;
mod changed;
mod collection;
mod command;
mod fix;
mod fix_dropped;
mod fix_names;
mod formats;
mod ignore;
mod language;
mod levels;
mod many;
mod old_forms;
mod publication;
mod real_reports;
mod rules;
mod secrets;
mod stated_durations;
mod stdin;
mod timeline;
#[cfg(unix)]
mod watch;
mod wordings;
