//! What hostile pages cost: `page_budgets` reads each shape in a process of its own, as every kind of page, and prints how it ended, the time
//! beside that of an honest page of the largest size, and the peak of memory (where the system tells it).

use std::error::Error;
use std::process::Command;
use std::time::Instant;

use gov_site_pages::{Budget, PageInput, PageKind, read_page};

#[path = "page_budgets/shapes.rs"]
mod shapes;

/// How often the time of the honest page a hostile one may take, and megabytes of memory.
const TIMES: f64 = 20.0;
const MEGABYTES: u64 = 300;
const KINDS: [PageKind; 6] = [PageKind::Column, PageKind::Home, PageKind::LetterList, PageKind::Letter, PageKind::Article, PageKind::Guide];

fn main() -> Result<(), Box<dyn Error>> {
    if let Some(name) = std::env::args().nth(1) {
        let (_, make) = shapes::ALL.iter().find(|(known, _)| *known == name).ok_or_else(|| format!("no shape {name}"))?;
        println!("{}", measured(&make()));
        return Ok(());
    }
    let (mut honest, mut missed) = (None, 0);
    for (name, _) in shapes::ALL {
        let output = Command::new(std::env::current_exe()?).arg(name).output()?;
        let line = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        let [seconds, peak, end] = line.splitn(3, ' ').collect::<Vec<_>>()[..] else {
            return Err(format!("{name} broke off: {}", String::from_utf8_lossy(&output.stderr)).into());
        };
        let (seconds, peak): (f64, u64) = (seconds.parse()?, peak.parse()?);
        let times = seconds / *honest.get_or_insert(seconds);
        let fails = times > TIMES || peak > MEGABYTES;
        missed += u32::from(fails);
        println!("{}{name:<34} {seconds:7.3} s {times:6.2} x {peak:5} MB  {end}", if fails { "MISSED " } else { "" });
    }
    if missed > 0 { Err(format!("{missed} shapes cost too much").into()) } else { Ok(()) }
}

/// Seconds of the slowest kind, megabytes, and how the page ended.
fn measured(page: &[u8]) -> String {
    let mut slowest = (0.0, String::new());
    for kind in std::iter::once(None).chain(KINDS.map(Some)) {
        let input = PageInput { url: Some("http://www.example.gov.cn/a/b/index.html"), read_as: kind, ..PageInput::new(page) };
        let start = Instant::now();
        let end = match read_page(&input, &Budget::default()) {
            Ok(evidence) => format!("{:?} as {kind:?}, {} links", evidence.kind.kind, evidence.links.len()),
            Err(unread) => format!("gap {}: {unread}", unread.gap().code()),
        };
        let seconds = start.elapsed().as_secs_f64();
        if seconds > slowest.0 {
            slowest = (seconds, end);
        }
    }
    format!("{:.4} {} {}", slowest.0, peak(), slowest.1)
}

/// The largest resident memory of this process so far, in megabytes; 0 where the system does not tell.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()).and_then(|kilobytes| kilobytes.parse::<u64>().ok()).map_or(0, |kilobytes| kilobytes / 1024)
}
