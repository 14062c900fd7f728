//! Prints the JSON Schema of `census.json`.

use gov_site_compliance::wire::v1;

use crate::failure::Failure;

pub fn run() -> Result<(), Failure> {
    let schema = schemars::schema_for!(v1::Census);
    println!("{}", serde_json::to_string_pretty(&schema)?);
    Ok(())
}
