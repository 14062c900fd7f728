//! Reads one row, checks what a single row can contradict, and says whom a bad row is charged to.

use alloc::boxed::Box;
use alloc::{borrow::Cow, string::String};

use super::{Cell, Cells, Charge, Fault, Place, Reject, RejectCode, Stub, privacy::withheld, why, written_moment};
use crate::model::*;

/// Checks of a row beyond its single cells.
pub trait Checked: Row {
    /// The field at fault and what was expected, `None` when the row is sound.
    fn contradiction(&self) -> Option<(&'static str, Fault)> {
        None
    }

    /// Fills what other cells of the row imply.
    fn completed(self) -> Self {
        self
    }

    /// Whom the row is charged to when it is bad.
    fn charge(cells: &Cells<'_>) -> Charge;
}

/// Reads one row of a table from texts; `texts[i]` belongs to `R::TABLE.fields[i]`.
///
/// # Errors
/// The reject with code, field, what was expected and whom it is charged to.
///
/// ```
/// use gov_site_compliance::{ingest::*, Row, Update};
/// let mut texts = vec![None; Update::TABLE.fields.len()];
/// (texts[0], texts[1], texts[2]) = (Some("C1"), Some("http://a.example/1.html"), Some("冬至前后"));
/// let place = Place { file: "updates.csv".into(), row: 2 };
/// let reject = read_row::<Update>(&texts, &place).unwrap_err();
/// assert_eq!((reject.code, reject.column), (RejectCode::NotADate, "published_on"));
/// ```
#[allow(clippy::result_large_err, reason = "rejects are rare, and the caller consumes them at once")]
pub fn read_row<R: Checked>(texts: &[Option<&str>], place: &Place) -> Result<R, Reject> {
    read(Cells::new(R::TABLE, texts), place)
}

/// Reads one row of a table from cells that may be typed; `cells[i]` belongs to `R::TABLE.fields[i]`.
///
/// # Errors
/// As [`read_row`]: a typed cell has the code that its text would have.
///
/// ```
/// use gov_site_compliance::{Day, ingest::*, Row, Update};
/// let mut cells = vec![Cell::Empty; Update::TABLE.fields.len()];
/// (cells[0], cells[1], cells[2]) = (Cell::Integer(42), Cell::Text("http://a.example/1.html"), Cell::Day(Day(17_499)));
/// let place = Place { file: "updates.parquet".into(), row: 1 };
/// let update: Update = read_cells(&cells, &place).unwrap();
/// assert_eq!((update.column_id.as_str(), update.published_on), ("42", Some(Day(17_499))));
///
/// cells[2] = Cell::Day(Day(i32::MAX));
/// assert_eq!(read_cells::<Update>(&cells, &place).unwrap_err().code, RejectCode::DateOutOfRange);
///
/// let error = Unreadable::new(RejectCode::FormulaError, "数值或文字", "#REF!");
/// cells[2] = Cell::Unreadable(&error);
/// let reject = read_cells::<Update>(&cells, &place).unwrap_err();
/// assert_eq!((reject.code, reject.column, reject.original.as_str()), (RejectCode::FormulaError, "published_on", "#REF!"));
/// ```
#[allow(clippy::result_large_err, reason = "rejects are rare, and the caller consumes them at once")]
pub fn read_cells<R: Checked>(cells: &[Cell<'_>], place: &Place) -> Result<R, Reject> {
    read(Cells::typed(R::TABLE, cells), place)
}

#[allow(clippy::result_large_err, reason = "rejects are rare, and the caller consumes them at once")]
fn read<R: Checked>(mut cells: Cells<'_>, place: &Place) -> Result<R, Reject> {
    let row = R::read(&mut cells);
    if let Some((field, fault)) = cells.faults().first() {
        let (name, fault) = (R::TABLE.fields[*field].name, fault.clone());
        return Err(rejected::<R>(&cells, place, name, headings_aside(R::TABLE, &cells, name, fault)));
    }
    let Some(row) = row else {
        return Err(rejected::<R>(&cells, place, "", Fault::new(RejectCode::MissingValue, "完整的一行")));
    };
    match row.contradiction() {
        Some((field, fault)) => Err(rejected::<R>(&cells, place, field, fault)),
        None => Ok(row.completed()),
    }
}

/// The reject of a sound row of which `column` names something that is not in the registry: charged to nobody. `code` says what the
/// registry has not; where the text tells why, such as an id in scientific notation, the reject says that.
pub fn misplaced<R: Row>(place: &Place, column: &'static str, expected: &'static str, code: RejectCode, text: &str) -> Box<Reject> {
    let code = why::refined(R::TABLE, column, code, text);
    let original = withheld(R::TABLE, column, text);
    Box::new(Reject { table: R::TABLE.name, place: place.clone(), column, code, expected: expected.into(), original, charge: Charge::Nobody })
}

/// The fault of a cell, or that it holds the heading of its own column.
fn headings_aside(table: &'static Table, cells: &Cells<'_>, name: &'static str, fault: Fault) -> Fault {
    let code = RejectCode::RepeatedHeading;
    let repeats = cells.text(name).is_some_and(|text| why::is_heading(table, name, &text));
    if repeats { Fault::new(code, code.expected()) } else { fault }
}

/// The reject of a row that is no data at all, such as a total: whatever its cells say, they name nothing. `None` for any other row,
/// which is not to say that it is sound.
///
/// ```
/// use gov_site_compliance::{ingest::*, Row, Site};
/// let mut texts = vec![None; Site::TABLE.fields.len()];
/// (texts[0], texts[1]) = (Some("合计"), Some("3"));
/// let place = Place { file: "sites.csv".into(), row: 9 };
/// let reject = no_data(Site::TABLE, &Cells::new(Site::TABLE, &texts), &place).unwrap();
/// assert_eq!((reject.column, reject.code, reject.charge), ("site_code", RejectCode::TotalRow, Charge::Nobody));
/// ```
pub fn no_data(table: &'static Table, cells: &Cells<'_>, place: &Place) -> Option<Reject> {
    let (column, code) = why::of_row(table, cells)?;
    let text = cells.text(column).unwrap_or_default();
    // Signatures are names of persons.
    let original = withheld(table, if code == RejectCode::NoteRow { "note" } else { column }, &text);
    Some(Reject { table: table.name, place: place.clone(), column, code, expected: code.expected().into(), original, charge: Charge::Nobody })
}

fn rejected<R: Checked>(cells: &Cells<'_>, place: &Place, column: &'static str, fault: Fault) -> Reject {
    if let Some(reject) = no_data(R::TABLE, cells, place) {
        return reject;
    }
    let text = match cells.cell(column) {
        Cell::Unreadable(bad) => Some(Cow::Borrowed(bad.shown.as_str())),
        cell => cell.text(),
    };
    let original = text.map(|text| withheld(R::TABLE, column, &text)).unwrap_or_default();
    Reject { table: R::TABLE.name, place: place.clone(), column, code: fault.code, expected: fault.expected, original, charge: R::charge(cells) }
}

fn fault(field: &'static str, code: RejectCode, expected: impl Into<Cow<'static, str>>) -> Option<(&'static str, Fault)> {
    Some((field, Fault::new(code, expected)))
}

/// `later` must not lie before `earlier`.
fn out_of_order(earlier: Option<Day>, later: Option<Day>, field: &'static str, code: RejectCode, expected: &'static str) -> Option<(&'static str, Fault)> {
    match (earlier, later) {
        (Some(earlier), Some(later)) if later < earlier => fault(field, code, expected),
        _ => None,
    }
}

/// The last day of an interval.
fn backwards(from: Option<Day>, to: Option<Day>) -> Option<(&'static str, Fault)> {
    out_of_order(from, to, "to", RejectCode::DatesOutOfOrder, "不早于起始日期")
}

fn negative(number: Option<i64>, field: &'static str) -> Option<(&'static str, Fault)> {
    number.filter(|number| *number < 0).and_then(|_| fault(field, RejectCode::NegativeNumber, "零或正整数"))
}

fn promise(days: Option<i64>, unit: Option<PromisedUnit>) -> Option<(&'static str, Fault)> {
    if let Some(days) = days.filter(|days| !(1..=3_650).contains(days)) {
        let code = if days < 0 { RejectCode::NegativeNumber } else { RejectCode::NumberOutOfRange };
        return fault("promised_days", code, if days < 1 { "正整数" } else { "不超过 3650 的整数" });
    }
    match (days, unit) {
        (Some(_), None) => fault("promised_unit", RejectCode::PromiseIncomplete, "working 工作日 或 calendar 自然日"),
        (None, Some(_)) => fault("promised_days", RejectCode::UnitWithoutPromise, "正整数"),
        _ => None,
    }
}

fn owned(cells: &Cells<'_>, field: &str) -> Option<String> {
    cells.text(field).map(Cow::into_owned)
}

fn site_charge(cells: &Cells<'_>, charge: impl FnOnce(String) -> Charge) -> Charge {
    owned(cells, "site_code").map_or(Charge::Nobody, charge)
}

/// Whether a text looks like the code of a site.
fn is_code(text: &str) -> bool {
    let is_sign = |sign: u8| sign.is_ascii_alphanumeric() || matches!(sign, b'-' | b'_');
    text.bytes().all(is_sign) && text.bytes().any(|sign| sign.is_ascii_alphanumeric())
}

impl Checked for Site {
    fn charge(cells: &Cells<'_>) -> Charge {
        // What is no code, such as a signature below the rows, must not become a site of the registry.
        let code = owned(cells, "site_code").filter(|code| is_code(code));
        code.map_or(Charge::Nobody, |code| Charge::Site(Stub { id: Some(code), name: owned(cells, "site_name"), ..Stub::default() }))
    }
}

impl Checked for SiteLife {
    fn contradiction(&self) -> Option<(&'static str, Fault)> {
        backwards(Some(self.from), self.to)
    }

    fn charge(cells: &Cells<'_>) -> Charge {
        site_charge(cells, Charge::Life)
    }
}

impl Checked for SiteAddress {
    fn charge(cells: &Cells<'_>) -> Charge {
        site_charge(cells, Charge::Address)
    }
}

impl Checked for Unit {
    fn charge(_: &Cells<'_>) -> Charge {
        Charge::Nobody
    }
}

impl Checked for Column {
    fn contradiction(&self) -> Option<(&'static str, Fault)> {
        if self.kind.is_none() && self.parent_id.is_none() {
            return fault("kind", RejectCode::ColumnWithoutKind, "栏目类别，或上级栏目");
        }
        negative(self.depth, "depth").or_else(|| out_of_order(self.opened_on, self.closed_on, "closed_on", RejectCode::ClosedBeforeOpened, "不早于开设日期"))
    }

    fn charge(cells: &Cells<'_>) -> Charge {
        let stub = Stub {
            id: owned(cells, "column_id"),
            name: owned(cells, "column_name"),
            parent: owned(cells, "parent_id"),
            url: owned(cells, "url"),
            parent_at_fault: false,
        };
        site_charge(cells, |site| Charge::Column { site, stub })
    }
}

impl Checked for Update {
    fn contradiction(&self) -> Option<(&'static str, Fault)> {
        let dated = self.published_on.is_some() || self.published_at.is_some();
        if dated && matches!(self.date_state, Some(DateState::NotShown | DateState::Unreadable)) {
            return fault("date_state", RejectCode::DateBesideState, "有日期时填 shown 或留空");
        }
        if !dated && self.date_state == Some(DateState::Shown) {
            return fault("published_on", RejectCode::ShownWithoutDate, "已注明日期时必填");
        }
        None
    }

    /// An empty `published_on` with `published_at` takes its Shanghai date (reading 3).
    fn completed(mut self) -> Self {
        self.published_on = self.published_on.or(self.published_at.map(Moment::day));
        self
    }

    fn charge(cells: &Cells<'_>) -> Charge {
        let dates = ["published_on", "published_at", "observed_at", "date_state"];
        let proves_item = cells.faults().iter().all(|(field, _)| dates.contains(&Update::TABLE.fields[*field].name)) && cells.cell("url") != Cell::Empty;
        owned(cells, "column_id").map_or(Charge::Nobody, |column| Charge::Update { column, proves_item })
    }
}

impl Checked for Visit {
    fn contradiction(&self) -> Option<(&'static str, Fault)> {
        if self.status.is_none() && self.failure.is_none() {
            return fault("status", RejectCode::NoStatusNorFailure, "最终状态码（如 200），或失败类型");
        }
        if self.status.is_some_and(|status| !(100..=599).contains(&status)) {
            let code = if self.status == Some(0) { RejectCode::StatusZero } else { RejectCode::StatusOutOfRange };
            return fault("status", code, code.expected());
        }
        None
    }

    fn charge(cells: &Cells<'_>) -> Charge {
        site_charge(cells, Charge::Visit)
    }
}

impl Checked for Channel {
    fn contradiction(&self) -> Option<(&'static str, Fault)> {
        promise(self.promised_days, self.promised_unit)
    }

    fn charge(cells: &Cells<'_>) -> Charge {
        owned(cells, "channel_id").map_or(Charge::Nobody, |channel| Charge::Channel { site: owned(cells, "site_code"), channel })
    }
}

impl Checked for Ticket {
    fn contradiction(&self) -> Option<(&'static str, Fault)> {
        if self.channel_id.is_none() && self.channel_kind.is_none() {
            return fault("channel_kind", RejectCode::ChannelMissing, "渠道编号，或渠道类别");
        }
        promise(self.promised_days, self.promised_unit)
            .or_else(|| out_of_order(Some(self.submitted_on), self.received_on, "received_on", RejectCode::ReceivedBeforeSubmitted, "不早于提交日期"))
            .or_else(|| out_of_order(Some(self.submitted_on), self.answered_on, "answered_on", RejectCode::AnsweredBeforeSubmitted, "不早于提交日期"))
    }

    fn charge(cells: &Cells<'_>) -> Charge {
        Charge::Ticket { site: owned(cells, "site_code"), channel: owned(cells, "channel_id") }
    }
}

impl Checked for Activity {
    fn contradiction(&self) -> Option<(&'static str, Fault)> {
        out_of_order(Some(self.held_on), self.closed_on, "closed_on", RejectCode::ClosedBeforeOpened, "不早于开展日期")
    }

    fn charge(cells: &Cells<'_>) -> Charge {
        Charge::Activity { channel: owned(cells, "channel_id") }
    }
}

impl Checked for Review {
    fn charge(cells: &Cells<'_>) -> Charge {
        site_charge(cells, Charge::Review)
    }
}

impl Checked for Link {
    fn charge(cells: &Cells<'_>) -> Charge {
        site_charge(cells, Charge::Link)
    }
}

impl Checked for Service {
    fn charge(cells: &Cells<'_>) -> Charge {
        site_charge(cells, Charge::Service)
    }
}

impl Checked for ServiceFile {
    fn charge(cells: &Cells<'_>) -> Charge {
        Charge::ServiceFile { service: owned(cells, "service_id") }
    }
}

impl Checked for System {
    fn charge(cells: &Cells<'_>) -> Charge {
        site_charge(cells, Charge::System)
    }
}

impl Checked for Exemption {
    fn contradiction(&self) -> Option<(&'static str, Fault)> {
        backwards(Some(self.from), self.to)
    }

    fn charge(cells: &Cells<'_>) -> Charge {
        site_charge(cells, |site| Charge::Exemption { site, column: owned(cells, "column_id"), indicator: owned(cells, "indicator") })
    }
}

impl Checked for Coverage {
    fn contradiction(&self) -> Option<(&'static str, Fault)> {
        if self.subject == Subject::Column && self.column_id.is_none() {
            return fault("column_id", RejectCode::CoverageIncomplete, "栏目编号");
        }
        negative(self.items_seen, "items_seen").or_else(|| backwards(self.from, self.to))
    }

    fn charge(cells: &Cells<'_>) -> Charge {
        site_charge(cells, |site| Charge::Coverage {
            site,
            subject: cells.text("subject").and_then(|text| Subject::read(&text)),
            column: owned(cells, "column_id"),
            observed_at: match cells.cell("observed_at") {
                Cell::Text(text) => written_moment(text).ok(),
                Cell::Moment(moment) => Some(moment),
                _ => None,
            },
        })
    }
}
