//! Front matter: `---` and `+++` around keys at the start of a file.

/// A key of the front matter, its value as written, and its line.
#[derive(Debug)]
pub(in crate::import) struct Pair {
    pub(in crate::import) key: String,
    pub(in crate::import) value: String,
    pub(in crate::import) line: usize,
}

/// The front matter, and what is after it.
#[derive(Debug, Default)]
pub(in crate::import) struct Front {
    pub(in crate::import) pairs: Vec<Pair>,
    /// Lines before the first key, such as comments.
    pub(in crate::import) others: Vec<String>,
}

impl Pair {
    /// The value without its quotes.
    pub(in crate::import) fn text(&self) -> &str {
        self.value.trim().trim_matches(['"', '\''])
    }

    /// The elements of a list, in either of YAML's forms.
    pub(in crate::import) fn list(&self) -> Vec<String> {
        let inside = self.text().trim_start_matches('[').trim_end_matches(']');
        let elements = inside.split([',', '\n']).map(|element| {
            element.trim().trim_start_matches("- ").trim().trim_matches(['"', '\'']).to_owned()
        });
        elements.filter(|element| !element.is_empty()).collect()
    }
}

/// Splits a text into its front matter and the rest; and the line at which the rest starts.
pub(in crate::import) fn front_matter(text: &str) -> (Front, &str, usize) {
    let mark = ["---", "+++"].into_iter().find(|mark| text.starts_with(&format!("{mark}\n")));
    let Some((mark, body)) = mark.and_then(|mark| text.get(4..).map(|body| (mark, body))) else {
        return (Front::default(), text, 1);
    };
    let mut at = 0;
    let end = body.split_inclusive('\n').find_map(|line| {
        let start = at;
        at += line.len();
        (line.trim_end() == mark).then_some(start)
    });
    let Some(end) = end else { return (Front::default(), text, 1) };
    let rest = body[end..].find('\n').map_or("", |at| &body[end + at + 1..]);
    // A rule, a paragraph and a rule are not front matter.
    if !body[..end].lines().any(|line| line.contains([':', '='])) {
        return (Front::default(), text, 1);
    }
    let line = 1 + text[..text.len() - rest.len()].matches('\n').count();
    (read(&body[..end], mark), rest, line)
}

fn read(text: &str, mark: &str) -> Front {
    let mut front = Front::default();
    for (index, line) in text.lines().enumerate() {
        // The name of a table in TOML: its keys are read like the others.
        let name = line.trim().strip_prefix('[').and_then(|line| line.strip_suffix(']'));
        if mark == "+++"
            && name.is_some_and(|name| name.chars().all(|c| c.is_alphanumeric() || "[]._-".contains(c)))
        {
            front.others.push(line.to_owned());
            continue;
        }
        let is_key = !line.starts_with([' ', '-', '#', '\t', '[']);
        match line.split_once([':', '=']).filter(|_| is_key) {
            Some((key, value)) => front.pairs.push(Pair {
                key: key.trim().to_owned(),
                value: value.trim().to_owned(),
                line: index + 2,
            }),
            None => match front.pairs.last_mut() {
                Some(pair) => pair.value.extend(["\n", line]),
                None => front.others.push(line.to_owned()),
            },
        }
    }
    front
}
