//! Dates and moments as people write them, and why others are refused.

use gov_site_compliance::{
    Day, Moment, RejectCode,
    ingest::{written_day, written_moment},
};
use proptest::prelude::*;

use crate::support::{day, moment};

/// Every way in which a date may be written.
fn writings(year: i32, month: u32, day: u32) -> Vec<String> {
    let full_width = |text: &str| -> String {
        text.chars().map(|sign| if sign.is_ascii_digit() { char::from_u32(u32::from(sign) + 0xfee0).unwrap() } else { sign }).collect()
    };
    let mut texts = vec![
        format!("{year}-{month:02}-{day:02}"),
        format!("{year}-{month}-{day}"),
        format!("{year}/{month:02}/{day:02}"),
        format!("{year}/{month}/{day}"),
        format!("{year}.{month:02}.{day:02}"),
        format!("{year}.{month}.{day}"),
        format!("{year}年{month:02}月{day:02}日"),
        format!("{year}年{month}月{day}日"),
        format!("{year}年{month}月{day}号"),
        format!("{year} 年 {month} 月 {day} 日"),
        format!("{year} - {month} - {day}"),
        format!("{year}{month:02}{day:02}"),
        format!("{year}\u{ff0d}{month}\u{ff0d}{day}"),
        format!("{year}\u{ff0f}{month}\u{ff0f}{day}"),
        format!("{year}\u{3000}年{month}月{day}日"),
    ];
    texts.extend(texts.clone().iter().map(|text| full_width(text)));
    texts
}

#[test]
fn every_day_reads_the_same_however_it_is_written() {
    for number in Day::FIRST.0..=Day::LAST.0 {
        let wanted = Day(number);
        let iso = wanted.to_string();
        let part = |from: usize, to: usize| iso[from..to].parse::<u32>().unwrap();
        let (year, month, date) = (part(0, 4) as i32, part(5, 7), part(8, 10));
        for text in writings(year, month, date) {
            assert_eq!(written_day(&text), Ok(wanted), "{text}");
        }
    }
}

#[test]
fn a_time_behind_a_date_leaves_the_day_in_shanghai() {
    for text in [
        "2017-11-29 08:30",
        "2017-11-29 8:30",
        "2017-11-29T08:30:15",
        "2017/11/29 08:30:15.25",
        "2017年11月29日08:30",
        "2017年11月29日 08:30:15",
        "20171129 08:30",
        "2017-11-29T00:00:00+08:00",
        "2017-11-28T20:00:00Z",
        "2017/11/28 20:00 Z",
    ] {
        assert_eq!(written_day(text), Ok(day("2017-11-29")), "{text}");
    }
}

#[test]
fn moments_in_all_their_dresses() {
    let wanted = moment("2017-11-29T08:30:00+08:00");
    for text in [
        "2017-11-29 08:30",
        "2017-11-29  08:30",
        "2017-11-29 8:30",
        "2017/11/29 08:30:00",
        "2017.11.29T08:30",
        "2017年11月29日 08:30",
        "2017年11月29日08:30:00",
        "2017 年 11 月 29 日 8:30",
        "20171129 08:30",
        "20171129T08:30:00.000",
        "2017/11/29 08:30:00+08:00",
        "2017/11/29 08:30:00 +08:00",
        "2017-11-29T08:30:00+0800",
        "2017/11/29 00:30Z",
        "2017/11/28 19:30:00-05:00",
        "\u{ff12}\u{ff10}\u{ff11}\u{ff17}-11-29\u{3000}08\u{ff1a}30",
    ] {
        assert_eq!(written_moment(text), Ok(wanted), "{text}");
    }
}

#[test]
fn what_is_refused_says_why() {
    use RejectCode::*;
    for (code, texts) in [
        (TwoDigitYear, &["17-11-29", "17/11/29", "17.11.29", "17年11月29日", "171129", "29-11-17", "17-1-5 08:30", "１７－１１－２９", "17年11月"][..]),
        (DateWithoutYear, &["11-29", "11/29", "11.29", "11月29日", "11月29号", "29日", "11-29 08:30"]),
        (DateWithoutDay, &["2017-11", "2017/11", "2017年11月", "2017年", "2017", "201711", "11/2017"]),
        (DayFirstDate, &["11/29/2017", "29.11.2017", "29-11-2017", "4/5/2017"]),
        (NoSuchDay, &["2017-02-29", "2017-02-30", "2017/2/30", "2017-13-40", "2017年11月31日", "20171131", "2017-00-01", "2100-02-29", "2017-11-31 08:30"]),
        (RelativeDate, &["今天", "昨天", "3天前", "2小时前", "昨天 08:30", "yesterday", "3 days ago", "去年"]),
        (SerialNumber, &["43068", "43068.5", "109574"]),
        (UnixTime, &["1511915400", "1511915400000"]),
        (Placeholder, &["无", "空", "-", "--", "N/A", "n/a", "待定", "/", "——", "null", "？"]),
        (ChineseNumeralDate, &["二〇一七年十一月二十九日", "十一月二十九日"]),
        (EnglishMonth, &["29-Nov-2017", "Nov 29, 2017", "29 November 2017"]),
        (SeveralDates, &["2017-11-28至2017-11-29", "2017-11-28、2017-11-29", "2017-11-28 - 2017-11-29", "2017年11月28日-29日"]),
        (DateWithWords, &["2017-11-29(周三)", "约2017-11-29", "发布日期:2017-11-29", "2017年11月29日左右"]),
        (FormulaError, &["#N/A", "#REF!", "#VALUE!", "########"]),
        (FormulaText, &["=A1", "=TODAY()"]),
        (LeadingApostrophe, &["'2017-11-29"]),
        (ControlSign, &["\u{200e}2017-11-29", "2017\u{0}-11-29", "2017-11-29\u{feff}"]),
        (ReplacementSign, &["2017\u{fffd}11\u{fffd}29"]),
        (Mojibake, &["2017骞?11鏈?29鏃?"]),
        (UrlOutOfPlace, &["http://www.example.gov.cn/", "www.example.gov.cn"]),
        (TimeWithoutDate, &["08:30", "08:30:15"]),
        (NoSuchTime, &["2017-11-29 24:30", "2017-11-29 08:60", "2017-11-29 08:30:60", "2017-11-29T08:30:60", "2017-11-29T07:59:60+08:00"]),
        (NotADate, &["soon", "2017冬", "99999999999", "2017-11-29-", "2017—11—29", "2017 11 29", "2017-11/29"]),
    ] {
        for text in texts {
            let refused = written_day(text);
            // The date in it is found, if not alone.
            let also = if *text == "2017-11-29-" { Err(DateWithWords) } else { Err(code) };
            assert_eq!(refused, also, "{text}");
            assert!(written_moment(text).is_err(), "{text}");
        }
    }
}

#[test]
fn what_is_no_moment_says_why() {
    use RejectCode::*;
    for (code, texts) in [
        (MomentWithoutTime, &["2017-11-29", "2017年11月29日", "20171129"][..]),
        (NoSuchTime, &["2017-11-29 24:00", "2017-11-29T25:00:00+08:00", "2017-11-29 08:61", "2017/11/29 08:30:75"]),
        (
            UnknownTimeZone,
            &["2017-11-29 08:30 CST", "2017-11-29T08:30:00+0", "2017-11-29T08:30:00+25:00", "2017-11-29 08:30(北京时间)", "2017-11-29 08:30 GMT+8"],
        ),
        (HalfDayClock, &["2017-11-29 下午3:30", "2017-11-29 3:30 PM", "2017-11-29 上午 8:30"]),
        (TimeWithoutDate, &["08:30"]),
        (NoSuchDay, &["2017-02-29 08:30", "2017-02-29T08:30:00+08:00"]),
        (NotAMoment, &["noon", "2017-11-29T", "2017-11-29T08", "2017-11-29X08:30", "2017-11-29 08:30左右", "20171129083015"]),
        (TwoDigitYear, &["17-11-29 08:30"]),
        (RelativeDate, &["昨天中午"]),
        (SerialNumber, &["43068.354166"]),
    ] {
        for text in texts {
            assert_eq!(written_moment(text), Err(code), "{text}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// What ISO 8601 reads, the reader of cells reads the same.
    #[test]
    fn what_was_read_before_reads_the_same(text in "[0-9TZ:.+ /年月日-]{0,32}|\\PC{0,20}") {
        if let Ok(read) = text.parse::<Day>() {
            prop_assert_eq!(written_day(&text), Ok(read));
        }
        if let Some(read) = Moment::parse(&text) {
            prop_assert_eq!(written_moment(&text), Ok(read));
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,40}|[0-9年月日号/.: -]{0,20}") {
        let (day, moment) = (written_day(&text), written_moment(&text));
        if let Ok(moment) = moment {
            prop_assert_eq!(day, Ok(moment.day()), "a moment stands for its day");
        }
    }

    #[test]
    fn a_moment_reads_the_same_however_its_date_is_written(number in Day::FIRST.0..=Day::LAST.0, minutes in 0_u32..1_440) {
        let iso = Day(number).to_string();
        let part = |from: usize, to: usize| iso[from..to].parse::<u32>().unwrap();
        let wanted = moment(&format!("{iso}T{:02}:{:02}", minutes / 60, minutes % 60));
        for date in writings(part(0, 4) as i32, part(5, 7), part(8, 10)) {
            let text = format!("{date} {}:{:02}", minutes / 60, minutes % 60);
            prop_assert_eq!(written_moment(&text), Ok(wanted), "{}", text);
        }
    }
}
