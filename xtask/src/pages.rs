//! `cargo xtask predict-pages` and `score-pages`: what the readers of pages find, against labels that the program never sees.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Result, paths, python, step};

const EXAMPLE: &str = "run --release --locked --quiet -p gov-site-pages --example";

/// Reads the pages that a file of labels names and writes what was found, in the form that scorers of such labels take.
pub fn predict(labels: &Path, out: &Path) -> Result<()> {
    std::fs::File::open(labels).map_err(|error| format!("cannot read {}: {error}", labels.display()))?;
    step::open("predict", example("predict_pages", &[labels, out])?)
}

/// Predicts each corpus and runs its scorer, then looks in the readers for rules that hold for one site only.
pub fn score(folders: &[&str]) -> Result<()> {
    let mut all_labels = Vec::new();
    for folder in folders {
        let folder = typed(folder)?;
        let labels = folder.join("labels.jsonl");
        let predictions = predictions(&folder)?;
        predict(&labels, &predictions)?;
        step::open("score", scorer(&folder, &predictions)?)?;
        all_labels.push(labels);
    }
    let labels: Vec<&Path> = all_labels.iter().map(PathBuf::as_path).collect();
    step::open("rules of one site", example("rules_of_one_site", &labels)?)
}

fn scorer(folder: &Path, predictions: &Path) -> Result<Command> {
    let mut command = python::any()?;
    command.arg(folder.join("score.py")).arg(predictions).arg("--folder").arg(folder);
    Ok(command)
}

/// Where the predictions for a corpus are kept.
fn predictions(folder: &Path) -> Result<PathBuf> {
    let name = folder.file_name().ok_or_else(|| format!("{} has no name of its own; name the folder of the corpus", folder.display()))?;
    let kept = paths::target()?.join("xtask");
    std::fs::create_dir_all(&kept).map_err(|error| format!("cannot make {}: {error}", kept.display()))?;
    Ok(kept.join(format!("predictions-{}.jsonl", name.display())))
}

fn example(name: &str, arguments: &[&Path]) -> Result<Command> {
    let mut command = paths::cargo(&format!("{EXAMPLE} {name} --"))?;
    for argument in arguments {
        command.arg(typed(argument)?);
    }
    Ok(command)
}

/// A path as the person meant it: cargo runs in the repository, they may have typed it elsewhere.
fn typed(path: impl AsRef<Path>) -> Result<PathBuf> {
    let path = path.as_ref();
    std::path::absolute(path).map_err(|error| format!("cannot tell where {} is: {error}", path.display()))
}
