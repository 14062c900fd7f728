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
mod encodings;
#[cfg(feature = "parquet")]
mod facts;
mod formats;
#[cfg(feature = "parquet")]
mod frames;
#[cfg(feature = "parquet")]
mod frames_rejects;
mod headings;
mod home_items;
#[cfg(feature = "jsonl")]
mod jsonl;
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
#[cfg(feature = "pages")]
mod stored_pages;
mod support;
#[cfg(feature = "xlsx")]
mod workbooks;
mod write_rows;
#[cfg(feature = "xlsx")]
mod xlsx;
#[cfg(feature = "xlsx")]
mod xlsx_cells;
#[cfg(feature = "xlsx")]
mod xlsx_hostile;
#[cfg(all(feature = "jsonl", feature = "xlsx"))]
mod zibo;
