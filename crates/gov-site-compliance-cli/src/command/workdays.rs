//! Questions on working days.

use std::io::{self, Write};

use gov_site_compliance::{Calendar, CalendarError, Day, Projected};
use serde_json::{Value, json};

use crate::{
    args::{WorkdaysAction, WorkdaysArgs, WorkdaysShared},
    failure::Failure,
    screen::Screen,
};

pub fn run(args: &WorkdaysArgs, screen: &mut Screen) -> Result<(), Failure> {
    let calendar = Calendar::embedded();
    match &args.action {
        WorkdaysAction::Add { day, number, shared } => {
            let found = answer(shared, calendar.project_add(*day, *number), calendar.add(*day, *number))?;
            let text = found.value.to_string();
            show(screen, shared, &text, found.projected, json!({ "day": day, "number": number, "result": found.value }))?;
        }
        WorkdaysAction::Count { from, to, shared } => {
            let found = answer(shared, calendar.project_count(*from, *to), calendar.count(*from, *to))?;
            let text = found.value.to_string();
            show(screen, shared, &text, found.projected, json!({ "from": from, "to": to, "result": found.value }))?;
        }
        WorkdaysAction::Show { year, shared } => show_year(screen, &calendar, *year, shared)?,
    }
    Ok(())
}

fn answer<T>(shared: &WorkdaysShared, projected: Projected<T>, known: Result<T, CalendarError>) -> Result<Projected<T>, Failure> {
    if shared.project { Ok(projected) } else { known.map(|value| Projected { value, projected: false }).map_err(unknown) }
}

fn unknown(error: CalendarError) -> Failure {
    Failure::input_text(format!("{error} with --project"))
}

fn show(screen: &mut Screen, shared: &WorkdaysShared, text: &str, projected: bool, mut value: Value) -> io::Result<()> {
    if shared.json {
        value["projected"] = json!(projected);
        writeln!(screen, "{value}")
    } else if projected {
        writeln!(screen, "{text}  (projected: the arrangement of a year on the way is not known)")
    } else {
        writeln!(screen, "{text}")
    }
}

fn show_year(screen: &mut Screen, calendar: &Calendar, year: i32, shared: &WorkdaysShared) -> Result<(), Failure> {
    let first = day(year, 1, 1)?;
    let last = day(year, 12, 31)?;
    if !shared.project {
        calendar.is_working_day(first).map_err(unknown)?;
    }
    let before = first.plus_days(-1);
    let count = answer(shared, calendar.project_count(before, last), calendar.count(before, last))?;
    let moved = |worked: bool| -> Vec<Day> {
        (first.0..=last.0).map(Day).filter(|day| is_weekend(*day) == worked && calendar.is_working_day(*day) == Ok(worked)).collect()
    };
    let (off, work) = (moved(false), moved(true));
    let notices: Vec<_> = calendar.notices().iter().filter(|notice| notice.year == year).collect();
    if shared.json {
        let list: Vec<_> = notices
            .iter()
            .map(|notice| json!({ "number": notice.number, "title": notice.title, "issued": notice.issued, "grade": notice.grade, "source": notice.source }))
            .collect();
        writeln!(screen, "{}", json!({ "year": year, "working_days": count.value, "projected": count.projected, "off": off, "work": work, "notices": list }))?;
        return Ok(());
    }
    writeln!(screen, "{year}: {} working days{}", count.value, if count.projected { " (projected)" } else { "" })?;
    for notice in notices {
        writeln!(screen, "  {} {} (grade {:?})", notice.number.as_deref().unwrap_or("文号未知"), notice.title, notice.grade)?;
    }
    writeln!(screen, "  weekdays off:   {}", join(&off))?;
    writeln!(screen, "  weekends worked: {}", join(&work))?;
    Ok(())
}

fn is_weekend(day: Day) -> bool {
    use chrono::Datelike;
    day.date().weekday().num_days_from_monday() >= 5
}

fn day(year: i32, month: u32, day: u32) -> Result<Day, Failure> {
    let date = chrono::NaiveDate::from_ymd_opt(year, month, day).ok_or_else(|| Failure::input_text(format!("{year} is no year: write it with four digits")))?;
    Ok(Day::from_date(date))
}

fn join(days: &[Day]) -> String {
    if days.is_empty() {
        return "none".into();
    }
    days.iter().map(Day::to_string).collect::<Vec<_>>().join(" ")
}
