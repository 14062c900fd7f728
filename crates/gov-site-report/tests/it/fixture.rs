//! A census of six sites: qualified, twice unqualified, not assessed, closed, and one whose row was rejected.

use std::collections::BTreeMap;

use gov_site_compliance::{
    Calendar, Census, Day, Finding, Fold, Notice, Place, Plan, Registry, Reject, Standard, Update, Visit,
    census::{Evidence, Header, SiteResult, UpcomingCheck, judge},
    facts::{Declared, NoColumns, Placed, Setting, Tables},
    ingest::{Charge, Checked, read_row},
    notice::{NoticeTexts, Requirement},
    standard::Library,
};
use gov_site_report::{Edition, Results};

pub const QUALIFIED: &str = "3703000001";
pub const BLANK: &str = "3703000002";
pub const UNVISITED: &str = "3703000003";
pub const CLOSED: &str = "3703000004";
pub const FAILING: &str = "3703000005";
pub const LOST: &str = "3703000006";

/// Names that tests replace by hostile ones.
#[derive(Clone)]
pub struct Names {
    pub failing: String,
    pub unit: String,
    pub division: String,
    pub title: String,
}

impl Default for Names {
    fn default() -> Names {
        Names {
            failing: "示例单位乙".into(), unit: "示例单位甲".into(), division: "示例区".into(), title: "2017年第四季度示例普查情况的通报".into()
        }
    }
}

/// A judged census with everything that renderers take.
pub struct Case {
    pub census: Census,
    pub findings: Vec<Finding>,
    pub rejects: Vec<Reject>,
}

impl Case {
    pub fn site(&self, code: &str) -> &SiteResult {
        self.census.sites.iter().find(|site| site.site_code == code).unwrap()
    }

    /// What documents of an edition are made of.
    pub fn results<'a>(&'a self, notice: &'a Notice, edition: Edition) -> Results<'a> {
        Results {
            census: &self.census,
            notice,
            findings: &self.findings,
            findings_total: self.findings.len() as u64,
            rejects: &self.rejects,
            rejects_total: self.rejects.len() as u64,
            declared: Some(&["columns", "updates", "tickets", "reviews"]),
            coverage: &[],
            edition,
        }
    }

    pub fn notice(&self, texts: NoticeTexts) -> Notice {
        Notice::of(&self.census, texts, &|site, clause| (site == FAILING && clause == "site_unreachable").then(|| "未更改登记网址".to_string()))
    }
}

/// One row by the names of its fields.
pub fn row<R: Checked>(cells: &[(&str, &str)]) -> Result<R, Box<Reject>> {
    let place = Place { file: format!("{}.csv", R::TABLE.name).into(), row: 2 };
    let cells: BTreeMap<&str, &str> = cells.iter().copied().collect();
    let texts: Vec<_> = R::TABLE.fields.iter().map(|field| cells.get(field.name).copied()).collect();
    read_row(&texts, &place).map_err(Box::new)
}

fn add<R: Checked>(rows: &mut Vec<Placed<R>>, cells: &[(&str, &str)]) {
    let line = rows.len() as u64 + 2;
    rows.push(Placed { row: row(cells).unwrap(), file: 0, line });
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn site(tables: &mut Tables, code: &str, name: &str, role: &str, level: &str, division: &str) {
    let home = format!("http://{code}.example/");
    let cells = [("site_code", code), ("site_name", name), ("home_url", &home), ("role", role), ("level", level), ("division", division), ("sponsor", name)];
    add(&mut tables.sites, &cells);
    let column = format!("{code}-home");
    add(&mut tables.columns, &[("column_id", &column), ("site_code", code), ("column_name", "要闻"), ("kind", "news"), ("on_home", "true")]);
}

fn registered(names: &Names, present: &[&'static str]) -> Tables {
    let mut tables = Tables { files: vec!["rows.csv".into()], present: present.to_vec(), ..Tables::default() };
    site(&mut tables, QUALIFIED, "示例区人民政府", "portal", "county", &names.division);
    site(&mut tables, BLANK, "示例单位丙", "department", "city", "市本级");
    site(&mut tables, UNVISITED, "示例单位丁", "department", "city", "市本级");
    site(&mut tables, CLOSED, "示例单位戊", "institution", "county", &names.division);
    site(&mut tables, FAILING, &names.failing, "department", "county", "另一示例区");
    for number in 0..6 {
        let id = format!("b{number}");
        let cells = [("column_id", &*id), ("site_code", BLANK), ("column_name", "栏目"), ("kind", "other"), ("source_ref", "=HYPERLINK(\"x\")")];
        add(&mut tables.columns, &cells);
    }
    add(&mut tables.columns, &[("column_id", "q0"), ("site_code", QUALIFIED), ("column_name", "空栏目"), ("kind", "other")]);
    let life = [
        ("site_code", CLOSED),
        ("state", "closed"),
        ("from", "2017-06-01"),
        ("approved", "true"),
        ("approval_no", "示例〔2017〕3号"),
        ("close_due_on", "2017-06-30"),
    ];
    add(&mut tables.site_life, &life);
    tickets(&mut tables, names);
    tables
}

fn tickets(tables: &mut Tables, names: &Names) {
    let known = [("channel_kind", "consultation"), ("valid", "true"), ("needs_reply", "true"), ("site_code", QUALIFIED)];
    let mut ticket = |id: &str, unit: &str, from: &str, more: &[(&str, &str)]| {
        let cells = [&known[..], &[("ticket_id", id), ("unit", unit), ("submitted_on", from)], more].concat();
        add(&mut tables.tickets, &cells);
    };
    ticket("t1", &names.unit, "2017-11-01", &[]);
    ticket("t2", &names.unit, "2017-11-01", &[("answered_on", "2017-11-20"), ("source_ref", "+1")]);
    ticket("t3", "示例单位己", "2017-10-09", &[("promised_days", "3"), ("promised_unit", "working"), ("answered_on", "2017-10-13")]);
    ticket("t4", "示例单位己", "2017-09-01", &[]);
    ticket("t5", "示例单位己", "2017-11-21", &[]);
}

fn folded(registry: &Registry, plan: &Plan) -> Fold {
    let mut fold = Fold::new(registry);
    for code in [QUALIFIED, BLANK, UNVISITED, CLOSED, FAILING] {
        let (column, url) = (format!("{code}-home"), format!("http://{code}.example/1"));
        let update: Update = row(&[("column_id", &column), ("url", &url), ("published_on", "2017-11-24")]).unwrap();
        fold.push_update(registry, plan, &update).unwrap();
        if code != UNVISITED {
            visits(&mut fold, registry, plan, code);
        }
    }
    fold
}

/// Seven days of twenty visits; seven of the failing site's 140 fail, one of the qualified site's.
fn visits(fold: &mut Fold, registry: &Registry, plan: &Plan, code: &str) {
    let failures = match code {
        FAILING => 7,
        QUALIFIED => 1,
        _ => 0,
    };
    for number in 0..140 {
        let (on, minute) = (19 + number / 20, number % 20 * 70);
        let at = format!("2017-11-{on}T{:02}:{:02}:00+08:00", minute / 60, minute % 60);
        let result = if number < failures { ("failure", "connect") } else { ("status", "200") };
        let visit: Visit = row(&[("site_code", code), ("visited_at", &at), ("vantage", "v1"), ("duration_ms", "800"), result]).unwrap();
        fold.push_visit(registry, plan, &visit).unwrap();
    }
}

fn header(names: &Names) -> Header {
    Header {
        title: names.title.clone(),
        issuer: "示例市人民政府办公厅".into(),
        document_no: Some("示例〔2017〕8号".into()),
        period_from: day("2017-10-01"),
        period_to: Some(day("2017-12-31")),
        checkpoint: day("2017-11-25"),
        visits_until: day("2017-11-25"),
        reconstruction: true,
        name_best: 1,
        upcoming_checks: vec![UpcomingCheck { name: "示例检查".into(), on: day("2017-12-01") }],
    }
}

/// The usual census under `zibo-2017`.
pub fn case() -> Case {
    judged(&Names::default(), &Library::embedded().resolve("zibo-2017").unwrap().without_deductions())
}

/// The same census under an overlay that changes a figure.
pub fn overlaid() -> Case {
    let mut library = Library::embedded();
    let text = "id = \"my-overlay\"\nrevision = 2\ntitle = \"试验标准\"\nextends = \"zibo-2017\"\n\n[clause.blank_columns.limits]\n\
                columns = { amount = 7, unit = \"count\", edge = \"at_least\", grade = \"D\", source = \"trial\" }\n";
    library.add("my-overlay.toml", text).unwrap();
    judged(&Names::default(), &library.resolve("my-overlay").unwrap().without_deductions())
}

/// The same census under an overlay that gives points of the yearly assessment.
pub fn assessed() -> Case {
    let mut library = Library::embedded();
    let text = "id = \"assessed\"\nrevision = 1\ntitle = \"试验标准\"\nextends = \"zibo-2017\"\n\n[assessment_points]\n\
                veto = { amount = \"2.5\", grade = \"D\", source = \"trial\" }\n";
    library.add("assessed.toml", text).unwrap();
    judged(&Names::default(), &library.resolve("assessed").unwrap().without_deductions())
}

/// The same census where blank columns make no site unqualified.
pub fn reported() -> Case {
    let mut library = Library::embedded();
    let text = "id = \"mild\"\nrevision = 1\ntitle = \"试验标准\"\nextends = \"zibo-2017\"\n\n[clause.blank_columns]\neffect = \"report\"\n";
    library.add("mild.toml", text).unwrap();
    judged(&Names::default(), &library.resolve("mild").unwrap().without_deductions())
}

/// Tables that somebody says he has read to the end.
const READ: &[&str] = &["columns", "updates", "tickets", "reviews"];
const ALL_READ: &[&str] = &["columns", "updates", "tickets", "reviews", "channels", "activities", "links", "services", "service_files", "systems"];

const CAPPED: &[&str] = &[
    "home_availability",
    "dead_links",
    "home_update_count",
    "column_updates",
    "inaccurate_facts",
    "consultation_channel",
    "survey_channel",
    "interview_channel",
    "guide_elements",
    "service_files",
    "online_systems",
];

/// The census under an overlay with a cap of 4 points for each item, so that every site without a failed veto has a score. The only one, of
/// [`QUALIFIED`], is 88.45: its visits take 3.55 points off, its home page and its missing channel 4 each.
pub fn scored(pass: &str) -> Case {
    let rate = |amount: &str| format!("{{ amount = \"{amount}\", grade = \"B\", source = \"本市通知\" }}");
    let caps: String = CAPPED.iter().map(|key| format!("[clause.{key}]\ncap = {}\n", rate("4"))).collect();
    let mark =
        format!("[clause.pass_mark.limits]\npass = {{ amount = \"{pass}\", unit = \"points\", edge = \"at_least\", grade = \"B\", source = \"本市通知\" }}\n");
    let head = "id = \"ours\"\nrevision = 1\ntitle = \"本市标准\"\nextends = \"zibo-2017\"\n";
    let mut library = Library::embedded();
    library.add("ours.toml", &format!("{head}{caps}[clause.guide_elements.points]\nelement = {}\n{mark}", rate("0.5"))).unwrap();
    judged_of(ALL_READ, &Names::default(), &library.resolve("ours").unwrap())
}

/// The census with other names, under a standard.
pub fn judged(names: &Names, standard: &Standard) -> Case {
    judged_of(READ, names, standard)
}

fn judged_of(read: &[&'static str], names: &Names, standard: &Standard) -> Case {
    let plan = Plan::compile(&[standard], Setting { checkpoint: day("2017-11-25"), visits_until: day("2017-11-25"), period_from: day("2017-10-01") }).unwrap();
    let mut rejects = vec![
        row::<gov_site_compliance::Site>(&[("site_code", LOST), ("site_name", "示例单位庚"), ("role", "-5"), ("home_url", "x"), ("level", "city")])
            .unwrap_err(),
    ];
    rejects.push(row::<Update>(&[("column_id", "b0"), ("url", "x"), ("published_on", "=2017\n\"冬\"")]).unwrap_err());
    let rejects: Vec<Reject> = rejects.into_iter().map(|reject| *reject).collect();
    let charges: Vec<Charge> = rejects.iter().map(|reject| reject.charge.clone()).collect();
    let tables = registered(names, read);
    let declared = Declared::new(read.iter().copied(), &tables.present);
    let mut unsettled = Vec::new();
    let registry = Registry::settle(tables, standard, &charges[..1], &mut |reject| unsettled.push(reject));
    assert_eq!(unsettled, []);
    let fold = folded(&registry, &plan);
    let rejected = [("sites".to_string(), 1), ("updates".to_string(), 1)];
    let evidence = Evidence { registry: &registry, fold: &fold, declared: &declared, elsewhere: &NoColumns, rejected: &rejected, nameless_sites: 0 };
    let mut findings = Vec::new();
    let census = judge(&evidence, header(names), standard, &plan, &Calendar::embedded(), false, &mut |finding| findings.push(finding)).unwrap();
    Case { census, findings, rejects }
}

/// Texts of an office, with more than ten requirements.
pub fn texts() -> NoticeTexts {
    let requirement = |number: usize| Requirement { heading: format!("要求{number}"), paragraphs: vec![format!("第{number}项的内容。")] };
    let mut requirements: Vec<_> = (1..=11).map(requirement).collect();
    requirements.push(Requirement { heading: String::new(), paragraphs: vec!["无标题的要求。".into(), "1. 不成列表\n- 也不成列表".into()] });
    NoticeTexts {
        addressees: Some("各示例单位".into()),
        basis: Some("年度工作计划".into()),
        rectify_by: Some("2017年12月15日".into()),
        object_by: Some("2017年12月8日".into()),
        reply_to: Some("书面报送".into()),
        requirements,
        attachments: Some("不合格网站情况".into()),
        signed_by: Some("示例市人民政府办公厅".into()),
        signed_on: Some(day("2017-11-29")),
        copies: Some("示例单位".into()),
    }
}
