//! `gov_site_compliance._native`: what the package is made of. No rule lives here: data frames go in as Arrow streams, the
//! crates judge, results come out as Arrow streams.

mod calendar;
mod census;
mod column;
mod compare;
mod error;
mod explain;
mod extract;
mod extract_batch;
mod facts;
mod frame;
mod head;
mod html;
mod input;
mod judge;
mod judge_folder;
mod judge_site;
mod plain;
mod quiet;
mod rows;
mod site_evidence;
mod standard;
mod stored;
mod templates;
mod verdict;
mod work;
mod write;

use pyo3::prelude::*;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    quiet::install();
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<census::Census>()?;
    module.add_class::<frame::Frame>()?;
    module.add_class::<site_evidence::SiteEvidence>()?;
    module.add_class::<standard::Standard>()?;
    module.add_function(wrap_pyfunction!(judge::judge, module)?)?;
    module.add_function(wrap_pyfunction!(facts::check_table, module)?)?;
    module.add_function(wrap_pyfunction!(facts::fold_updates, module)?)?;
    module.add_function(wrap_pyfunction!(facts::fold_visits, module)?)?;
    module.add_function(wrap_pyfunction!(facts::known_columns, module)?)?;
    module.add_function(wrap_pyfunction!(facts::merge_facts, module)?)?;
    module.add_function(wrap_pyfunction!(judge_folder::judge_folder, module)?)?;
    module.add_function(wrap_pyfunction!(extract::extract, module)?)?;
    module.add_function(wrap_pyfunction!(extract::extract_article, module)?)?;
    module.add_function(wrap_pyfunction!(extract_batch::extract_batch, module)?)?;
    calendar::add(module)?;
    compare::add(module)?;
    module.add_function(wrap_pyfunction!(judge_site::judge_site, module)?)?;
    module.add_function(wrap_pyfunction!(verdict::check_verdict, module)?)?;
    module.add_function(wrap_pyfunction!(work::wait_for_stopped_work, module)?)?;
    error::add(module)
}
