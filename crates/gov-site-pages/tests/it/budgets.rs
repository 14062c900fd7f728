//! Pages that would cost more than they are worth end in their gap, whatever they are made of.

use gov_site_compliance::Gap;
use gov_site_pages::{Budget, PageInput, Unread, read_page};

/// Which budget a page reaches.
fn budget_reached(page: &str) -> &'static str {
    match read_page(&PageInput::new(page.as_bytes()), &Budget::default()) {
        Err(unread @ Unread::Budget { what, .. }) => {
            assert_eq!(unread.gap(), Gap::BudgetReached);
            what
        }
        other => panic!("{:?}", other.map(|page| page.links.len())),
    }
}

fn many(count: usize, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).collect()
}

#[test]
fn bytes_are_counted_before_anything_else() {
    assert_eq!(budget_reached(&"<p>短文</p>".repeat(50_000_000 / 12)), "bytes");
}

#[test]
fn a_million_nested_tags_are_too_deep() {
    assert_eq!(budget_reached(&"<div>".repeat(1_000_000)), "nested elements");
}

#[test]
fn elements_are_nested_as_deep_as_the_budget_says() {
    let nested = |divs: usize| read_page(&PageInput::new("<div>".repeat(divs).as_bytes()), &Budget::default());
    assert!(nested(510).is_ok(), "html, body and 510 more");
    assert_eq!(nested(511).unwrap_err(), Unread::Budget { what: "nested elements", limit: 512 });
}

#[test]
fn comments_behind_the_end_do_not_hide_the_depth() {
    let page = ["<!doctype html><body>", &["<div>".repeat(61).as_str(), "</body></html><!---->"].concat().repeat(40)].concat();
    assert_eq!(budget_reached(&page), "nested elements");
    assert_eq!(budget_reached(&"<template>".repeat(300)), "nested elements", "each with its content");
}

#[test]
fn end_tags_of_nothing_go_through_few_nested_elements() {
    assert_eq!(budget_reached(&["<svg>".repeat(505), "</x>".repeat(1_900_000)].concat()), "steps through nested elements");
    assert_eq!(budget_reached(&["<div>".repeat(500), "</body>".repeat(1_000_000)].concat()), "steps through nested elements");
    let honest = ["<div>".repeat(40), "<i>甲</i></i>".repeat(40_000)].concat();
    assert!(read_page(&PageInput::new(honest.as_bytes()), &Budget::default()).is_ok());
}

#[test]
fn a_hundred_thousand_links_are_too_many() {
    assert_eq!(budget_reached(&many(100_000, |n| format!("<a href={n}.html>甲</a>"))), "nodes");
}

#[test]
fn a_million_attributes_are_too_many() {
    assert_eq!(budget_reached(&["<a ", &many(1_000_000, |n| format!("a{n} ")), ">"].concat()), "attributes of one element");
    assert_eq!(budget_reached(&["<a ", &many(300, |n| format!("a{n} ")), ">"].concat()), "attributes of one element");
    assert_eq!(budget_reached(&many(100, |_| ["x</a ", &many(300, |n| format!("a{n} ")), ">"].concat())), "attributes of one element");
}

#[test]
fn attributes_that_further_tags_add_to_the_root_count_with_its_own() {
    for tag in ["html", "body"] {
        let text = |round: usize| format!("<{tag} {}>x", many(200, |n| format!("a{n}_{round} ")));
        assert_eq!(budget_reached(&many(2, text)), "attributes of one element", "{tag}");
        assert_eq!(budget_reached(&many(400_000, |n| format!("<{tag} a{n}>x"))), "attributes of one element", "{tag}");
        let again = many(40, |_| format!("<{tag} {}>x", many(200, |n| format!("a{n} "))));
        assert!(read_page(&PageInput::new(again.as_bytes()), &Budget::default()).is_ok(), "{tag}: the same attributes are no further ones");
    }
}

#[test]
fn formatting_that_nobody_closes_is_opened_again_too_often() {
    assert_eq!(budget_reached(&many(50_000, |n| format!("<div><font size={n}></div>"))), "nodes");
    assert_eq!(budget_reached(&[many(400, |n| format!("<div><font size={n}></div>")), "<p>x".repeat(100_000)].concat()), "nodes");
}

#[test]
fn attributes_of_formatting_that_nobody_closes_count_each_time() {
    let attributes = many(250, |n| format!("a{n} "));
    let page = [many(100, |n| format!("<p><b c={n} {attributes}></p>")), "<p>x".repeat(100_000)].concat();
    assert_eq!(budget_reached(&page), "attributes");
}

#[test]
fn what_helps_is_said_and_that_nothing_does() {
    let said = |page: &str, budget: &Budget| read_page(&PageInput::new(page.as_bytes()), budget).unwrap_err().to_string();
    let usual = Budget::default();
    assert!(said("<p>短文</p>", &Budget { bytes: 5, ..usual }).contains("raise the budget of bytes (--max-bytes, max_bytes)"));
    assert!(said(&"<p>".repeat(40), &Budget { nodes: 30, ..usual }).contains("raise the budget of bytes (--max-bytes, max_bytes)"));
    assert!(said(&"<div>".repeat(1_000), &usual).contains("nested elements exceed the budget of 512; no option raises this limit"));
    assert!(said(&["<a ", &many(300, |n| format!("a{n} ")), ">"].concat(), &usual).ends_with("no option raises this limit"));
}

#[test]
fn a_budget_is_the_caller_s() {
    let page = "<p>".repeat(40);
    let read = |nodes| read_page(&PageInput::new(page.as_bytes()), &Budget { nodes, ..Budget::default() });
    assert_eq!(read(30).unwrap_err(), Unread::Budget { what: "nodes", limit: 30 });
    assert!(read(60).is_ok());
}

#[test]
fn large_pages_within_the_budget_are_read() {
    let links = many(40_000, |n| format!("<a href={n}.html>甲</a>"));
    assert_eq!(read_page(&PageInput::new(links.as_bytes()), &Budget::default()).unwrap().links.len(), 40_000);
    let comment = ["<!-- ", &"<li> <a href=\"1.html\" title=\"旧\">旧</a> </li> ".repeat(3_000), "--><a href=2.html>新</a>"].concat();
    assert_eq!(read_page(&PageInput::new(comment.as_bytes()), &Budget::default()).unwrap().links.len(), 1, "a page in a comment is no long tag");
}
