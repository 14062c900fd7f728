//! placeholder until the generator stands
fn main() {}
