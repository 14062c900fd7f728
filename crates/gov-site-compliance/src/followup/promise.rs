//! Channels that promise more time than the general limit gives.

use alloc::{format, vec::Vec};

use crate::{
    calendar::Calendar,
    facts::{Plan, Registry},
    indicator::Finding,
    model::{Channel, Day, PromisedUnit},
    standard::Standard,
};

/// One finding for each channel whose promise is longer than the ordinary limit (reading 17). A promise in calendar days is
/// compared by the deadline of a ticket that came in at the checkpoint.
pub fn long_promises(registry: &Registry, standard: &Standard, plan: &Plan, calendar: &Calendar) -> Vec<Finding> {
    let Some(clause) = standard.clause_of("reply_clock") else { return Vec::new() };
    let Some(limit) = clause.limit("ordinary") else { return Vec::new() };
    let days = limit.from(0) as i32 - 1;
    let general = calendar.project_add(plan.checkpoint, days).value;
    let long = |channel: &&Channel| match (channel.promised_days, channel.promised_unit) {
        (Some(promised), Some(PromisedUnit::Working)) => promised > i64::from(days),
        (Some(promised), Some(PromisedUnit::Calendar)) => Day(plan.checkpoint.0.saturating_add(promised as i32)) > general,
        _ => false,
    };
    let finding = |channel: &Channel| Finding {
        site_code: channel.site_code.clone(),
        clause: clause.key.clone(),
        table: "channels",
        key: channel.channel_id.clone(),
        certain: true,
        day: None,
        detail: format!(
            "公开承诺{}个{}，长于一般时限{days}个工作日",
            channel.promised_days.unwrap_or_default(),
            channel.promised_unit.map_or("", PromisedUnit::chinese)
        ),
        source_ref: channel.source_ref.clone(),
    };
    registry.channels.iter().filter(long).map(finding).collect()
}
