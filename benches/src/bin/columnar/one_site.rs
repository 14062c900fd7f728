//! One site from typed rows: settle, fold, judge.

use std::collections::BTreeMap;

use gov_site_compliance::{
    Channel, Column, Coverage, Finding, Fold, Place, Registry, Review, Row, Site, SiteAddress, SiteFacts, SiteLife, Ticket, Update, Visit,
    facts::{Declared, NoColumns, Placed, SiteIndex, Tables},
    ingest::{Checked, read_row},
    judge_site,
};
use gov_site_tables::Folder;

use crate::{
    Outcome, Task,
    census::Rules,
    line::{Line, timed_with},
};

const RUNS: u32 = 200;

pub fn judge(task: &Task) -> Outcome<Line> {
    let rules = Rules::new()?;
    let folder = Folder::open(&task.data)?;
    let tables = Tables {
        files: vec!["rows".into()],
        present: vec![Column::TABLE.name, Update::TABLE.name, Ticket::TABLE.name, Review::TABLE.name],
        sites: placed::<Site>(&folder)?,
        site_life: placed::<SiteLife>(&folder)?,
        site_addresses: placed::<SiteAddress>(&folder)?,
        columns: placed::<Column>(&folder)?,
        channels: placed::<Channel>(&folder)?,
        coverage: placed::<Coverage>(&folder)?,
        tickets: placed::<Ticket>(&folder)?,
        reviews: placed::<Review>(&folder)?,
        ..Tables::default()
    };
    let (updates, visits) = (rows::<Update>(&folder)?, rows::<Visit>(&folder)?);
    let complete: Vec<&str> = folder.settings().complete.iter().map(String::as_str).collect();
    let declared = Declared::new(complete, &tables.present);
    let columns = tables.columns.len() as i64;
    // The rows are given away each time, as a caller would; copying them is not part of the work.
    let copies = || vec![tables.clone(); RUNS as usize];
    let (verdict, seconds) = timed_with(copies, |copies| {
        let mut verdict = None;
        for tables in copies {
            let registry = Registry::settle(tables, &rules.standard, &[], &mut |_| {});
            let mut fold = Fold::new(&registry);
            updates.iter().try_for_each(|update| fold.push_update(&registry, &rules.plan, update)).map_err(|code| code.code())?;
            visits.iter().try_for_each(|visit| fold.push_visit(&registry, &rules.plan, visit)).map_err(|code| code.code())?;
            let facts = SiteFacts::of(&registry, &fold, &declared, &NoColumns, SiteIndex(0)).ok_or("the site was rejected")?;
            let mut findings: Vec<Finding> = Vec::new();
            verdict = Some((judge_site(&facts, &rules.standard, &rules.plan, &rules.calendar, &mut |finding| findings.push(finding)), findings));
        }
        verdict.ok_or_else(|| "nothing was judged".into())
    })?;
    let answer = vec![("columns", columns), ("updates", updates.len() as i64), ("visits", visits.len() as i64)];
    let rows = columns as u64 + (updates.len() + visits.len()) as u64;
    let word = Some(("verdict", verdict.0.status.code().to_owned()));
    Ok(Line { seconds: seconds / f64::from(RUNS), rows, answer, word, ..Line::default() })
}

fn placed<R: Checked>(folder: &Folder) -> Outcome<Vec<Placed<R>>> {
    let numbered = (1..).zip(rows::<R>(folder)?);
    Ok(numbered.map(|(line, row)| Placed { row, file: 0, line }).collect())
}

fn rows<R: Checked>(folder: &Folder) -> Outcome<Vec<R>> {
    let mut rows = Vec::new();
    let mut bad = None;
    let mut take = |place: &Place, texts: &BTreeMap<String, String>| {
        let cells: Vec<Option<&str>> = R::TABLE.fields.iter().map(|field| texts.get(field.name).map(String::as_str)).collect();
        match read_row::<R>(&cells, place) {
            Ok(row) => rows.push(row),
            Err(reject) => bad = Some(format!("{}:{}: {}", place.file, place.row, reject.code)),
        }
    };
    folder.rows_of_site(R::TABLE.name, &|_| true, &mut take)?;
    bad.map_or(Ok(rows), |bad| Err(bad.into()))
}
