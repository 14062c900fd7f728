//! What follow-up lists say beside what a judged census holds: names and kinds of columns, persons of sites.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    string::{String, ToString},
};

use crate::{
    census::Evidence,
    facts::SiteFacts,
    indicator::Finding,
    model::{ColumnKind, Site},
};

/// A column as a list names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnParticulars {
    /// 栏目名称
    pub name: String,
    /// Its kind, which says what window it has; `None` when it cannot be known.
    pub kind: Option<ColumnKind>,
}

/// Persons who answer for a site: for internal use only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contacts {
    /// 主要负责人
    pub principal: Option<String>,
    /// 分管负责人
    pub deputy: Option<String>,
    /// 具体负责人
    pub contact: Option<String>,
}

/// Looked up in the evidence of a census, by the ids of columns and the codes of sites. Without them (the default) lists are made all the
/// same, with empty places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Particulars {
    /// Columns that findings name.
    pub columns: BTreeMap<String, ColumnParticulars>,
    /// Sites of which a person is known.
    pub contacts: BTreeMap<String, Contacts>,
}

impl Particulars {
    /// Those of the columns that findings name, and of all sites.
    pub fn of(evidence: &Evidence<'_>, findings: &[Finding]) -> Particulars {
        let mut wanted: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for finding in findings.iter().filter(|finding| finding.table == "columns") {
            wanted.entry(&finding.site_code).or_default().insert(&finding.key);
        }
        let mut found = Particulars::default();
        for (site, columns) in wanted {
            found.add_columns(evidence, site, &columns);
        }
        let known = evidence.registry.sites.iter().map(|site| (site.site_code.clone(), Contacts::of(site)));
        found.contacts = known.filter(|(_, contacts)| *contacts != Contacts::default()).collect();
        found
    }

    fn add_columns(&mut self, evidence: &Evidence<'_>, site: &str, wanted: &BTreeSet<&str>) {
        let index = evidence.registry.site(site);
        let facts = index.and_then(|index| SiteFacts::of(evidence.registry, evidence.fold, evidence.declared, evidence.elsewhere, index));
        for column in facts.iter().flat_map(|facts| &facts.columns).filter(|column| wanted.contains(&*column.column_id)) {
            self.columns.insert(column.column_id.to_string(), ColumnParticulars { name: column.column_name.into(), kind: column.kind });
        }
    }
}

impl Contacts {
    fn of(site: &Site) -> Contacts {
        Contacts { principal: site.principal.clone(), deputy: site.deputy.clone(), contact: site.contact.clone() }
    }
}
