//! Lists the data folders, so that a new year or a new standard is one new file and nothing else.

use std::{env, fmt::Write as _, fs, io, path::Path};

fn main() -> io::Result<()> {
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    for (folder, constant) in [("calendars", "CALENDARS"), ("standards", "STANDARDS")] {
        let list = embed(&Path::new(&root).join(folder), constant)?;
        fs::write(Path::new(&out).join(format!("{folder}.rs")), list)?;
        println!("cargo:rerun-if-changed={folder}");
    }
    Ok(())
}

fn embed(folder: &Path, constant: &str) -> io::Result<String> {
    let mut names: Vec<_> = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    names.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    names.sort();
    let mut code = format!("pub(crate) const {constant}: &[(&str, &str)] = &[\n");
    for path in names {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        println!("cargo:rerun-if-changed={}", path.display());
        writeln!(code, "    ({name:?}, include_str!({:?})),", path.display().to_string()).map_err(io::Error::other)?;
    }
    code.push_str("];\n");
    Ok(code)
}
