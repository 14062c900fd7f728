//! Prints the JSON Schema of `census.json`.

use gov_site_compliance::wire::v1;
use schemars::generate::SchemaSettings;

use crate::failure::Failure;

pub fn run() -> Result<(), Failure> {
    let schema = SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<v1::Census>();
    println!("{}", serde_json::to_string_pretty(&schema)?);
    Ok(())
}
