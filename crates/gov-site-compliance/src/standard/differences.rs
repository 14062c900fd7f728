//! What two standards have differently.

use alloc::{
    collections::BTreeMap,
    format,
    string::{String, ToString},
    vec::Vec,
};

use super::{SWITCHES, Standard};

/// A figure, text or list that two standards have differently, or that one of them lacks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// Where it stands, such as `blank_columns.limits.columns`.
    pub figure: String,
    /// In the first standard.
    pub left: Option<String>,
    /// In the second.
    pub right: Option<String>,
}

impl Standard {
    /// What this standard and another have differently, by figure. Ids, titles and sources are left out: they decide nothing.
    ///
    /// ```
    /// use gov_site_compliance::standard::Library;
    /// let library = Library::embedded();
    /// let (national, zibo) = (library.resolve("national-2015")?, library.resolve("zibo-2017")?);
    /// let found = national.differences(&zibo);
    /// assert!(found.iter().all(|one| one.left != one.right));
    /// assert!(national.differences(&national).is_empty());
    /// # Ok::<(), gov_site_compliance::StandardError>(())
    /// ```
    pub fn differences(&self, other: &Standard) -> Vec<Difference> {
        let (mut before, mut after) = (self.figures(), other.figures());
        let mut found: Vec<Difference> = Vec::new();
        for (figure, left) in core::mem::take(&mut before) {
            let right = after.remove(&figure);
            if right.as_ref() != Some(&left) {
                found.push(Difference { figure, left: Some(left), right });
            }
        }
        found.extend(after.into_iter().map(|(figure, right)| Difference { figure, left: None, right: Some(right) }));
        found.sort();
        found
    }

    /// Everything that decides, as text by its dotted name.
    fn figures(&self) -> BTreeMap<String, String> {
        let mut all = BTreeMap::new();
        if let Some(effective) = &self.effective {
            all.insert("effective".to_string(), effective.text());
        }
        for switch in SWITCHES {
            all.insert(format!("readings.{}", switch.key), self.readings.get(switch.key).unwrap_or_default().to_string());
        }
        for clause in &self.clauses {
            let key = &clause.key;
            all.insert(format!("{key}.effect"), clause.effect.code().to_string());
            all.insert(format!("{key}.text"), clause.text.clone());
            all.insert(format!("{key}.applies"), clause.applies.text());
            all.extend(clause.limits.iter().map(|(name, limit)| (format!("{key}.limits.{name}"), limit.text())));
            all.extend(clause.rates().map(|(name, rate)| (format!("{key}.{name}"), rate.points.short())));
            all.extend(clause.select.iter().map(|(name, words)| (format!("{key}.select.{name}"), words.join(", "))));
        }
        all.extend(self.assessment_points.rates().map(|(name, rate)| (format!("assessment_points.{name}"), rate.points.short())));
        all
    }
}
