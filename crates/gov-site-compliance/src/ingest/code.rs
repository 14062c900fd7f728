//! The one list of all reject kinds: `docs/REJECTS.md` is made of it.

/// A row that raises a code, and what would have been right there.
///
/// The row is sound but for the cells named. Where the field is empty, the text is a line of the file, not a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// The table.
    pub table: &'static str,
    /// Fields and texts that are wrong.
    pub bad: &'static [(&'static str, &'static str)],
    /// The same fields as they should be.
    pub good: &'static [(&'static str, &'static str)],
}

macro_rules! reject_codes {
    ($($variant:ident $code:literal $reason:literal $expected:literal $remedy:literal
        $table:ident [$($bad:ident $wrong:literal),+] [$($good:ident $right:literal),+]),+ $(,)?) => {
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

            /// What is expected in general; a [`super::Reject`] says it of its own field.
            pub const fn expected(self) -> &'static str {
                match self { $(RejectCode::$variant => $expected),+ }
            }

            /// What to do about it.
            pub const fn remedy(self) -> &'static str {
                match self { $(RejectCode::$variant => $remedy),+ }
            }

            /// A bad row and a good one.
            ///
            /// ```
            /// use gov_site_compliance::RejectCode;
            /// let example = RejectCode::TwoDigitYear.example();
            /// assert_eq!((example.table, example.bad, example.good), ("updates", &[("published_on", "17-11-29")][..], &[("published_on", "2017-11-29")][..]));
            /// ```
            pub const fn example(self) -> Example {
                match self {
                    $(RejectCode::$variant => Example {
                        table: stringify!($table),
                        bad: &[$((field!($bad), $wrong)),+],
                        good: &[$((field!($good), $right)),+],
                    }),+
                }
            }
        }
    };
}

/// Name of a field; `line` stands for the line as a whole.
macro_rules! field {
    (line) => {
        ""
    };
    ($name:ident) => {
        stringify!($name)
    };
}

reject_codes! {
    // Any cell.
    MissingValue "missing_value" "必填单元格为空" "必填项" "补填该单元格"
        columns [column_name ""] [column_name "通知公告"],
    Placeholder "placeholder" "单元格只有“无”“-”一类占位字样" "规定的内容，或留空" "没有或不知道时留空，必填项补填内容"
        updates [published_on "待定"] [published_on "2017-11-29"],
    FormulaError "formula_error" "单元格是表格软件的出错显示" "公式算出的内容" "在原表中改正公式或加宽列后重新导出"
        activities [channel_id "#N/A"] [channel_id "k"],
    FormulaText "formula_text" "单元格是公式本身而不是结果" "公式算出的内容" "在原表中复制后选择性粘贴为数值"
        columns [depth "=B2+1"] [depth "2"],
    LeadingApostrophe "leading_apostrophe" "单元格以撇号开头" "没有撇号的内容" "去掉开头的撇号"
        updates [published_on "'2017-11-29"] [published_on "2017-11-29"],
    ControlSign "control_sign" "单元格含看不见的控制字符" "没有控制字符的内容" "删除后重新手工输入"
        updates [published_on "\u{200e}2017-11-29"] [published_on "2017-11-29"],
    ReplacementSign "replacement_sign" "单元格含无法还原的字符（�）" "完整的文字" "从原系统按正确编码重新导出"
        columns [kind "动态要\u{fffd}"] [kind "动态要闻"],
    Mojibake "mojibake" "单元格是乱码" "完整的文字" "从原系统按正确编码重新导出"
        columns [kind "锟斤拷锟斤拷"] [kind "动态要闻"],
    UrlOutOfPlace "url_out_of_place" "单元格填了网址" "规定的内容" "核对是否错列，网址填入网址一列"
        updates [published_on "http://www.example.gov.cn/1.html"] [published_on "2017-11-29"],
    OverlongCell "overlong_cell" "单元格内容过长" "不超过 240 字节的内容" "核对是否错列或缺少引号"
        columns [kind "这一格里是一整篇文章,这一格里是一整篇文章,这一格里是一整篇文章,这一格里是一整篇文章,这一格里是一整篇文章,这一格里是一整篇文章,这一格里是一整篇文章,这一格里是一整篇文章,"] [kind "动态要闻"],
    RepeatedHeading "repeated_heading" "数据行中又出现表头" "数据" "删除重复的表头行"
        columns [kind "栏目类别"] [kind "动态要闻"],
    TotalRow "total_row" "合计行不是数据" "数据" "删除合计、小计行"
        units [unit "合计", level "12"] [unit "示例单位04", level "市级"],
    ExampleRow "example_row" "模板的示例行不是数据" "数据" "示例行，请删除"
        columns [column_id "例：0001", kind "例：动态要闻"] [column_id "new", kind "动态要闻"],
    NumberRow "number_row" "栏次行（1、2、3……）不是数据" "数据" "删除表头下的栏次行"
        columns [column_id "1", site_code "2", column_name "3", kind "4"] [column_id "new", site_code "3703000001", column_name "通知公告", kind "通知公告"],
    NoteRow "note_row" "说明、签名行不是数据" "数据" "删除表格下方的说明和签名行"
        sites [site_code "填表人：张三", home_url ""] [site_code "3703000003", home_url "http://www.example.gov.cn/"],

    // Dates.
    NotADate "not_a_date" "不是日期" "日期，格式 2017-11-29" "改为 2017-11-29 的形式"
        updates [published_on "冬至前后"] [published_on "2017-12-22"],
    DateOutOfRange "date_out_of_range" "日期超出 1992 年至 2199 年" "1992-01-01 至 2199-12-31 之间的日期" "核对年份"
        updates [published_on "1917-11-29"] [published_on "2017-11-29"],
    NoSuchDay "no_such_day" "没有这一天" "存在的日期" "核对月份和日"
        updates [published_on "2017-02-29"] [published_on "2017-02-28"],
    TwoDigitYear "two_digit_year" "年份只有两位" "四位年份的日期" "补全四位年份"
        updates [published_on "17-11-29"] [published_on "2017-11-29"],
    DateWithoutYear "date_without_year" "日期没有年份" "四位年份的日期" "补上年份"
        updates [published_on "11月29日"] [published_on "2017年11月29日"],
    DateWithoutDay "date_without_day" "日期不完整，没有日" "年月日齐全的日期" "补上月和日"
        updates [published_on "2017年11月"] [published_on "2017年11月29日"],
    DayFirstDate "day_first_date" "年份在后，月和日的先后不明" "年、月、日依次的日期" "按年、月、日的顺序改写"
        updates [published_on "04/05/2017"] [published_on "2017-05-04"],
    SerialNumber "serial_number" "填的是表格软件的日期序号" "日期，格式 2017-11-29" "将该列单元格格式设为日期后重新导出"
        updates [published_on "43068"] [published_on "2017-11-29"],
    UnixTime "unix_time" "填的是时间戳" "日期，格式 2017-11-29" "将时间戳换算为北京时间的日期时间"
        updates [published_on "1511915400"] [published_on "2017-11-29"],
    RelativeDate "relative_date" "填的是“昨天”一类的相对日期" "日期，格式 2017-11-29" "按采集当日换算为具体日期"
        updates [published_on "3天前"] [published_on "2017-11-26"],
    ChineseNumeralDate "chinese_numeral_date" "日期用汉字数字书写" "阿拉伯数字的日期" "改用阿拉伯数字"
        updates [published_on "二〇一七年十一月二十九日"] [published_on "2017年11月29日"],
    EnglishMonth "english_month" "月份用英文书写" "数字月份的日期" "月份改用数字"
        updates [published_on "29-Nov-2017"] [published_on "2017-11-29"],
    SeveralDates "several_dates" "一个单元格有多个日期" "一个日期" "只留一个日期，起止分填两列"
        updates [published_on "2017-11-28至2017-11-29"] [published_on "2017-11-29"],
    DateWithWords "date_with_words" "日期之外还有其他文字" "只有日期" "删除日期之外的文字"
        updates [published_on "2017-11-29(周三)"] [published_on "2017-11-29"],

    // Moments.
    NotAMoment "not_a_moment" "不是时间" "时间，格式 2017-11-29T08:30:00+08:00" "改为 2017-11-29T08:30:00+08:00 的形式"
        visits [visited_at "正午"] [visited_at "2017-11-29 12:00"],
    MomentWithoutTime "moment_without_time" "只有日期，没有时刻" "时间，格式 2017-11-29T08:30:00+08:00" "补上时和分"
        visits [visited_at "2017-11-29"] [visited_at "2017-11-29 08:30"],
    TimeWithoutDate "time_without_date" "只有时刻，没有日期" "时间，格式 2017-11-29T08:30:00+08:00" "补上日期"
        visits [visited_at "08:30"] [visited_at "2017-11-29 08:30"],
    NoSuchTime "no_such_time" "没有这一时刻" "00:00:00 至 23:59:59" "核对时、分、秒"
        visits [visited_at "2017-11-29 24:30"] [visited_at "2017-11-29 23:30"],
    UnknownTimeZone "unknown_time_zone" "时区写法无法识别" "+08:00 一类的时差，或不写（北京时间）" "改为 +08:00 的形式或删除"
        visits [visited_at "2017-11-29 08:30:00 CST"] [visited_at "2017-11-29 08:30:00+08:00"],
    HalfDayClock "half_day_clock" "时刻用上午、下午书写" "二十四小时制的时刻" "改用二十四小时制"
        visits [visited_at "2017-11-29 下午3:30"] [visited_at "2017-11-29 15:30"],

    // Numbers.
    NotAnInteger "not_an_integer" "不是整数" "整数，如 12" "只填数字"
        columns [depth "two"] [depth "2"],
    NotANumber "not_a_number" "不是数值" "非负小数（毫秒），如 1830.5" "只填数字和小数点"
        visits [duration_ms "slow"] [duration_ms "1830.5"],
    NumberOutOfRange "number_out_of_range" "数值超出允许范围" "允许范围内的数" "核对数值"
        channels [promised_days "4000", promised_unit "工作日"] [promised_days "4", promised_unit "工作日"],
    NegativeNumber "negative_number" "数值为负" "零或正数" "去掉负号或核对数值"
        coverage [items_seen "-1"] [items_seen "1"],
    Fraction "fraction" "应为整数而填了小数" "整数，如 12" "改填整数"
        columns [depth "1.5"] [depth "1"],
    NumberWithUnit "number_with_unit" "数字之外还有单位或文字" "只有数字" "删除单位和文字"
        tickets [promised_days "7天", promised_unit "工作日"] [promised_days "7", promised_unit "工作日"],
    ThousandsSeparator "thousands_separator" "数字中有千分位分隔符" "没有分隔符的数字" "删除千分位分隔符"
        visits [duration_ms "1,830"] [duration_ms "1830"],
    DecimalComma "decimal_comma" "小数点写成了逗号" "以句点为小数点的数字" "逗号改为小数点"
        visits [duration_ms "1830,5"] [duration_ms "1830.5"],
    PercentSign "percent_sign" "数字带百分号" "没有百分号的数字" "核对该列含义，删除百分号"
        coverage [items_seen "95%"] [items_seen "95"],
    ScientificNumber "scientific_number" "数字用科学记数法书写" "全部数位写出的数字" "单元格格式设为数值后重新导出"
        visits [duration_ms "1.83E+03"] [duration_ms "1830"],
    FullWidthNumber "full_width_number" "数字是全角字符" "半角数字" "改用半角数字"
        columns [depth "２"] [depth "2"],
    ChineseNumeral "chinese_numeral" "数字用汉字书写" "阿拉伯数字" "改用阿拉伯数字"
        tickets [promised_days "七", promised_unit "工作日"] [promised_days "7", promised_unit "工作日"],
    NumberRange "number_range" "填的是数字范围" "一个数字" "只填一个数字（承诺时限取最长）"
        tickets [promised_days "5-7", promised_unit "工作日"] [promised_days "7", promised_unit "工作日"],
    ApproximateNumber "approximate_number" "填的是约数或上下限" "一个确定的数字" "改填确定的数字"
        coverage [items_seen "约100"] [items_seen "100"],
    ClockForNumber "clock_for_number" "用时写成了时分秒" "只有数字" "换算后只填数字"
        visits [duration_ms "00:01:30"] [duration_ms "90000"],
    DateForNumber "date_for_number" "应为数字而填了日期" "只有数字" "单元格格式设为常规后重新导出"
        tickets [promised_days "1900-01-07", promised_unit "工作日"] [promised_days "7", promised_unit "工作日"],
    NumberTooLong "number_too_long" "数字位数过多" "不超过 18 位的整数" "核对是否错列"
        columns [depth "99999999999999999999"] [depth "2"],
    StatusOutOfRange "status_out_of_range" "状态码不在 100 至 599 之间" "100 至 599 的整数" "核对状态码，失败时留空并填失败类型"
        visits [status "999"] [status "404"],
    StatusZero "status_zero" "状态码为 0，即没有收到答复" "100 至 599 的整数，或失败类型" "状态码留空，填失败类型"
        visits [status "0"] [status "", failure "timeout"],

    // 是/否.
    NotABoolean "not_a_boolean" "不是“是/否”" "是 或 否（true/false，1/0）" "填 是 或 否"
        columns [on_home "maybe"] [on_home "是"],
    TickMark "tick_mark" "用勾、叉代替“是/否”" "是 或 否（true/false，1/0）" "勾改为 是，叉改为 否"
        columns [on_home "√"] [on_home "是"],
    OtherYesNo "other_yes_no" "用“有/无”等字样代替“是/否”" "是 或 否（true/false，1/0）" "改填 是 或 否"
        sites [has_services "有"] [has_services "是"],
    YesAndNo "yes_and_no" "“是”“否”都在单元格中，没有选定" "是 或 否（true/false，1/0）" "只留选定的一个"
        sites [has_services "是/否"] [has_services "否"],

    // Words of closed lists.
    UnknownWord "unknown_word" "不在规定词表内" "规定词表中的词" "改用词表中的词"
        columns [kind "gossip"] [kind "news"],
    MisspeltWord "misspelt_word" "与词表中的词略有不同" "规定词表中的词" "改为提示的词"
        columns [kind "动态新闻"] [kind "动态要闻"],
    WordOfAnotherList "word_of_another_list" "是另一列词表中的词" "本列词表中的词" "核对是否错列"
        sites [level "门户"] [level "市级"],
    SeveralWords "several_words" "一个单元格有多个词" "一个词" "只留一个词"
        columns [kind "动态要闻、通知公告"] [kind "动态要闻"],
    NumberForWord "number_for_word" "填的是其他系统的数字代码" "规定词表中的词" "按该系统的代码表换成词表中的词"
        sites [level "3"] [level "市级"],

    // Ids of other tables.
    UnknownSite "unknown_site" "网站标识码不在网站表中" "网站表中的网站标识码" "核对标识码，或在网站表中登记"
        links [site_code "3703009999"] [site_code "3703000001"],
    UnknownColumn "unknown_column" "栏目编号不在栏目表中" "栏目表中的栏目编号" "核对编号，或在栏目表中登记"
        updates [column_id "c9"] [column_id "3703000001-c"],
    UnknownChannel "unknown_channel" "渠道编号不在渠道表中" "渠道表中的渠道编号" "核对编号，或在渠道表中登记"
        activities [channel_id "k9"] [channel_id "k"],
    UnknownService "unknown_service" "事项编号不在事项表中" "事项表中的事项编号" "核对编号，或在事项表中登记"
        service_files [service_id "s9"] [service_id "s"],
    UnknownClause "unknown_clause" "指标不在所用标准中" "所用标准中的指标名称或代码" "改用标准中的指标名称或代码"
        reviews [indicator "weather"] [indicator "serious_error"],
    UnknownParent "unknown_parent" "上级栏目不在栏目表中" "本网站的栏目编号" "核对编号，或在栏目表中登记上级栏目"
        columns [parent_id "c9"] [parent_id "3703000001-c"],
    ScientificId "id_in_scientific_notation" "编号被表格软件改成了科学记数法" "原来的编号" "该列设为文本格式后从原系统重新导出"
        links [site_code "3.703E+09"] [site_code "3703000001"],
    DecimalId "id_with_decimals" "编号带有小数" "原来的编号" "该列设为文本格式，去掉小数点和零"
        links [site_code "3703009999.0"] [site_code "3703000001"],
    FullWidthId "full_width_id" "编号含全角字符" "半角字符的编号" "改用半角字符"
        links [site_code "３７０３００９９９９"] [site_code "3703000001"],
    BlankInId "blank_in_id" "编号中有空格" "没有空格的编号" "删除空格"
        links [site_code "3703 009999"] [site_code "3703000001"],
    SeveralIds "several_ids" "一个单元格有多个编号" "一个编号" "拆成多行，每行一个编号"
        activities [channel_id "k;k2"] [channel_id "k"],
    NameForId "name_for_id" "填的是名称而不是编号" "编号" "改填编号"
        activities [channel_id "领导信箱"] [channel_id "k"],
    SiteCodeLength "site_code_length" "网站标识码不是十位" "网站表中的十位网站标识码" "补全十位，开头的零可能被表格软件去掉"
        links [site_code "370300001"] [site_code "3703000001"],

    // Rows beside each other.
    ForeignColumn "foreign_column" "栏目属于另一网站" "本网站的栏目编号" "核对网站标识码与栏目编号"
        coverage [column_id "3703000002-c"] [column_id "3703000001-c"],
    ForeignParent "foreign_parent" "上级栏目属于另一网站" "本网站的栏目编号" "核对上级栏目编号"
        columns [parent_id "3703000002-c"] [parent_id "3703000001-c"],
    ParentIsItself "parent_is_itself" "上级栏目是本栏目自己" "上级栏目的编号，一级栏目留空" "改填上级栏目，一级栏目留空"
        columns [column_id "new", parent_id "new"] [column_id "new", parent_id ""],
    ParentCycle "parent_cycle" "上级栏目互相循环" "不循环的上级栏目" "核对上级栏目编号"
        columns [column_id "turn", parent_id "3703000001-turned"] [column_id "turn", parent_id "3703000001-c"],
    ConflictingDuplicate "conflicting_duplicate" "同一编号有内容不同的多行" "同一编号只有一行" "只保留正确的一行"
        channels [channel_id "k"] [channel_id "k3"],
    UnitNameTwice "unit_name_twice" "一个名称或别名属于两个单位" "只属于一个单位的名称" "一个名称只写在一个单位名下；已并入的单位不再单列一行"
        units [aliases "示例单位02"] [aliases "示例单位04"],
    ColumnOfTwoSites "column_of_two_sites" "同一栏目编号出现在两个网站" "全部网站中不重复的栏目编号" "编号前加网站标识码以示区别"
        columns [column_id "3703000002-c"] [column_id "3703000001-d"],

    // Cells beside each other.
    ColumnWithoutKind "column_without_kind" "一级栏目未填栏目类别" "栏目类别，或上级栏目" "补填栏目类别"
        columns [kind ""] [kind "动态要闻"],
    DatesOutOfOrder "dates_out_of_order" "起止日期颠倒" "不早于起始日期" "核对两个日期"
        site_life [from "2017-01-01", to "2016-12-31"] [from "2017-01-01", to "2017-12-31"],
    ClosedBeforeOpened "closed_before_opened" "关闭（截止）日期早于开设（开展）日期" "不早于开设（开展）日期" "核对两个日期，是否填反"
        columns [opened_on "2017-06-01", closed_on "2017-05-31"] [opened_on "2017-05-31", closed_on "2017-06-01"],
    ReceivedBeforeSubmitted "received_before_submitted" "收件日期早于提交日期" "不早于提交日期" "核对两个日期"
        tickets [submitted_on "2017-11-01", received_on "2017-10-31"] [submitted_on "2017-11-01", received_on "2017-11-01"],
    AnsweredBeforeSubmitted "answered_before_submitted" "答复日期早于提交日期" "不早于提交日期" "核对两个日期，未答复的留空"
        tickets [submitted_on "2017-11-01", answered_on "2017-10-31"] [submitted_on "2017-11-01", answered_on "2017-11-08"],
    DateBesideState "date_beside_state" "既有日期又注明无日期" "有日期时填 shown 或留空" "日期与日期状态只填其一"
        updates [published_on "2017-11-29", date_state "未注明"] [published_on "2017-11-29", date_state ""],
    ShownWithoutDate "shown_without_date" "注明有日期而日期为空" "已注明日期时必填" "补填日期，或改日期状态"
        updates [published_on "", date_state "已注明"] [published_on "", date_state "未注明"],
    NoStatusNorFailure "no_status_nor_failure" "状态码与失败类型均为空" "最终状态码（如 200），或失败类型" "填写最终状态码或失败类型"
        visits [status "", failure ""] [status "200", failure ""],
    ChannelMissing "channel_missing" "渠道编号与渠道类别均为空" "渠道编号，或渠道类别" "填写渠道编号或渠道类别"
        tickets [channel_id "", channel_kind ""] [channel_id "", channel_kind "政务咨询"],
    ChannelContradiction "channel_contradiction" "渠道类别与渠道表不一致" "与渠道表一致的渠道类别" "核对渠道类别"
        tickets [channel_id "k", channel_kind "调查征集"] [channel_id "k", channel_kind ""],
    PromiseIncomplete "promise_incomplete" "填了承诺时限，未填时限单位" "working 工作日 或 calendar 自然日" "补填时限单位"
        channels [promised_days "5", promised_unit ""] [promised_days "5", promised_unit "工作日"],
    UnitWithoutPromise "unit_without_promise" "填了时限单位，未填承诺时限" "正整数" "补填承诺时限，没有承诺时两项留空"
        channels [promised_days "", promised_unit "工作日"] [promised_days "", promised_unit ""],
    CoverageIncomplete "coverage_without_column" "检查对象为栏目但未填栏目编号" "栏目编号" "补填栏目编号"
        coverage [subject "栏目", column_id ""] [subject "栏目", column_id "3703000001-c"],

    // Lines of a file.
    RaggedRow "ragged_row" "单元格个数少于表头" "与表头同样多的单元格" "核对逗号与引号"
        systems [line "y,3703000001"] [line "y,3703000001,系统,"],
    SurplusCells "surplus_cells" "单元格个数多于表头" "与表头同样多的单元格" "含逗号的单元格加上引号"
        systems [line "y,3703000001,报名,查询系统,"] [line "y,3703000001,\"报名,查询系统\","],
    SwallowedRows "swallowed_rows" "多出的引号把后面的行并进了本行" "一行数据" "删除多出的引号"
        systems [line "y,\"3703000001,系统,\nz,3703000001,\"系统,"] [line "y,3703000001,系统,"],
    NotUtf8 "not_utf8" "文字与文件的编码不符" "UTF-8、GB18030 等文件所用编码的文字" "从原系统按一种编码重新导出，如 UTF-8"
        systems [line "y,3703000001,\\xff,"] [line "y,3703000001,标,"],
    UnclosedQuote "unclosed_quote" "引号没有结束，其后的行无法识别" "成对的引号" "补上引号"
        systems [line "y,3703000001,\"系统,"] [line "y,3703000001,\"系统\","],

    // Sheets.
    NumberLostDigits "number_lost_digits" "数字过长，表格软件只保留前 15 位" "以文本填写的编号" "将该列设为文本格式后重新填写"
        systems [line "1234567890123450,3703000001,系统,"] [line "y,3703000001,系统,"],

    // Lines of JSON.
    NestedValue "nested_value" "单元格内是列表或对象" "一个文字或数值" "只填一个文字或数值"
        systems [line "{\"site_code\":3703000001,\"系统编号\":[1]}"] [line "{\"site_code\":3703000001,\"系统编号\":1}"],
    NotAnObject "not_an_object" "本行不是 JSON 对象" "一个 JSON 对象" "每行写一个完整的对象"
        systems [line "[3703000001]"] [line "{\"site_code\":3703000001,\"系统编号\":1}"],
    RepeatedKey "repeated_key" "同一字段在本行出现多次" "每个字段只出现一次" "每个字段只写一次"
        systems [line "{\"系统编号\":1,\"系统编号\":2}"] [line "{\"site_code\":3703000001,\"系统编号\":1}"],
}

impl RejectCode {
    /// Whether such a row is no data, so that nothing is missing without it.
    pub const fn is_no_data(self) -> bool {
        matches!(self, RejectCode::TotalRow | RejectCode::ExampleRow | RejectCode::NumberRow | RejectCode::NoteRow | RejectCode::RepeatedHeading)
    }

    /// Whether cells of such a row may stand under the wrong headings, so that they prove nothing.
    pub const fn is_out_of_step(self) -> bool {
        matches!(self, RejectCode::RaggedRow | RejectCode::SurplusCells | RejectCode::SwallowedRows)
    }
}

impl core::fmt::Display for RejectCode {
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        out.write_str(self.code())
    }
}
