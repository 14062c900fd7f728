//! Cells of the tables of generated censuses: sound ones, and odd ones that may or may not reject their row.

/// Field, sound texts (the first is the plainest), odd texts.
type Pool = (&'static str, &'static [&'static str], &'static [&'static str]);

pub struct Spec {
    pub table: &'static str,
    pub fields: &'static [Pool],
}

pub const TRUTHS: &[&str] = &["", "true", "false", "true", "", "是", "否", "1", "0", "TRUE"];
const ODD_TRUTHS: &[&str] = &["perhaps", " true", "2", "\u{3000}", "是 ", "-1"];
const ODD_DAYS: &[&str] = &[
    "2017-13-40",
    "soon",
    "1991-12-31",
    "2200-01-01",
    "0001-01-01",
    " 2017-11-20",
    "2017-11-20\u{3000}",
    "20171120",
    "2017-11-20T08:00:00+08:00",
    "-0001-01-01",
];
const ODD_MOMENTS: &[&str] = &[
    "soon",
    "2017-11-29",
    "1991-12-31T23:59:59+08:00",
    "1992-01-01T00:00:00+08:00",
    "1991-12-31T16:00:00+00:00",
    "2200-01-01T00:00:00+08:00",
    " 2017-11-29T08:00:00+08:00",
    "2017-11-29 08:00",
];
const ODD_TEXTS: &[&str] = &["", " ", "\u{3000}", "\u{a0}", " x", "x\u{3000}", "\u{a0}栏目", "7", "007", "13800000000000", "\u{200b}"];
const ODD_WORDS: &[&str] = &["", "nothing", " news", "other\u{3000}", "0", "NEWS", "\u{a0}"];
const ODD_NUMBERS: &[&str] = &["-1", "1.5", "x", "9223372036854775807", "9223372036854775808", "+3", "007", " 3", "-0", "-9223372036854775808"];
const URLS: &[&str] = &["", "http://a.example/1", "http://a.example/2", "HTTP://A.example:80/1", "http://a.example/3", "3"];
const DAYS: &[&str] = &["", "2017-11-15", "2017-11-29", "2017-11-30", "2017-05-01", "2015-02-28", "2018-01-31"];
const MOMENTS: &[&str] = &["", "2017-11-29T08:00:00+08:00", "2017-11-20T00:00:00+08:00", "2017-11-30T00:00:00+08:00", "2017-11-28T23:59:59.999999+08:00"];

pub const SPECS: &[Spec] = &[
    Spec {
        table: "sites",
        fields: &[
            ("site_code", &["@site"], &[]),
            ("site_name", &["示例"], ODD_TEXTS),
            ("home_url", &["http://@site.example/"], ODD_TEXTS),
            ("role", &["department", "portal", "门户", "SUBSITE"], ODD_WORDS),
            ("level", &["city", "县级"], ODD_WORDS),
            ("division", &["市本级", "甲区"], ODD_TEXTS),
            ("sponsor", &["示例单位"], ODD_TEXTS),
            ("home_is_navigation", TRUTHS, ODD_TRUTHS),
            ("opened_on", &["", "2010-01-01", "2017-11-25"], ODD_DAYS),
        ],
    },
    Spec {
        table: "site_life",
        fields: &[
            ("site_code", &["@site"], &[]),
            ("state", &["running", "suspended", "closed", "exempt", "moved"], ODD_WORDS),
            ("from", &["2017-01-01", "2017-11-29", "2017-12-01"], ODD_DAYS),
            ("to", DAYS, ODD_DAYS),
            ("approved", TRUTHS, ODD_TRUTHS),
            ("reason", &["", "升级"], ODD_TEXTS),
        ],
    },
    Spec {
        table: "site_addresses",
        fields: &[
            ("site_code", &["@site"], &[]),
            ("filed_on", &["2017-11-25", "2017-11-27", "2017-01-01", "2017-12-01"], ODD_DAYS),
            ("url", &["http://new.example/", "http://@site.example/", "http://other.example/"], ODD_TEXTS),
            ("changed_on", DAYS, ODD_DAYS),
        ],
    },
    Spec {
        table: "columns",
        fields: &[
            ("column_id", &["@own"], &[]),
            ("site_code", &["@site"], &[]),
            ("column_name", &["栏目", "动态", "7"], ODD_TEXTS),
            ("kind", &["news", "news", "通知公告", "POLICY", "overview", "其他", "topic", "service"], ODD_WORDS),
            ("parent_id", &["", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "@column"], &[]),
            ("depth", &["", "1", "2", "0"], ODD_NUMBERS),
            ("url", URLS, ODD_TEXTS),
            ("lists_items", TRUTHS, ODD_TRUTHS),
            ("on_home", TRUTHS, ODD_TRUTHS),
            ("on_second_level", TRUTHS, ODD_TRUTHS),
            ("redirects_to", &["", "", "", "", "http://b.example/"], ODD_TEXTS),
            ("finished_topic", TRUTHS, ODD_TRUTHS),
            ("opened_on", &["", "2010-01-01", "2017-11-20", "2017-12-01"], ODD_DAYS),
            ("closed_on", &["", "", "2018-01-01", "2017-12-01"], &["2009-01-01", "2017-11-29", "2017-13-40", "1991-12-31", " 2018-01-01"]),
            ("responsible", &["", "某人"], ODD_TEXTS),
            ("note", &["", "备注"], ODD_TEXTS),
            ("source_ref", &["", "表一"], ODD_TEXTS),
        ],
    },
    Spec {
        table: "channels",
        fields: &[
            ("channel_id", &["@number", "K1", "K2"], ODD_TEXTS),
            ("site_code", &["@site"], &[]),
            ("name", &["", "信箱"], ODD_TEXTS),
            ("kind", &["consultation", "survey", "政务咨询"], ODD_WORDS),
            ("promised_days", &["", "5", "3650"], ODD_NUMBERS),
            ("promised_unit", &["", "working", "自然日"], ODD_WORDS),
        ],
    },
    Spec {
        table: "exemptions",
        fields: &[
            ("site_code", &["@site"], &[]),
            ("column_id", &["", "@column", "@column"], &[]),
            ("indicator", &["", "blank_columns", "overdue_columns"], &["no_such_clause", " blank_columns", "7"]),
            ("from", &["2017-01-01", "2017-11-29", "2017-12-01"], ODD_DAYS),
            ("to", DAYS, ODD_DAYS),
            ("approval_no", &["", "1号"], ODD_TEXTS),
            ("reason", &["", "原因"], ODD_TEXTS),
        ],
    },
    Spec {
        table: "coverage",
        fields: &[
            ("site_code", &["@site"], &[]),
            ("subject", &["columns", "column", "home", "栏目", "tickets", "serious_error"], ODD_WORDS),
            ("column_id", &["@column", "", "@column"], &[]),
            ("observed_at", &["2017-11-29T08:00:00+08:00", "2017-11-28T08:00:00+08:00", "2017-12-01T08:00:00+08:00"], ODD_MOMENTS),
            ("from", DAYS, ODD_DAYS),
            ("to", DAYS, ODD_DAYS),
            ("complete", &["true", "false", "是"], ODD_TRUTHS),
            ("items_seen", &["", "0", "3", "900"], ODD_NUMBERS),
            ("gap", &["", "", "login", "被拦截"], ODD_WORDS),
        ],
    },
    Spec {
        table: "tickets",
        fields: &[
            ("ticket_id", &["@number", "T1"], ODD_TEXTS),
            ("site_code", &["@site", ""], &[]),
            ("channel_id", &["", "K1", "c-0"], ODD_TEXTS),
            ("channel_kind", &["consultation", "", "survey"], ODD_WORDS),
            ("unit", &["示例单位"], ODD_TEXTS),
            ("submitted_on", &["2017-11-01", "2017-06-01", "2017-11-29", "2017-12-01"], ODD_DAYS),
            ("answered_on", &["", "2017-11-03", "2017-11-29", "2017-12-02"], ODD_DAYS),
            ("reply_kind", &["", "answered", "转办"], ODD_WORDS),
            ("valid", TRUTHS, ODD_TRUTHS),
            ("needs_reply", TRUTHS, ODD_TRUTHS),
            ("observed_at", MOMENTS, ODD_MOMENTS),
        ],
    },
    Spec {
        table: "reviews",
        fields: &[
            ("review_id", &["@number", "R1"], ODD_TEXTS),
            ("site_code", &["@site"], &[]),
            ("indicator", &["serious_error", "blank_columns"], &["no_such_clause", "", "7"]),
            ("kind", &["serious_misspelling", "泄密", "other"], ODD_WORDS),
            ("status", &["confirmed", "suspected", "排除"], ODD_WORDS),
            ("found_at", &["2017-11-20T08:00:00+08:00", "2017-12-01T08:00:00+08:00"], ODD_MOMENTS),
            ("quote", &["", "原文"], ODD_TEXTS),
        ],
    },
    Spec {
        table: "updates",
        fields: &[
            ("column_id", &["@column"], &[]),
            ("url", &["http://a.example/1", "http://a.example/2", "12"], ODD_TEXTS),
            (
                "published_on",
                &["2017-11-20", "2017-11-29", "2017-11-30", "2016-01-01", "1992-01-01", "2199-12-31"],
                &["", "", "2017-13-40", "soon", "1991-12-31", "2200-01-01", "0001-01-01", " 2017-11-20", "20171120"],
            ),
            (
                "date_state",
                &["", "", "", "", "", "", "shown", "not_shown"],
                &["unreadable", "not_shown", "NOT_SHOWN", "未注明", " shown", "perhaps", "\u{3000}"],
            ),
            ("published_at", &["", "", "", "", "", "2017-11-21T09:30:00+08:00"], ODD_MOMENTS),
            ("title", &["", "标题"], ODD_TEXTS),
            ("observed_at", MOMENTS, ODD_MOMENTS),
            ("note", &["", "备注"], ODD_TEXTS),
        ],
    },
    Spec {
        table: "visits",
        fields: &[
            ("site_code", &["@site"], &[]),
            (
                "visited_at",
                &[
                    "2017-11-29T08:00:00+08:00",
                    "2017-11-23T00:00:00+08:00",
                    "2017-11-22T23:59:59+08:00",
                    "2017-11-29T23:59:59.999999+08:00",
                    "2017-11-30T00:00:00+08:00",
                    "2017-11-27T10:00:00+08:00",
                    "2017-11-27T10:09:59+08:00",
                    "2017-11-26T16:00:00+08:00",
                ],
                ODD_MOMENTS,
            ),
            ("vantage", &["v1", "v2", "7"], ODD_TEXTS),
            ("url", &["", "", "", "http://@site.example/", "HTTP://@site.EXAMPLE", "http://new.example/", "http://other.example/"], ODD_TEXTS),
            ("failure", &["", "", "", "dns", "超时", "CHALLENGE", "monitor_fault"], ODD_WORDS),
            (
                "status",
                &["200", "200", "404", "521", "403", "100", "599", "200", "200", ""],
                &["", "99", "600", "x", "200.0", " 200", "-1", "9223372036854775808"],
            ),
            (
                "duration_ms",
                &["", "1830", "15000", "14999.9999", "1830.5", "0"],
                &["-1", "x", "9223372036854775", "9223372036854776", "1e3", " 5", "99999999999999999999"],
            ),
            ("manual", TRUTHS, ODD_TRUTHS),
            ("note", &["", "备注"], ODD_TEXTS),
        ],
    },
];
