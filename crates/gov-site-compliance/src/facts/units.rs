//! Names of units: other and former names, and spellings of one name.

use alloc::{
    borrow::ToOwned,
    collections::{BTreeMap, BTreeSet},
    string::String,
};

use super::{Placed, settle::Misfit};
use crate::{ingest::RejectCode, model::Unit};

/// Under which name a unit counts, whatever name of it stands in a row.
///
/// A row of `units` gives a unit's name and, in `aliases`, its other and former names with `;` or `；` between them. A former unit
/// that went into another one is an alias of that one. Names are compared by [`UnitNames::spelling`]. A name that no row of `units`
/// has counts as it is written.
///
/// ```
/// use gov_site_compliance::{Place, Unit, facts::UnitNames, ingest::read_row};
/// let place = Place { file: "units.csv".into(), row: 2 };
/// let unit: Unit = read_row(&[Some("示例市发展局"), Some("示例市计划委员会；示例市物价局（筹）")], &place).unwrap();
/// let names = UnitNames::of(&[unit]);
/// assert_eq!(names.name("示例市计划委员会"), "示例市发展局");
/// assert_eq!(names.name("示例市物价局 (筹)"), "示例市发展局");
/// assert_eq!(names.name("示例市体育局"), "示例市体育局");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnitNames(BTreeMap<String, String>);

impl UnitNames {
    /// The names of settled units: no name is that of two units, see [`RejectCode::UnitNameTwice`].
    pub fn of(units: &[Unit]) -> UnitNames {
        let spellings = |unit: &Unit| {
            spellings(unit).into_iter().map({
                let name = unit.unit.clone();
                move |spelling| (spelling, name.clone())
            })
        };
        UnitNames(units.iter().flat_map(spellings).collect())
    }

    /// The name of the unit of which `written` is a name, else `written` itself.
    pub fn name<'a>(&'a self, written: &'a str) -> &'a str {
        if self.0.is_empty() {
            return written;
        }
        self.0.get(&UnitNames::spelling(written)).map_or(written, String::as_str)
    }

    /// Writes the name of the unit over another name of it.
    pub(crate) fn apply(&self, written: &mut String) {
        let name = self.name(written);
        if name != written {
            *written = name.to_owned();
        }
    }

    /// What names are compared by: full-width brackets and blanks are half-width ones, and a blank counts only between two letters or
    /// digits of ASCII.
    pub fn spelling(name: &str) -> String {
        let mut spelling = String::with_capacity(name.len());
        let mut parted = false;
        for sign in name.chars().map(half_width) {
            if sign.is_whitespace() {
                parted = true;
                continue;
            }
            let between = parted && sign.is_ascii_alphanumeric() && spelling.ends_with(|before: char| before.is_ascii_alphanumeric());
            spelling.extend(between.then_some(' '));
            spelling.push(sign);
            parted = false;
        }
        spelling
    }
}

fn half_width(sign: char) -> char {
    match sign {
        '（' => '(',
        '）' => ')',
        '［' => '[',
        '］' => ']',
        '｛' => '{',
        '｝' => '}',
        sign => sign,
    }
}

fn aliases(unit: &Unit) -> impl Iterator<Item = &str> {
    unit.aliases.iter().flat_map(|list| list.split([';', '；']))
}

/// Its name and its aliases, each once.
fn spellings(unit: &Unit) -> BTreeSet<String> {
    let names = aliases(unit).chain([unit.unit.as_str()]);
    names.map(UnitNames::spelling).filter(|spelling| !spelling.is_empty()).collect()
}

/// Spellings that rows of several units have: nobody can tell whose they are.
pub(super) fn claimed_twice(rows: &[Placed<Unit>]) -> BTreeSet<String> {
    let mut known = BTreeSet::new();
    let claims = rows.iter().flat_map(|placed| spellings(&placed.row));
    claims.filter(|spelling| !known.insert(spelling.clone())).collect()
}

/// What is wrong with a row one of whose names is claimed by another one too.
pub(super) fn misnamed(row: &Unit, twice: &BTreeSet<String>) -> Option<Misfit> {
    let claimed = |name: &&str| twice.contains(&UnitNames::spelling(name));
    let own = Some(row.unit.as_str()).filter(claimed).map(|name| ("unit", name));
    let (field, name) = own.or_else(|| aliases(row).find(claimed).map(|name| ("aliases", name)))?;
    Some(Misfit { field, code: RejectCode::UnitNameTwice, expected: "只属于一个单位的名称".into(), original: name.trim().to_owned(), charge: None })
}
