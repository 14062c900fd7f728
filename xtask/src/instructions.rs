//! `cargo xtask instructions`: what folding and judging cost in instructions, against the figures that the repository keeps.
//!
//! A figure may rise only together with a line in the changelog: each kept figure has its line there, and a count above it fails.

use std::fs;

use crate::figures::{self, Figures, grouped};
use crate::{Result, callgrind, paths, step};

const WORKS: [&str; 4] = ["fold_days", "push_updates", "push_visits", "verdict"];
const FILE: &str = "benches/instructions.toml";
const CHANGELOG: &str = "CHANGELOG.md";
const RECORD: &str = "cargo xtask instructions --record";

/// Counts and compares, where counts are comparable at all.
pub fn check() -> Result<()> {
    if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        step::left_out("instructions", "the figures are of Linux on x86-64");
        return Ok(());
    }
    let counts = counts()?;
    let kept = figures::read(FILE)?;
    let changelog = fs::read_to_string(paths::root()?.join(CHANGELOG)).map_err(|error| format!("cannot read {CHANGELOG}: {error}"))?;
    step::check("instructions", "cargo xtask instructions", || judged(&counts, &kept, &changelog))
}

/// Counts, keeps what was counted, and prints the lines that the changelog needs.
pub fn record() -> Result<()> {
    let counts = counts()?;
    figures::write(FILE, &format!("Instructions of folding and judging, written by `{RECORD}`; each has its line in {CHANGELOG}."), &counts)?;
    println!("wrote {FILE}; lines for {CHANGELOG}, each with the reason where a figure rose:");
    for (name, count) in &counts {
        println!("{}", line(name, *count));
    }
    Ok(())
}

fn counts() -> Result<Vec<(String, u64)>> {
    step::quiet("build of instructions", paths::cargo("build --release --locked -p benches --bin instructions")?)?;
    callgrind::prepare()?;
    let program = paths::built("release", "instructions")?;
    let count = |work: &str| callgrind::count(&format!("instructions {work}"), &program, work, Some(&format!("measured_{work}")));
    WORKS.into_iter().map(|work| Ok((work.to_owned(), count(work)?))).collect()
}

/// A remark on what has become cheaper, or everything that is wrong.
fn judged(counts: &[(String, u64)], kept: &Figures, changelog: &str) -> Result<String> {
    let faults: Vec<String> = counts.iter().filter_map(|(name, count)| fault(name, *count, kept.get(name).copied(), changelog)).collect();
    if !faults.is_empty() {
        return Err(faults.join("\n"));
    }
    let cheaper: Vec<String> = counts.iter().filter_map(|(name, count)| cheaper(name, *count, *kept.get(name)?)).collect();
    Ok(if cheaper.is_empty() { String::new() } else { format!("{}; {RECORD} keeps that", cheaper.join(", ")) })
}

fn fault(name: &str, count: u64, kept: Option<u64>, changelog: &str) -> Option<String> {
    let Some(kept) = kept else { return Some(format!("{FILE} has no {name}; `{RECORD}` writes it")) };
    if callgrind::exceeds(count, kept) {
        let percent = callgrind::percent_above(count, kept);
        return Some(format!(
            "{name}: {} instructions, {percent:.1} % above the {} of {FILE}; if the cost is meant: `{RECORD}`, and say why in {CHANGELOG}",
            grouped(count),
            grouped(kept)
        ));
    }
    let line = line(name, kept);
    if has_line(changelog, &line) {
        return None;
    }
    Some(format!("{CHANGELOG} lacks the line `{line}` for the figure in {FILE}; add it, and say behind it why the figure rose if it did"))
}

fn cheaper(name: &str, count: u64, kept: u64) -> Option<String> {
    callgrind::exceeds(kept, count).then(|| format!("{name} {:.1} % cheaper", -callgrind::percent_above(count, kept)))
}

fn line(name: &str, figure: u64) -> String {
    format!("- instructions {name} = {}", grouped(figure))
}

/// Whether a line is `wanted`, alone or with a reason behind it.
fn has_line(text: &str, wanted: &str) -> bool {
    text.lines().any(|line| line.strip_prefix(wanted).is_some_and(|rest| !rest.starts_with(|next: char| next == '_' || next.is_ascii_digit())))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: &str = "## [0.1.0]\n\n- instructions verdict = 1_000: margins are told too\n";

    fn judge(count: u64, kept: u64, changelog: &str) -> Result<String> {
        judged(&[("verdict".to_owned(), count)], &Figures::from([("verdict".to_owned(), kept)]), changelog)
    }

    #[test]
    fn five_percent_more_pass_and_one_instruction_above_fails() {
        assert_eq!(judge(1_050, 1_000, LINES), Ok(String::new()));
        let told = judge(1_051, 1_000, LINES).unwrap_err();
        for word in ["verdict: 1_051 instructions", "5.1 % above the 1_000", "`cargo xtask instructions --record`"] {
            assert!(told.contains(word), "{told}");
        }
    }

    #[test]
    fn a_kept_figure_needs_its_line() {
        let told = judge(1_051, 1_051, LINES).unwrap_err();
        assert!(told.contains("lacks the line `- instructions verdict = 1_051`") && told.contains("why"), "{told}");
        assert!(judge(1_000, 1_000, "- instructions verdict = 1_000_000\n").is_err());
        assert!(judge(1_000, 1_000, "see - instructions verdict = 1_000\n").is_err());
        assert!(judge(1_000, 1_000, "- instructions push_visits = 1_000\n").is_err());
    }

    #[test]
    fn a_work_without_a_figure_fails() {
        let told = judged(&[("fold_days".to_owned(), 1)], &Figures::new(), LINES).unwrap_err();
        assert!(told.contains("has no fold_days"), "{told}");
    }

    #[test]
    fn what_became_cheaper_is_a_remark() {
        assert_eq!(judge(953, 1_000, LINES), Ok(String::new()));
        assert_eq!(judge(900, 1_000, LINES), Ok("verdict 10.0 % cheaper; cargo xtask instructions --record keeps that".to_owned()));
    }
}
