//! Articles: heading, publication, source, numbers, files, links between files and interpretations.

use std::path::Path;

use gov_site_pages::{Article, Budget, ConflictKind, DatePlace, InterpretationSide, PageInput, PageKind, Shown, ShownDate, read_page};

fn article(name: &str) -> Article {
    found(name).unwrap()
}

/// The article of a page, if it is one.
fn found(name: &str) -> Option<Article> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/pages/article").join(name).with_extension("html");
    let bytes = std::fs::read(&path).unwrap();
    let input = PageInput { url: Some("http://www.sample.example/xw/202307/a.html"), ..PageInput::new(&bytes) };
    read_page(&input, &Budget::default()).unwrap().article
}

fn text(shown: &Option<Shown>) -> &str {
    shown.as_ref().map_or("", |shown| shown.text.as_str())
}

/// Day and time of a date, as far as it has them.
fn moment(date: &Option<ShownDate>) -> String {
    let Some(date) = date else { return String::new() };
    date.time.map_or_else(|| date.date.to_string(), |time| format!("{} {time}", date.date))
}

fn published(name: &str) -> String {
    moment(&article(name).published)
}

#[test]
fn the_line_under_the_heading_is_read_whole() {
    let article = article("line_under_heading");
    assert_eq!(text(&article.title), "云溪县召开政务服务现场会");
    assert_eq!(moment(&article.published), "2023-05-06 09:30");
    assert_eq!(article.published_label.as_deref(), Some("发布时间"));
    assert_eq!(article.published.as_ref().unwrap().from, DatePlace::Text);
    assert_eq!(article.published.unwrap().place, "html>body>div:nth-child(2)>div:nth-child(2)");
    assert_eq!(text(&article.content_source), "云溪日报");
    assert_eq!(text(&article.editor), "李某");
    assert!(article.conflicts.is_empty());
}

#[test]
fn every_form_of_the_line_gives_its_day_and_time() {
    for (name, expected) in [
        ("full_width", "2021-03-05"),
        ("numerals", "2021-03-05"),
        ("parted", "2021-03-05 14:52:26"),
        ("short_year", "2011-05-10"),
        ("after_body", "2019-03-06"),
        ("number_under_heading", "2025-06-03 13:44"),
        ("row_of_heads", "2024-05-11"),
        ("source_from_tag", "2021-07-13"),
        ("tools_without_heading", "2021-03-05 08:10"),
        ("source_before_sizes", "2021-03-05"),
    ] {
        assert_eq!(published(name), expected, "{name}");
    }
}

#[test]
fn of_two_copies_of_the_line_the_one_with_the_time_counts() {
    let article = article("print_copy");
    assert_eq!(moment(&article.published), "2024-07-22 14:52:26");
    assert!(article.conflicts.is_empty());
}

#[test]
fn month_and_day_stay_without_a_year() {
    assert_eq!(published("without_year"), "--09-30 22:46");
}

#[test]
fn a_page_that_shows_no_publication_date_answers_none() {
    for name in ["no_date", "meeting", "signature_under_heading", "updated_site", "comments", "day_of_paper", "related_below", "weather_line"] {
        assert_eq!(published(name), "", "{name}");
    }
}

#[test]
fn the_day_of_an_entry_goes_behind_that_of_the_publication() {
    let article = article("created_before");
    assert_eq!(moment(&article.published), "2023-11-20");
    assert_eq!(article.conflicts.iter().map(|conflict| conflict.date.date.to_string()).collect::<Vec<_>>(), ["2023-11-18"]);
}

#[test]
fn dates_of_lists_are_no_publication_dates_of_the_page() {
    for name in ["column", "column_of_labels", "column_with_tag", "one_item"] {
        let published = found(name).map_or(String::new(), |article| moment(&article.published));
        assert_eq!(published, "", "{name}");
    }
}

#[test]
fn a_script_that_writes_the_line_counts_before_the_tag() {
    let article = article("script_line");
    assert_eq!(moment(&article.published), "2017-06-01");
    assert_eq!(article.published.unwrap().from, DatePlace::Script);
}

#[test]
fn the_tag_counts_where_nothing_is_shown() {
    let article = article("written_only");
    assert_eq!(moment(&article.published), "2023-05-16 12:34:05");
    assert_eq!(article.published.unwrap().from, DatePlace::Tag);
    assert_eq!(moment(&article.written_on), "2023-04-18");
    assert_eq!(published("broken_heading"), "2007-08-20");
}

#[test]
fn the_day_of_the_last_change_counts_only_where_no_other_is_shown() {
    let only = article("updated_only");
    assert_eq!((moment(&only.published).as_str(), only.published_label.as_deref()), ("2024-08-14 10:46", Some("更新时间")));
    let beside = article("updated_beside");
    assert_eq!(moment(&beside.published), "2024-08-01 15:10:53");
    assert!(beside.conflicts.is_empty());
}

#[test]
fn another_day_in_the_tag_or_on_another_line_is_kept_as_a_conflict() {
    let moved = article("moved_site");
    assert_eq!(moment(&moved.published), "2015-06-03 08:05");
    let [conflict] = &moved.conflicts[..] else { panic!("{:?}", moved.conflicts) };
    assert_eq!((conflict.kind, conflict.date.date.to_string().as_str()), (ConflictKind::Tag, "2022-10-14"));
    let two = article("two_lines");
    assert_eq!(moment(&two.published), "2020-09-09 11:21:13");
    let [conflict] = &two.conflicts[..] else { panic!("{:?}", two.conflicts) };
    assert_eq!((conflict.kind, conflict.date.date.to_string().as_str()), (ConflictKind::Line, "2020-09-12"));
}

#[test]
fn the_table_of_information_gives_numbers_and_days() {
    let article = article("information_table");
    assert_eq!(text(&article.index_no), "000012345/2021-00017");
    assert_eq!(text(&article.document_no), "云政发〔2021〕7号");
    assert_eq!(moment(&article.written_on), "2021-03-05");
    assert_eq!(moment(&article.published), "2021-03-09");
    assert!(article.conflicts.is_empty());
}

#[test]
fn a_row_of_heads_belongs_to_the_row_below_it() {
    let article = article("row_of_heads");
    assert_eq!(text(&article.index_no), "0767/2024-112");
    assert_eq!(text(&article.document_no), "云卫〔2024〕5号");
    assert_eq!(text(&article.title), "关于举办培训的通知");
}

#[test]
fn a_document_number_alone_under_the_heading_is_that_of_the_page() {
    assert_eq!(text(&article("number_under_heading").document_no), "云卫函〔2025〕46号");
    assert_eq!(text(&article("moved_site").document_no), "");
}

#[test]
fn headings_are_found_by_markup_place_and_window_title() {
    for (name, expected) in [
        ("full_width", "湖滨公园改造完成"),
        ("short_year", "观测简报第三期"),
        ("after_body", "区领导开展调研"),
        ("information_table", "云溪县人民政府关于印发年度计划的通知"),
        ("broken_heading", "县人大常委会 关于批准预算调整 方案的决议"),
        ("source_cut", "健康知识普及活动"),
    ] {
        assert_eq!(text(&article(name).title), expected, "{name}");
    }
}

#[test]
fn sources_end_where_other_labels_begin() {
    for (name, expected) in [
        ("moved_site", "县水利局"),
        ("after_body", "云溪街道办事处"),
        ("two_lines", "本网"),
        ("source_before_sizes", "云溪县园林局"),
        ("source_from_tag", "县文旅局 县文化馆"),
        ("source_cut", "综合自云溪网、县医院、县中医院、县疾控中心等"),
        ("updated_only", "县教育局"),
        // A label without a value: the tag does not fill it, nor does 资料来源 in the body.
        ("empty_source", ""),
    ] {
        assert_eq!(text(&article(name).content_source), expected, "{name}");
    }
}

#[test]
fn a_repost_names_its_second_source_and_the_original() {
    let article = article("repost");
    assert_eq!(text(&article.content_source), "县科技局");
    assert_eq!(text(&article.repost_source), "云溪网");
    assert_eq!(article.original.unwrap().href, "http://news.example.cn/a/1.html");
}

#[test]
fn files_and_interpretations_are_linked_both_ways() {
    let file = article("file_with_links");
    let files: Vec<_> = file.attachments.iter().map(|file| (file.name.as_str(), file.href.as_str(), file.url.as_str())).collect();
    assert_eq!(
        files,
        [
            ("1.申请表.docx", "./P020230701.docx", "http://www.sample.example/xw/202307/P020230701.docx"),
            ("2.名单", "/attach/2.pdf", "http://www.sample.example/attach/2.pdf"),
        ]
    );
    let [link] = &file.interpretation_links[..] else { panic!("{:?}", file.interpretation_links) };
    assert_eq!((link.to, link.href.as_str()), (InterpretationSide::Interpretation, "../jd/202307/t20230702_1.html"));
    let reading = article("interpretation");
    let [link] = &reading.interpretation_links[..] else { panic!("{:?}", reading.interpretation_links) };
    assert_eq!((link.to, link.url.as_str()), (InterpretationSide::File, "http://www.sample.example/xw/wj/202307/t20230701_9.html"));
}

#[test]
fn hostile_texts_are_texts() {
    let article = article("hostile");
    assert_eq!(moment(&article.published), "2021-03-05");
    assert!(text(&article.title).contains("<script>"));
}

#[test]
fn an_interpretation_is_linked_on_the_line_of_its_label() {
    let page = "<h1>关于印发健康建设规划的通知</h1><p>发布日期：2022-02-28</p><p>各单位要认真组织实施，扎实推进各项工作。</p>\
        <div>相关政策解读：<a href='/zcjd/1.html'>图解：健康建设规划</a></div>";
    let article = read_page(&PageInput::new(page.as_bytes()), &Budget::default()).unwrap().article.unwrap();
    let [link] = &article.interpretation_links[..] else { panic!("{:?}", article.interpretation_links) };
    assert_eq!((link.href.as_str(), link.to), ("/zcjd/1.html", InterpretationSide::Interpretation));
}

#[test]
fn a_publication_in_an_unknown_form_is_told_apart_from_none() {
    let article = |line: &str| {
        let page = format!("<title>关于放假的通知</title><h1>关于中秋节放假安排的通知</h1>{line}<p>各单位：现将有关放假安排通知如下，请遵照执行。</p>");
        read_page(&PageInput { read_as: Some(PageKind::Article), ..PageInput::new(page.as_bytes()) }, &Budget::default()).unwrap().article
    };
    for (line, unread) in [
        ("<div>发布时间：19/03/2018 来源：县政府办</div>", "19/03/2018"),
        ("<div>来源：县政府办 发布日期：3天前</div>", "3天前"),
        ("<div>发布时间：2018-02-30</div>", "2018-02-30"),
        ("<div>发布时间：19/03/2018</div>", "19/03/2018"),
        ("<table><tr><td>发布时间</td><td>Mar 19, 2018</td></tr></table>", "Mar 19, 2018"),
    ] {
        let found = article(line).unwrap();
        assert_eq!((text(&found.title), moment(&found.published).as_str(), text(&found.unread)), ("关于中秋节放假安排的通知", "", unread), "{line}");
        assert!(!found.unread.unwrap().place.is_empty());
    }
    for line in ["<div>发布时间：2018-03-19</div>", "<div>发布时间：</div>", "<div>发布时间：县政府办</div>", "<div>浏览次数：19/03</div>"]
    {
        assert_eq!(article(line).and_then(|article| article.unread), None, "{line}");
    }
}

#[test]
fn a_line_over_the_publication_is_a_heading_from_a_size_on() {
    let page = |size: &str| {
        let lines =
            format!("<div style=\"font-size:{size}\">云溪县召开政务服务现场会</div><div>浏览 大 中 小</div><div>发布时间：2023-05-06 来源：县政府办</div>");
        format!("<title>云溪县人民政府</title><div>政务动态</div>{lines}<div><p>五月六日，云溪县召开政务服务现场会，部署下一步工作。</p></div>")
    };
    let title = |size: &str| {
        let page = page(size);
        let input = PageInput { read_as: Some(PageKind::Article), ..PageInput::new(page.as_bytes()) };
        text(&read_page(&input, &Budget::default()).unwrap().article.unwrap().title).to_owned()
    };
    let heading = "云溪县召开政务服务现场会";
    for (size, is_large) in [("130%", true), ("129%", false), ("90%", false), ("14pt", true), ("13pt", false), ("18px", true), ("17px", false)] {
        assert_eq!(title(size) == heading, is_large, "{size}: {}", title(size));
    }
}
