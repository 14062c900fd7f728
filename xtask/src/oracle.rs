//! `cargo xtask oracle`: the program against the independent oracle. The folders that it judged stay in `target/oracle`.

use crate::{Result, paths, python, step, test};

pub fn run() -> Result<()> {
    test::build()?;
    python::TESTS.prepare()?;
    let mut command = python::pytest("-s tests/oracle/test_against_program.py --basetemp")?;
    command.arg(paths::target()?.join("oracle"));
    step::open("oracle", command)
}
