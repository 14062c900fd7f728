//! Reading census folders as their owners write them.
#![allow(clippy::unwrap_used)]

mod arbitrary;
#[cfg(feature = "parquet")]
mod columnar_arrays;
#[cfg(feature = "parquet")]
mod columnar_equality;
#[cfg(feature = "parquet")]
mod columnar_fields;
#[cfg(feature = "parquet")]
mod columnar_rows;
#[cfg(feature = "parquet")]
mod columnar_seen;
mod counts;
#[cfg(feature = "parquet")]
mod facts;
mod formats;
#[cfg(feature = "parquet")]
mod frames;
#[cfg(feature = "parquet")]
mod frames_rejects;
mod headings;
mod home_items;
mod notice;
#[cfg(feature = "parquet")]
mod overlap;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(not(feature = "parquet"))]
mod parquet_absent;
#[cfg(feature = "parquet")]
mod parquet_errors;
#[cfg(feature = "parquet")]
mod parquet_files;
#[cfg(feature = "parquet")]
mod parquet_folder;
#[cfg(feature = "parquet")]
mod parquet_hostile;
mod rejects;
mod settings;
mod site_rows;
mod support;
