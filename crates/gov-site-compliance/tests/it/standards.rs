//! Standards as data: complete, with origin; every mistake in a file is named with file, line and key.

use std::collections::BTreeSet;

use gov_site_compliance::{
    Standard, StandardError,
    indicator::FAMILIES,
    standard::{Grade, Library, Readings, SWITCHES},
};

use crate::support::{VETOES, national, zibo};

const HEAD: &str = "id = \"ours\"\nrevision = 1\nextends = \"zibo-2017\"\ntitle = \"本市办法\"\n";

fn resolve(text: &str) -> Result<Standard, StandardError> {
    let mut library = Library::embedded();
    let id = library.add("ours.toml", text)?;
    library.resolve(&id)
}

fn overlay(body: &str) -> Result<Standard, StandardError> {
    resolve(&format!("{HEAD}{body}"))
}

fn figure(name: &str, amount: &str, unit: &str, edge: &str) -> String {
    format!("{name} = {{ amount = {amount}, unit = \"{unit}\", edge = \"{edge}\", grade = \"B\", source = \"本市通知\" }}\n")
}

#[test]
fn embedded_standards_resolve() {
    let library = Library::embedded();
    // Further standards and revisions are data: one file each, no line here.
    for known in [("national-2015", 1), ("zibo-2017", 1)] {
        assert!(library.list().contains(&known), "{known:?}");
    }
    for (id, revision) in library.list() {
        let standard = library.resolve(&format!("{id}@{revision}")).unwrap();
        assert_eq!((standard.id.as_str(), standard.revision), (id, revision));
        assert_eq!(standard.digest.len(), 64);
        let newest = library.list().into_iter().filter(|(other, _)| *other == id).map(|(_, revision)| revision).max();
        assert_eq!(library.resolve(id).unwrap().revision, newest.unwrap());
    }
    assert_eq!(national().vetoes().map(|clause| clause.key.as_str()).collect::<Vec<_>>(), VETOES);
    assert_eq!(zibo().vetoes().map(|clause| clause.key.as_str()).collect::<Vec<_>>(), VETOES);
    assert_eq!(zibo().chain, ["national-2015@1", "zibo-2017@1"]);
    assert!(zibo().overrides.is_empty(), "{:?}", zibo().overrides);
    assert_eq!(national().readings, Readings::default());
}

#[test]
fn every_family_has_a_clause_and_every_clause_a_family() {
    let library = Library::embedded();
    let standards = library.list().into_iter().map(|(id, revision)| library.resolve(&format!("{id}@{revision}")).unwrap());
    let used: BTreeSet<_> = standards.flat_map(|standard| standard.clauses).map(|clause| clause.family.name).collect();
    let known: BTreeSet<_> = FAMILIES.iter().map(|family| family.name).collect();
    assert_eq!(used, known);
    assert_eq!(known.len(), FAMILIES.len(), "names are unique");
    assert!(FAMILIES.is_sorted_by_key(|family| family.name));
}

#[test]
fn every_clause_and_figure_says_where_it_is_from() {
    for standard in [national(), zibo()] {
        for clause in &standard.clauses {
            for text in [&clause.item, &clause.title, &clause.text, &clause.origin.source, &clause.origin.file] {
                assert!(!text.trim().is_empty(), "{}", clause.key);
            }
            assert!(clause.origin.line > 1, "{}", clause.key);
            for (name, limit) in &clause.limits {
                assert!(!limit.origin.source.is_empty() && limit.origin.line > clause.origin.line, "{}.{name}", clause.key);
                assert_eq!(limit.origin.verified, limit.origin.grade <= Grade::B, "{}.{name}", clause.key);
            }
        }
    }
}

#[test]
fn dates_of_effect_bound_the_standard_at_both_ends() {
    let in_force = |text: &str| national().in_force(text.parse().unwrap());
    assert!(!in_force("2015-03-10") && in_force("2015-03-11") && in_force("2019-03-31") && !in_force("2019-04-01"));
    let scored = |figure: &str| national().deductions().any(|clause| figure.starts_with(&format!("{}.", clause.key)));
    let decides = national().unverified().into_iter().filter(|(figure, ..)| !scored(figure));
    let unverified: Vec<_> = decides.map(|(figure, value, origin)| (figure, value, origin.grade)).collect();
    let unranked = ("group_comparison.select.unranked_divisions".to_string(), "市本级".to_string(), Grade::C);
    assert_eq!(unverified, [("effective".to_string(), "2015-03-11..2019-03-31".to_string(), Grade::D), unranked]);
}

#[test]
fn an_overlay_changes_any_figure_and_says_so() {
    let ours = overlay(&format!(
        "[readings]\nblank_in_core = \"yes\"\n[effective]\nfrom = 2018-01-01\ngrade = \"B\"\nsource = \"本市通知\"\n\
         [clause.blank_columns]\neffect = \"report\"\n[clause.blank_columns.limits]\n{}[clause.interaction_unanswered.select]\nchannel_kind = [\"consultation\", \"complaint\"]\n",
        figure("columns", "3", "count", "above")
    ))
    .unwrap();
    let changes: Vec<_> = ours.overrides.iter().map(|change| (change.figure.as_str(), change.was.as_str(), change.is.as_str(), change.origin.line)).collect();
    assert_eq!(
        changes,
        [
            ("effective", "2015-03-11..2019-03-31", "2018-01-01..", 7),
            ("readings.blank_in_core", "no", "yes", 6),
            ("blank_columns.effect", "veto", "report", 12),
            ("blank_columns.limits.columns", "5 or more", "more than 3", 14),
            ("interaction_unanswered.select.channel_kind", "consultation", "consultation, complaint", 16),
        ]
    );
    assert!(ours.overrides.iter().all(|change| change.origin.standard == "ours" && change.origin.file == "ours.toml"));
    let limit = ours.clause("blank_columns").unwrap().limit("columns").unwrap();
    assert!(!limit.reached(3, 0) && limit.reached(4, 0));
    assert_eq!(ours.chain, ["national-2015@1", "zibo-2017@1", "ours@1"]);
    assert_eq!(ours.vetoes().count(), 6);
}

#[test]
fn a_figure_set_to_what_it_is_is_no_change() {
    let ours = overlay(&format!("[clause.blank_columns.limits]\n{}", figure("columns", "5", "count", "at_least"))).unwrap();
    assert!(ours.overrides.is_empty(), "{:?}", ours.overrides);
}

#[test]
fn every_change_of_a_clause_is_listed() {
    // `applies` decides who is judged, so a report must say that an overlay changed it.
    let ours = overlay("[clause.blank_columns]\napplies = { role = [\"portal\"] }\n").unwrap();
    assert_eq!(ours.overrides.len(), 1, "{:?}", ours.overrides);
}

#[test]
fn the_newest_revision_is_taken_and_old_ones_stay() {
    let mut library = Library::embedded();
    let text = |revision, columns: &str| {
        let head = HEAD.replace("revision = 1", &format!("revision = {revision}"));
        format!("{head}[clause.blank_columns.limits]\n{}", figure("columns", columns, "count", "at_least"))
    };
    library.add("old.toml", &text(2, "3")).unwrap();
    library.add("new.toml", &text(10, "4")).unwrap();
    let limit = |name: &str| library.resolve(name).unwrap().clause("blank_columns").unwrap().limit("columns").unwrap().from(0);
    assert_eq!((limit("ours"), limit("ours@2"), limit("ours@10")), (4, 3, 4));
}

#[test]
fn every_switch_takes_each_of_its_values() {
    for switch in SWITCHES {
        assert_eq!(Readings::default().get(switch.key), switch.values.first().copied(), "the first is the default");
        assert!((1..=22).contains(&switch.reading) && switch.percent < 85, "{}", switch.key);
        for value in switch.values {
            let ours = overlay(&format!("[readings]\n{} = \"{value}\"\n", switch.key)).unwrap();
            assert_eq!(ours.readings.get(switch.key), Some(*value));
            assert_eq!(ours.overrides.len(), usize::from(switch.values.first() != Some(value)));
        }
    }
    assert_eq!(SWITCHES.len(), 9);
}

mod digest {
    use super::*;

    const BODY: &str = "[readings]\npromise = \"ignored\"\nextension = \"any_time\"\n[clause.blank_columns.limits]\n\
        columns = { amount = 3, unit = \"count\", edge = \"at_least\", grade = \"B\", source = \"s\" }\n\
        [clause.overdue_columns.limits]\ncolumns = { amount = 8, unit = \"count\", edge = \"at_least\", grade = \"B\", source = \"s\" }\n";

    fn of(body: &str) -> String {
        overlay(body).unwrap().digest
    }

    #[test]
    fn a_changed_figure_changes_it() {
        let changes = [
            ("amount = 3", "amount = 4"),
            ("edge = \"at_least\"", "edge = \"above\""),
            ("grade = \"B\"", "grade = \"C\""),
            ("source = \"s\"", "source = \"t\""),
            ("promise = \"ignored\"", "promise = \"always_binds\""),
        ];
        let mut digests = BTreeSet::from([of(BODY)]);
        for (was, is) in changes {
            assert!(digests.insert(of(&BODY.replacen(was, is, 1))), "{is}");
        }
        for more in [
            "[clause.serious_error]\ntext = \"另一文字\"\n",
            "[clause.serious_error]\neffect = \"report\"\n",
            "[clause.serious_error]\napplies = { role = [\"portal\"] }\n",
            "[clause.serious_error.select]\nkind = [\"attack\"]\n",
            "[effective]\nfrom = 2016-01-01\ngrade = \"B\"\nsource = \"s\"\n",
        ] {
            assert!(digests.insert(of(&format!("{BODY}{more}"))), "{more}");
        }
    }

    #[test]
    fn a_comment_the_name_of_the_file_and_the_order_of_keys_do_not() {
        assert_eq!(of(BODY), of(&BODY.replace("[readings]\n", "# remark\n[readings]    # another\n\n")));
        let mut library = Library::embedded();
        library.add("another-name.toml", &format!("{HEAD}{BODY}")).unwrap();
        assert_eq!(of(BODY), library.resolve("ours").unwrap().digest);
        assert_eq!(of(BODY), of(&BODY.replace("promise = \"ignored\"\nextension = \"any_time\"\n", "extension = \"any_time\"\npromise = \"ignored\"\n")));
        assert_eq!(of(BODY), of(&BODY.replace("amount = 3, unit = \"count\"", "unit = \"count\", amount = 3")));
        let (readings, clauses) = BODY.split_at(BODY.find("[clause.blank").unwrap());
        let (blank, overdue) = clauses.split_at(clauses.find("[clause.overdue").unwrap());
        assert_eq!(of(BODY), of(&format!("{overdue}{blank}{readings}")), "order of the overlay's tables");
    }

    #[test]
    fn the_embedded_ones_differ() {
        assert_ne!(national().digest, zibo().digest);
    }
}

mod errors {
    use super::*;

    /// The error of an overlay whose body begins on line 5: line, key, problem.
    fn fails(body: &str, line: usize, key: &str, problem: &str) {
        let error = overlay(body).expect_err(body);
        assert_eq!((error.file.as_str(), error.line, error.key.as_str()), ("ours.toml", line, key), "{error}");
        assert!(error.problem.contains(problem), "{error}");
        assert!(!error.remedy.is_empty(), "{error}");
    }

    fn limit(clause: &str, figure: &str, key: &str, problem: &str) {
        fails(&format!("[clause.{clause}.limits]\n{figure}"), 6, &format!("clause.{clause}.limits.{key}"), problem);
    }

    #[test]
    fn one_message_as_people_see_it() {
        let error = overlay("[clause.blank_columns.limits]\ncolumn = { amount = 3, unit = \"count\", edge = \"at_least\", grade = \"B\", source = \"s\" }\n")
            .unwrap_err();
        assert_eq!(error.to_string(), "ours.toml:6: clause.blank_columns.limits.column: `blank_columns` has no limit `column`; it has columns");
    }

    #[test]
    fn unknown_keys() {
        fails("colour = 1\n", 5, "colour", "unknown field `colour`");
        fails("[clause.blank_columns]\ncolour = 1\n", 6, "colour", "unknown field `colour`");
        fails("[clause.blank_columns.limits]\ncolumns = { amount = 3, colour = 1 }\n", 6, "columns", "unknown field `colour`");
        fails("[effective]\nuntil = 2020-01-01\n", 6, "until", "unknown field `until`");
    }

    #[test]
    fn not_toml() {
        let error = overlay("[clause\n").unwrap_err();
        assert_eq!((error.file.as_str(), error.line), ("ours.toml", 5), "{error}");
        let error = resolve("revision = 1\n").unwrap_err();
        assert!(error.problem.contains("missing field `id`"), "{error}");
    }

    #[test]
    fn clauses_and_families() {
        fails("[clause.blank_column]\neffect = \"report\"\n", 5, "clause.blank_column.indicator", "a new clause needs `indicator`");
        fails("[clause.x]\nindicator = \"blanks\"\n", 6, "clause.x.indicator", "there is no indicator family `blanks`");
        fails("[clause.x]\nindicator = \"blank_columns\"\n", 5, "clause.x.effect", "a new clause needs `effect`");
        fails("[clause.blank_columns]\nindicator = \"stale_columns\"\n", 6, "clause.blank_columns.indicator", "cannot change the indicator");
        fails("[clause.blank_columns]\neffect = \"death\"\n", 6, "clause.blank_columns.effect", "there is no effect `death`");
        fails("[clause.reply_limits]\neffect = \"veto\"\n", 6, "clause.reply_limits.effect", "does not judge single sites");
        fails("[clause.blank_columns]\napplies = { role = [\"king\"] }\n", 6, "clause.blank_columns.applies.role", "there is no role `king`");
    }

    #[test]
    fn a_new_clause_without_a_compulsory_limit() {
        let body = "[clause.x]\nitem = \"i\"\ntitle = \"t\"\ntext = \"x\"\nindicator = \"blank_columns\"\neffect = \"veto\"\ngrade = \"B\"\nsource = \"s\"\n";
        fails(body, 5, "clause.x.limits.columns", "needs the limit `columns`");
    }

    #[test]
    fn limits_and_lists() {
        limit("blank_columns", &figure("window", "3", "count", "above"), "window", "`blank_columns` has no limit `window`");
        limit("blank_columns", &figure("columns", "3", "days", "above"), "columns.unit", "`days` is no unit of this limit");
        limit("blank_columns", &figure("columns", "3", "pieces", "above"), "columns.unit", "`pieces` is no unit of this limit");
        limit("blank_columns", &figure("columns", "3", "count", "below"), "columns.edge", "there is no edge `below`");
        fails("[clause.blank_columns.select]\nkinds = [\"news\"]\n", 6, "clause.blank_columns.select.kinds", "has no list `kinds`");
        fails(
            "[clause.overdue_columns.select]\nwindow_news = [\"gossip\"]\n",
            6,
            "clause.overdue_columns.select.window_news",
            "`gossip` is no word of this list",
        );
        fails(
            "[clause.site_unreachable.select]\nfailed_status = [\"99\"]\n",
            6,
            "clause.site_unreachable.select.failed_status",
            "`99` is no word of this list",
        );
    }

    #[test]
    fn a_figure_without_its_source_is_told_the_form() {
        fails("[assessment_points]\nveto = 2\n", 6, "veto", "written as { amount = 2, grade");
        fails("[clause.dead_links]\ncap = 8\n", 6, "cap", "written as { amount = 2, grade");
        fails("[clause.blank_columns.limits]\ncolumns = 3\n", 6, "columns", "written as { amount = 5, unit");
    }

    #[test]
    fn amounts() {
        for amount in ["-3", "3.5", "\"3\"", "\"three\"", "true", "[3]"] {
            limit("blank_columns", &figure("columns", amount, "count", "above"), "columns.amount", "is no amount in count");
        }
        for amount in ["5.5", "\"5,5\"", "\"-5\"", "\".5\"", "\"5.1234567\"", "\"\"", "\"5%\""] {
            limit("site_unreachable", &figure("share", amount, "percent", "above"), "share.amount", "is no amount in percent");
        }
        let exact = overlay(&format!("[clause.site_unreachable.limits]\n{}", figure("share", "\"4.5\"", "percent", "at_least"))).unwrap();
        assert_eq!(exact.clause("site_unreachable").unwrap().limit("share").unwrap().from(1_000), 45);
    }

    #[test]
    fn figures_that_contradict_each_other() {
        limit("site_unreachable", &figure("share", "\"100.5\"", "percent", "at_least"), "share", "more than 100 percent");
        limit("site_unreachable", &figure("share", "101", "percent", "at_least"), "share", "more than 100 percent");
        limit("census_coverage", &figure("share", "101", "percent", "at_least"), "share", "more than 100 percent");
        limit("site_unreachable", &figure("share", "0", "percent", "at_least"), "share", "a share of 0 fails every site");
        limit("reply_limits", &figure("complex", "6", "working_days", "above"), "complex", "complex tickets have less time");
        limit("blank_columns", &figure("columns", "0", "count", "at_least"), "columns", "fails every site");
        limit("site_unreachable", &figure("visits_a_day", "145", "count", "at_least"), "visits_a_day", "144 slots");
        limit("site_unreachable", &figure("week", "0", "days", "at_least"), "week", "1 to 366 days");
    }

    #[test]
    fn a_share_that_is_never_exceeded() {
        // Above 100 percent no share can be, so no site could ever fail (or, for the coverage, none ever pass).
        limit("site_unreachable", &figure("share", "100", "percent", "above"), "share", "100 percent");
    }

    /// Contradictions between a list and the figures: the problem, in the overlay's file.
    fn contradicts(body: &str, clause: &str, problem: &str) {
        let error = overlay(body).expect_err(body);
        assert!(error.key.starts_with(&format!("clause.{clause}.")), "{error}");
        assert!(error.problem.contains(problem), "{error}");
        assert_eq!(error.file, "ours.toml", "the overlay made the mistake, so its file is named: {error}");
    }

    #[test]
    fn a_kind_in_two_windows() {
        contradicts("[clause.overdue_columns.select]\nwindow_news = [\"news\", \"notice\"]\n", "overdue_columns", "`notice` stands in `window_");
    }

    #[test]
    fn a_window_without_kinds() {
        contradicts("[clause.overdue_columns.select]\nwindow_news = []\n", "overdue_columns", "`window_news` has no list");
        contradicts("[clause.overdue_columns.select]\nwindow_weekly = [\"service\"]\n", "overdue_columns", "`select.window_weekly` has no limit");
    }

    #[test]
    fn a_status_both_failed_and_suspected() {
        contradicts("[clause.site_unreachable.select]\nfailed_status = [\"404\", \"403\"]\n", "site_unreachable", "`403` is both failed and suspected");
    }

    #[test]
    fn readings() {
        fails("[readings]\nweather = \"fine\"\n", 6, "readings.weather", "there is no reading `weather`");
        fails("[readings]\npromise = \"maybe\"\n", 6, "readings.promise", "`maybe` is none of its values");
    }

    #[test]
    fn dates_of_effect() {
        let dates = |from: &str, to: &str| format!("[effective]\nfrom = {from}\nto = {to}\ngrade = \"B\"\nsource = \"s\"\n");
        fails(&dates("2018-01-01", "2017-12-31"), 5, "effective", "`to` lies before `from`");
        fails(&dates("2018-01-01T00:00:00", "2018-12-31"), 5, "effective", "is no date");
    }

    #[test]
    fn bases() {
        let error = resolve(&HEAD.replace("zibo-2017", "jinan-2017")).unwrap_err();
        assert_eq!((error.file.as_str(), error.line, error.key.as_str()), ("ours.toml", 3, "extends"), "{error}");
        assert!(error.problem.contains("jinan-2017"), "{error}");
        for known in ["national-2015@1", "ours@1", "zibo-2017@1"] {
            assert!(error.remedy.contains(known), "{error}");
        }
        let error = Library::embedded().resolve("atlantis").unwrap_err();
        assert_eq!((error.file.as_str(), error.key.as_str()), ("(command)", "standard"), "{error}");
        let itself = resolve(&HEAD.replace("zibo-2017", "ours")).unwrap_err();
        assert_eq!((itself.file.as_str(), itself.key.as_str()), ("ours.toml", "extends"), "{itself}");
        assert!(itself.problem.contains("extends itself"), "{itself}");
    }

    #[test]
    fn a_circle_of_bases() {
        let mut library = Library::embedded();
        library.add("ours.toml", &HEAD.replace("zibo-2017", "theirs")).unwrap();
        library.add("theirs.toml", &HEAD.replace("\"ours\"", "\"theirs\"").replace("zibo-2017", "ours")).unwrap();
        let error = library.resolve("ours").unwrap_err();
        assert_eq!(error.key, "extends", "{error}");
        let line = |text: &str| text.lines().position(|line| line.starts_with("extends")).unwrap() + 1;
        assert_eq!(error.line, line(HEAD), "the line of `extends`: {error}");
    }

    #[test]
    fn the_same_id_and_revision_twice() {
        let mut library = Library::embedded();
        library.add("a.toml", HEAD).unwrap();
        let error = library.add("b.toml", HEAD).unwrap_err();
        assert_eq!((error.file.as_str(), error.line, error.key.as_str()), ("b.toml", 1, "id"), "{error}");
        library.add("c.toml", &HEAD.replace("revision = 1", "revision = 2")).unwrap();
    }

    #[test]
    fn no_veto_at_all() {
        let error = resolve("id = \"ours\"\nrevision = 1\ntitle = \"t\"\n").unwrap_err();
        assert_eq!((error.file.as_str(), error.line, error.key.as_str()), ("ours.toml", 1, "clause"), "{error}");
        assert!(error.problem.contains("no clause is a veto"), "{error}");
        let reports: String = VETOES.iter().map(|clause| format!("[clause.{clause}]\neffect = \"report\"\n")).collect();
        assert!(overlay(&reports).unwrap_err().problem.contains("no clause is a veto"));
    }
}
