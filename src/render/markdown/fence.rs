//! Follows code fences line by line, as every pass over Markdown must that leaves code alone.

/// Whether the lines seen so far are inside a code fence.
#[derive(Debug, Default)]
pub(super) struct Fence<'t> {
    open: Option<&'t str>,
}

impl<'t> Fence<'t> {
    /// Takes the next line; whether it belongs to code, the fences themselves included.
    pub(super) fn is_code(&mut self, line: &'t str) -> bool {
        let body = line.trim_start_matches([' ', '>']);
        let run = &body[..body.len() - body.trim_start_matches(['`', '~']).len()];
        match self.open {
            Some(open) => {
                if run.starts_with(open) && body[run.len()..].trim().is_empty() {
                    self.open = None;
                }
                true
            }
            None if run.len() >= 3 && (run.starts_with("```") || run.starts_with("~~~")) => {
                self.open = Some(run);
                true
            }
            None => false,
        }
    }
}
