//! `cargo xtask bench scaling`: instructions of a census of 100, 1,000 and 10,000 sites, and its time at 100,000.
//!
//! Instructions are the same on a busy machine and on an idle one, so they are what is compared with a ceiling; seconds are only told.

use std::fmt::Write;
use std::process::Command;

use super::results;
use crate::callgrind::{self, TOLERANCE};
use crate::figures::{self, Figures};
use crate::{Result, paths, step};

/// Sites, and whether their instructions are counted too: at the largest size that would take many minutes.
const SIZES: [(u64, bool); 4] = [(100, true), (1_000, true), (10_000, true), (100_000, false)];
/// Ten times the sites may cost this many times the instructions.
const GROWTH: f64 = 10.5;
const CEILINGS: &str = "benches/ceilings.toml";

struct Row {
    sites: u64,
    instructions: Option<u64>,
    seconds: f64,
}

/// Measures, writes the results, and judges them; with `record`, what was measured becomes the ceilings.
pub fn run(record: bool) -> Result<()> {
    step::quiet("build", paths::cargo("build --release --locked -p benches --bin census_scaling")?)?;
    callgrind::prepare()?;
    let rows = SIZES.into_iter().map(|(sites, count)| measure(sites, count)).collect::<Result<Vec<Row>>>()?;
    if record {
        let counts: Vec<(String, u64)> = rows.iter().filter_map(|row| Some((key(row.sites), row.instructions?))).collect();
        figures::write(CEILINGS, "Instructions of `census_scaling N`, written by `cargo xtask bench scaling --record`.", &counts)?;
    }
    let ceilings = figures::read(CEILINGS)?;
    let table = table(&rows, &ceilings);
    println!("\n{table}");
    results::replace(results::Part::Scaling, &report(&table))?;
    judge(&rows, &ceilings)
}

fn measure(sites: u64, count: bool) -> Result<Row> {
    let sites_word = sites.to_string();
    let program = paths::built("release", "census_scaling")?;
    let mut plain = Command::new(&program);
    plain.arg(&sites_word);
    let seconds = seconds(&step::quiet(&format!("{sites} sites timed"), plain)?, sites)?;
    if !count {
        return Ok(Row { sites, instructions: None, seconds });
    }
    let instructions = callgrind::count(&format!("{sites} sites counted"), &program, &sites_word, None)?;
    Ok(Row { sites, instructions: Some(instructions), seconds })
}

/// Name of a size in the file of ceilings.
fn key(sites: u64) -> String {
    format!("sites_{sites}")
}

/// The seconds in the program's `sites N verdicts U unqualified T seconds`.
fn seconds(output: &str, sites: u64) -> Result<f64> {
    let start = format!("sites {sites} ");
    let line = output.lines().find(|line| line.starts_with(&start));
    let number = line.and_then(|line| line.strip_suffix(" seconds")).and_then(|line| line.split_whitespace().last()?.parse().ok());
    number.ok_or_else(|| format!("census_scaling {sites} did not print `sites {sites} … T seconds`"))
}

fn judge(rows: &[Row], ceilings: &Figures) -> Result<()> {
    let mut faults = Vec::new();
    for row in rows {
        let Some(count) = row.instructions else { continue };
        match ceilings.get(&key(row.sites)) {
            None => faults.push(format!("{CEILINGS} has no sites_{}; `cargo xtask bench scaling --record` writes it", row.sites)),
            Some(ceiling) if callgrind::exceeds(count, *ceiling) => {
                let (sites, percent) = (row.sites, callgrind::percent_above(count, *ceiling));
                faults.push(format!("{sites} sites: {} instructions, {percent:.1} % above the ceiling of {}", grouped(count), grouped(*ceiling)));
            }
            Some(_) => {}
        }
    }
    for pair in rows.windows(2) {
        if let Some(growth) = growth(&pair[0], &pair[1]).filter(|growth| *growth > GROWTH) {
            faults.push(format!("from {} to {} sites: {growth:.2} times the instructions, allowed are {GROWTH}", pair[0].sites, pair[1].sites));
        }
    }
    if faults.is_empty() {
        return Ok(());
    }
    Err(format!("{}\nif the cost is meant: cargo xtask bench scaling --record, and say why in CHANGELOG.md", faults.join("\n")))
}

fn growth(smaller: &Row, larger: &Row) -> Option<f64> {
    Some(larger.instructions? as f64 / smaller.instructions? as f64)
}

fn table(rows: &[Row], ceilings: &Figures) -> String {
    let mut text = "|   sites |    instructions |   per site | growth |         ceiling | seconds |\n".to_owned();
    text += "|--------:|----------------:|-----------:|-------:|----------------:|--------:|\n";
    let mut before = None;
    for row in rows {
        let count = row.instructions.map_or(String::new(), grouped);
        let each = row.instructions.map_or(String::new(), |count| grouped(count / row.sites));
        let ceiling = ceilings.get(&key(row.sites)).copied().map_or(String::new(), grouped);
        let growth = before.and_then(|before| growth(before, row)).map_or(String::new(), |growth| format!("{growth:.2}"));
        // writing to a String does not fail
        let _ = writeln!(text, "| {:>7} | {count:>15} | {each:>10} | {growth:>6} | {ceiling:>15} | {:>7.3} |", grouped(row.sites), row.seconds);
        before = Some(row);
    }
    text
}

fn report(table: &str) -> String {
    let mut rustc = Command::new("rustc");
    rustc.arg("--version");
    let compiler = step::capture(rustc).unwrap_or_default();
    format!(
        "# Census of growing registries\n\nWritten by `cargo xtask bench scaling`; {}. A site has 60 columns, 600 updates and 140 visits.\n\
         Instructions are callgrind's, of the whole program (generating the sites included); seconds are one run's and depend on the machine.\n\
         Growth is the factor to the row above: at most {GROWTH}. A count more than {:.0} % above its ceiling fails.\n\n{table}",
        String::from_utf8_lossy(&compiler).trim(),
        (TOLERANCE - 1.0) * 100.0,
    )
}

/// 1234567 as 1,234,567.
fn grouped(number: u64) -> String {
    figures::grouped(number).replace('_', ",")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(sites: u64, instructions: u64) -> Row {
        Row { sites, instructions: Some(instructions), seconds: 0.0 }
    }

    #[test]
    fn seconds_are_read() {
        assert_eq!(seconds("sites 100 verdicts 40 unqualified 0.125 seconds\n", 100), Ok(0.125));
        assert!(seconds("sites 1000 verdicts 40 unqualified 0.125 seconds\n", 100).is_err());
    }

    #[test]
    fn a_count_and_a_growth_are_judged_at_their_limits() {
        let ceilings = Figures::from([(key(100), 1_000), (key(1_000), 10_500)]);
        assert_eq!(judge(&[row(100, 1_050), row(1_000, 11_025)], &ceilings), Ok(()));
        assert!(judge(&[row(100, 1_051), row(1_000, 11_000)], &ceilings).unwrap_err().contains("5.1 % above"));
        assert!(judge(&[row(100, 1_000), row(1_000, 10_501)], &ceilings).unwrap_err().contains("10.50 times"));
        assert!(judge(&[row(100, 1_000)], &Figures::new()).unwrap_err().contains("--record"));
    }
}
