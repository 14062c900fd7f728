//! Installing a Debian package where that is possible without asking.

use std::process::Command;

use crate::{Result, step};

/// Installs `package`, if this is Debian or a child of it and we are root; else says what to do.
pub fn debian_package(package: &str) -> Result<()> {
    if !is_root() || !step::succeeds(apt("--version")) {
        return Err(format!("{package} is missing: install it (Debian, Ubuntu: sudo apt-get install {package}) and start again"));
    }
    let words = format!("install -y -qq --no-install-recommends {package}");
    if step::succeeds(apt(&words)) {
        return Ok(());
    }
    step::quiet("apt-get update", apt("update -qq"))?;
    step::quiet("apt-get install", apt(&words)).map(drop)
}

/// Java for Spark, where there is none.
pub fn java() -> Result<()> {
    let mut version = Command::new("java");
    version.arg("-version");
    if step::succeeds(version) { Ok(()) } else { debian_package("default-jre-headless") }
}

/// The browser that the HTML page is tested in, where there is none.
pub fn chromium() -> Result<()> {
    let mut version = Command::new("chromium");
    version.arg("--version");
    if step::succeeds(version) { Ok(()) } else { debian_package("chromium") }
}

fn apt(words: &str) -> Command {
    let mut command = Command::new("apt-get");
    command.args(words.split_whitespace()).env("DEBIAN_FRONTEND", "noninteractive");
    command
}

fn is_root() -> bool {
    let mut id = Command::new("id");
    id.arg("-u");
    step::capture(id).is_ok_and(|user| user.trim_ascii() == b"0")
}
