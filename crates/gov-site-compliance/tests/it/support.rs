//! A census folder in memory, by the path that every reader takes: texts → rows → registry → fold → verdict.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use gov_site_compliance::{
    Calendar, Day, Fold, Moment, Place, Plan, Registry, Reject, Row, SiteFacts, Standard, Verdict,
    census::{self, Census, Header},
    facts::{Declared, NoColumns, Placed, Setting, Tables},
    indicator::{Finding, Judgement},
    ingest::{Charge, Checked, misplaced, read_row},
    judge_site,
    standard::Library,
    *,
};

/// Checkpoint of all tests that do not say otherwise: the day of the notice of Zibo.
pub const CHECKPOINT: &str = "2017-11-29";
/// The site of tests that need one.
pub const SITE: &str = "3703000001";
/// The seven vetoes of 2015 in the order of the document.
pub const VETOES: [&str; 7] =
    ["site_unreachable", "home_not_updated", "core_columns_not_updated", "overdue_columns", "blank_columns", "serious_error", "interaction_unanswered"];

/// One row as texts by field.
pub type Cells = Vec<(&'static str, String)>;

static NATIONAL: LazyLock<Standard> = LazyLock::new(|| Library::embedded().resolve("national-2015").unwrap());
static ZIBO: LazyLock<Standard> = LazyLock::new(|| Library::embedded().resolve("zibo-2017").unwrap());
static CALENDAR: LazyLock<Calendar> = LazyLock::new(Calendar::embedded);

pub fn national() -> &'static Standard {
    &NATIONAL
}

pub fn zibo() -> &'static Standard {
    &ZIBO
}

/// 2017 in Zibo by the vetoes alone.
pub fn vetoes() -> &'static Standard {
    static ALONE: LazyLock<Standard> = LazyLock::new(|| zibo().clone().without_deductions());
    &ALONE
}

pub fn calendar() -> &'static Calendar {
    &CALENDAR
}

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub fn moment(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

/// The checkpoint and so many days.
pub fn at(offset: i32) -> String {
    day(CHECKPOINT).plus_days(offset).to_string()
}

pub fn cells(of: &[(&'static str, &str)]) -> Cells {
    of.iter().map(|(field, text)| (*field, (*text).to_string())).collect()
}

/// The row with some cells written anew.
pub fn changed(row: &Cells, with: &[(&'static str, &str)]) -> Cells {
    let mut row: BTreeMap<_, _> = row.iter().cloned().collect();
    row.extend(cells(with));
    row.into_iter().collect()
}

/// Reads one row from texts by field.
pub fn read<R: Checked>(cells: &[(&'static str, String)], line: u64) -> Result<R, Box<Reject>> {
    let mut texts = vec![None; R::TABLE.fields.len()];
    for (field, text) in cells {
        let position = R::TABLE.position(field).unwrap_or_else(|| panic!("`{}` has no field `{field}`", R::TABLE.name));
        texts[position] = Some(text.as_str());
    }
    let place = Place { file: format!("{}.csv", R::TABLE.name).into(), row: line };
    read_row::<R>(&texts, &place).map_err(Box::new)
}

/// Tables of a census folder as texts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct World {
    pub tables: BTreeMap<&'static str, Vec<Cells>>,
    pub declared: BTreeSet<&'static str>,
}

impl World {
    pub fn add(&mut self, table: &'static str, of: &[(&'static str, &str)]) -> &mut World {
        self.push(table, cells(of))
    }

    pub fn push(&mut self, table: &'static str, row: Cells) -> &mut World {
        self.tables.entry(table).or_default().push(row);
        self
    }

    /// Declares tables complete; a table without rows is there with headings only.
    pub fn declare(&mut self, tables: &[&'static str]) -> &mut World {
        for table in tables {
            self.tables.entry(table).or_default();
            self.declared.insert(table);
        }
        self
    }

    /// Adds the rows and declarations of another folder.
    pub fn join(&mut self, other: &World) -> &mut World {
        for (table, rows) in &other.tables {
            self.tables.entry(table).or_default().extend(rows.iter().cloned());
        }
        self.declared.extend(&other.declared);
        self
    }

    /// A registered site and nothing else.
    pub fn site(code: &str) -> World {
        let mut world = World::default();
        world.push("sites", site_row(code));
        world
    }

    /// A site that passes all seven vetoes.
    pub fn sound(code: &str) -> World {
        let mut world = World::site(code);
        world.visits(code, 140, 0);
        world.column(code, "home", &[("kind", "news"), ("on_home", "true")], &[0]);
        world.declare(&["columns", "updates", "tickets", "reviews"]);
        world
    }

    /// Adds a column `{code}-{name}` with items dated so many days from the checkpoint.
    pub fn column(&mut self, code: &str, name: &str, with: &[(&'static str, &str)], items: &[i32]) -> &mut World {
        let id = format!("{code}-{name}");
        let row = cells(&[("column_id", &id), ("site_code", code), ("column_name", name), ("kind", "news")]);
        self.push("columns", changed(&row, with));
        self.tables.entry("updates").or_default();
        for (number, offset) in items.iter().enumerate() {
            let url = format!("http://www.s{code}.gov.cn/{name}/{number}.html");
            self.add("updates", &[("column_id", &id), ("url", &url), ("published_on", &at(*offset))]);
        }
        self
    }

    /// Adds visits spread over the week, each in a slot of its own; the first `failed` of them failed.
    pub fn visits(&mut self, code: &str, count: usize, failed: usize) -> &mut World {
        for number in 0..count {
            let (day, turn) = (number % 7, number / 7);
            let time = format!("{}T{:02}:{:02}:00+08:00", at(day as i32 - 6), turn / 6, turn % 6 * 10);
            let row = cells(&[("site_code", code), ("visited_at", &time), ("vantage", "v1")]);
            let how: &[_] = if number < failed { &[("failure", "connect")] } else { &[("status", "200"), ("duration_ms", "800")] };
            self.push("visits", changed(&row, how));
        }
        self
    }

    /// Adds a valid consultation that needs a reply.
    pub fn ticket(&mut self, code: &str, id: &str, submitted: &str, with: &[(&'static str, &str)]) -> &mut World {
        let row = cells(&[
            ("ticket_id", id),
            ("site_code", code),
            ("channel_kind", "consultation"),
            ("unit", "示例单位01"),
            ("submitted_on", submitted),
            ("valid", "true"),
            ("needs_reply", "true"),
        ]);
        self.push("tickets", changed(&row, with))
    }

    /// Adds a review of `serious_error`.
    pub fn review(&mut self, code: &str, id: &str, status: &str, with: &[(&'static str, &str)]) -> &mut World {
        let found = format!("{}T10:00:00+08:00", at(-3));
        let row = cells(&[
            ("review_id", id),
            ("site_code", code),
            ("indicator", "serious_error"),
            ("kind", "serious_misspelling"),
            ("status", status),
            ("found_at", &found),
        ]);
        self.push("reviews", changed(&row, with))
    }

    /// Adds a coverage row that looked completely, on the evening of the checkpoint.
    pub fn coverage(&mut self, code: &str, subject: &str, with: &[(&'static str, &str)]) -> &mut World {
        let seen = format!("{CHECKPOINT}T20:00:00+08:00");
        let row = cells(&[("site_code", code), ("subject", subject), ("observed_at", &seen), ("complete", "true")]);
        self.push("coverage", changed(&row, with))
    }

    /// Reads all tables in the order of the readers, settles and folds them.
    pub fn settle<'a>(&self, standard: &'a Standard) -> Settled<'a> {
        let mut reading = Reading::default();
        let mut tables = Tables::default();
        tables.sites = self.keep(&mut tables.files, &mut reading);
        tables.site_life = self.keep(&mut tables.files, &mut reading);
        tables.site_addresses = self.keep(&mut tables.files, &mut reading);
        tables.units = self.keep(&mut tables.files, &mut reading);
        tables.columns = self.keep(&mut tables.files, &mut reading);
        tables.channels = self.keep(&mut tables.files, &mut reading);
        tables.exemptions = self.keep(&mut tables.files, &mut reading);
        tables.coverage = self.keep(&mut tables.files, &mut reading);
        tables.tickets = self.keep(&mut tables.files, &mut reading);
        tables.reviews = self.keep(&mut tables.files, &mut reading);
        tables.activities = self.keep(&mut tables.files, &mut reading);
        tables.links = self.keep(&mut tables.files, &mut reading);
        tables.services = self.keep(&mut tables.files, &mut reading);
        tables.service_files = self.keep(&mut tables.files, &mut reading);
        tables.systems = self.keep(&mut tables.files, &mut reading);
        let Reading { mut charges, mut rejects } = reading;
        let read = rejects.len();
        let registry = Registry::settle(tables, standard, &charges, &mut |reject| rejects.push(reject));
        charges.extend(rejects[read..].iter().map(|reject| reject.charge.clone()));

        let plan = plan(standard);
        let mut fold = Fold::new(&registry);
        charges.iter().for_each(|charge| fold.push_charge(&registry, charge));
        for update in self.rows::<Update>() {
            let pushed = update.and_then(|(line, update)| {
                let taken = fold.push_update(&registry, &plan, &update);
                taken.map_err(|code| unknown::<Update>(line, "column_id", code, &update.column_id))
            });
            note(pushed, &registry, &mut fold, &mut rejects);
        }
        for visit in self.rows::<Visit>() {
            let pushed = visit.and_then(|(line, visit)| {
                let taken = fold.push_visit(&registry, &plan, &visit);
                taken.map_err(|code| unknown::<Visit>(line, "site_code", code, &visit.site_code))
            });
            note(pushed, &registry, &mut fold, &mut rejects);
        }
        let present: Vec<_> = self.tables.keys().copied().collect();
        let declared = fold.declared(&Declared::new(self.declared.iter().copied(), &present));
        Settled { registry, fold, declared, rejects, standard, plan }
    }

    fn rows<R: Checked>(&self) -> impl Iterator<Item = Result<(u64, R), Box<Reject>>> {
        let rows = self.tables.get(R::TABLE.name).into_iter().flatten();
        rows.enumerate().map(|(number, row)| {
            let line = number as u64 + 2;
            read::<R>(row, line).map(|row| (line, row))
        })
    }

    fn keep<R: Checked>(&self, files: &mut Vec<String>, reading: &mut Reading) -> Vec<Placed<R>> {
        let file = files.len() as u32;
        files.push(format!("{}.csv", R::TABLE.name));
        let mut kept = Vec::new();
        for row in self.rows::<R>() {
            match row {
                Ok((line, row)) => kept.push(Placed { row, file, line }),
                Err(reject) => {
                    reading.charges.push(reject.charge.clone());
                    reading.rejects.push(*reject);
                }
            }
        }
        kept
    }
}

#[derive(Default)]
struct Reading {
    charges: Vec<Charge>,
    rejects: Vec<Reject>,
}

fn note(pushed: Result<(), Box<Reject>>, registry: &Registry, fold: &mut Fold, rejects: &mut Vec<Reject>) {
    if let Err(reject) = pushed {
        fold.push_charge(registry, &reject.charge);
        rejects.push(*reject);
    }
}

fn unknown<R: Row>(line: u64, column: &'static str, code: RejectCode, text: &str) -> Box<Reject> {
    let place = Place { file: format!("{}.csv", R::TABLE.name).into(), row: line };
    misplaced::<R>(&place, column, "", code, text)
}

pub fn site_row(code: &str) -> Cells {
    cells(&[
        ("site_code", code),
        ("site_name", &format!("示例单位{code}")),
        ("home_url", &format!("http://www.s{code}.gov.cn/")),
        ("role", "department"),
        ("level", "city"),
        ("division", "市本级"),
        ("sponsor", "示例单位01"),
    ])
}

pub fn plan(standard: &Standard) -> Plan {
    let checkpoint = day(CHECKPOINT);
    Plan::compile(&[standard], Setting { checkpoint, visits_until: checkpoint, period_from: day("2017-10-01") }).unwrap()
}

/// Settled and folded tables beside the standard that they were settled for.
pub struct Settled<'a> {
    pub registry: Registry,
    pub fold: Fold,
    pub declared: Declared,
    pub rejects: Vec<Reject>,
    pub standard: &'a Standard,
    pub plan: Plan,
}

impl Settled<'_> {
    pub fn facts(&self, code: &str) -> SiteFacts<'_> {
        let index = self.registry.site(code).unwrap();
        SiteFacts::of(&self.registry, &self.fold, &self.declared, &NoColumns, index).unwrap()
    }

    /// The verdict with what was counted for it.
    pub fn judge(&self, code: &str) -> (Verdict, Vec<Finding>) {
        let mut findings = Vec::new();
        let verdict = judge_site(&self.facts(code), self.standard, &self.plan, calendar(), &mut |finding| findings.push(finding));
        (verdict, findings)
    }

    pub fn verdict(&self, code: &str) -> Verdict {
        self.judge(code).0
    }

    pub fn census(&self) -> Census {
        self.census_and_findings().0
    }

    /// The census with everything that was counted for it.
    pub fn census_and_findings(&self) -> (Census, Vec<Finding>) {
        let mut findings = Vec::new();
        let take = &mut |finding| findings.push(finding);
        let census = census::judge(&self.evidence(), header(), self.standard, &self.plan, calendar(), false, take).unwrap();
        (census, findings)
    }

    pub fn evidence(&self) -> census::Evidence<'_> {
        census::Evidence { registry: &self.registry, fold: &self.fold, declared: &self.declared, elsewhere: &NoColumns, rejected: &[], nameless_sites: 0 }
    }
}

/// Judgement of a clause of a verdict.
pub fn result<'a>(verdict: &'a Verdict, clause: &str) -> &'a Judgement {
    &verdict.outcome(clause).unwrap_or_else(|| panic!("no outcome of {clause}")).judgement
}

pub fn header() -> Header {
    Header {
        title: "2017年第四季度普查".into(),
        issuer: "示例办公室".into(),
        document_no: None,
        period_from: day("2017-10-01"),
        period_to: Some(day("2017-12-31")),
        checkpoint: day(CHECKPOINT),
        visits_until: day(CHECKPOINT),
        reconstruction: true,
        name_best: 1,
        upcoming_checks: Vec::new(),
    }
}
