//! Many generated crates as modules of one, so that the runtime is compiled once.
//!
//! The files of a crate become those of a module: `crate::` gets the module's name behind it, but where it leads into the
//! runtime. The runtime has all files that one of the crates needs. The programs become modules of one program, which
//! is whatever crate's its own name says.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use toml::{Table, Value};

/// The name of the crate that holds the others.
pub const NAME: &str = "corpus-batch";

/// Writes the crates in `folders`, each of which has the name of its crate, into the crate `into`.
pub fn write(folders: &[PathBuf], into: &Path) -> Result<()> {
    if into.exists() {
        fs::remove_dir_all(into)?;
    }
    let (src, examples) = (into.join("src"), into.join("examples").join(NAME));
    fs::create_dir_all(src.join("runtime"))?;
    fs::create_dir_all(&examples)?;
    let mut batch = Batch::default();
    for folder in folders {
        batch.add(folder, &src, &examples)?;
    }
    fs::write(src.join("runtime/mod.rs"), batch.runtime())?;
    fs::write(src.join("lib.rs"), batch.library())?;
    fs::write(examples.join("main.rs"), batch.program())?;
    fs::write(into.join("Cargo.toml"), batch.manifest()?)?;
    Ok(())
}

/// The name of the module that a crate becomes.
pub fn module(crate_name: &str) -> String {
    crate_name.replace('-', "_")
}

#[derive(Default)]
struct Batch {
    modules: Vec<String>,
    dependencies: BTreeMap<String, Value>,
    /// The items of the runtime's root: modules, then the rest.
    runtime_modules: BTreeSet<String>,
    runtime_items: BTreeSet<String>,
}

impl Batch {
    fn add(&mut self, folder: &Path, src: &Path, examples: &Path) -> Result<()> {
        let name = folder.file_name().context("a crate without a name")?;
        let module = module(&name.to_string_lossy());
        for path in files(&folder.join("src"))? {
            let text = fs::read_to_string(&path)?;
            let path = path.strip_prefix(folder.join("src"))?;
            if path == Path::new("runtime/mod.rs") {
                self.add_runtime(&text);
                continue;
            }
            let (path, text) = match path.starts_with("runtime") {
                true => (src.join(path), shared(path, text)?),
                false if path == Path::new("lib.rs") => {
                    (src.join(&module).join("mod.rs"), root(&text, &module)?)
                }
                false => (src.join(&module).join(path), inside(&text, &module)),
            };
            fs::create_dir_all(path.parent().context("a file in no folder")?)?;
            fs::write(path, text)?;
        }
        for path in files(&folder.join("examples"))? {
            let text = fs::read_to_string(path)?;
            let text = text.replace("fn main()", "pub fn main()").replace(
                &format!("use {module}::"),
                &format!("use corpus_batch::{module}::"),
            );
            fs::write(examples.join(format!("{module}.rs")), text)?;
        }
        let manifest = fs::read_to_string(folder.join("Cargo.toml"))?;
        let manifest: Table = manifest.parse()?;
        let dependencies = manifest.get("dependencies").and_then(Value::as_table);
        for (name, wanted) in dependencies.into_iter().flatten() {
            let is_optional = wanted.get("optional").and_then(Value::as_bool) == Some(true);
            if !is_optional {
                self.dependencies.insert(name.clone(), wanted.clone());
            }
        }
        self.modules.push(module);
        Ok(())
    }

    /// Takes over the items of a runtime's root.
    fn add_runtime(&mut self, text: &str) {
        let mut attributes = String::new();
        for line in text
            .lines()
            .filter(|line| !line.starts_with("//") && !line.is_empty())
        {
            if line.starts_with('#') {
                attributes = format!("{line}\n");
                continue;
            }
            let item = format!("{}{line}\n", std::mem::take(&mut attributes));
            match line.contains(" mod ") {
                true => self.runtime_modules.insert(item),
                false => self.runtime_items.insert(item),
            };
        }
    }

    fn runtime(&self) -> String {
        let items = self.runtime_modules.iter().chain(&self.runtime_items);
        let items: String = items.map(String::as_str).collect();
        format!("//! The runtime of all crates.\n\n{items}")
    }

    fn library(&self) -> String {
        let modules = self
            .modules
            .iter()
            .map(|module| format!("pub mod {module};\n"));
        format!(
            "//! Many crates.\n\n#[allow(dead_code, unused_macros, unused_imports)]\nmod runtime;\n{}\n\
             /// The body of an error, which nobody reads here.\n#[derive(Clone, Debug, PartialEq)]\npub struct ErrorBody;\n",
            modules.collect::<String>()
        )
    }

    fn program(&self) -> String {
        let modules = self.modules.iter().map(|module| format!("mod {module};\n"));
        let arms = self
            .modules
            .iter()
            .map(|module| format!("        Some({module:?}) => {module}::main(),\n"));
        format!(
            "{}\nfn main() -> std::io::Result<()> {{\n    let name = std::env::args().next().unwrap_or_default();\n    \
             let name = std::path::Path::new(&name).file_stem().and_then(|name| name.to_str());\n    match name {{\n{}        \
             _ => Err(std::io::Error::other(\"there is no such crate\")),\n    }}\n}}\n",
            modules.collect::<String>(),
            arms.collect::<String>()
        )
    }

    fn manifest(&self) -> Result<String> {
        let mut manifest: Table = format!(
            "[package]\nname = {NAME:?}\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
             [features]\nrustls = []\nblocking = []\ntracing = []\ncli = []\n"
        )
        .parse()?;
        let dependencies = self.dependencies.clone().into_iter().collect();
        manifest.insert("dependencies".to_owned(), Value::Table(dependencies));
        Ok(manifest.to_string())
    }
}

/// A file of the runtime. No error is read as what one of the crates declares.
fn shared(path: &Path, text: String) -> Result<String> {
    if path != Path::new("runtime/decoders.rs") {
        return Ok(text);
    }
    let changed = text
        .replace("-> Option<Self>", "-> Option<$crate::ErrorBody>")
        .replace(
            ".map(Self::$variant)",
            ".map(Self::$variant).map(|_| $crate::ErrorBody)",
        );
    ensure!(
        changed.matches("$crate::ErrorBody").count() == 2,
        "runtime/decoders.rs is written in another way"
    );
    Ok(changed)
}

/// The root of a crate, without its runtime.
fn root(text: &str, module: &str) -> Result<String> {
    let end = text
        .find("mod runtime;\n")
        .context("a crate without a runtime")?;
    let before = text.get(..end).unwrap_or_default();
    let start = before.rfind("#[allow(").unwrap_or(end);
    let rest = text.get(end + "mod runtime;\n".len()..).unwrap_or_default();
    let before = before.get(..start).unwrap_or_default();
    Ok(inside(&format!("{before}{rest}"), module))
}

/// A file of a crate that has become a module.
fn inside(text: &str, module: &str) -> String {
    let mut changed = String::with_capacity(text.len() + text.len() / 8);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("crate::") {
        changed += before;
        changed += "crate::";
        // A module's name may end so.
        let is_root = !before.ends_with(|char: char| char.is_alphanumeric() || char == '_');
        if is_root && !after.starts_with("runtime::") {
            changed += module;
            changed += "::";
        }
        rest = after;
    }
    changed + rest
}

/// All files with Rust below a folder.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_becomes_a_module() {
        let text = "use crate::models::Pet;\nuse crate::runtime::{a::A, b::B};\n";
        let expected = "use crate::x::models::Pet;\nuse crate::runtime::{a::A, b::B};\n";
        assert_eq!(inside(text, "x"), expected);
        let own = "pub use self::my_crate::MyCrate;\n";
        assert_eq!(inside(own, "x"), own);
        let lib = "#![deny(missing_docs)]\n\nmod client;\n#[allow(\n    dead_code\n)]\nmod runtime;\n\nuse crate::client::C;\n";
        assert_eq!(
            root(lib, "x").unwrap(),
            "#![deny(missing_docs)]\n\nmod client;\n\nuse crate::x::client::C;\n"
        );
    }
}
