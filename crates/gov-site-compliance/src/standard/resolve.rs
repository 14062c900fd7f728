//! From files to a resolved standard: bases first, overlays on top, every figure with its origin.

use alloc::{
    collections::BTreeMap,
    format,
    string::{String, ToString},
    vec::Vec,
};

use toml::{Spanned, Value};

use super::*;
use super::{
    digest::digest,
    file::{RawClause, RawLimit, RawRate},
    library::Source,
};
use crate::{
    indicator::{self, Parameter, Unit},
    model::Day,
};

pub(super) fn resolve(chain: &[&Source]) -> Result<Standard, StandardError> {
    let Some(top) = chain.last() else { return Err(Library::default().unknown("", None)) };
    let mut standard = Standard {
        id: top.raw.id.get_ref().clone(),
        revision: *top.raw.revision.get_ref(),
        title: top.raw.title.clone(),
        document: String::new(),
        chain: chain.iter().map(|source| format!("{}@{}", source.raw.id.get_ref(), source.raw.revision.get_ref())).collect(),
        digest: String::new(),
        effective: None,
        readings: Readings::default(),
        clauses: Vec::new(),
        overrides: Vec::new(),
        assessment_points: AssessmentPoints::default(),
    };
    for source in chain {
        apply(&mut standard, source)?;
    }
    check(&standard, chain)?;
    standard.digest = digest(&standard);
    Ok(standard)
}

fn apply(standard: &mut Standard, source: &Source) -> Result<(), StandardError> {
    if let Some(document) = &source.raw.document {
        standard.document.clone_from(document);
    }
    if let Some(effective) = &source.raw.effective {
        apply_effective(standard, source, effective)?;
    }
    for (key, value) in &source.raw.readings {
        apply_reading(standard, source, key, value)?;
    }
    for (key, written) in &source.raw.assessment_points {
        apply_assessment(standard, source, key, written)?;
    }
    let mut clauses: Vec<_> = source.raw.clause.iter().collect();
    clauses.sort_by_key(|(_, clause)| clause.span().start);
    for (key, clause) in clauses {
        match standard.clauses.iter().position(|known| &known.key == key) {
            Some(position) => change_clause(standard, position, source, clause)?,
            None => {
                let clause = new_clause(source, key, clause)?;
                if !source.embedded && source.raw.extends.is_some() {
                    let change = [String::from("(none)"), format!("added, effect {}", clause.effect.code())];
                    note(&mut standard.overrides, format!("clause.{key}"), change, Some(format!("新增指标“{}”", clause.title)), &clause.origin);
                }
                standard.clauses.push(clause);
            }
        }
    }
    Ok(())
}

fn apply_effective(standard: &mut Standard, source: &Source, raw: &Spanned<super::file::RawEffective>) -> Result<(), StandardError> {
    let dates = raw.get_ref();
    let day = |date: &Option<toml::value::Datetime>| match date {
        None => Ok(None),
        Some(date) => {
            date.to_string().parse::<Day>().map(Some).map_err(|error| source.error(raw, "effective", format!("{error}"), "write 2017-11-29 without quotes"))
        }
    };
    let (from, to) = (day(&dates.from)?, day(&dates.to)?);
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        return Err(source.error(raw, "effective", "`to` lies before `from`".into(), "check the two dates"));
    }
    let effective = Effective { from, to, origin: source.origin(raw, dates.grade, &dates.source, dates.verified) };
    if let Some(before) = &standard.effective {
        note(&mut standard.overrides, "effective".into(), [before.text(), effective.text()], None, &effective.origin);
    }
    standard.effective = Some(effective);
    Ok(())
}

fn apply_reading(standard: &mut Standard, source: &Source, key: &str, value: &Spanned<String>) -> Result<(), StandardError> {
    let name = format!("readings.{key}");
    let was = standard.readings.get(key).unwrap_or_default();
    standard.readings = standard
        .readings
        .with(key, value.get_ref())
        .map_err(|error| source.error(value, &name, format!("{error}"), "see docs/STANDARDS.md for the readings and their values"))?;
    let origin = source.origin(value, Grade::B, "switch of the standard's file", Some(true));
    note(&mut standard.overrides, name, [was.into(), value.get_ref().clone()], None, &origin);
    Ok(())
}

/// Keeps a change; a figure set to the value that it has is none.
fn note(overrides: &mut Vec<Override>, figure: String, [was, is]: [String; 2], chinese: Option<String>, origin: &Origin) {
    if was != is {
        let chinese = chinese.unwrap_or_else(|| format!("{was}→{is}"));
        overrides.push(Override { figure, was, is, chinese, origin: origin.clone() });
    }
}

fn new_clause(source: &Source, key: &str, raw: &Spanned<RawClause>) -> Result<Clause, StandardError> {
    let clause = raw.get_ref();
    let name = format!("clause.{key}");
    let missing = |part: &str| {
        let remedy = "no base has this clause: check its key, or give item, title, text, indicator, effect, grade and source";
        source.error(raw, &format!("{name}.{part}"), format!("a new clause needs `{part}`"), remedy)
    };
    let written = clause.indicator.as_ref().ok_or_else(|| missing("indicator"))?;
    let family = indicator::family(written.get_ref()).ok_or_else(|| {
        let known: Vec<_> = indicator::FAMILIES.iter().map(|family| family.name).collect();
        source.error(
            written,
            &format!("{name}.indicator"),
            format!("there is no indicator family `{}`", written.get_ref()),
            &format!("known are {}", known.join(", ")),
        )
    })?;
    let effect = read_effect(source, &name, clause.effect.as_ref().ok_or_else(|| missing("effect"))?, family)?;
    let origin = source.origin(raw, clause.grade.ok_or_else(|| missing("grade"))?, clause.source.as_ref().ok_or_else(|| missing("source"))?, None);
    let mut built = Clause {
        key: key.into(),
        item: clause.item.clone().ok_or_else(|| missing("item"))?,
        title: clause.title.clone().ok_or_else(|| missing("title"))?,
        text: clause.text.clone().ok_or_else(|| missing("text"))?,
        family,
        effect,
        applies: Applies::default(),
        limits: BTreeMap::new(),
        select: BTreeMap::new(),
        select_origins: BTreeMap::new(),
        points: BTreeMap::new(),
        cap: None,
        origin,
    };
    // What a new clause says of itself changes nothing.
    fill(&mut built, source, clause, &mut Vec::new())?;
    Ok(built)
}

fn change_clause(standard: &mut Standard, position: usize, source: &Source, raw: &Spanned<RawClause>) -> Result<(), StandardError> {
    let mut clause = standard.clauses[position].clone();
    let change = raw.get_ref();
    let name = format!("clause.{}", clause.key);
    if let Some(written) = change.indicator.as_ref().filter(|written| written.get_ref() != clause.family.name) {
        return Err(source.error(
            written,
            &format!("{name}.indicator"),
            "an overlay cannot change the indicator of a clause".into(),
            "add a clause under another key",
        ));
    }
    let by = source.origin(raw, change.grade.unwrap_or(Grade::B), change.source.as_deref().unwrap_or("local overlay"), Some(true));
    let texts = [("item", &change.item, &mut clause.item), ("title", &change.title, &mut clause.title), ("text", &change.text, &mut clause.text)];
    for (part, new, old) in texts {
        if let Some(new) = new {
            note(&mut standard.overrides, format!("{}.{part}", clause.key), [old.clone(), new.clone()], None, &by);
            old.clone_from(new);
        }
    }
    if let Some(effect) = &change.effect {
        let was = clause.effect;
        clause.effect = read_effect(source, &name, effect, clause.family)?;
        let origin = source.origin(effect, change.grade.unwrap_or(Grade::B), change.source.as_deref().unwrap_or("local overlay"), Some(true));
        note(&mut standard.overrides, format!("{}.effect", clause.key), [was.code().into(), clause.effect.code().into()], None, &origin);
    }
    fill(&mut clause, source, change, &mut standard.overrides)?;
    standard.clauses[position] = clause;
    Ok(())
}

fn read_effect(source: &Source, name: &str, written: &Spanned<String>, family: &Family) -> Result<Effect, StandardError> {
    let key = format!("{name}.effect");
    match written.get_ref().as_str() {
        "veto" if family.scope == indicator::Scope::Site => Ok(Effect::Veto),
        "veto" => Err(source.error(written, &key, format!("`{}` does not judge single sites, so it can be no veto", family.name), "write \"report\"")),
        "deduct" if !family.rates.is_empty() => Ok(Effect::Deduct),
        "deduct" => Err(source.error(written, &key, format!("`{}` takes no points", family.name), "write \"veto\" or \"report\"")),
        "report" => Ok(Effect::Report),
        other => Err(source.error(written, &key, format!("there is no effect `{other}`"), "write \"veto\", \"deduct\" or \"report\"")),
    }
}

fn fill(clause: &mut Clause, source: &Source, raw: &RawClause, overrides: &mut Vec<Override>) -> Result<(), StandardError> {
    for (name, written) in &raw.limits {
        let key = format!("clause.{}.limits.{name}", clause.key);
        let parameter = clause.family.limit(name).ok_or_else(|| {
            source.error(written, &key, format!("`{}` has no limit `{name}`", clause.family.name), &format!("it has {}", clause.family.limit_names()))
        })?;
        let limit = read_limit(source, &key, written, parameter)?;
        if let Some(before) = clause.limits.get(name) {
            let chinese = format!("“{}”{}改为{}", clause.title, before.chinese(), limit.chinese());
            note(overrides, format!("{}.limits.{name}", clause.key), [before.text(), limit.text()], Some(chinese), &limit.origin);
        }
        clause.limits.insert(name.clone(), limit);
    }
    fill_points(clause, source, raw, overrides)?;
    for (name, written) in &raw.select {
        let key = format!("clause.{}.select.{name}", clause.key);
        let parameter = clause.family.list(name).ok_or_else(|| {
            source.error(written, &key, format!("`{}` has no list `{name}`", clause.family.name), &format!("it has {}", clause.family.list_names()))
        })?;
        if let Some(word) = written.get_ref().iter().find(|word| !parameter.knows(word)) {
            return Err(source.error(written, &key, format!("`{word}` is no word of this list"), &parameter.known_words()));
        }
        let origin = source.origin(written, raw.grade.unwrap_or(Grade::B), raw.source.as_deref().unwrap_or("local overlay"), None);
        if let Some(before) = clause.select.get(name) {
            note(overrides, format!("{}.select.{name}", clause.key), [before.join(", "), written.get_ref().join(", ")], None, &origin);
        }
        clause.select_origins.insert(name.clone(), origin);
        clause.select.insert(name.clone(), written.get_ref().clone());
    }
    if let Some(applies) = &raw.applies {
        let mut role = Vec::new();
        for word in &applies.get_ref().role {
            let known = Role::read(word).ok_or_else(|| {
                source.error(
                    applies,
                    &format!("clause.{}.applies.role", clause.key),
                    format!("there is no role `{word}`"),
                    "portal, department, institution or subsite",
                )
            })?;
            role.push(known);
        }
        let new = Applies { role, has_services: applies.get_ref().has_services };
        let origin = source.origin(applies, raw.grade.unwrap_or(Grade::B), raw.source.as_deref().unwrap_or("local overlay"), Some(true));
        note(overrides, format!("{}.applies", clause.key), [clause.applies.text(), new.text()], None, &origin);
        clause.applies = new;
    }
    Ok(())
}

fn read_limit(source: &Source, key: &str, written: &Spanned<RawLimit>, parameter: &Parameter) -> Result<Limit, StandardError> {
    let raw = written.get_ref();
    let unit = Unit::read(raw.unit.get_ref()).filter(|unit| parameter.units.contains(unit)).ok_or_else(|| {
        let known: Vec<_> = parameter.units.iter().map(|unit| unit.code()).collect();
        source.error(&raw.unit, &format!("{key}.unit"), format!("`{}` is no unit of this limit", raw.unit.get_ref()), &format!("write {}", known.join(" or ")))
    })?;
    let written_amount = source.text.get(raw.amount.span()).unwrap_or_default();
    let bad = || {
        source.error(
            &raw.amount,
            &format!("{key}.amount"),
            format!("`{written_amount}` is no amount in {}", unit.code()),
            "write a whole number, or \"4.5\" in quotes for percent, seconds and points",
        )
    };
    let amount = match (raw.amount.get_ref(), unit) {
        (Value::Integer(number), _) => amount_of(&number.to_string(), unit),
        (Value::String(text), Unit::Percent | Unit::Seconds | Unit::Points) => amount_of(text, unit),
        _ => None,
    }
    .ok_or_else(bad)?;
    let edge = match raw.edge.get_ref().as_str() {
        "at_least" => Edge::AtLeast,
        "above" => Edge::Above,
        other => {
            return Err(source.error(
                &raw.edge,
                &format!("{key}.edge"),
                format!("there is no edge `{other}`"),
                "write \"at_least\" (超过(含)) or \"above\" (超过)",
            ));
        }
    };
    Ok(Limit { amount, edge, origin: source.origin(written, raw.grade, &raw.source, raw.verified) })
}

fn amount_of(text: &str, unit: Unit) -> Option<Amount> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if fraction.len() > 6 || whole.is_empty() || !whole.bytes().chain(fraction.bytes()).all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let scale = 10_u64.checked_pow(fraction.len() as u32)?;
    let number = whole.parse::<u64>().ok()?.checked_mul(scale)?.checked_add(if fraction.is_empty() { 0 } else { fraction.parse().ok()? })?;
    let small = || u32::try_from(number).ok().filter(|number| *number <= 36_500);
    Some(match unit {
        Unit::Count => Amount::Count(number),
        Unit::Days => Amount::Days(small()?),
        Unit::Months => Amount::Months(small()?),
        Unit::WorkingDays => Amount::WorkingDays(small()?),
        Unit::Seconds => Amount::Micros(i64::try_from(number.checked_mul(1_000_000)? / scale).ok()?),
        Unit::Points => Amount::Points(u64::try_from(Points::read(text)?.0).ok()?),
        Unit::Percent => Amount::Share { numerator: number, denominator: scale.checked_mul(100)? },
    })
}

/// Points off by name, and the cap.
fn fill_points(clause: &mut Clause, source: &Source, raw: &RawClause, overrides: &mut Vec<Override>) -> Result<(), StandardError> {
    for (name, written) in &raw.points {
        let key = format!("clause.{}.points.{name}", clause.key);
        if !clause.family.has_rate(name) {
            let known = clause.family.rates.join(", ");
            return Err(source.error(written, &key, format!("`{}` takes no points for `{name}`", clause.family.name), &format!("it takes them for {known}")));
        }
        let rate = read_rate(source, &key, written)?;
        if let Some(before) = clause.points.insert(name.clone(), rate.clone()) {
            note_rate(overrides, format!("{}.points.{name}", clause.key), &clause.title, Some(&before), &rate);
        } else {
            note_rate(overrides, format!("{}.points.{name}", clause.key), &clause.title, None, &rate);
        }
    }
    if let Some(written) = &raw.cap {
        let rate = read_rate(source, &format!("clause.{}.cap", clause.key), written)?;
        let before = clause.cap.replace(rate.clone());
        note_rate(overrides, format!("{}.cap", clause.key), &clause.title, before.as_ref(), &rate);
    }
    Ok(())
}

fn note_rate(overrides: &mut Vec<Override>, figure: String, title: &str, before: Option<&Rate>, rate: &Rate) {
    let was = before.map_or_else(|| String::from("(none)"), |before| before.points.short());
    let what = if figure.ends_with(".cap") { "最多扣分" } else { "扣分" };
    let chinese = match before {
        Some(before) => format!("“{title}”{what}由{}分改为{}分", before.points.short(), rate.points.short()),
        None => format!("“{title}”{what}定为{}分", rate.points.short()),
    };
    note(overrides, figure, [was, rate.points.short()], Some(chinese), &rate.origin);
}

fn read_rate(source: &Source, key: &str, written: &Spanned<RawRate>) -> Result<Rate, StandardError> {
    let raw = written.get_ref();
    let text = match raw.amount.get_ref() {
        Value::Integer(number) => number.to_string(),
        Value::String(text) => text.clone(),
        _ => String::new(),
    };
    let points = Points::read(&text).ok_or_else(|| {
        let written = source.text.get(raw.amount.span()).unwrap_or_default();
        source.error(
            &raw.amount,
            &format!("{key}.amount"),
            format!("`{written}` is no number of points"),
            "write a whole number, or \"0.1\" in quotes with at most two places",
        )
    })?;
    Ok(Rate { points, origin: source.origin(written, raw.grade, &raw.source, raw.verified) })
}

fn apply_assessment(standard: &mut Standard, source: &Source, name: &str, written: &Spanned<RawRate>) -> Result<(), StandardError> {
    let key = format!("assessment_points.{name}");
    let rate = read_rate(source, &key, written)?;
    let place = match name {
        "veto" => &mut standard.assessment_points.veto,
        "overdue_ticket" => &mut standard.assessment_points.overdue_ticket,
        _ => return Err(source.error(written, &key, format!("there are no assessment points for `{name}`"), "write veto or overdue_ticket")),
    };
    let before = place.replace(rate.clone());
    let title = if name == "veto" { "单项否决" } else { "逾期办件" };
    note_rate(&mut standard.overrides, key, title, before.as_ref(), &rate);
    Ok(())
}

/// What only the resolved whole can contradict.
fn check(standard: &Standard, chain: &[&Source]) -> Result<(), StandardError> {
    let Some(top) = chain.last() else { return Ok(()) };
    for clause in &standard.clauses {
        let missing = clause.family.limits.iter().find(|parameter| parameter.required && !clause.limits.contains_key(parameter.name));
        if let Some(parameter) = missing {
            return Err(StandardError {
                file: clause.origin.file.clone(),
                line: clause.origin.line,
                key: format!("clause.{}.limits.{}", clause.key, parameter.name),
                problem: format!("`{}` needs the limit `{}`", clause.family.name, parameter.name),
                remedy: "add it with amount, unit, edge, grade and source".into(),
            });
        }
        if let Some((name, problem)) = (clause.family.contradiction)(clause) {
            let limit = name.strip_prefix("limits.").and_then(|name| clause.limits.get(name)).map(|limit| &limit.origin);
            let list = name.strip_prefix("select.").and_then(|name| clause.select_origins.get(name));
            let origin = limit.or(list).unwrap_or(&clause.origin);
            let (file, line) = (origin.file.clone(), origin.line);
            return Err(StandardError { file, line, key: format!("clause.{}.{name}", clause.key), problem, remedy: "change one of the two figures".into() });
        }
    }
    if let Some(clause) = standard.deductions().next().filter(|_| standard.clause_of("pass_mark").is_none()) {
        return Err(StandardError {
            file: clause.origin.file.clone(),
            line: clause.origin.line,
            key: format!("clause.{}.effect", clause.key),
            problem: "clauses take points off, but no clause says of how many and from which score on a site passes".into(),
            remedy: "add a clause with indicator = \"pass_mark\" and its limits `full` and `pass`".into(),
        });
    }
    if standard.vetoes().next().is_none() {
        return Err(top.error(
            &top.raw.id,
            "clause",
            "no clause is a veto, so no site could ever be judged".into(),
            "add a clause with effect = \"veto\", or extend a standard",
        ));
    }
    Ok(())
}
