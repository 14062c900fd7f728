//! Tables in Parquet in a program that was built without it.

use std::fs;

use super::support::Census;

#[test]
fn parquet_of_a_table_is_an_error_and_other_parquet_is_not() {
    let census = Census::new();
    census.remove("updates.csv").write("other.parquet", "");
    assert_eq!(census.open().unwrap().unknown_files(), ["other.parquet"]);
    census.write("updates.parquet", "");
    let remedy = "this program was built without Parquet; build it with `--features parquet`, or convert the file to CSV";
    assert_eq!(census.error(), format!("updates.parquet: {remedy}"));
    census.remove("updates.parquet");
    fs::create_dir(census.path().join("visits")).unwrap();
    assert_eq!(census.error(), format!("visits/: {remedy}"));
}
