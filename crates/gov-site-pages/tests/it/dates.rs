//! Dates in running text.

use gov_site_pages::dates::dates_in;
use proptest::prelude::*;

proptest! {
    #[test]
    fn a_day_alone_is_what_it_is_beside_a_blank(text in "([12][0-9]{3}|[0-9]{4})-[0-9]{2}-[0-9]{2}") {
        prop_assert_eq!(dates_in(&text), dates_in(&format!("{text} ")));
    }
}

#[test]
fn a_day_alone_is_one_of_the_calendar() {
    let day = |text: &str| dates_in(text).iter().map(|found| found.date.to_string()).collect::<String>();
    for text in ["1949-01-01", "2016-02-29", "2017-12-31", "2099-12-31"] {
        assert_eq!(day(text), text);
    }
    for text in ["1948-12-31", "2017-02-29", "2017-00-10", "2017-13-01", "2017-04-31", "2017-04-00", "2100-01-01"] {
        assert_eq!(day(text), "", "{text}");
    }
}
