//! What differs between two censuses, a row each.

use std::io::{self, Write};

use gov_site_compliance::{
    Day,
    compare::{Comparison, FindingChange, FindingSeen, OutcomeChange, OutcomeSeen, TicketChange, TicketSeen, VerdictChange, VerdictSeen},
};

use super::cell::{Sheet, text};
use crate::{
    Edition,
    changed_points::{failed, points_off},
};

const HEADINGS: [&str; 28] = [
    "part",
    "change",
    "site_code",
    "site_name",
    "unit",
    "clause",
    "table",
    "key",
    "before",
    "after",
    "measured_before",
    "measured_after",
    "possible_before",
    "possible_after",
    "limit_before",
    "limit_after",
    "day_before",
    "day_after",
    "detail_before",
    "detail_after",
    "score_before",
    "score_after",
    "score_range_before",
    "score_range_after",
    "verdict_basis_before",
    "verdict_basis_after",
    "points_off_before",
    "points_off_after",
];

/// Writes the comparison, then findings one by one as they are found.
///
/// `part` is `setting` (checkpoint, standard), `total`, `verdict`, `outcome`, `ticket` or `finding`. Of a ticket, `day` is the deadline,
/// `measured` the working days over and `detail` the day of the answer; of a verdict, `detail` are the failed and the open vetoes,
/// `pass_mark` where the score fails the site. Ranges of points stand as `60.00-100.00`, unbounded ones as `0.00-?`.
pub struct ComparisonWriter<W: Write> {
    sheet: Sheet<W>,
    edition: Edition,
}

/// What a cell says before and after.
type Sides = [String; 2];

/// One row; what is not of its part stays empty.
#[derive(Default)]
struct Row<'a> {
    part: &'static str,
    change: &'a str,
    site: (&'a str, &'a str),
    unit: &'a str,
    clause: &'a str,
    table: &'a str,
    key: &'a str,
    what: Sides,
    measured: Sides,
    possible: Sides,
    limit: Sides,
    day: Sides,
    detail: Sides,
    score: Sides,
    score_range: Sides,
    verdict_basis: Sides,
    points_off: Sides,
}

impl<W: Write> ComparisonWriter<W> {
    /// Begins the file with everything but findings.
    ///
    /// # Errors
    /// Whatever hinders writing.
    pub fn new(out: W, comparison: &Comparison, edition: Edition) -> io::Result<ComparisonWriter<W>> {
        let mut writer = ComparisonWriter { sheet: Sheet::new(out, HEADINGS)?, edition };
        settings(comparison).chain(totals(comparison)).try_for_each(|row| writer.row(&row))?;
        comparison.verdicts.iter().map(verdict).try_for_each(|row| writer.row(&row))?;
        comparison.outcomes.iter().map(outcome).try_for_each(|row| writer.row(&row))?;
        comparison.tickets.iter().map(ticket).try_for_each(|row| writer.row(&row))?;
        Ok(writer)
    }

    /// Adds a finding that differs.
    ///
    /// # Errors
    /// Whatever hinders writing.
    pub fn finding(&mut self, change: &FindingChange) -> io::Result<()> {
        self.row(&finding(change))
    }

    /// Writes what is still held back and gives the file back.
    ///
    /// # Errors
    /// Whatever hinders writing.
    pub fn finish(self) -> io::Result<W> {
        self.sheet.finish()
    }

    fn row(&mut self, row: &Row<'_>) -> io::Result<()> {
        let shown = |cell: &str| text(&self.edition.shown(cell)).into_owned();
        let plain = |cell: &str| text(cell).into_owned();
        let texts = [plain(row.site.0), shown(row.site.1), shown(row.unit), plain(row.clause), plain(row.table), plain(row.key)];
        let sides = [&row.what, &row.measured, &row.possible, &row.limit, &row.day].into_iter().flatten().map(|cell| plain(cell));
        let details = row.detail.iter().map(|cell| shown(cell));
        let points = [&row.score, &row.score_range, &row.verdict_basis, &row.points_off].into_iter().flatten().map(|cell| plain(cell));
        self.sheet.row([row.part.to_owned(), row.change.to_owned()].into_iter().chain(texts).chain(sides).chain(details).chain(points))
    }
}

fn settings(comparison: &Comparison) -> impl Iterator<Item = Row<'_>> {
    let (before, after) = (&comparison.before, &comparison.after);
    let pairs = [
        ("checkpoint", &before.checkpoint, &after.checkpoint),
        ("standard", &before.standard, &after.standard),
        ("standard_digest", &before.digest, &after.digest),
    ];
    pairs.into_iter().filter(|(_, before, after)| before != after).map(|(key, before, after)| Row {
        part: "setting",
        change: "changed",
        key,
        what: [before.clone(), after.clone()],
        ..Row::default()
    })
}

fn totals(comparison: &Comparison) -> impl Iterator<Item = Row<'_>> {
    comparison.totals.iter().map(|total| Row {
        part: "total",
        change: if total.before == total.after { "" } else { "changed" },
        key: total.name,
        what: [total.before.clone().unwrap_or_default(), total.after.clone().unwrap_or_default()],
        ..Row::default()
    })
}

fn verdict(change: &VerdictChange) -> Row<'_> {
    let of = |read: fn(&VerdictSeen) -> String| sides(&change.before, &change.after, read);
    Row {
        part: "verdict",
        change: kind(&change.before, &change.after),
        site: (&change.site_code, &change.site_name),
        what: of(|seen| seen.verdict.clone()),
        detail: of(|seen| if seen.not_assessed.is_empty() { failed(seen).to_owned() } else { format!("{} ({})", failed(seen), seen.not_assessed) }),
        score: of(|seen| seen.score.clone().unwrap_or_default()),
        score_range: of(|seen| seen.score_range.as_ref().map(|range| range.join("-")).unwrap_or_default()),
        verdict_basis: of(|seen| seen.verdict_basis.to_owned()),
        ..Row::default()
    }
}

fn outcome(change: &OutcomeChange) -> Row<'_> {
    let of = |read: fn(&OutcomeSeen) -> Option<u64>| sides(&change.before, &change.after, |seen| read(seen).map(|count| count.to_string()).unwrap_or_default());
    Row {
        part: "outcome",
        change: kind(&change.before, &change.after),
        site: (&change.site_code, &change.site_name),
        clause: &change.clause,
        what: sides(&change.before, &change.after, |seen| seen.result.code().to_owned()),
        measured: of(|seen| seen.measured),
        possible: of(|seen| seen.possible),
        limit: of(|seen| seen.limit),
        detail: sides(&change.before, &change.after, |seen| seen.of.map(|of| format!("of {of}")).unwrap_or_default()),
        points_off: sides(&change.before, &change.after, |seen| points_off(seen, "-").unwrap_or_default()),
        ..Row::default()
    }
}

fn ticket(change: &TicketChange) -> Row<'_> {
    let of = |read: fn(&TicketSeen) -> String| sides(&change.before, &change.after, read);
    Row {
        part: "ticket",
        change: kind(&change.before, &change.after),
        site: (change.site_code.as_deref().unwrap_or_default(), ""),
        unit: change.after.as_ref().or(change.before.as_ref()).map_or("", |seen| &seen.unit),
        table: "tickets",
        key: &change.ticket_id,
        what: of(|seen| seen.state.clone()),
        measured: of(|seen| seen.working_days_over.map(|days| days.to_string()).unwrap_or_default()),
        day: of(|seen| written(seen.deadline)),
        detail: of(|seen| written(seen.answered_on)),
        ..Row::default()
    }
}

fn finding(change: &FindingChange) -> Row<'_> {
    let of = |read: fn(&FindingSeen) -> String| sides(&change.before, &change.after, read);
    Row {
        part: "finding",
        change: change.change,
        site: (&change.site_code, ""),
        clause: &change.clause,
        table: &change.table,
        key: &change.key,
        what: of(|seen| if seen.certain { "certain".to_owned() } else { "possible".to_owned() }),
        day: of(|seen| written(seen.day)),
        detail: of(|seen| seen.detail.clone()),
        ..Row::default()
    }
}

fn kind<T>(before: &Option<T>, after: &Option<T>) -> &'static str {
    match (before, after) {
        (Some(_), Some(_)) => "changed",
        (Some(_), None) => "removed",
        (None, _) => "added",
    }
}

fn sides<T>(before: &Option<T>, after: &Option<T>, read: impl Fn(&T) -> String) -> Sides {
    [before, after].map(|side| side.as_ref().map(&read).unwrap_or_default())
}

fn written(day: Option<Day>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}
