//! The digest of a standard: equal figures, equal digest, wherever they were written.

use alloc::{format, string::String};

use sha2::{Digest, Sha256};

use super::{Effective, SWITCHES, Standard};

/// SHA-256 over a canonical text of everything that can change a result.
pub(super) fn digest(standard: &Standard) -> String {
    let mut text = String::new();
    let mut line = |parts: &[&str]| {
        text.push_str(&parts.join("\u{1f}"));
        text.push('\n');
    };
    line(&["effective", &standard.effective.as_ref().map(Effective::text).unwrap_or_default()]);
    for switch in SWITCHES {
        line(&["reading", switch.key, standard.readings.get(switch.key).unwrap_or_default()]);
    }
    for clause in &standard.clauses {
        line(&["clause", &clause.key, clause.family.name, &format!("{:?}", clause.effect), &clause.item, &clause.title, &clause.text]);
        line(&["applies", &format!("{:?}", clause.applies)]);
        for (name, limit) in &clause.limits {
            line(&["limit", name, &format!("{:?}", limit.amount), &format!("{:?}", limit.edge), &format!("{:?}", limit.origin.grade), &limit.origin.source]);
        }
        for (name, rate) in clause.rates() {
            line(&["rate", &name, &rate.points.short(), &format!("{:?}", rate.origin.grade), &rate.origin.source]);
        }
        for (name, words) in &clause.select {
            line(&["select", name, &words.join("\u{1e}")]);
        }
    }
    for (name, rate) in standard.assessment_points.rates() {
        line(&["assessment", name, &rate.points.short()]);
    }
    crate::facts::hex(&Sha256::digest(text.as_bytes()))
}
