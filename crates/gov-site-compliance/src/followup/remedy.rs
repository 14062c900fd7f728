//! What a unit has to do, in fixed words without a figure.

use super::{Reply, ReplyState, lists::ColumnState};

/// What a site does about a failed clause of a family.
pub(super) fn of_family(family: &str) -> &'static str {
    match family {
        "blank_columns" => "补充栏目内容；不再使用的，申请关闭栏目或豁免",
        "channel_activities" => "开设渠道，按要求开展活动",
        "channel_messages" => "开设渠道，公开并办理有效留言",
        "column_updates" => "按时限更新栏目信息",
        "confirmed_reviews" => "立即更正或删除有关内容，查明原因",
        "dead_links" => "修复或删除错断链接",
        "failed_visits" | "home_availability" => "排查网络、域名解析和服务器故障，恢复正常访问；网址有变更的，更新登记网址",
        "guide_elements" => "补全办事指南要素",
        "home_update_count" => "增加首页栏目更新数量",
        "home_updates" => "更新首页栏目信息",
        "inaccurate_facts" => "更正不准确的信息，查明原因",
        "online_systems" => "修复不能使用的在线系统",
        "service_files" => "补齐或修复附件",
        "stale_columns" => "更新栏目信息；确无更新内容的，申请关闭栏目或豁免",
        "unanswered_tickets" => "答复全部未回应的来信，说明原因",
        _ => "对照指标要求整改",
    }
}

/// What a column needs.
pub(super) fn of_column(state: ColumnState, certain: bool) -> &'static str {
    match (state, certain) {
        (ColumnState::Stale, true) => of_family("stale_columns"),
        (ColumnState::Blank, true) => of_family("blank_columns"),
        (ColumnState::Stale, false) => "核实栏目更新情况并补齐证据；确未更新的，更新栏目信息或申请关闭、豁免",
        (ColumnState::Blank, false) => "核实栏目是否有内容并补齐证据；确为空白的，补充内容或申请关闭、豁免",
    }
}

/// What a ticket needs; `None` for one that was answered in time.
pub(super) fn of_ticket(reply: &Reply) -> Option<&'static str> {
    match (reply.known, reply.state) {
        (_, ReplyState::InTime) if reply.promise_known => None,
        (_, ReplyState::InTime) => Some("核实渠道的公开承诺时限，确认是否按时答复"),
        (false, _) => Some("核实是否有效、是否需要答复以及承诺时限；需要答复的，尽快办结"),
        (true, ReplyState::OpenOverdue) => Some("立即办结并答复，说明逾期原因"),
        (true, ReplyState::AnsweredLate) => Some("说明逾期答复原因"),
        (true, ReplyState::Open) => Some("在截止日期前办结并答复"),
    }
}

/// What is to be done about a promise that is longer than the general limit.
pub(super) const OF_PROMISE: &str = "修改公开承诺，使其不长于一般时限";

#[cfg(test)]
mod tests {
    use super::of_family;
    use crate::{indicator::Judge, standard::Library};

    #[test]
    fn every_family_that_judges_a_site_has_its_remedy() {
        let standard = Library::embedded().resolve("zibo-2017").unwrap();
        for clause in standard.clauses.iter().filter(|clause| matches!(clause.family.judge, Judge::Site(_))) {
            assert_ne!(of_family(clause.family.name), of_family("unknown"), "{}", clause.key);
        }
    }
}
