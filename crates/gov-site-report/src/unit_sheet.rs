//! The list of one unit as documents show it: headings and rows of texts, for Markdown, Word and Excel alike.

use std::collections::BTreeMap;

use gov_site_compliance::{
    Census, Day, Notice,
    followup::{ClauseTask, ColumnTask, Contacts, PromiseTask, SiteTask, TicketTask, UnitList},
    standard::{Effect, Points},
};

use crate::{Audience, DRAFT, Edition, file_stems, text::shortened};

/// Signs of a cell: a name of a million signs makes a list unreadable.
const CELL: usize = 500;

/// What is to be done by one unit. All texts are as the edition may show them, on one line each; a format has only to escape them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitSheet {
    /// The unit.
    pub unit: String,
    /// Name of its file without an ending: safe, and no other unit's.
    pub file_stem: String,
    /// Title.
    pub title: String,
    /// What stands on top: the mark of a draft, a reconstruction, an overlay.
    pub remarks: Vec<String>,
    /// Checkpoint, standard, by when and how to answer.
    pub facts: Vec<String>,
    /// The parts that have a row.
    pub parts: Vec<SheetPart>,
}

/// One table of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetPart {
    /// Heading of the part.
    pub heading: &'static str,
    /// Headings of the columns.
    pub columns: &'static [&'static str],
    /// Rows, each with a cell for each column.
    pub rows: Vec<Vec<String>>,
}

/// A sheet for each unit, in the order of the lists. The public edition has none: lists are working papers. Persons stand only in the
/// internal edition.
pub fn unit_sheets(census: &Census, notice: &Notice, lists: &[UnitList], edition: Edition) -> Vec<UnitSheet> {
    if edition.audience == Audience::Public {
        return Vec::new();
    }
    let stems = file_stems(lists.iter().map(|list| list.unit.as_str()));
    let writing = Writing { census, edition };
    let (remarks, facts) = (writing.remarks(notice), writing.facts(notice));
    let sheet = |(list, file_stem): (&UnitList, String)| {
        let unit = shortened(edition.shown(&list.unit), CELL);
        let title = format!("{unit}问题清单");
        UnitSheet { unit, file_stem, title, remarks: remarks.clone(), facts: facts.clone(), parts: writing.parts(list) }
    };
    lists.iter().zip(stems).map(sheet).collect()
}

/// Puts tasks into words.
struct Writing<'c> {
    census: &'c Census,
    edition: Edition,
}

impl Writing<'_> {
    fn remarks(&self, notice: &Notice) -> Vec<String> {
        let draft = self.edition.draft.then(|| DRAFT.to_owned());
        draft.into_iter().chain(notice.remarks.iter().map(|remark| self.edition.shown(remark))).collect()
    }

    fn facts(&self, notice: &Notice) -> Vec<String> {
        let census = self.census;
        let texts = [("整改期限", &notice.texts.rectify_by), ("提出异议的截止日期", &notice.texts.object_by), ("答复方式", &notice.texts.reply_to)];
        let texts = texts.into_iter().filter_map(|(what, text)| Some(format!("{what}：{}", self.edition.shown(text.as_deref()?))));
        let head = [format!("监测时间点：{}", census.header.checkpoint.chinese()), format!("依据：《{}》", self.edition.shown(&census.standard.title))];
        head.into_iter().chain(texts).collect()
    }

    fn parts(&self, list: &UnitList) -> Vec<SheetPart> {
        const COLUMNS: &[&str] = &["网站标识码", "网站名称", "栏目编号", "栏目名称", "情况", "最近更新", "时限", "超出天数", "整改要求"];
        const TICKETS: &[&str] = &["办件编号", "网站名称", "收件日期", "截止日期", "答复日期", "状态", "超出工作日", "办理要求"];
        const PROMISES: &[&str] = &["网站标识码", "网站名称", "渠道编号", "公开承诺", "整改要求"];
        const CONTACTS: &[&str] = &["网站标识码", "主要负责人", "分管负责人", "具体负责人"];
        let contacts = if self.edition.audience == Audience::Internal { self.contacts(&list.contacts) } else { Vec::new() };
        let parts = [
            self.low_scores(&list.sites),
            self.sites(&list.sites),
            SheetPart { heading: "不更新或空白栏目", columns: COLUMNS, rows: list.columns.iter().map(|task| self.column(task)).collect() },
            SheetPart { heading: "办件", columns: TICKETS, rows: list.tickets.iter().map(|task| self.ticket(task)).collect() },
            SheetPart {
                heading: "以前时段转入的逾期办件", columns: TICKETS, rows: list.carried_over.iter().map(|task| self.ticket(task)).collect()
            },
            SheetPart { heading: "长于一般时限的公开承诺", columns: PROMISES, rows: list.promises.iter().map(|task| self.promise(task)).collect() },
            SheetPart { heading: "网站联系人（内部）", columns: CONTACTS, rows: contacts },
        ];
        let mut parts: Vec<_> = parts.into_iter().filter(|part| !part.rows.is_empty()).collect();
        let cells = parts.iter_mut().flat_map(|part| part.rows.iter_mut().flatten());
        cells.for_each(|cell| *cell = shortened(core::mem::take(cell), CELL));
        parts
    }

    /// Why sites are unqualified that fail no veto.
    fn low_scores(&self, sites: &[SiteTask]) -> SheetPart {
        const SCORES: &[&str] = &["网站标识码", "网站名称", "得分", "合格分数线"];
        let mark = self.census.standard.pass_mark().map(|limit| limit.chinese()).unwrap_or_default();
        let row =
            |site: &SiteTask| Some(vec![self.edition.id(&site.site_code), self.edition.shown(&site.site_name), format!("{}分", site.low_score?), mark.clone()]);
        SheetPart { heading: "得分低于合格分数线的网站", columns: SCORES, rows: sites.iter().filter_map(row).collect() }
    }

    /// What sites fail; where a score decides, with the points that each clause takes off.
    fn sites(&self, sites: &[SiteTask]) -> SheetPart {
        const SITES: &[&str] = &["网站标识码", "网站名称", "指标", "后果", "测得情况", "整改要求"];
        const SCORED: &[&str] = &["网站标识码", "网站名称", "指标", "后果", "测得情况", "整改要求", "扣分", "最多扣分"];
        let with_points = sites.iter().flat_map(|site| &site.clauses).any(|clause| clause.points_off.is_some());
        let rows = sites.iter().flat_map(|site| site.clauses.iter().map(move |clause| self.clause(site, clause, with_points)));
        SheetPart { heading: "网站不达标指标", columns: if with_points { SCORED } else { SITES }, rows: rows.collect() }
    }

    fn clause(&self, site: &SiteTask, clause: &ClauseTask, with_points: bool) -> Vec<String> {
        let consequence = match clause.effect {
            Effect::Veto => "单项否决",
            Effect::Deduct => "扣分",
            _ => "仅提示",
        };
        let measured = format!("{}{}", self.edition.shown(&clause.measured), again(clause.repeated));
        let texts = [&*site.site_name, &*clause.title].map(|text| self.edition.shown(text));
        let points = [clause.points_off, clause.cap].map(|points| points.map(Points::short).unwrap_or_default());
        let points = points.into_iter().filter(|_| with_points);
        let site = std::iter::once(self.edition.id(&site.site_code)).chain(texts);
        site.chain([consequence.to_owned(), measured, clause.todo.to_owned()]).chain(points).collect()
    }

    fn column(&self, task: &ColumnTask) -> Vec<String> {
        let doubt = if task.certain { "" } else { "（待核实）" };
        vec![
            self.edition.id(&task.site_code),
            self.edition.shown(&task.site_name),
            self.edition.id(&task.column_id),
            self.edition.shown(task.column_name.as_deref().unwrap_or(&task.detail)),
            format!("{}{doubt}{}", task.state.chinese(), again(task.repeated)),
            written(task.last_update),
            task.limit.clone().unwrap_or_default(),
            task.days_over.map(|days| days.to_string()).unwrap_or_default(),
            task.todo.to_owned(),
        ]
    }

    fn ticket(&self, task: &TicketTask) -> Vec<String> {
        let reply = &task.reply;
        let doubt = if reply.known { "" } else { "（待核实）" };
        let projected = if reply.projected { "（推算）" } else { "" };
        let from = if reply.from_submission { "（提交日）" } else { "" };
        vec![
            self.edition.id(&reply.ticket_id),
            self.edition.shown(task.site_name.as_deref().or(reply.site_code.as_deref()).unwrap_or_default()),
            format!("{}{from}", reply.received_on),
            format!("{}{projected}", reply.deadline),
            written(reply.answered_on),
            format!("{}{doubt}", reply.state.chinese()),
            if reply.state.is_overdue() { reply.working_days_over.to_string() } else { String::new() },
            task.todo.to_owned(),
        ]
    }

    fn promise(&self, task: &PromiseTask) -> Vec<String> {
        let ids = [&*task.site_code, &*task.channel_id].map(|id| self.edition.id(id));
        let [site, channel] = ids;
        vec![site, self.edition.shown(&task.site_name), channel, self.edition.shown(&task.detail), task.todo.to_owned()]
    }

    fn contacts(&self, contacts: &BTreeMap<String, Contacts>) -> Vec<Vec<String>> {
        let shown = |text: &Option<String>| text.as_deref().map(|text| self.edition.shown(text)).unwrap_or_default();
        let row =
            |(site, persons): (&String, &Contacts)| vec![self.edition.id(site), shown(&persons.principal), shown(&persons.deputy), shown(&persons.contact)];
        contacts.iter().map(row).collect()
    }
}

fn again(repeated: bool) -> &'static str {
    if repeated { "（连续两期）" } else { "" }
}

fn written(day: Option<Day>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}
