//! A line that is typed and not shown.

use std::io;

/// How typing a line ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Typed {
    /// With the line, without its end.
    Line(String),
    /// With the end of the input.
    Nothing,
    /// With Ctrl-C, or another sign that would stop the process.
    Stopped,
}

/// Asks for a line and reads it from the terminal, which shows nothing of it but its end, and is as before afterwards,
/// however the line ends: what would stop the process comes as a sign, so that nobody is left with a terminal that shows
/// nothing. Fails where standard input is no terminal, or what is typed is no UTF-8.
#[cfg(unix)]
pub(super) fn read_unseen(prompt: impl FnOnce()) -> io::Result<Typed> {
    use nix::sys::termios::{LocalFlags, SetArg, SpecialCharacterIndices, tcgetattr, tcsetattr};

    let terminal = io::stdin();
    let before = tcgetattr(&terminal)?;
    let mut unseen = before.clone();
    unseen.local_flags.remove(LocalFlags::ECHO | LocalFlags::ISIG);
    if let Some(end) = unseen.control_chars.get_mut(SpecialCharacterIndices::VEOL as usize) {
        *end = STOP;
    }
    tcsetattr(&terminal, SetArg::TCSAFLUSH, &unseen)?;
    prompt();
    let typed = read_line(&mut terminal.lock());
    tcsetattr(&terminal, SetArg::TCSAFLUSH, &before)?;
    dialoguer::console::Term::stderr().write_line("")?;
    typed
}

/// Asks for a line and reads it from the terminal, which shows nothing of it but its end.
#[cfg(not(unix))]
pub(super) fn read_unseen(prompt: impl FnOnce()) -> io::Result<Typed> {
    prompt();
    dialoguer::console::Term::stderr().read_secure_line().map(Typed::Line)
}

/// What Ctrl-C sends.
#[cfg(unix)]
const STOP: u8 = 3;

/// A line, which ends with Ctrl-C, too.
#[cfg(unix)]
fn read_line(input: &mut impl io::BufRead) -> io::Result<Typed> {
    let mut line = Vec::new();
    loop {
        let read = input.fill_buf()?;
        let end = read.iter().position(|byte| matches!(*byte, b'\n' | STOP));
        let taken = end.map_or(read.len(), |end| end + 1);
        let (ended, last) = (read.is_empty(), end.and_then(|end| read.get(end)).copied());
        line.extend(read.iter().take(end.unwrap_or(taken)));
        input.consume(taken);
        match last {
            Some(STOP) => return Ok(Typed::Stopped),
            // Ctrl-Z and Ctrl-\ are no part of any secret.
            _ if line.iter().any(|byte| matches!(*byte, 0x1a | 0x1c)) => return Ok(Typed::Stopped),
            None if !ended => {}
            None if line.is_empty() => return Ok(Typed::Nothing),
            _ => {
                let text = String::from_utf8(line);
                return text
                    .map(Typed::Line)
                    .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error));
            }
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_line_ends_with_its_sign_with_the_input_or_with_ctrl_c() {
        for (typed, wanted) in [
            ("hush\nmore", Typed::Line("hush".to_owned())),
            ("\n", Typed::Line(String::new())),
            ("hush", Typed::Line("hush".to_owned())),
            ("", Typed::Nothing),
            ("hu\u{3}sh\n", Typed::Stopped),
            ("hu\u{1a}sh\n", Typed::Stopped),
        ] {
            assert_eq!(read_line(&mut typed.as_bytes()).unwrap(), wanted, "{typed:?}");
        }
    }
}
