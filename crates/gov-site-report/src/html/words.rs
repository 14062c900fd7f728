//! Chinese words for what the core only names in English: reasons and effects.

use std::borrow::Cow;

pub(super) use gov_site_compliance::standard::words::{limit, rate, switch};
use gov_site_compliance::{Outcome, Standard, TABLES, indicator::Judgement, standard::Clause};

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

pub(super) fn effect(clause: &Clause) -> Cow<'static, str> {
    look_up(EFFECTS, clause.effect.code())
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
