//! Lists, shows and compares standards.

use std::io::{self, Write};

use gov_site_compliance::{
    Standard,
    standard::{Clause, Effect, Library, SWITCHES},
    wire::v1,
};
use serde_json::json;

use crate::{
    args::{StandardAction, StandardArgs},
    evidence::load_standard,
    failure::Failure,
    screen::Screen,
};

pub fn run(args: &StandardArgs, screen: &mut Screen) -> Result<(), Failure> {
    match &args.action {
        StandardAction::List { json } => list(screen, *json),
        StandardAction::Show { standard, json } => show(screen, &load_standard(standard)?, *json),
        StandardAction::Diff { left, right, json } => diff(screen, &load_standard(left)?, &load_standard(right)?, *json),
    }
}

fn list(screen: &mut Screen, as_json: bool) -> Result<(), Failure> {
    let library = Library::embedded();
    let mut all = Vec::new();
    for (id, revision) in library.list() {
        let standard = library.resolve(&format!("{id}@{revision}"))?;
        if !as_json {
            writeln!(
                screen,
                "{id}@{revision}  {}  {}  ({} clauses, {} vetoes)",
                standard.title,
                standard.document,
                standard.clauses.len(),
                standard.vetoes().count()
            )?;
        }
        all.push(json!({ "id": id, "revision": revision, "title": standard.title, "document": standard.document, "digest": standard.digest }));
    }
    if as_json {
        writeln!(screen, "{}", serde_json::to_string_pretty(&all)?)?;
    } else {
        writeln!(screen, "\nNext: gov-site-compliance standard show zibo-2017")?;
    }
    Ok(())
}

fn show(screen: &mut Screen, standard: &Standard, as_json: bool) -> Result<(), Failure> {
    if as_json {
        writeln!(screen, "{}", serde_json::to_string_pretty(&v1::Standard::from(standard))?)?;
        return Ok(());
    }
    writeln!(screen, "{}@{}  {}  {}", standard.id, standard.revision, standard.title, standard.document)?;
    writeln!(screen, "chain {}  digest {}", standard.chain.join(" > "), standard.digest)?;
    if let Some(effective) = &standard.effective {
        writeln!(screen, "in force {}  [{:?}{}] {}", effective.text(), effective.origin.grade, unverified(effective.origin.verified), effective.origin.source)?;
    }
    for clause in &standard.clauses {
        show_clause(screen, clause)?;
    }
    writeln!(screen, "\nreadings (switches)")?;
    for switch in SWITCHES {
        writeln!(
            screen,
            "  {} = {}  (reading {}, {} % sure of the default; {})",
            switch.key,
            standard.readings.get(switch.key).unwrap_or_default(),
            switch.reading,
            switch.percent,
            switch.values.join(" | ")
        )?;
    }
    for change in &standard.overrides {
        writeln!(screen, "changed by {}: {}: {} -> {}  ({})", change.origin.standard, change.figure, change.was, change.is, change.origin.source)?;
    }
    Ok(())
}

fn show_clause(screen: &mut Screen, clause: &Clause) -> io::Result<()> {
    let effect = match clause.effect {
        Effect::Veto => "veto 单项否决",
        Effect::Deduct => "deduct 扣分",
        _ => "report",
    };
    writeln!(
        screen,
        "\n{}  {} · {}  [{:?}] {}  ({effect}, family {})",
        clause.key, clause.item, clause.title, clause.origin.grade, clause.origin.source, clause.family.name
    )?;
    writeln!(screen, "  {}", clause.text)?;
    for (name, limit) in &clause.limits {
        writeln!(screen, "  {name}: {}  [{:?}{}] {}", limit.text(), limit.origin.grade, unverified(limit.origin.verified), limit.origin.source)?;
    }
    for (name, rate) in clause.rates() {
        writeln!(screen, "  {name}: {}  [{:?}{}] {}", rate.points.short(), rate.origin.grade, unverified(rate.origin.verified), rate.origin.source)?;
    }
    for (name, words) in &clause.select {
        writeln!(screen, "  {name}: {}", words.join(", "))?;
    }
    Ok(())
}

fn unverified(verified: bool) -> &'static str {
    if verified { "" } else { ", unverified" }
}

fn diff(screen: &mut Screen, left: &Standard, right: &Standard, as_json: bool) -> Result<(), Failure> {
    let found = left.differences(right);
    if as_json {
        let rows: Vec<_> = found.iter().map(|one| json!({ "figure": one.figure, "left": one.left, "right": one.right })).collect();
        writeln!(screen, "{}", json!({ "left": left.id, "right": right.id, "differences": rows }))?;
        return Ok(());
    }
    writeln!(screen, "{}@{} -> {}@{}: {} figures differ", left.id, left.revision, right.id, right.revision, found.len())?;
    for one in found {
        let side = |side: Option<String>| side.unwrap_or_else(|| "(none)".into());
        writeln!(screen, "  {}: {} -> {}", one.figure, side(one.left), side(one.right))?;
    }
    Ok(())
}
