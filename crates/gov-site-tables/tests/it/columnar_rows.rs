//! Small censuses as texts, with everything odd that a row can hold.

use std::collections::BTreeMap;

use gov_site_compliance::RejectCode;
use proptest::{collection::vec, prelude::*, sample::Index};

use super::columnar_fields::{SPECS, Spec, TRUTHS};

/// Ids of columns that look alike, lie at the ends of the integers, or are dressed in blanks.
const ODD_IDS: &[&str] = &[
    "7",
    "007",
    "+7",
    " 7",
    "7\u{3000}",
    "-0",
    "0",
    "1.0",
    "1",
    "\u{a0}1",
    "-7",
    "9223372036854775807",
    "-9223372036854775808",
    "9223372036854775808",
    "18446744073709551615",
    "C1",
    " C1 ",
    "c1",
    "编号",
    "",
    "\u{3000}",
];
const ODD_SITES: &[&str] = &["S9", " S1", "S1\u{3000}", "s1", "1", "01", "", "\u{a0}", "3703000001"];

/// Tables of texts; empty text is an empty cell.
pub type Tables = BTreeMap<&'static str, Table>;

#[derive(Clone)]
pub struct Table {
    pub fields: Vec<&'static str>,
    pub rows: Vec<Vec<String>>,
}

impl std::fmt::Debug for Table {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let row = |row: &Vec<String>| {
            let filled = self.fields.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
            filled.map(|(field, cell)| format!("{field}={cell:?}")).collect::<Vec<_>>().join(" ")
        };
        out.debug_list().entries(self.rows.iter().map(row)).finish()
    }
}

/// What one row draws from.
#[derive(Clone, Debug)]
struct Draw {
    picks: Vec<u16>,
    odd: Vec<(Index, u16)>,
    roll: u8,
}

fn draw() -> impl Strategy<Value = Draw> {
    (vec(any::<u16>(), 20), vec((any::<Index>(), any::<u16>()), 0..3), any::<u8>()).prop_map(|(picks, odd, roll)| Draw { picks, odd, roll })
}

/// How ids look and how many rows of 256 are odd.
#[derive(Clone, Copy, Debug)]
struct Manner {
    sites: u8,
    columns: u8,
    site_count: u8,
    oddness: u8,
    /// Fields that may be empty and are, by bit.
    bare: u32,
    /// Whether 是/否 is always written as `true` and `false`.
    canonical: bool,
}

impl Manner {
    fn site(self, number: u16) -> String {
        let number = number % u16::from(self.site_count);
        match self.sites {
            0 => format!("S{}", number + 1),
            1 => format!("{}", 3_703_000_001_u64 + u64::from(number)),
            _ => (number + 1).to_string(),
        }
    }

    fn column(self, number: u16) -> String {
        let number = i64::from(number);
        match self.columns {
            0 => (number + 1).to_string(),
            1 => ((number + 1) * 1_000_003_000_007).to_string(),
            2 => format!("C{number}"),
            3 if number % 2 == 0 => format!("栏目{number}"),
            3 => number.to_string(),
            4 if number == 0 => i64::MIN.to_string(),
            4 => (i64::MAX - number + 1).to_string(),
            _ => (u64::MAX - number.unsigned_abs()).to_string(),
        }
    }
}

/// A census, and how often its rows are odd.
pub fn census() -> impl Strategy<Value = Tables> {
    let oddness = prop_oneof![2 => Just(0_u8), 2 => Just(12), 1 => Just(80)];
    let manner = (0_u8..3, 0_u8..6, 1_u8..6, oddness, any::<u32>(), prop::bool::weighted(0.75));
    let manner = manner.prop_map(|(sites, columns, site_count, oddness, bare, canonical)| Manner { sites, columns, site_count, oddness, bare, canonical });
    let rows = (vec(draw(), 0..3), vec(draw(), 0..36), vec(draw(), 0..60), vec(draw(), 0..40), vec(vec(draw(), 0..6), 7));
    (manner, rows).prop_map(|(manner, (sites, columns, updates, visits, others))| {
        let mut tables = Tables::new();
        let known = u16::try_from(columns.len()).unwrap();
        let mut others = others.into_iter();
        for spec in SPECS {
            let rows = match spec.table {
                "sites" => site_rows(spec, manner, &sites),
                "columns" => rows_of(spec, manner, &columns, known),
                "updates" => rows_of(spec, manner, &updates, known),
                "visits" => rows_of(spec, manner, &visits, known),
                _ => rows_of(spec, manner, &others.next().unwrap_or_default(), known),
            };
            tables.insert(spec.table, Table { fields: spec.fields.iter().map(|(field, ..)| *field).collect(), rows });
        }
        tables
    })
}

/// One sound row a site, then more of them where sites may stand twice.
fn site_rows(spec: &Spec, manner: Manner, more: &[Draw]) -> Vec<Vec<String>> {
    let plain = |number: u8| Draw { picks: vec![u16::from(number); 20], odd: Vec::new(), roll: 255 };
    let mut rows: Vec<_> = (0..manner.site_count).map(|number| row(spec, manner, &plain(number), u16::from(number), 0)).collect();
    if manner.oddness > 0 {
        rows.extend(more.iter().map(|draw| row(spec, manner, draw, 0, 0)));
    }
    rows
}

fn rows_of(spec: &Spec, manner: Manner, draws: &[Draw], known: u16) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (number, draw) in draws.iter().enumerate() {
        // Some rows repeat the one before, others differ from it in one cell.
        let repeats = (200..212).contains(&draw.roll) && manner.oddness > 0 && !rows.is_empty();
        let mut cells = if repeats { rows[rows.len() - 1].clone() } else { row(spec, manner, draw, number as u16, known) };
        if let Some((field, pick)) = draw.odd.first().filter(|_| repeats && draw.roll % 2 == 0) {
            let field = field.index(spec.fields.len());
            cells[field] = odd_text(spec, field, *pick);
        }
        rows.push(cells);
    }
    rows
}

fn row(spec: &Spec, manner: Manner, draw: &Draw, number: u16, known: u16) -> Vec<String> {
    let is_odd = draw.roll < manner.oddness;
    let only: Option<&[&str]> = match draw.roll {
        0 if is_odd => Some(&[]),
        1 if is_odd => Some(&["title", "note", "name", "reason"]),
        2 if is_odd => Some(&["site_code", "column_id"]),
        _ => None,
    };
    let own_site = if spec.table == "sites" { draw.picks[0] } else { number / 9 };
    let text = |(field, (name, sound, _)): (usize, &(&str, &[&str], &[&str]))| {
        if only.is_some_and(|only| !only.contains(name)) {
            return if draw.picks[field] % 5 == 1 { "\u{3000}".into() } else { String::new() };
        }
        let pick = draw.picks[field];
        if manner.bare & 1 << field != 0 && sound[0].is_empty() {
            return String::new();
        }
        if manner.canonical && *sound == TRUTHS {
            return ["", "true", "false"][usize::from(pick) % 3].into();
        }
        match sound[usize::from(pick) % sound.len()] {
            "@own" => manner.column(number),
            "@column" => manner.column(pick / 7 % known.max(1)),
            "@site" if spec.table == "sites" => manner.site(pick),
            // Rows of one site mostly stand together.
            "@site" if !pick.is_multiple_of(4) => manner.site(number / 9),
            "@site" => manner.site(pick),
            "@number" => format!("{}-{number}", &spec.table[..1]),
            sound => sound.replace("@site", &manner.site(own_site)),
        }
    };
    let mut cells: Vec<String> = spec.fields.iter().enumerate().map(text).collect();
    for (field, pick) in draw.odd.iter().filter(|_| is_odd && only.is_none()) {
        let field = field.index(cells.len());
        cells[field] = odd_text(spec, field, *pick);
    }
    cells
}

fn odd_text(spec: &Spec, field: usize, pick: u16) -> String {
    let (name, _, odd) = spec.fields[field];
    let odd = match name {
        "column_id" | "parent_id" => ODD_IDS,
        "site_code" => ODD_SITES,
        _ => odd,
    };
    let examples = || RejectCode::ALL.iter().flat_map(|code| code.example().bad).filter(|(field, _)| *field == name).map(|(_, text)| *text);
    let count = odd.len() + examples().count();
    let pick = usize::from(pick) % count;
    odd.get(pick).copied().or_else(|| examples().nth(pick - odd.len())).unwrap_or_default().into()
}
