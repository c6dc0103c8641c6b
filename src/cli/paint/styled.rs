//! Lines of labelled text; colours come last, and only if somebody wants them.

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

/// What a piece of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// Nothing special.
    Plain,
    /// A heading, or what the eye shall find first.
    Strong,
    /// What the eye may skip.
    Dim,
    /// Something comes.
    Create,
    /// Something changes.
    Update,
    /// Something goes.
    Delete,
    /// Something goes and comes again.
    Replace,
    /// Something to be careful about.
    Warning,
}

impl Label {
    fn style(self) -> Style {
        match self {
            Self::Plain => Style::new(),
            Self::Strong => Style::new().bold(),
            Self::Dim => Style::new().dimmed(),
            Self::Create => AnsiColor::Green.on_default(),
            Self::Update => AnsiColor::Yellow.on_default(),
            Self::Delete => AnsiColor::Red.on_default(),
            Self::Replace => AnsiColor::Magenta.on_default(),
            Self::Warning => AnsiColor::Red.on_default().bold(),
        }
    }
}

/// Whether the output is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// With escape sequences.
    On,
    /// Text alone.
    Off,
}

/// Which signs are drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glyphs {
    /// `→`, `…`, `·`
    Unicode,
    /// `->`, `...`, `-`
    Ascii,
}

impl Glyphs {
    pub(super) fn arrow(self) -> &'static str {
        match self {
            Self::Unicode => "→",
            Self::Ascii => "->",
        }
    }

    pub(super) fn more(self) -> &'static str {
        match self {
            Self::Unicode => "…",
            Self::Ascii => "...",
        }
    }

    pub(super) fn dot(self) -> &'static str {
        match self {
            Self::Unicode => "·",
            Self::Ascii => "-",
        }
    }
}

/// How much is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// What was written; long values are cut.
    Brief,
    /// Everything.
    Full,
}

/// How a view is drawn.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// Columns; fewer than 40 are taken as 40.
    pub width: usize,
    /// Signs.
    pub glyphs: Glyphs,
    /// How much.
    pub detail: Detail,
}

impl Look {
    /// Columns that there really are to draw on.
    pub(super) fn columns(&self) -> usize {
        self.width.max(40)
    }
}

/// One line of labelled pieces.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    text: String,
    /// Of each piece, what it is and where in the text it ends.
    ends: Vec<(Label, usize)>,
    columns: usize,
}

impl Line {
    /// A line of blanks, to be gone on with.
    #[must_use]
    pub fn indent(columns: usize) -> Self {
        let mut line = Self::default();
        match BLANKS.get(..columns) {
            Some(blanks) => line.push(Label::Plain, blanks),
            None => line.push(Label::Plain, &" ".repeat(columns)),
        }
        line
    }

    /// Adds a piece. A control character, which could take over a terminal, becomes a replacement character.
    #[must_use]
    pub fn with(mut self, label: Label, text: impl AsRef<str>) -> Self {
        self.push(label, text.as_ref());
        self
    }

    pub(super) fn push(&mut self, label: Label, text: &str) {
        if text.is_empty() {
            return;
        }
        let start = self.text.len();
        if start == 0 {
            self.text.reserve(text.len().max(USUAL));
        }
        if is_plain(text) {
            self.text.push_str(text);
            self.columns += text.len();
        } else {
            self.text.extend(text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }));
            self.columns += self.text.get(start..).unwrap_or("").width();
        }
        self.ends.push((label, self.text.len()));
    }

    /// Columns that it takes.
    #[must_use]
    pub fn width(&self) -> usize {
        self.columns
    }

    /// The pieces, in order.
    pub(super) fn pieces(&self) -> impl Iterator<Item = (Label, &str)> {
        let mut start = 0;
        self.ends.iter().map(move |(label, end)| {
            let piece = self.text.get(start..*end).unwrap_or("");
            start = *end;
            (*label, piece)
        })
    }
}

/// As many blanks as most lines begin with at most.
const BLANKS: &str = "                                        ";

/// Bytes that most lines have room in, so that they grow but once.
const USUAL: usize = 64;

/// Columns that a text takes.
pub(super) fn columns(text: &str) -> usize {
    if is_plain(text) { text.len() } else { text.width() }
}

/// Whether every byte is one character that takes one column; almost every text is so, and needs no closer look.
pub(super) fn is_plain(text: &str) -> bool {
    text.bytes().fold(true, |plain, byte| plain & (b' '..=b'~').contains(&byte))
}

/// Draws lines, each ended by a line break; blanks at their ends are left out.
#[must_use]
pub fn render(lines: &[Line], colour: Colour) -> String {
    let mut text = String::with_capacity(lines.iter().map(|line| line.text.len() + 1).sum());
    for line in lines {
        let start = text.len();
        for (label, piece) in line.pieces() {
            let style = label.style();
            if colour == Colour::Off || style.is_plain() {
                text.push_str(piece);
            } else {
                text.push_str(&format!("{}{piece}{}", style.render(), style.render_reset()));
            }
        }
        let blanks = text.get(start..).map_or(0, |row| row.len() - row.trim_end_matches(' ').len());
        text.truncate(text.len() - blanks);
        text.push('\n');
    }
    text
}
