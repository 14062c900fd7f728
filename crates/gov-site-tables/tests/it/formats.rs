//! One table in many dresses gives the same evidence.

use super::support::{COLUMNS, Census, SITES, UPDATES, VISITS, assert_same};

fn each(change: impl Fn(&str) -> Vec<u8>) -> Census {
    let census = Census::new();
    for (file, text) in [("sites.csv", SITES), ("columns.csv", COLUMNS), ("updates.csv", UPDATES), ("visits.csv", VISITS)] {
        census.write(file, change(text));
    }
    census
}

#[test]
fn with_a_bom() {
    assert_same(&each(|text| [b"\xef\xbb\xbf", text.as_bytes()].concat()));
}

#[test]
fn with_crlf_cr_and_without_a_last_line_end() {
    assert_same(&each(|text| text.replace('\n', "\r\n").into()));
    assert_same(&each(|text| text.replace('\n', "\r").into()));
    assert_same(&each(|text| text.trim_end().into()));
}

#[test]
fn quoted_with_a_bom() {
    let quote = |line: &str| line.split(',').map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(",");
    assert_same(&each(|text| format!("\u{feff}{}", text.lines().map(quote).collect::<Vec<_>>().join("\r\n")).into()));
}

#[test]
fn with_empty_and_blank_lines() {
    let census = each(|text| text.replace('\n', "\n\n").into());
    assert_same(&census);
    census.write("updates.csv", format!("\n{UPDATES},,,\n   \n\n"));
    assert_same(&census);
    let (evidence, _) = census.read();
    assert_eq!(evidence.report.table("updates").unwrap().blank, 2);
}

#[test]
fn with_headings_in_any_letter_case_and_blanks_around() {
    let census = Census::new();
    census.write("columns.csv", COLUMNS.replace("column_id,site_code", " Column_ID ,SITE_CODE"));
    assert_same(&census);
}

#[test]
fn with_chinese_headings() {
    let census = Census::new();
    census.write("columns.csv", COLUMNS.replace("column_id,site_code,column_name,kind", "栏目编号,网站标识码,栏目名称,栏目类别"));
    census.write("updates.csv", UPDATES.replace("column_id,url,published_on,title", "栏目编号,信息网址,发布日期,标题"));
    assert_same(&census);
}

#[test]
fn columns_may_stand_in_any_order() {
    let census = Census::new();
    census.write("columns.csv", "kind,column_name,site_code,column_id\nnews,动态,S1,C1\nnotice,公告,S2,C2\n");
    assert_same(&census);
}

#[test]
fn a_line_is_counted_in_the_file_not_in_the_records() {
    let census = Census::new();
    for end in ["\n", "\r\n"] {
        let text = "column_id,url,published_on,title\nC1,http://a/1,2017-11-20,\"第一行\n第\"\"二\"\"行\"\n\nC1,http://a/2,soon,x\nC1,http://a/3,never,y\n";
        census.write("updates.csv", text.replace('\n', end));
        let lines: Vec<u64> = census.rejects().iter().map(|reject| reject.1).collect();
        assert_eq!(lines, [5, 6]);
    }
}

#[test]
fn the_digest_is_that_of_the_files_bytes() {
    let census = Census::new();
    census.write("units.csv", "unit\nabc\n");
    let (evidence, _) = census.read();
    // printf 'unit\nabc\n' | sha256sum
    let wanted = "e720d17d88f214fc097f29e91e90a9a9eb84b86aed0f7b1553161d3575c8313c";
    assert_eq!(evidence.report.table("units").unwrap().sha256, wanted);
}
