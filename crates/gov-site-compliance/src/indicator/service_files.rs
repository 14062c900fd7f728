//! Forms and attachments of services.
//!
//! # What it checks
//! Files of services that are not offered or cannot be downloaded.
//!
//! # Clauses
//! 2015: 附件下载 (`service_files`).
//!
//! # Facts needed
//! Files of services, coverage of `services` beside a table of files, or `services` and `service_files` declared complete.
//!
//! # When not assessed
//! Files without a state and rejected rows may be missing; without coverage, or without any table of files, there may be any number more.
//!
//! # A passing and a failing example
//! Every file opens: nothing off. Two that are not offered: 2 × `file`.

use alloc::{collections::BTreeSet, format};

use super::{
    Case, Deduction, Family, Finding, Indicator, Judge, Outcome, Phrase, Scope,
    deduction::{closed, finding, no_contradiction},
};
use crate::{
    facts::{Cover, Span},
    model::{FileState, Gap, Subject},
    standard::Clause,
};

pub(super) static FAMILY: Family = Family {
    name: "service_files",
    scope: Scope::Site,
    phrase: Phrase { english: "files not to be had", chinese_of: "", chinese: "个表格附件未提供或无法下载" },
    limits: &[],
    lists: &[],
    rates: &["file"],
    contradiction: no_contradiction,
    judge: Judge::Site(&ServiceFiles),
};

struct ServiceFiles;

impl Indicator for ServiceFiles {
    fn judge(&self, clause: &Clause, case: &Case<'_>, out: &mut dyn FnMut(Finding)) -> Outcome {
        let (facts, at) = (case.facts, case.plan.checkpoint);
        let mut deduction = Deduction::default();
        for row in facts.service_files.iter().filter(|row| row.file.state != Some(FileState::Ok)) {
            let certain = row.file.state.is_some();
            deduction.add("file", u64::from(certain), 1);
            let detail = format!("事项{}的“{}”{}", row.file.service_id, row.file.name, row.file.state.map_or("未检查", FileState::chinese));
            let found = finding(clause, facts, "service_files", &row.file.service_id, certain, detail);
            out(Finding { source_ref: row.file.source_ref.clone(), ..found });
        }
        let services = facts.cover(Subject::Services, Span { from: Some(at), to: at }, facts.services.len() as u64, &["services", "service_files"]);
        // Who looked at services has not looked at their files, unless he recorded files.
        let cover = if facts.declared.has("service_files") { services } else { Cover::Open(services.gap().unwrap_or(Gap::NotCollected)) };
        let outcome = closed(deduction, BTreeSet::new(), &["file"], facts.charges.service_files, cover);
        // A service that could not be read may have files.
        if facts.charges.services > 0 { outcome.unproven(Gap::InputRejected) } else { outcome }
    }
}
