//! Findings by site and clause, as many as a page can hold.

use std::collections::{BTreeMap, BTreeSet};

use gov_site_compliance::Finding;

/// Findings on a page; more would take a browser seconds to open.
pub(super) const HELD: usize = 300_000;

type ByClause<'a> = BTreeMap<&'a str, Vec<&'a Finding>>;

/// The findings of a census.
pub(super) struct Evidence<'a> {
    sites: BTreeMap<&'a str, ByClause<'a>>,
    /// Findings shown of one clause of one site, at most.
    pub(super) each: usize,
}

impl<'a> Evidence<'a> {
    /// The findings of the sites that can be opened.
    pub(super) fn of(findings: &'a [Finding], opened: &BTreeSet<&str>, held: usize) -> Evidence<'a> {
        let mut sites: BTreeMap<&str, ByClause<'_>> = BTreeMap::new();
        for finding in findings.iter().filter(|finding| opened.contains(finding.site_code.as_str())) {
            sites.entry(&finding.site_code).or_default().entry(&finding.clause).or_default().push(finding);
        }
        let counts: Vec<usize> = sites.values().flat_map(BTreeMap::values).map(Vec::len).collect();
        Evidence { each: most_of_each(&counts, held), sites }
    }

    /// Findings of a site by clause.
    pub(super) fn of_site(&self, site: &str) -> Option<&ByClause<'a>> {
        self.sites.get(site)
    }
}

/// The largest share of each list with which all together stay within `held`: short lists stay whole.
fn most_of_each(counts: &[usize], held: usize) -> usize {
    let fits = |each: usize| counts.iter().map(|count| (*count).min(each)).sum::<usize>() <= held;
    let (mut fitting, mut above) = (0, counts.iter().copied().max().unwrap_or(0) + 1);
    while above - fitting > 1 {
        let middle = fitting + (above - fitting) / 2;
        if fits(middle) {
            fitting = middle;
        } else {
            above = middle;
        }
    }
    fitting
}

#[cfg(test)]
mod tests {
    use super::most_of_each;

    #[test]
    fn short_lists_stay_whole() {
        assert_eq!(most_of_each(&[1, 2, 100], 103), 100);
        assert_eq!(most_of_each(&[1, 2, 100], 102), 99);
        assert_eq!(most_of_each(&[1, 2, 100], 13), 10);
        assert_eq!(most_of_each(&[1, 2, 100], 2), 0);
        assert_eq!(most_of_each(&[], 0), 0);
    }
}
