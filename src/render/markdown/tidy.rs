//! A rendered report without the white space that templates leave: no trailing spaces, no repeated blank lines, one
//! newline at the end. Code blocks stay unchanged. Control characters are removed: a terminal would interpret them.

use super::code::{Code, lines};

/// Tidies a whole report.
pub(crate) fn tidy(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    let mut tidied = String::with_capacity(text.len());
    let code = Code::all(&text);
    let mut blank = true;
    for (line, place) in lines(&text) {
        let is_code = code.holds(&place);
        let line = if is_code { line } else { line.trim_end() };
        let is_space = line.is_empty();
        if is_space && blank && !is_code {
            continue;
        }
        blank = is_space;
        tidied.push_str(line);
        tidied.push('\n');
    }
    let end = tidied.trim_end().len();
    tidied.truncate(end);
    tidied.push('\n');
    tidied
}

#[cfg(test)]
mod tests {
    use super::tidy;

    /// Templates are laid out for their readers; the white space between their tags must not reach the report.
    #[test]
    fn drops_spaces_outside_code() {
        assert_eq!(tidy("\n\n# A  \n\n\n\ntext\n\n"), "# A\n\ntext\n");
        let code = "```text\na  \n\n\n\nb\n```\n";
        assert_eq!(tidy(code), code);
        let indented = "a\n\n    ```  \n\n\n    b\n";
        assert_eq!(tidy(&format!("{indented}\n\n\nc \n")), format!("{indented}\nc\n"));
        assert_eq!(tidy("a\u{1b}[31mb\r\n"), "a[31mb\n");
    }
}
