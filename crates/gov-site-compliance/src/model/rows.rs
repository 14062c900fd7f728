//! The rows of the core tables, field by field as the data dictionary has them.

use alloc::string::String;

use super::table::{Micros, table};
use super::words::*;
use super::{Day, Moment};

table! { /// One registered website.
Site "sites" "网站" key ["site_code"] {
    site_code: String = "网站标识码", site_name: String = "网站名称", home_url: String = "首页网址", actual_url: Option<String> = "实际网址",
    role: Role = "网站类型", level: Level = "层级", division_code: Option<String> = "行政区划代码", division: String = "所属地区",
    sponsor: String = "主办单位", operator: Option<String> = "承办单位", supervisor: Option<String> = "主管单位", parent_site: Option<String> = "上级门户标识码",
    home_is_navigation: Option<bool> = "首页仅为导航", has_services: Option<bool> = "有对外服务", opened_on: Option<Day> = "开通日期",
    platform_joined_on: Option<Day> = "纳入集约化日期", managed_by: Option<String> = "管理单位", office_managed: Option<bool> = "由办公室管理",
    handed_over_on: Option<Day> = "移交日期", reviewed_on: Option<Day> = "审核日期", recorded_on: Option<Day> = "登记日期",
    registered_on: Option<Day> = "注册日期", code_hung_on: Option<Day> = "加挂标识码日期", principal: Option<String> = "主要负责人",
    deputy: Option<String> = "分管负责人", contact: Option<String> = "具体负责人",
} }

table! { /// A state of a site over an interval of days.
SiteLife "site_life" "网站状态" key ["site_code", "state", "from"] {
    site_code: String = "网站标识码", state: LifeState = "状态", from: Day = "起始日期", to: Option<Day> = "终止日期", approved: Option<bool> = "是否批准",
    approval_no: Option<String> = "批准文号", approved_by: Option<String> = "批准单位", close_due_on: Option<Day> = "应关停日期",
    notice_url: Option<String> = "公告网址", notice_on: Option<Day> = "公告日期", reason: Option<String> = "原因",
} }

table! { /// An address of a site as it was filed.
SiteAddress "site_addresses" "网址变更" key ["site_code", "filed_on"] {
    site_code: String = "网站标识码", filed_on: Day = "报送日期", url: String = "网址", changed_on: Option<Day> = "实际启用日期",
} }

table! { /// A unit that runs sites or handles tickets.
Unit "units" "单位" key ["unit"] {
    unit: String = "单位名称", aliases: Option<String> = "别名", unit_kind: Option<UnitKind> = "单位类别", level: Option<Level> = "层级",
    division: Option<String> = "所属地区", parent_unit: Option<String> = "上级单位", vertical: Option<bool> = "垂直管理", outward_services: Option<bool> = "对外服务",
} }

table! { /// A section of a site with dated items (栏目).
Column "columns" "栏目" key ["column_id"] {
    column_id: String = "栏目编号", site_code: String = "网站标识码", column_name: String = "栏目名称", kind: Option<ColumnKind> = "栏目类别",
    parent_id: Option<String> = "上级栏目", depth: Option<i64> = "栏目层级", url: Option<String> = "栏目网址", lists_items: Option<bool> = "有信息列表",
    on_home: Option<bool> = "首页栏目", on_second_level: Option<bool> = "二级页面栏目", redirects_to: Option<String> = "跳转网址",
    finished_topic: Option<bool> = "历史专题", opened_on: Option<Day> = "开设日期", closed_on: Option<Day> = "关闭日期",
    source_unit: Option<String> = "信息来源单位", responsible: Option<String> = "责任人",
} }

table! { /// One dated item in a column (信息更新).
Update "updates" "信息更新" key ["column_id", "url", "published_on"] {
    column_id: String = "栏目编号", url: String = "信息网址", published_on: Option<Day> = "发布日期", date_state: Option<DateState> = "日期状态",
    published_at: Option<Moment> = "发布时间", title: Option<String> = "标题", observed_at: Option<Moment> = "采集时间",
    content_source: Option<String> = "来源", document_no: Option<String> = "文号", repost_of: Option<String> = "转载自",
} }

table! { /// One timed request for the home page (监测访问).
Visit "visits" "监测访问" key ["site_code", "visited_at", "vantage"] {
    site_code: String = "网站标识码", visited_at: Moment = "访问时间", vantage: String = "监测点", url: Option<String> = "访问网址",
    failure: Option<VisitFailure> = "失败类型", status: Option<i64> = "最终状态码", duration_ms: Option<Micros> = "用时毫秒", manual: Option<bool> = "人工访问",
} }

table! { /// A channel through which citizens write to a site (互动渠道).
Channel "channels" "互动渠道" key ["channel_id"] {
    channel_id: String = "渠道编号", site_code: String = "网站标识码", name: Option<String> = "渠道名称", kind: ChannelKind = "渠道类别",
    form: Option<ChannelForm> = "形式", opened: Option<bool> = "已开设", usable: Option<bool> = "可用", url: Option<String> = "渠道网址",
    promised_days: Option<i64> = "承诺时限", promised_unit: Option<PromisedUnit> = "时限单位",
} }

table! { /// One citizen message (办件), without any word of the citizen.
Ticket "tickets" "办件" key ["ticket_id"] {
    ticket_id: String = "办件编号", site_code: Option<String> = "网站标识码", channel_id: Option<String> = "渠道编号", channel_kind: Option<ChannelKind> = "渠道类别",
    unit: String = "承办单位", submitted_on: Day = "提交日期", received_on: Option<Day> = "收件(转办)日期", answered_on: Option<Day> = "答复日期",
    reply_kind: Option<ReplyKind> = "答复类型", complex: Option<bool> = "情况复杂", extended_on: Option<Day> = "延期批准日期",
    promised_days: Option<i64> = "承诺时限", promised_unit: Option<PromisedUnit> = "时限单位", valid: Option<bool> = "有效", needs_reply: Option<bool> = "需答复",
    observed_at: Option<Moment> = "采集时间", url: Option<String> = "办件网址",
} }

table! { /// One held activity of a channel (互动活动).
Activity "activities" "互动活动" key ["activity_id"] {
    activity_id: String = "活动编号", channel_id: String = "渠道编号", title: Option<String> = "活动标题", held_on: Day = "开展日期",
    closed_on: Option<Day> = "截止日期", result_on: Option<Day> = "结果公布日期", url: Option<String> = "活动网址",
} }

table! { /// One thing that a person found or ruled out (人工检查).
Review "reviews" "人工检查" key ["review_id"] {
    review_id: String = "检查编号", site_code: String = "网站标识码", indicator: String = "指标", subject: Option<String> = "对象", kind: ReviewKind = "问题类型",
    status: ReviewStatus = "认定", found_at: Moment = "发现时间", reviewer: Option<String> = "检查人", quote: Option<String> = "原文",
    evidence_ref: Option<String> = "证据", evidence_sha256: Option<String> = "证据摘要",
} }

table! { /// One checked link (链接).
Link "links" "链接" key ["site_code", "target_url", "page_url"] {
    site_code: String = "网站标识码", target_url: String = "目标", page_url: String = "所在页面", on_home: Option<bool> = "在首页",
    target_kind: Option<TargetKind> = "链接类别", result: Option<LinkResult> = "链接结果", status: Option<i64> = "状态码", checked_at: Option<Moment> = "检查时间",
} }

table! { /// One service with its guide (办事事项).
Service "services" "办事事项" key ["service_id"] {
    service_id: String = "事项编号", site_code: String = "网站标识码", name: Option<String> = "事项", url: Option<String> = "事项网址",
    item_name: Option<ElementState> = "事项名称", legal_basis: Option<ElementState> = "设定依据", conditions: Option<ElementState> = "申请条件",
    materials: Option<ElementState> = "办理材料", place: Option<ElementState> = "办理地点", hours: Option<ElementState> = "办理时间",
    phone: Option<ElementState> = "联系电话", process: Option<ElementState> = "办理流程", platform_url: Option<String> = "政务服务平台网址",
} }

table! { /// One form or attachment of a service (表格附件).
ServiceFile "service_files" "表格附件" key ["service_id", "name"] {
    service_id: String = "事项编号", name: String = "附件名称", state: Option<FileState> = "附件状态",
} }

table! { /// One online system of a site (在线系统).
System "systems" "在线系统" key ["system_id"] {
    system_id: String = "系统编号", site_code: String = "网站标识码", name: Option<String> = "系统名称", url: Option<String> = "系统网址",
    reachable: Option<bool> = "可访问", checked_at: Option<Moment> = "检查时间",
} }

table! { /// An approved exception from indicators (豁免).
Exemption "exemptions" "豁免" key ["site_code", "column_id", "indicator", "from"] {
    site_code: String = "网站标识码", column_id: Option<String> = "栏目编号", indicator: Option<String> = "指标", from: Day = "起始日期", to: Option<Day> = "终止日期",
    approval_no: Option<String> = "批准文号", approved_by: Option<String> = "批准单位", reason: Option<String> = "原因",
} }

table! { /// What somebody looked at, when, and whether completely (检查范围).
Coverage "coverage" "检查范围" key ["site_code", "subject", "column_id", "observed_at"] {
    site_code: String = "网站标识码", subject: Subject = "检查对象", column_id: Option<String> = "栏目编号", observed_at: Moment = "采集时间",
    from: Option<Day> = "起始日期", to: Option<Day> = "终止日期", complete: bool = "是否完整", items_seen: Option<i64> = "条数", gap: Option<Gap> = "缺失原因",
    reviewer: Option<String> = "检查人",
} }

impl Exemption {
    /// Whether it is approved and covers a day, both ends included (reading 13).
    pub fn holds(&self, on: Day) -> bool {
        let approved = self.approval_no.is_some() || self.approved_by.is_some();
        approved && self.from <= on && self.to.is_none_or(|to| on <= to)
    }
}
