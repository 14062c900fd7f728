//! Stands in for Parquet where it is not built in; the options are refused before anything here is reached.

use std::{
    convert::Infallible,
    path::{Path, PathBuf},
};

use crate::{
    GenerateError, Progress,
    bulk::{AllVisits, Updates},
    options::Ids,
    sheet::{Cell, Sheet},
};

pub(crate) struct ParquetTable(Infallible);

impl ParquetTable {
    pub(crate) fn open(_: PathBuf, _: &'static Sheet, _: Ids) -> Result<ParquetTable, GenerateError> {
        Err(GenerateError::WithoutParquet)
    }

    pub(crate) fn row(&mut self, _: Vec<Cell>) -> Result<(), GenerateError> {
        match self.0 {}
    }

    pub(crate) fn finish(self) -> Result<(), GenerateError> {
        match self.0 {}
    }
}

pub(super) fn updates(_: &Path, _: &Updates, _: &mut dyn FnMut(Progress)) -> Result<(), GenerateError> {
    Err(GenerateError::WithoutParquet)
}

pub(super) fn visits(_: &Path, _: &AllVisits, _: &mut dyn FnMut(Progress)) -> Result<(), GenerateError> {
    Err(GenerateError::WithoutParquet)
}
