//! Markdown text → words: one pass, without allocation except the words.

use super::Word;
use super::table::Table;

/// Marks further apart than this are not a pair; a limit for hostile texts.
const FARTHEST: usize = 1_000;

/// Appends the words of a text; returns whether it may contain headings, links, images or code fences.
pub(super) fn scan(text: &str, table: &Table, words: &mut Vec<Word>) -> bool {
    let mut scanner = Scanner {
        text,
        table,
        bytes: text.as_bytes(),
        at: 0,
        begins_line: true,
        is_marked: false,
        has_open_comment: false,
    };
    while scanner.at < scanner.bytes.len() {
        scanner.step(words);
    }
    scanner.is_marked
}

struct Scanner<'t> {
    text: &'t str,
    table: &'t Table,
    bytes: &'t [u8],
    at: usize,
    /// Whether only spaces precede on this line.
    begins_line: bool,
    is_marked: bool,
    /// Whether no comment from here on is closed.
    has_open_comment: bool,
}

impl Scanner<'_> {
    /// Takes a word, or skips what is not one.
    fn step(&mut self, words: &mut Vec<Word>) {
        let byte = self.bytes[self.at];
        match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => self.word(words),
            b'`' | b'~' | b'>' if self.begins_line => self.block(byte),
            b'`' => self.code_span(),
            b'"' => self.quotation('"'),
            b'#' | b'=' if self.begins_line => self.marked(),
            b'-' if self.begins_line && matches!(self.peek(1), b'-' | b'\n' | 0) => self.marked(),
            b']' if self.peek(1) == b'(' => self.link_target(),
            b']' if matches!(self.peek(1), b'[' | b':') => self.marked(),
            b'<' => self.html(),
            b'?' if self.bytes[self.at..].starts_with(b"??") => self.question_marks(words),
            b'\\' if self.peek(1).is_ascii_punctuation() => self.at += 2,
            0..=0x7F => self.at += 1,
            _ => self.beyond_ascii(words),
        }
        self.begins_line = self.before() == b'\n' || (self.begins_line && byte == b' ');
    }

    fn marked(&mut self) {
        self.is_marked = true;
        self.at += 1;
    }

    fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or_default()
    }

    fn before(&self) -> u8 {
        self.at.checked_sub(1).map_or(b' ', |before| self.bytes[before])
    }

    /// The rest of the paragraph from here on: marks only pair up within it.
    fn paragraph(&self, from: usize) -> &str {
        let end = self.text.floor_char_boundary((from + FARTHEST).min(self.text.len()));
        let rest = self.text.get(from..end).unwrap_or_default();
        rest.find("\n\n").map_or(rest, |end| &rest[..end])
    }

    fn line_end(&self, from: usize) -> usize {
        self.text[from..].find('\n').map_or(self.text.len(), |end| from + end + 1)
    }

    /// Skips past `close`, if it is between `from` and the end of the paragraph.
    fn skip_to(&mut self, from: usize, close: &str) {
        self.at = self.paragraph(from).find(close).map_or(from, |at| from + at + close.len());
    }

    /// A fenced block, a line of a quotation, or a code span at the start of its line.
    fn block(&mut self, mark: u8) {
        let run = self.run(self.at);
        match mark {
            b'>' => self.quoted_lines(),
            _ if run >= 3 => self.fenced(mark, run),
            b'`' => self.code_span(),
            _ => self.at += run,
        }
    }

    /// Skips a line of a quotation, and the lines below it that continue its paragraph without a mark of their own.
    #[cold]
    fn quoted_lines(&mut self) {
        let text = self.text;
        let end = self.line_end(self.at);
        let is_paragraph = !text[self.at..end].trim_matches(['>', ' ', '\n', '\r', '\t']).is_empty();
        self.at = end;
        let begins_block =
            |line: &str| line.is_empty() || line.starts_with(['>', '#', '-', '*', '+', '`', '~', '|', '<']);
        while is_paragraph && self.at < text.len() {
            let next = self.line_end(self.at);
            let line = text[self.at..next].trim();
            if begins_block(line)
                || line.split_once(['.', ')']).is_some_and(|(number, _)| number.parse::<u32>().is_ok())
            {
                return;
            }
            self.at = next;
        }
    }

    /// Skips past the line that closes the fence, or to the end.
    fn fenced(&mut self, mark: u8, run: usize) {
        self.is_marked = true;
        let mut line = self.line_end(self.at);
        while line < self.text.len() {
            let next = self.line_end(line);
            let content = self.text[line..next].trim();
            if content.len() >= run && content.bytes().all(|b| b == mark) {
                self.at = next;
                return;
            }
            line = next;
        }
        self.at = self.text.len();
    }

    /// How many times the same byte is repeated from here on.
    fn run(&self, from: usize) -> usize {
        self.bytes[from..].iter().take_while(|b| **b == self.bytes[from]).count()
    }

    fn code_span(&mut self) {
        let run = self.run(self.at);
        let start = self.at + run;
        let (rest, mut at) = (self.paragraph(start), 0);
        while let Some(found) = rest[at..].find('`') {
            let close = self.run(start + at + found);
            at = (at + found + close).min(rest.len());
            if close == run {
                self.at = start + at;
                return;
            }
        }
        self.at = start;
    }

    /// Skips a quotation; after a word the mark means inches or minutes.
    fn quotation(&mut self, close: char) {
        let from = self.at + self.text[self.at..].chars().next().map_or(1, char::len_utf8);
        if self.before().is_ascii_alphanumeric() {
            self.at = from;
        } else {
            self.skip_to(from, close.encode_utf8(&mut [0; 4]));
        }
    }

    fn link_target(&mut self) {
        self.is_marked = true;
        let from = self.at + 2;
        let mut depth = 1_usize;
        let close = self.paragraph(from).bytes().position(|b| {
            depth = match b {
                b'(' => depth + 1,
                b')' => depth - 1,
                _ => depth,
            };
            depth == 0
        });
        self.at = close.map_or(from, |at| from + at + 1);
    }

    fn html(&mut self) {
        let next = self.peek(1);
        self.is_marked |= next.is_ascii_alphabetic();
        if self.text[self.at..].starts_with("<!--") {
            self.comment();
        } else if next.is_ascii_alphabetic() || next == b'/' {
            self.skip_to(self.at + 1, ">");
        } else {
            self.at += 1;
        }
    }

    /// Skips a comment, which may span paragraphs. Without an end it is text.
    #[cold]
    fn comment(&mut self) {
        let from = self.at + 4;
        let end = if self.has_open_comment { None } else { self.text[from..].find("-->") };
        // Searched only once: a hostile text begins a thousand comments.
        self.has_open_comment |= end.is_none();
        self.at = end.map_or(from, |end| from + end + 3);
    }

    /// `???` marks a text that is not yet known; after a word it is only a question. So does `??`, if it is alone.
    #[cold]
    fn question_marks(&mut self, words: &mut Vec<Word>) {
        let run = self.run(self.at);
        let is_alone =
            |b: u8| b.is_ascii_whitespace() || matches!(b, 0 | b'(' | b')' | b',' | b'.' | b':' | b'|');
        let is_word = if run == 2 {
            is_alone(self.before()) && is_alone(self.peek(run))
        } else {
            !self.before().is_ascii_alphanumeric()
        };
        if is_word {
            self.push(self.at, self.at + run, words);
        }
        self.at += run;
    }

    fn beyond_ascii(&mut self, words: &mut Vec<Word>) {
        let c = self.text[self.at..].chars().next().unwrap_or_default();
        match c {
            '“' => self.quotation('”'),
            '„' => self.quotation('“'),
            '«' => self.quotation('»'),
            _ if c.is_alphanumeric() => self.word(words),
            _ => self.at += c.len_utf8(),
        }
    }

    fn word(&mut self, words: &mut Vec<Word>) {
        let start = self.at;
        loop {
            match self.peek(0) {
                b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => self.at += 1,
                b'\'' | b'_' if self.peek(1).is_ascii_alphanumeric() => self.at += 2,
                b'.' | b',' | b':' | b'/' if self.is_between_digits() => self.at += 2,
                b'-' if self.is_in_date(start) => self.at += 3,
                0..=0x7F => break,
                _ => {
                    let c = self.text[self.at..].chars().next().unwrap_or_default();
                    let next = self.peek(c.len_utf8());
                    if !(c.is_alphanumeric() || (c == '’' && next.is_ascii_alphabetic())) {
                        break;
                    }
                    self.at += c.len_utf8();
                }
            }
        }
        if self.bytes[self.at..].starts_with(b"://") {
            let ends = |c: char| c.is_whitespace() || matches!(c, ')' | '>' | '"' | '`' | ']');
            self.at = self.text[self.at..].find(ends).map_or(self.text.len(), |end| self.at + end);
        } else {
            self.push(start, self.at, words);
        }
    }

    fn is_between_digits(&self) -> bool {
        self.before().is_ascii_digit() && self.peek(1).is_ascii_digit()
    }

    /// Whether a hyphen belongs to a date such as 2024-05-30 that starts here.
    fn is_in_date(&self, start: usize) -> bool {
        let so_far = self.at - start;
        let digits = |from: usize| (from..from + 2).all(|ahead| self.peek(ahead).is_ascii_digit());
        let all = self.bytes[start..self.at].iter().all(|b| b.is_ascii_digit() || *b == b'-');
        all && digits(1) && (so_far == 7 || (so_far == 4 && self.peek(3) == b'-'))
    }

    #[inline]
    fn push(&self, start: usize, end: usize, words: &mut Vec<Word>) {
        let narrow = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        let (lists, _) = self.table.look(self.bytes, start);
        words.push(Word { start: narrow(start), end: narrow(end), lists });
    }
}
