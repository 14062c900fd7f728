//! `cargo xtask bench scaling`: instructions of a census of 100, 1,000 and 10,000 sites, and its time at 100,000.
//!
//! Instructions are the same on a busy machine and on an idle one, so they are what is compared with a ceiling; seconds are only told.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::process::Command;

use super::results;
use crate::{Result, install, paths, step};

/// Sites, and whether their instructions are counted too: at the largest size that would take many minutes.
const SIZES: [(u64, bool); 4] = [(100, true), (1_000, true), (10_000, true), (100_000, false)];
/// Ten times the sites may cost this many times the instructions.
const GROWTH: f64 = 10.5;
/// A count may lie this much above its ceiling: another compiler, another allocator.
const TOLERANCE: f64 = 1.05;
const CEILINGS: &str = "benches/ceilings.toml";

struct Row {
    sites: u64,
    instructions: Option<u64>,
    seconds: f64,
}

type Ceilings = BTreeMap<u64, u64>;

/// Measures, writes the results, and judges them; with `record`, what was measured becomes the ceilings.
pub fn run(record: bool) -> Result<()> {
    step::quiet("build", paths::cargo("build --release --locked -p benches --bin census_scaling")?)?;
    valgrind_is_there()?;
    let rows = SIZES.into_iter().map(|(sites, count)| measure(sites, count)).collect::<Result<Vec<Row>>>()?;
    if record {
        let path = paths::root()?.join(CEILINGS);
        fs::write(&path, written(&rows)).map_err(|error| format!("cannot write {CEILINGS}: {error}"))?;
    }
    let ceilings = ceilings()?;
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
    let mut counted = Command::new("valgrind");
    counted.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(&program).arg(&sites_word);
    let output = step::quiet(&format!("{sites} sites counted"), counted)?;
    Ok(Row { sites, instructions: Some(collected(&output)?), seconds })
}

fn valgrind_is_there() -> Result<()> {
    let valgrind = || {
        let mut command = Command::new("valgrind");
        command.arg("--version");
        command
    };
    if step::succeeds(valgrind()) {
        return Ok(());
    }
    install::debian_package("valgrind")?;
    step::quiet("valgrind", valgrind()).map(drop)
}

/// The number in callgrind's `==123== Collected : 456`.
fn collected(output: &str) -> Result<u64> {
    let number = output.lines().find_map(|line| line.split_once("Collected :")).and_then(|(_, count)| count.trim().parse().ok());
    number.ok_or_else(|| "callgrind printed no line `Collected : N`; is this valgrind 3.15 or newer?".to_owned())
}

/// The seconds in the program's `sites N verdicts U unqualified T seconds`.
fn seconds(output: &str, sites: u64) -> Result<f64> {
    let start = format!("sites {sites} ");
    let line = output.lines().find(|line| line.starts_with(&start));
    let number = line.and_then(|line| line.strip_suffix(" seconds")).and_then(|line| line.split_whitespace().last()?.parse().ok());
    number.ok_or_else(|| format!("census_scaling {sites} did not print `sites {sites} … T seconds`"))
}

fn judge(rows: &[Row], ceilings: &Ceilings) -> Result<()> {
    let mut faults = Vec::new();
    for row in rows {
        let Some(count) = row.instructions else { continue };
        match ceilings.get(&row.sites) {
            None => faults.push(format!("{CEILINGS} has no sites_{}; `cargo xtask bench scaling --record` writes it", row.sites)),
            Some(ceiling) if count as f64 > *ceiling as f64 * TOLERANCE => {
                let (sites, percent) = (row.sites, (count as f64 / *ceiling as f64 - 1.0) * 100.0);
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

fn table(rows: &[Row], ceilings: &Ceilings) -> String {
    let mut text = "|   sites |    instructions |   per site | growth |         ceiling | seconds |\n".to_owned();
    text += "|--------:|----------------:|-----------:|-------:|----------------:|--------:|\n";
    let mut before = None;
    for row in rows {
        let count = row.instructions.map_or(String::new(), grouped);
        let each = row.instructions.map_or(String::new(), |count| grouped(count / row.sites));
        let ceiling = ceilings.get(&row.sites).copied().map_or(String::new(), grouped);
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

fn ceilings() -> Result<Ceilings> {
    let path = paths::root()?.join(CEILINGS);
    if !path.exists() {
        return Ok(Ceilings::new());
    }
    parsed(&fs::read_to_string(&path).map_err(|error| format!("cannot read {CEILINGS}: {error}"))?)
}

/// Lines `sites_100 = 1_234`, blank lines, and comments.
fn parsed(text: &str) -> Result<Ceilings> {
    let mut ceilings = Ceilings::new();
    for (index, line) in text.lines().enumerate() {
        let line = line.split('#').next().unwrap_or_default().trim();
        if line.is_empty() {
            continue;
        }
        let (sites, count) = entry(line).ok_or_else(|| format!("{CEILINGS}:{}: expected `sites_100 = 1_234`, found `{line}`", index + 1))?;
        ceilings.insert(sites, count);
    }
    Ok(ceilings)
}

fn entry(line: &str) -> Option<(u64, u64)> {
    let (key, value) = line.split_once('=')?;
    Some((key.trim().strip_prefix("sites_")?.parse().ok()?, value.trim().replace('_', "").parse().ok()?))
}

fn written(rows: &[Row]) -> String {
    let mut text = "# Instructions of `census_scaling N`, written by `cargo xtask bench scaling --record`.\n".to_owned();
    for row in rows {
        if let Some(count) = row.instructions {
            let _ = writeln!(text, "sites_{} = {}", row.sites, grouped(count).replace(',', "_"));
        }
    }
    text
}

/// 1234567 as 1,234,567.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(sites: u64, instructions: u64) -> Row {
        Row { sites, instructions: Some(instructions), seconds: 0.0 }
    }

    #[test]
    fn outputs_are_read() {
        assert_eq!(collected("==1== Events    : Ir\n==1== Collected : 126559\n"), Ok(126_559));
        assert!(collected("==1== Events    : Ir\n").is_err());
        assert_eq!(seconds("sites 100 verdicts 40 unqualified 0.125 seconds\n", 100), Ok(0.125));
        assert!(seconds("sites 1000 verdicts 40 unqualified 0.125 seconds\n", 100).is_err());
    }

    #[test]
    fn ceilings_come_back_as_they_were_written() {
        let rows = [row(100, 1_234_567), row(1_000, 89)];
        assert_eq!(parsed(&written(&rows)), Ok(Ceilings::from([(100, 1_234_567), (1_000, 89)])));
        assert_eq!(parsed("\nsites_100 = many\n").unwrap_err(), "benches/ceilings.toml:2: expected `sites_100 = 1_234`, found `sites_100 = many`");
    }

    #[test]
    fn a_count_and_a_growth_are_judged_at_their_limits() {
        let ceilings = Ceilings::from([(100, 1_000), (1_000, 10_500)]);
        assert_eq!(judge(&[row(100, 1_050), row(1_000, 11_025)], &ceilings), Ok(()));
        assert!(judge(&[row(100, 1_051), row(1_000, 11_000)], &ceilings).unwrap_err().contains("5.1 % above"));
        assert!(judge(&[row(100, 1_000), row(1_000, 10_501)], &ceilings).unwrap_err().contains("10.50 times"));
        assert!(judge(&[row(100, 1_000)], &Ceilings::new()).unwrap_err().contains("--record"));
    }
}
