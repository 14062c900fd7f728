//! Standard output. `print!` panics when the reader of a pipe goes away, as in `census … | head`; this does not.

use std::io::{self, ErrorKind, StdoutLock, Write};

/// Standard output of a command. Once its reader went away, what is written is dropped: the command still does its work,
/// and its exit code says how that ended.
pub struct Screen {
    out: StdoutLock<'static>,
    gone: bool,
}

impl Screen {
    /// Takes standard output.
    pub fn open() -> Screen {
        Screen { out: io::stdout().lock(), gone: false }
    }

    /// The result, or `otherwise` where it only says that the reader went away.
    fn unless_gone<T>(&mut self, done: io::Result<T>, otherwise: T) -> io::Result<T> {
        match done {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.gone = true;
                Ok(otherwise)
            }
            done => done,
        }
    }
}

impl Write for Screen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.gone {
            return Ok(bytes.len());
        }
        let done = self.out.write(bytes);
        self.unless_gone(done, bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.gone {
            return Ok(());
        }
        let done = self.out.flush();
        self.unless_gone(done, ())
    }
}
