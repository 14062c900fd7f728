//! Chinese words for what the core only names in English: limits, switches, reasons.

use std::borrow::Cow;

use gov_site_compliance::{Outcome, Standard, TABLES, indicator::Judgement, standard::Clause};

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

const REASONS: &[(&str, &str)] = &[
    ("judges no single site", "不针对单个网站"),
    ("not for sites of this role", "不适用于此类网站"),
    ("not for bodies without outward services", "主办单位无对外服务"),
    ("exempt with approval", "经批准豁免"),
];

const EFFECTS: &[(&str, &str)] = &[("veto", "单项否决"), ("report", "仅提示"), ("deduct", "扣分"), ("bonus", "加分")];

/// A word that is not known yet is shown as it is.
fn look_up<'a>(list: &[(&str, &'static str)], word: &'a str) -> Cow<'a, str> {
    list.iter().find(|(code, _)| *code == word).map_or(Cow::Borrowed(word), |(_, chinese)| Cow::Borrowed(*chinese))
}

pub(super) fn limit(name: &str) -> Cow<'_, str> {
    look_up(LIMITS, name)
}

pub(super) fn list(name: &str) -> Cow<'_, str> {
    look_up(LISTS, name)
}

pub(super) fn effect(clause: &Clause) -> Cow<'static, str> {
    look_up(EFFECTS, clause.effect.code())
}

/// Name of a switch, and what a value of it means.
pub(super) fn switch<'a>(key: &'a str, value: &'a str) -> (Cow<'a, str>, Cow<'a, str>) {
    match SWITCHES.iter().find(|(code, ..)| *code == key) {
        Some((_, title, values)) => (Cow::Borrowed(*title), look_up(values, value)),
        None => (Cow::Borrowed(key), Cow::Borrowed(value)),
    }
}

/// Chinese name of a table of the census folder.
pub(super) fn table(name: &str) -> &str {
    TABLES.iter().find(|table| table.name == name).map_or(name, |table| table.heading)
}

/// What was measured under a clause, or why nothing was.
pub(super) fn measured(key: &str, outcome: &Outcome, standard: &Standard) -> String {
    match (&outcome.judgement, outcome.measure, standard.clause(key)) {
        (Judgement::NotApplicable(why), ..) => look_up(REASONS, why).into_owned(),
        (_, Some(measure), Some(clause)) => measure.chinese(clause),
        _ => "无测得数据".to_string(),
    }
}

/// Title of a clause, its key where the standard has none.
pub(super) fn clause<'a>(standard: &'a Standard, key: &'a str) -> &'a str {
    standard.clause(key).map_or(key, |clause| &clause.title)
}

#[cfg(test)]
mod tests {
    use gov_site_compliance::standard::{Library, SWITCHES};

    use super::{limit, list, switch};

    fn is_chinese(text: &str) -> bool {
        text.chars().any(|sign| ('\u{4e00}'..='\u{9fff}').contains(&sign))
    }

    #[test]
    fn every_switch_and_value_has_its_words() {
        for known in SWITCHES {
            for value in known.values {
                let (title, meaning) = switch(known.key, value);
                assert!(is_chinese(&title) && is_chinese(&meaning), "{} = {value}", known.key);
            }
        }
    }

    #[test]
    fn every_figure_of_the_standards_has_its_word() {
        let standard = Library::embedded().resolve("zibo-2017").unwrap();
        for name in standard.clauses.iter().flat_map(|clause| clause.limits.keys()) {
            assert!(is_chinese(&limit(name)), "{name}");
        }
        for name in standard.clauses.iter().flat_map(|clause| clause.select.keys()) {
            assert!(is_chinese(&list(name)), "{name}");
        }
    }
}
