//! From seconds to positions: percentages of the width for the browser, pixels at the narrowest width to keep labels
//! apart.
//!
//! A label that is centred on, starts or ends at its position needs the same room at any width, and positions only move
//! apart on wider screens. So labels that do not overlap at the narrowest width never overlap.

/// The narrowest width in pixels that a plot is laid out for: a small phone's.
pub(super) const NARROWEST: f64 = 300.0;
/// The minimum width next to a column of labels; see `figure.css`.
pub(super) const WIDE: f64 = 480.0;
/// Width of an average letter in pixels, rounded up.
const LETTER: f64 = 12.0 * 0.62;
/// The margin on both sides, as a fraction of what is between them.
const MARGIN: f64 = 0.03;
/// Pixels between two labels.
pub(super) const GAP: f64 = 10.0;

/// The axis from its first to its last second.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scale {
    first: i64,
    last: i64,
}

/// Which part of a label is at its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A label on its line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Placed {
    pub(super) anchor: Anchor,
    /// Its position in per cent.
    pub(super) percent: f64,
    /// Pixels from its position to its anchor.
    pub(super) shift: f64,
    /// Its own pixels.
    width: f64,
}

impl Scale {
    /// Between two different seconds.
    pub(super) fn new(first: i64, last: i64) -> Option<Self> {
        (first < last).then_some(Scale { first, last })
    }

    /// Its length in seconds, with its margins.
    pub(super) fn span(&self) -> f64 {
        // Spans of thousands of years are exact to the second.
        #[allow(clippy::cast_precision_loss)]
        let between = (self.last - self.first) as f64;
        between * (1.0 + 2.0 * MARGIN)
    }

    /// The seconds that it shows, including margins.
    pub(super) fn bounds(&self) -> (i64, i64) {
        // At most a fraction of the span, which fits.
        #[allow(clippy::cast_possible_truncation)]
        let margin = (self.span() * MARGIN / (1.0 + 2.0 * MARGIN)).floor() as i64;
        (self.first - margin, self.last + margin)
    }

    /// Its first and last second without margins.
    pub(super) fn ends(&self) -> (i64, i64) {
        (self.first, self.last)
    }

    /// The position of a second in per cent of the width.
    pub(super) fn percent(&self, second: i64) -> f64 {
        // As above.
        #[allow(clippy::cast_precision_loss)]
        let since = (second - self.first) as f64;
        let share = since / self.span() + MARGIN / (1.0 + 2.0 * MARGIN);
        (share * 100.0).clamp(0.0, 100.0)
    }

    /// The position of a second in pixels at the narrowest width.
    pub(super) fn pixels(&self, second: i64) -> f64 {
        self.percent(second) * NARROWEST / 100.0
    }

    /// A label at a second: centred there if the edges leave room, else on the side that has room.
    pub(super) fn place(&self, second: i64, text: &str) -> Placed {
        let percent = self.percent(second);
        let centred = Placed::new(Anchor::Middle, percent, 0.0, text);
        let anchor = match centred.fits(NARROWEST) {
            true => Anchor::Middle,
            false if percent < 50.0 => Anchor::Start,
            false => Anchor::End,
        };
        Placed { anchor, ..centred }
    }
}

impl Placed {
    pub(super) fn new(anchor: Anchor, percent: f64, shift: f64, text: &str) -> Self {
        Placed { anchor, percent, shift, width: width(text) }
    }

    /// Its extent in a plot of that width.
    fn room(&self, plot: f64) -> (f64, f64) {
        let at = self.percent * plot / 100.0 + self.shift;
        let from = match self.anchor {
            Anchor::Start => at,
            Anchor::Middle => at - self.width / 2.0,
            Anchor::End => at - self.width,
        };
        (from, from + self.width)
    }

    /// Whether two labels are apart in a plot of that width, and so in any wider one.
    pub(super) fn is_clear_of(&self, other: &Placed, plot: f64) -> bool {
        let ((from, to), (other_from, other_to)) = (self.room(plot), other.room(plot));
        to + GAP <= other_from || other_to + GAP <= from
    }

    /// Whether it fits into a plot of that width, and so into any wider one.
    pub(super) fn fits(&self, plot: f64) -> bool {
        let (from, to) = self.room(plot);
        from >= 0.0 && to <= plot
    }
}

impl Anchor {
    /// The word of SVG.
    pub(super) fn name(self) -> &'static str {
        match self {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        }
    }
}

/// The room that a text takes, in pixels.
pub(crate) fn width(text: &str) -> f64 {
    // Scripts with letters wider than Latin ones take two columns.
    let columns = u32::try_from(unicode_width::UnicodeWidthStr::width(text)).unwrap_or(u32::MAX);
    f64::from(columns) * LETTER
}

/// A number as SVG writes it.
pub(crate) fn percentage(percent: f64) -> String {
    format!("{}%", (percent * 100.0).round() / 100.0)
}
