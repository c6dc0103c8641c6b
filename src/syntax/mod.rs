//! Text to tree.

pub mod ast;
mod build;
mod cutter;
mod encoding;
mod format;
mod memo;
mod mend;
mod mistake;
mod parser;
mod rules;

use self::ast::File;
use self::build::{Build, MAX_DEPTH};
use self::cutter::{Braces, Cutter, Piece};
use self::mistake::Findings;
use self::parser::{Node, Rule};
use crate::base::{FileId, Span};
use crate::diag::Found;

pub use encoding::{decode, decode_shared, is_unread};
pub use format::{Formatted, format};
pub use memo::{Memo, parse_with};
pub use rules::RULES;

/// What kind of file a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Declarations: a `.stack` file.
    Stack,
    /// A body without braces: a `.params` file.
    Params,
}

/// Reads a text. There is always a tree; what could not be read is a finding, and a hole in it.
///
/// Never fails, whatever the text. Findings are in the order of their places; where there are very many, the last
/// one counts the rest. A text of 4 GB or more is refused as a whole.
pub fn parse(file: FileId, text: &str, form: Form) -> Found<File> {
    Reader::new(file, text, form, None).whole()
}

/// As many bytes are read at once; fewer cost more in all, more fit no cache.
const PIECE: usize = 16 << 10;

/// Deeper pieces are read on a thread with a stack of their own size.
const SHALLOW: usize = 16;

/// Stack for one level, with room to spare in unoptimised builds.
const LEVEL_BYTES: usize = 32 << 10;

/// A broken declaration with more brackets, or longer, is not looked into.
const MAX_BROKEN: (usize, usize) = (20_000, 256 << 10);

/// A declaration that is longer is not tried with other braces.
const MAX_MENDED: usize = 16 << 10;

/// So many maps in lists may stand within each other: each level doubles the time to find what is wrong in it.
const MAX_TOWER: usize = 8;

/// How many maps in lists stand within each other, at most. Brackets in strings and comments count, too.
fn towers(text: &str) -> usize {
    let (mut open, mut now, mut most) = (Vec::new(), 0_usize, 0);
    let mut before = b' ';
    for byte in text.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
        match byte {
            b'[' | b'(' | b'{' => {
                let is_tower = byte == b'{' && before == b'[';
                open.push(is_tower);
                now += usize::from(is_tower);
                most = most.max(now);
            }
            b']' | b')' | b'}' => now -= usize::from(open.pop().unwrap_or(false)),
            _ => {}
        }
        before = byte;
    }
    most
}

/// The state of one call of [`parse`].
struct Reader<'a> {
    file: FileId,
    text: &'a str,
    form: Form,
    nodes: Vec<Node>,
    tree: File,
    found: Findings,
    /// How far braces are trusted where the text is not sound, once that was asked.
    doubts: Option<Braces>,
    memo: Option<&'a mut Memo>,
}

impl<'a> Reader<'a> {
    fn new(file: FileId, text: &'a str, form: Form, memo: Option<&'a mut Memo>) -> Self {
        Self {
            file,
            text,
            form,
            nodes: Vec::new(),
            tree: File::default(),
            found: Findings::default(),
            doubts: None,
            memo,
        }
    }

    /// Reads everything.
    fn whole(mut self) -> Found<File> {
        if u32::try_from(self.text.len()).is_err() {
            self.found.error(
                Span::new(self.file, 0, 0),
                "the file is larger than 4 GB",
                "divide it: a stack may have many files",
            );
        } else if self.form == Form::Params {
            self.cut(0, self.text.len(), usize::MAX, Braces::Trusted, |reader, body| {
                reader.declaration(body);
            });
        } else {
            self.cut(0, self.text.len(), PIECE, Braces::Trusted, Self::piece);
        }
        Found { value: self.tree, diagnostics: self.found.finish(self.file) }
    }

    /// Cuts the text between two bytes and hands on each piece. A byte order mark at the start of the file is left out.
    fn cut(&mut self, start: usize, end: usize, least: usize, braces: Braces, each: fn(&mut Self, Piece)) {
        let text = self.text.get(start..end).unwrap_or("");
        let mark = if start == 0 && text.starts_with('\u{feff}') { 3 } else { 0 };
        let start = start + mark;
        for piece in Cutter::new(text.get(mark..).unwrap_or(""), least, braces) {
            each(self, piece.behind(start));
        }
    }

    /// Reads a piece strictly, or else its declarations one by one.
    fn piece(&mut self, piece: Piece) {
        let may_be_sound = piece.clean && piece.depth <= MAX_DEPTH && !self.is_tower(piece);
        if may_be_sound && self.is_read(piece) {
            return;
        }
        let braces = *self.doubts.get_or_insert_with(|| cutter::doubts(self.text));
        self.cut(piece.start, piece.end, 0, braces, Self::item);
    }

    /// Reads a piece strictly, or says that it cannot be.
    fn is_read(&mut self, piece: Piece) -> bool {
        let Some(memo) = self.memo.take() else { return self.read(Rule::piece, piece).is_ok() };
        let is_read = self.piece_with(memo, piece);
        self.memo = Some(memo);
        is_read
    }

    /// Reads one declaration, or remembers it.
    fn item(&mut self, item: Piece) {
        let Some(memo) = self.memo.take() else {
            self.declaration(item);
            return;
        };
        self.item_with(memo, item);
        self.memo = Some(memo);
    }

    /// Whether too many maps in lists stand within each other.
    fn is_tower(&self, piece: Piece) -> bool {
        // A tower is at least twice as deep as it has maps.
        piece.depth > 2 * MAX_TOWER && towers(self.text.get(piece.start..piece.end).unwrap_or("")) > MAX_TOWER
    }

    /// Reads one declaration strictly, or else loosely; whether the strict rules took it.
    fn declaration(&mut self, item: Piece) -> bool {
        let (strict, loose) = match self.form {
            Form::Stack => (Rule::piece, Rule::l_piece),
            Form::Params => (Rule::params, Rule::l_params),
        };
        let is_deep = item.depth > MAX_DEPTH;
        if is_deep || self.is_tower(item) {
            let at = u32::try_from(item.deepest).unwrap_or(0);
            let (what, levels) =
                if is_deep { ("this is", MAX_DEPTH) } else { ("maps in lists are", MAX_TOWER) };
            self.found.too_deep(Span::new(self.file, at, at + 1), what, levels);
            return false;
        }
        let mut stopped = item.start;
        if item.clean {
            match self.read(strict, item) {
                Ok(()) => return true,
                Err(at) => stopped += at,
            }
        }
        let (brackets, bytes) = MAX_BROKEN;
        let is_small = item.opened <= brackets && item.end - item.start <= bytes;
        if item.end - item.start <= MAX_MENDED && !self.found.is_full() && self.mended(strict, item) {
            return false;
        }
        let before = self.found.count();
        let is_read = is_small && !self.found.is_full() && self.read(loose, item).is_ok();
        // What the strict rules refuse is never taken in silence.
        if !is_read || self.found.count() == before {
            let at = u32::try_from(stopped).unwrap_or(0);
            self.found.error(
                Span::new(self.file, at, at),
                "this cannot be read from here on",
                "look for a bracket or a quote that is missing shortly before",
            );
        }
        false
    }

    /// Reads a declaration strictly as if one brace more, or one less, stood in it.
    fn mended(&mut self, strict: Rule, item: Piece) -> bool {
        let text = self.text.get(item.start..item.end).unwrap_or("");
        for mend in mend::mends(text) {
            let Some(mended) = mend.apply(text) else { continue };
            if self.read_text(strict, &mended, item).is_ok() {
                self.found.brace(self.file, self.text, item.start, mend);
                return true;
            }
        }
        false
    }

    /// Reads a piece by one rule into the tree, or says where the rule stopped.
    fn read(&mut self, rule: Rule, piece: Piece) -> Result<(), usize> {
        let text = self.text.get(piece.start..piece.end).unwrap_or("");
        self.read_text(rule, text, piece)
    }

    /// Reads a text that stands for a piece.
    fn read_text(&mut self, rule: Rule, text: &str, piece: Piece) -> Result<(), usize> {
        let levels = if matches!(rule, Rule::piece | Rule::params) { piece.depth } else { piece.opened };
        if levels <= SHALLOW {
            return self.read_here(rule, text, piece.start);
        }
        let size = LEVEL_BYTES * levels + (1 << 20);
        std::thread::scope(|scope| {
            let thread = std::thread::Builder::new().stack_size(size);
            let started = thread.spawn_scoped(scope, || self.read_here(rule, text, piece.start));
            started.ok().and_then(|handle| handle.join().ok()).unwrap_or(Err(0))
        })
    }

    fn read_here(&mut self, rule: Rule, text: &str, start: usize) -> Result<(), usize> {
        parser::read(rule, text, &mut self.nodes)?;
        let mut build = Build {
            file: self.file,
            base: u32::try_from(start).unwrap_or(u32::MAX),
            text,
            nodes: &self.nodes,
            at: 0,
            depth: 0,
            wraps: 0,
            in_map: false,
            found: &mut self.found,
        };
        build.piece(&mut self.tree);
        Ok(())
    }
}
