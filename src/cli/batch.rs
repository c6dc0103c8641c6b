//! Lines in, lines out: many questions in one process, in constant memory.

use std::fmt::Display;
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::exit::Exit;

/// The longest line that is read, in bytes.
const LONGEST: usize = 4 << 20;

/// Answers each line of standard input with one line on standard output, in order. A blank line is no question.
pub(super) fn batch<Q, A, E>(answer: impl Fn(&Q) -> Result<A, E>) -> Exit
where
    Q: DeserializeOwned,
    A: Serialize,
    E: Display,
{
    // Standard output would write at each line break.
    let output = io::BufWriter::with_capacity(64 << 10, io::stdout().lock());
    match lines(BufReader::with_capacity(64 << 10, io::stdin().lock()), output, answer) {
        Ok(()) => Exit::Done,
        // A reader that went away has seen enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Exit::Done,
        Err(_) => Exit::Io,
    }
}

/// Answers every line of `input`.
fn lines<Q, A, E>(
    mut input: BufReader<impl Read>,
    mut output: impl Write,
    answer: impl Fn(&Q) -> Result<A, E>,
) -> io::Result<()>
where
    Q: DeserializeOwned,
    A: Serialize,
    E: Display,
{
    let mut line = Vec::new();
    loop {
        // Whoever waits for an answer before asking on gets it.
        if input.buffer().is_empty() {
            output.flush()?;
        }
        let reply = match read_line(&mut input, &mut line)? {
            Line::End => return output.flush(),
            Line::TooLong => Reply::error(Value::Null, format!("the line is longer than {LONGEST} bytes")),
            Line::Whole if line.trim_ascii().is_empty() => continue,
            Line::Whole => reply(&line, &answer),
        };
        serde_json::to_writer(&mut output, &reply)?;
        output.write_all(b"\n")?;
    }
}

/// What a line is answered with.
#[derive(Serialize)]
struct Reply<A> {
    id: Value,
    #[serde(flatten)]
    said: Said<A>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Said<A> {
    Answer(A),
    Error { error: String },
}

impl<A> Reply<A> {
    fn error(id: Value, error: impl Display) -> Self {
        Self { id, said: Said::Error { error: error.to_string() } }
    }
}

/// Answers one line.
fn reply<Q: DeserializeOwned, A, E: Display>(line: &[u8], answer: impl Fn(&Q) -> Result<A, E>) -> Reply<A> {
    let mut fields: Map<String, Value> = match serde_json::from_slice(line) {
        Ok(fields) => fields,
        Err(error) => return Reply::error(Value::Null, format!("not a JSON object: {error}")),
    };
    let id = fields.remove("id").unwrap_or(Value::Null);
    let question = match Q::deserialize(Value::Object(fields)) {
        Ok(question) => question,
        Err(error) => return Reply::error(id, error),
    };
    match answer(&question) {
        Ok(answer) => Reply { id, said: Said::Answer(answer) },
        Err(error) => Reply::error(id, error),
    }
}

/// What was read.
enum Line {
    Whole,
    TooLong,
    End,
}

/// Reads up to the next line break, which is left out; what is too long is read over and not kept.
fn read_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<Line> {
    line.clear();
    let (mut any, mut fits) = (false, true);
    loop {
        let chunk = match input.fill_buf() {
            Ok(chunk) => chunk,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if chunk.is_empty() && !any {
            return Ok(Line::End);
        }
        any = true;
        let end = chunk.iter().position(|byte| *byte == b'\n');
        let part = chunk.get(..end.unwrap_or(chunk.len())).unwrap_or(chunk);
        fits = fits && line.len() + part.len() <= LONGEST;
        if fits {
            line.extend_from_slice(part);
        }
        let (used, last) = (part.len() + usize::from(end.is_some()), end.is_some() || chunk.is_empty());
        input.consume(used);
        if last {
            return Ok(if fits { Line::Whole } else { Line::TooLong });
        }
    }
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    use super::{BufReader, LONGEST, lines};

    #[derive(Deserialize)]
    struct Double {
        n: u32,
    }

    #[derive(Serialize)]
    struct Doubled {
        n: u32,
    }

    fn answers(input: &[u8]) -> Vec<String> {
        let mut output = Vec::new();
        let double = |question: &Double| match question.n {
            13 => Err("13 brings bad luck"),
            n => Ok(Doubled { n: n * 2 }),
        };
        // A small buffer, so that lines lie across its ends.
        lines(BufReader::with_capacity(7, input), &mut output, double).unwrap();
        String::from_utf8(output).unwrap().lines().map(str::to_owned).collect()
    }

    #[test]
    fn each_line_is_answered_in_order_with_its_id() {
        let input =
            b"{\"id\":\"b\",\"n\":1}\r\n\n{\"n\":2,\"id\":[7]}\n{\"id\":null,\"n\":13}\n{\"id\":1,\"n\":4}";
        let expected = [
            r#"{"id":"b","n":2}"#,
            r#"{"id":[7],"n":4}"#,
            r#"{"id":null,"error":"13 brings bad luck"}"#,
            r#"{"id":1,"n":8}"#,
        ];
        assert_eq!(answers(input), expected);
        assert_eq!(answers(b""), [""; 0]);
    }

    #[test]
    fn what_cannot_be_read_is_said_and_the_batch_goes_on() {
        let long = format!("{{\"id\":1,\"n\":\"{}\"}}", "x".repeat(LONGEST));
        let parts: [&[u8]; 5] = [b"no", b"[1]", b"\xff{}", b"{\"id\":5,\"n\":-1}", long.as_bytes()];
        let mut input = parts.join(&b'\n');
        input.extend_from_slice(b"\n{\"id\":6,\"n\":6}\n");
        let answers = answers(&input);
        assert_eq!(answers.len(), 6);
        for answer in &answers[..3] {
            assert!(answer.starts_with(r#"{"id":null,"error":"not a JSON object: "#), "{answer}");
        }
        assert!(answers[3].starts_with(r#"{"id":5,"error":"invalid value"#), "{}", answers[3]);
        assert_eq!(answers[4], r#"{"id":null,"error":"the line is longer than 4194304 bytes"}"#);
        assert_eq!(answers[5], r#"{"id":6,"n":12}"#);
    }
}
