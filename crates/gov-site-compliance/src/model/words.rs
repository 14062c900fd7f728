//! Closed lists of words. Each word has one code (tables, JSON, Python, CLI) and one Chinese form.

/// Declares a closed list: the enum, its codes, its Chinese words, reading and writing.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident $list:literal { $($variant:ident $code:literal $chinese:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $(#[doc = $chinese] $variant),+ }

        impl $name {
            /// Name of the list in messages.
            pub const LIST: &'static str = $list;
            /// All words in their order.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];
            /// Codes and Chinese words.
            pub const WORDS: &'static [(&'static str, &'static str)] = &[$(($code, $chinese)),+];

            /// The code, as tables and JSON write it.
            pub const fn code(self) -> &'static str {
                match self { $($name::$variant => $code),+ }
            }

            /// The word as officials read it.
            pub const fn chinese(self) -> &'static str {
                match self { $($name::$variant => $chinese),+ }
            }

            /// Reads a code (in any letter case) or a Chinese word.
            pub fn read(text: &str) -> Option<$name> {
                // Nearly always the code as it is declared.
                match text {
                    $($code => return Some($name::$variant),)+
                    _ => {}
                }
                $(if text.eq_ignore_ascii_case($code) || text == $chinese { return Some($name::$variant); })+
                None
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                out.write_str(self.code())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
                out.serialize_str(self.code())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<$name, D::Error> {
                let text = <alloc::borrow::Cow<'de, str>>::deserialize(from)?;
                $name::read(&text).ok_or_else(|| {
                    serde::de::Error::unknown_variant(&text, &[$($code),+])
                })
            }
        }
    };
}

words! { /// Role of a site (网站类型).
Role "role" { Portal "portal" "门户", Department "department" "部门", Institution "institution" "单位", Subsite "subsite" "子站" } }
words! { /// Level of government (层级).
Level "level" { National "national" "国家级", Province "province" "省级", City "city" "市级", County "county" "县级", Township "township" "乡镇级" } }
words! { /// State of a site (网站状态).
LifeState "state" { Running "running" "运行", Suspended "suspended" "临时关停", Closed "closed" "关停", Exempt "exempt" "例外", Moved "moved" "迁移" } }
words! { /// Kind of a unit (单位类别).
UnitKind "unit_kind" { Government "government" "政府", Department "department" "部门", Institution "institution" "事业单位", InnerBody "inner_body" "内设机构",
    Town "town" "镇街", Enterprise "enterprise" "企业" } }
words! { /// Kind of a column (栏目类别).
ColumnKind "column kind" { News "news" "动态要闻", Notice "notice" "通知公告", Policy "policy" "政策文件", Personnel "personnel" "人事信息", Plan "plan" "规划计划",
    Interpretation "interpretation" "政策解读", Overview "overview" "概况信息", Organisation "organisation" "机构职能", Leaders "leaders" "领导信息",
    Finance "finance" "财政资金", Statistics "statistics" "统计数据", Service "service" "办事服务", Consultation "consultation" "政务咨询",
    Survey "survey" "调查征集", Interview "interview" "在线访谈", Complaint "complaint" "举报投诉", Topic "topic" "专题专栏", Other "other" "其他" } }
words! { /// What is known of an item's date (日期状态).
DateState "date_state" { Shown "shown" "已注明", NotShown "not_shown" "未注明", Unreadable "unreadable" "无法识别" } }
words! { /// How a visit failed (失败类型).
VisitFailure "visit failure" { Dns "dns" "域名解析失败", Connect "connect" "无法连接", Tls "tls" "证书错误", Timeout "timeout" "超时", Reset "reset" "连接重置",
    RedirectLoop "redirect_loop" "循环跳转", Protocol "protocol" "协议错误", EmptyBody "empty_body" "空白页面", Challenge "challenge" "验证页面",
    MonitorFault "monitor_fault" "监测故障" } }
words! { /// Kind of an interaction channel (渠道类别).
ChannelKind "channel_kind" { Consultation "consultation" "政务咨询", Survey "survey" "调查征集", Interview "interview" "在线访谈", Complaint "complaint" "举报投诉",
    Petition "petition" "网上信访", Discipline "discipline" "纪检举报" } }
words! { /// Form of an interaction channel (形式).
ChannelForm "form" { LeaderMailbox "leader_mailbox" "领导信箱", Messages "messages" "网友留言", Proposals "proposals" "建言献策", Solicitation "solicitation" "意见征集",
    Questionnaire "questionnaire" "网上调查", Interview "interview" "在线访谈" } }
words! { /// Unit of a promised limit (时限单位).
PromisedUnit "promised_unit" { Working "working" "工作日", Calendar "calendar" "自然日" } }
words! { /// Kind of a reply (答复类型).
ReplyKind "reply_kind" { Answered "answered" "已答复", Explained "explained" "已解释", Interim "interim" "阶段答复", Forwarded "forwarded" "转办" } }
words! { /// Kind of problem that a reviewer saw (问题类型).
ReviewKind "kind" { SeriousMisspelling "serious_misspelling" "严重错别字", FalseContent "false_content" "虚假内容", HarmfulContent "harmful_content" "有害内容",
    SecretLeak "secret_leak" "泄密", Attack "attack" "网络攻击", ForgedDate "forged_date" "伪造发稿日期", PublicOpinion "public_opinion" "负面舆情",
    InaccurateFact "inaccurate_fact" "信息不准确", Other "other" "其他" } }
words! { /// What a reviewer decided (认定).
ReviewStatus "status" { Suspected "suspected" "疑似", Confirmed "confirmed" "确认", Dismissed "dismissed" "排除" } }
words! { /// Where a link leads (链接类别).
TargetKind "target_kind" { Inside "inside" "站内", Subsite "subsite" "子站", Outside "outside" "站外", Attachment "attachment" "附件", Image "image" "图片" } }
words! { /// Result of a link check (链接结果).
LinkResult "result" { Ok "ok" "正常", Confirmed "confirmed" "错断", Suspected "suspected" "疑似" } }
words! { /// State of one element of a service guide (要素状态).
ElementState "element" { Present "present" "有", Empty "empty" "空", Absent "absent" "缺失", Wrong "wrong" "错误" } }
words! { /// State of a form or attachment (附件状态).
FileState "state" { Ok "ok" "正常", NotOffered "not_offered" "未提供", NotDownloadable "not_downloadable" "无法下载" } }
words! { /// What somebody looked at (检查对象).
Subject "subject" { Columns "columns" "全部栏目", Column "column" "栏目", Home "home" "首页", Visits "visits" "访问", Tickets "tickets" "办件", Channels "channels" "渠道",
    Activities "activities" "活动", SeriousError "serious_error" "严重错误", Links "links" "链接", Services "services" "办事", Systems "systems" "系统",
    Pages "pages" "页面" } }
words! { /// Why something is not known (缺失原因).
Gap "gap" { NotCollected "not_collected" "未采集", Incomplete "incomplete" "采集不全", TooFewVisits "too_few_visits" "访问次数不足", MonitorFault "monitor_fault" "监测故障",
    Blocked "blocked" "被拦截", Dns "dns" "域名解析失败", Firewall "firewall" "防火墙", Login "login" "需登录", ScriptOnly "script_only" "脚本页面",
    Unreadable "unreadable" "无法解析", UnreadableDate "unreadable_date" "日期无法识别", InputRejected "input_rejected" "数据被退回",
    BudgetReached "budget_reached" "超出限额" } }
