//! Findings with their source, for people. The one place that names miette, which only draws.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use anstyle::{AnsiColor, Style};
use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode,
    SourceSpan, SpanContents, ThemeCharacters, ThemeStyles,
};

use super::crop::Cropped;
use super::{Characters, Colour, Diagnostic, Look, Severity, SourceMap, Span, shown};
use crate::base::SourceFile;
use crate::diag::Label;

/// As many columns of a line are shown, however narrow the terminal is.
const LEAST_ROOM: usize = 16;

/// Writes the findings with a blank line between them, and how many were left out.
pub(super) fn write(look: Look, sources: &SourceMap, diagnostics: &[&Diagnostic]) -> String {
    let handler = handler(look);
    let (head, rest) = shown(diagnostics, look.most);
    let mut parts: Vec<String> = head.iter().map(|found| draw(look, &handler, sources, found)).collect();
    parts.extend(rest);
    parts.join("\n")
}

fn handler(look: Look) -> GraphicalReportHandler {
    let characters = match look.characters {
        Characters::Unicode => ThemeCharacters::unicode(),
        Characters::Ascii => ThemeCharacters::ascii(),
    };
    let styles = match look.colour {
        Colour::Plain => ThemeStyles::none(),
        Colour::Ansi => ThemeStyles::ansi(),
    };
    GraphicalReportHandler::new_themed(GraphicalTheme { characters, styles })
        .with_width(look.width)
        .with_links(false)
}

/// Draws one finding; a file that only labels point into follows as a picture of its own.
fn draw(look: Look, handler: &GraphicalReportHandler, sources: &SourceMap, found: &Diagnostic) -> String {
    let mut text = String::new();
    let main = Picture::of(look, sources, found);
    // INVARIANT: writing to a string cannot fail, and each label lies within its source.
    let _ = handler.render_report(&mut text, &main);
    for fix in &found.fixes {
        text.push_str(&fix_line(look, &fix.title));
    }
    for other in Picture::elsewhere(look, sources, found) {
        let _ = handler.render_report(&mut text, &other);
    }
    text
}

fn fix_line(look: Look, title: &str) -> String {
    let style = match look.colour {
        Colour::Plain => Style::new(),
        Colour::Ansi => AnsiColor::Cyan.on_default(),
    };
    format!("  {style}fix:{style:#} {title}\n")
}

/// What miette draws at once: one source and what is marked in it.
#[derive(Debug)]
struct Picture<'a> {
    /// Stands above, as `error: rule`; none above a further file.
    title: Option<String>,
    message: &'a str,
    severity: miette::Severity,
    help: Option<&'a str>,
    source: Option<Source<'a>>,
    labels: Vec<LabeledSpan>,
}

impl<'a> Picture<'a> {
    /// The finding's own file, with the labels that lie in it.
    fn of(look: Look, sources: &'a SourceMap, found: &'a Diagnostic) -> Self {
        let here: Vec<&Label> =
            found.labels.iter().filter(|label| label.span.file == found.span.file).collect();
        let spans: Vec<Span> = [found.span].into_iter().chain(here.iter().map(|label| label.span)).collect();
        let source = sources.file(found.span.file).map(|file| Source::of(look, file, &spans));
        let mut labels = Vec::new();
        if let Some(source) = &source {
            labels.push(LabeledSpan::new_primary_with_span(None, source.place(found.span)));
            labels.extend(here.iter().map(|label| source.label(label)));
        }
        Self {
            title: Some(format!("{}: {}", found.severity.word(), found.rule.name)),
            message: &found.message,
            severity: severity(found.severity),
            help: found.help.as_deref(),
            source,
            labels,
        }
    }

    /// One picture for each label in another file, since miette draws one source at a time.
    fn elsewhere(look: Look, sources: &'a SourceMap, found: &'a Diagnostic) -> impl Iterator<Item = Self> {
        let labels = found.labels.iter().filter(|label| label.span.file != found.span.file);
        labels.filter_map(move |label| {
            let source = Source::of(look, sources.file(label.span.file)?, &[label.span]);
            Some(Self {
                title: None,
                message: &label.message,
                severity: miette::Severity::Advice,
                help: None,
                labels: vec![LabeledSpan::new_primary_with_span(None, source.place(label.span))],
                source: Some(source),
            })
        })
    }
}

impl fmt::Display for Picture<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message)
    }
}

impl std::error::Error for Picture<'_> {}

impl miette::Diagnostic for Picture<'_> {
    fn code<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        self.title.as_ref().map(|title| Box::new(title) as Box<dyn fmt::Display>)
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(self.severity)
    }

    fn help<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        self.help.map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}

/// A file as miette reads it, with columns in characters, where miette's own count bytes.
#[derive(Debug)]
struct Source<'a> {
    file: &'a SourceFile,
    text: Cropped<'a>,
}

impl<'a> Source<'a> {
    /// Adds a line break if something is marked after the last character, where miette draws nothing otherwise, and
    /// cuts lines that do not fit.
    fn of(look: Look, file: &'a SourceFile, spans: &[Span]) -> Self {
        let at_end = |span: &Span| span.start as usize >= file.text.len();
        let text = match spans.iter().any(at_end) {
            true => Cow::Owned(format!("{}\n", file.shown())),
            false => file.shown(),
        };
        let marks: Vec<Range<usize>> = spans
            .iter()
            .map(|span| file.position(span.start).byte as usize..file.position(span.end).byte as usize)
            .collect();
        let sign = match look.characters {
            Characters::Unicode => "…",
            Characters::Ascii => "...",
        };
        Self { file, text: Cropped::of(text, &marks, room(look, file, spans), sign) }
    }

    /// The span, kept within the text and between characters.
    fn place(&self, span: Span) -> SourceSpan {
        let place = |byte: u32| self.text.place(self.file.position(byte).byte as usize);
        (place(span.start)..place(span.end)).into()
    }

    fn label(&self, label: &Label) -> LabeledSpan {
        LabeledSpan::new_with_span(Some(label.message.clone()), self.place(label.span))
    }
}

impl SourceCode for Source<'_> {
    fn read_span<'b>(
        &'b self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'b> + 'b>, MietteError> {
        let read = self.text.text().read_span(span, before, after)?;
        let start = u32::try_from(self.text.whole(read.span().offset())).unwrap_or(u32::MAX);
        let column = self.file.position(start).column as usize - 1;
        let (name, lines) = (self.file.path.clone(), read.line_count());
        let contents =
            MietteSpanContents::new_named(name, read.data(), *read.span(), read.line(), column, lines);
        Ok(Box::new(contents))
    }
}

/// How many columns are left for the source, behind line numbers and the arrows of what spans several lines.
fn room(look: Look, file: &SourceFile, spans: &[Span]) -> usize {
    let lines = |span: &Span| (file.position(span.start).line, file.position(span.end).line);
    let last = spans.iter().map(|span| lines(span).1).max().unwrap_or(1);
    // A line behind the last mark is shown, too.
    let digits = (last + 1).to_string().len();
    let long = spans.iter().map(lines).filter(|(first, last)| first < last).count();
    let arrows = if long > 0 { long + 4 } else { 0 };
    look.width.saturating_sub(digits + 4 + arrows).max(LEAST_ROOM)
}

const fn severity(severity: Severity) -> miette::Severity {
    match severity {
        Severity::Error => miette::Severity::Error,
        Severity::Warning => miette::Severity::Warning,
        Severity::Info | Severity::Hint => miette::Severity::Advice,
    }
}
