//! The one list of all reject kinds.

macro_rules! reject_codes {
    ($($variant:ident $code:literal $reason:literal $remedy:literal),+ $(,)?) => {
        /// Why a row could not be used.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum RejectCode { $(#[doc = $reason] $variant),+ }

        impl RejectCode {
            /// Every code, for catalogues and completeness tests.
            pub const ALL: &'static [RejectCode] = &[$(RejectCode::$variant),+];

            /// The code as `rejected.csv` writes it.
            pub const fn code(self) -> &'static str {
                match self { $(RejectCode::$variant => $code),+ }
            }

            /// The reason as officials read it.
            pub const fn reason(self) -> &'static str {
                match self { $(RejectCode::$variant => $reason),+ }
            }

            /// What to do about it.
            pub const fn remedy(self) -> &'static str {
                match self { $(RejectCode::$variant => $remedy),+ }
            }
        }
    };
}

reject_codes! {
    MissingValue "missing_value" "必填单元格为空" "补填该单元格",
    NotADate "not_a_date" "不是日期" "改为 2017-11-29 的形式",
    NotAMoment "not_a_moment" "不是时间" "改为 2017-11-29T08:30:00+08:00 的形式",
    DateOutOfRange "date_out_of_range" "日期超出 1992 年至 2199 年" "核对年份",
    NotAnInteger "not_an_integer" "不是整数" "只填数字",
    NotANumber "not_a_number" "不是数值" "只填数字和小数点",
    NotABoolean "not_a_boolean" "不是“是/否”" "填 是 或 否",
    UnknownWord "unknown_word" "不在规定词表内" "改用词表中的词",
    NumberOutOfRange "number_out_of_range" "数值超出允许范围" "核对数值",
    StatusOutOfRange "status_out_of_range" "状态码不在 100 至 599 之间" "核对状态码,失败时留空并填失败类型",
    UnknownSite "unknown_site" "网站标识码不在网站表中" "核对标识码,或在网站表中登记",
    UnknownColumn "unknown_column" "栏目编号不在栏目表中" "核对编号,或在栏目表中登记",
    UnknownChannel "unknown_channel" "渠道编号不在渠道表中" "核对编号,或在渠道表中登记",
    UnknownService "unknown_service" "事项编号不在事项表中" "核对编号,或在事项表中登记",
    UnknownClause "unknown_clause" "指标不在所用标准中" "改用标准中的指标代码",
    ForeignColumn "foreign_column" "栏目属于另一网站" "核对网站标识码与栏目编号",
    ForeignParent "foreign_parent" "上级栏目不存在或属于另一网站" "核对上级栏目编号",
    ParentCycle "parent_cycle" "上级栏目互相循环" "核对上级栏目编号",
    ColumnWithoutKind "column_without_kind" "一级栏目未填栏目类别" "补填栏目类别",
    ConflictingDuplicate "conflicting_duplicate" "同一编号有内容不同的多行" "只保留正确的一行",
    DatesOutOfOrder "dates_out_of_order" "日期先后矛盾" "核对两个日期",
    DateBesideState "date_beside_state" "既有日期又注明无日期" "日期与日期状态只填其一",
    NoStatusNorFailure "no_status_nor_failure" "状态码与失败类型均为空" "填写最终状态码或失败类型",
    ChannelMissing "channel_missing" "渠道编号与渠道类别均为空" "填写渠道编号或渠道类别",
    ChannelContradiction "channel_contradiction" "渠道类别与渠道表不一致" "核对渠道类别",
    PromiseIncomplete "promise_incomplete" "承诺时限与时限单位只填了一项" "两项同时填写或同时留空",
    CoverageIncomplete "coverage_without_column" "检查对象为栏目但未填栏目编号" "补填栏目编号",
    RaggedRow "ragged_row" "单元格个数与表头不符" "核对逗号与引号",
    NotUtf8 "not_utf8" "不是 UTF-8 文字" "另存为 UTF-8 编码",
    UnclosedQuote "unclosed_quote" "引号没有结束,其后的行无法识别" "补上引号",
    FormulaError "formula_error" "单元格是表格软件的出错显示" "在原表中改正公式或加宽列后重新导出",
    FormulaText "formula_text" "单元格是公式本身而不是结果" "在原表中复制后选择性粘贴为数值",
    NumberLostDigits "number_lost_digits" "数字过长,表格软件只保留前 15 位" "将该列设为文本格式后重新填写",
    NestedValue "nested_value" "单元格内是列表或对象" "只填一个文字或数值",
    NotAnObject "not_an_object" "本行不是 JSON 对象" "每行写一个完整的对象",
    RepeatedKey "repeated_key" "同一字段在本行出现多次" "每个字段只写一次",
}

impl core::fmt::Display for RejectCode {
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        out.write_str(self.code())
    }
}
