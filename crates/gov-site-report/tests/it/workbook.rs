//! The census as a workbook, read back by another library.

mod editions;
mod equals_csv;
mod hostile;
mod looks;
mod read;
