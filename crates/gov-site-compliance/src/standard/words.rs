//! Chinese words for what a standard's file names in English: limits, lists, rates, switches.

use alloc::{
    borrow::Cow,
    format,
    string::{String, ToString},
    vec::Vec,
};

use super::{Clause, Effective, Standard};
use crate::indicator::Words;

const LIMITS: &[(&str, &str)] = &[
    ("full", "满分"),
    ("pass", "合格分数线"),
    ("enough_portal", "门户网站次数"),
    ("enough_others", "其他网站次数"),
    ("updates", "更新条数"),
    ("columns", "栏目数"),
    ("complex", "复杂事项办理时限"),
    ("errors", "错误数"),
    ("ordinary", "一般办理时限"),
    ("share", "比例"),
    ("tickets", "办件数"),
    ("timeout", "打开时限"),
    ("unanswered", "未答复时限"),
    ("visits_a_day", "每日访问次数"),
    ("week", "监测天数"),
    ("window", "更新时限"),
    ("window_documents", "通知公告、政策文件更新时限"),
    ("window_news", "动态要闻更新时限"),
    ("window_yearly", "人事信息、规划计划更新时限"),
];

/// Closed lists that a clause takes.
const LISTS: &[(&str, &str)] = &[
    ("kind", "类别"),
    ("target_kind", "链接类别"),
    ("channel_kind", "渠道类别"),
    ("failed_status", "计为失败的状态码"),
    ("ignored_failure", "不计的失败类型"),
    ("reply_kind", "答复类型"),
    ("states", "栏目状态"),
    ("suspected_failure", "疑似失败类型"),
    ("suspected_status", "疑似失败的状态码"),
    ("unranked_divisions", "不参加排序的地区"),
    ("window_documents", "通知公告、政策文件类栏目"),
    ("window_news", "动态要闻类栏目"),
    ("window_yearly", "人事信息、规划计划类栏目"),
];

/// For what a clause takes points off.
const RATES: &[(&str, &str)] = &[
    ("absent", "未开设扣分"),
    ("element", "每缺一项要素扣分"),
    ("error", "每处错误扣分"),
    ("few", "数量不足扣分"),
    ("file", "每个附件扣分"),
    ("home", "首页每个扣分"),
    ("none", "未开展扣分"),
    ("other", "其他页面每个扣分"),
    ("percent", "每1%扣分"),
    ("system", "每个系统扣分"),
    ("window_documents", "通知公告、政策文件类栏目每个扣分"),
    ("window_news", "动态要闻类栏目每个扣分"),
    ("window_yearly", "人事信息、规划计划类栏目每个扣分"),
];

/// Switches with the words of their values.
type Switch = (&'static str, &'static str, &'static [(&'static str, &'static str)]);
const SWITCHES: &[Switch] = &[
    ("visit_slots", "每日访问的计法", &[("ten_minutes", "每日二十个不同的十分钟时段"), ("none", "每日二十次")]),
    ("suspected_status", "疑似失败的状态码", &[("possible", "存疑"), ("failed", "计为失败"), ("ok", "计为成功")]),
    ("counted_columns", "计数的栏目", &[("listing", "只计有信息列表的栏目"), ("all", "全部栏目")]),
    ("blank_in_core", "空白栏目与栏目不更新①", &[("no", "不计入"), ("yes", "计入")]),
    ("blank_takes_deduction", "空白栏目与类别扣分", &[("yes", "按类别扣分"), ("no", "不按类别扣分")]),
    ("late_answers_count", "逾期答复", &[("yes", "计入"), ("no", "不计入，只计未答复")]),
    ("extension", "延期的效力", &[("within_first_limit", "首个时限内批准的有效"), ("any_time", "任何时候批准的有效")]),
    ("promise", "承诺时限的效力", &[("shorter_binds", "较短的有效"), ("always_binds", "一律有效"), ("ignored", "不计")]),
    ("overdue_total", "逾期办件的范围", &[("late_and_open", "逾期答复与逾期未复"), ("open", "只计逾期未复")]),
];

/// A word that is not known yet is shown as it is.
fn look_up<'a>(list: &[(&str, &'static str)], word: &'a str) -> Cow<'a, str> {
    list.iter().find(|(code, _)| *code == word).map_or(Cow::Borrowed(word), |(_, chinese)| Cow::Borrowed(*chinese))
}

/// Name of a limit, such as 更新时限 for `window`.
pub fn limit(name: &str) -> Cow<'_, str> {
    look_up(LIMITS, name)
}

/// Name of a rate as [`Clause::rates`] names it: 首页每个扣分 for `points.home`, 最多扣分 for `cap`.
pub fn rate(name: &str) -> Cow<'_, str> {
    if name == "cap" { Cow::Borrowed("最多扣分") } else { look_up(RATES, name.strip_prefix("points.").unwrap_or(name)) }
}

/// Name of a switch, and what a value of it means.
pub fn switch<'a>(key: &'a str, value: &'a str) -> (Cow<'a, str>, Cow<'a, str>) {
    match SWITCHES.iter().find(|(code, ..)| *code == key) {
        Some((_, title, values)) => (Cow::Borrowed(*title), look_up(values, value)),
        None => (Cow::Borrowed(key), Cow::Borrowed(value)),
    }
}

impl Standard {
    /// Name of a figure as officials read it, by the key that [`Standard::unverified`] and overrides give.
    ///
    /// ```
    /// use gov_site_compliance::standard::Library;
    /// let standard = Library::embedded().resolve("national-2015")?;
    /// assert_eq!(standard.figure_chinese("dead_links.points.home"), "链接可用性：首页每个扣分");
    /// assert_eq!(standard.value_chinese("dead_links.points.home").as_deref(), Some("1分"));
    /// # Ok::<(), gov_site_compliance::StandardError>(())
    /// ```
    pub fn figure_chinese(&self, key: &str) -> String {
        let (first, rest) = key.split_once('.').unwrap_or((key, ""));
        match (first, rest, self.clause(first)) {
            ("effective", ..) => "施行日期".into(),
            ("readings", switch_key, None) => switch(switch_key, "").0.into(),
            ("assessment_points", "veto", None) => "考核：单项否决扣分".into(),
            ("assessment_points", "overdue_ticket", None) => "考核：逾期办件扣分".into(),
            (_, "", Some(clause)) => clause.title.clone(),
            (_, field, Some(clause)) => format!("{}：{}", clause.title, field_chinese(field)),
            _ => key.into(),
        }
    }

    /// What a figure is, as officials read it; `None` for one that this standard does not have.
    pub fn value_chinese(&self, key: &str) -> Option<String> {
        if key == "effective" {
            return self.effective.as_ref().map(Effective::chinese);
        }
        let (clause, field) = key.split_once('.')?;
        let clause = self.clause(clause)?;
        let rate = clause.rates().find(|(name, _)| name == field).map(|(_, rate)| format!("{}分", rate.points.short()));
        let limit = || field.strip_prefix("limits.").and_then(|name| Some(clause.limit(name)?.chinese_of(name)));
        let list = || chosen(clause, field.strip_prefix("select.")?);
        rate.or_else(limit).or_else(list)
    }
}

fn field_chinese(field: &str) -> Cow<'_, str> {
    match field.split_once('.') {
        Some(("limits", name)) => limit(name),
        Some(("select", name)) => look_up(LISTS, name),
        _ => rate(field),
    }
}

/// The words of a list.
fn chosen(clause: &Clause, list: &str) -> Option<String> {
    let words = match clause.family.list(list)?.words {
        Words::Closed(words) => words,
        Words::Status | Words::Any => &[],
    };
    let chosen: Vec<_> = clause.select(list).iter().map(|word| look_up(words, word).to_string()).collect();
    Some(chosen.join("、"))
}

impl Effective {
    /// The dates as officials read them.
    pub fn chinese(&self) -> String {
        let from = self.from.map_or_else(|| String::from("起始未载明"), |day| format!("{}起", day.chinese()));
        match self.to {
            Some(to) => format!("{from}至{}", to.chinese()),
            None => from,
        }
    }
}

#[cfg(test)]
mod tests {
    use alloc::format;

    use super::{SWITCHES, limit, rate, switch};
    use crate::standard::{self, Library};

    fn is_chinese(text: &str) -> bool {
        text.chars().any(|sign| ('\u{4e00}'..='\u{9fff}').contains(&sign))
    }

    #[test]
    fn every_switch_and_value_has_its_words() {
        assert_eq!(SWITCHES.len(), standard::SWITCHES.len());
        for known in standard::SWITCHES {
            for value in known.values {
                let (title, meaning) = switch(known.key, value);
                assert!(is_chinese(&title) && is_chinese(&meaning), "{} = {value}", known.key);
            }
        }
    }

    #[test]
    fn every_figure_of_the_standards_has_its_words() {
        let standard = Library::embedded().resolve("zibo-2017").unwrap();
        let mut keys = alloc::vec!["effective".into()];
        for clause in &standard.clauses {
            keys.extend(clause.limits.keys().map(|name| format!("{}.limits.{name}", clause.key)));
            keys.extend(clause.select.keys().map(|name| format!("{}.select.{name}", clause.key)));
            keys.extend(clause.rates().map(|(name, _)| format!("{}.{name}", clause.key)));
            assert!(clause.family.rates_of(clause).all(|name| is_chinese(&rate(name))), "{}", clause.key);
            assert!(clause.limits.keys().all(|name| is_chinese(&limit(name))), "{}", clause.key);
        }
        for key in keys {
            let (figure, value) = (standard.figure_chinese(&key), standard.value_chinese(&key).unwrap());
            let english = |text: &str| text.chars().any(|sign| sign.is_ascii_lowercase()) && !key.contains("status");
            assert!(is_chinese(&figure) && !english(&figure) && !english(&value), "{key}: {figure} = {value}");
        }
    }
}
