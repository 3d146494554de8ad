//! What can be read off a generated crate's `src/`: how long it is, and which lints it silences.

use std::fs;
use std::path::Path;

use anyhow::Result;

/// What was read.
#[derive(Debug, Default)]
pub struct Source {
    /// Lines with code on them, those of `src/runtime/` left out.
    pub lines: usize,
    /// The attributes that silence a lint and may not: file and attribute.
    pub silenced: Vec<String>,
}

/// Reads the `src/` of the crate in `folder`.
pub fn read(folder: &Path) -> Result<Source> {
    let src = folder.join("src");
    let mut source = Source::default();
    let mut folders = vec![src.clone()];
    while let Some(folder) = folders.pop() {
        let mut entries: Vec<_> = fs::read_dir(&folder)?.collect::<Result<_, _>>()?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let path = entry.path();
            if entry.file_type()?.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path)?;
                let path = path.strip_prefix(&src).unwrap_or(&path);
                let silenced = silenced(&text).into_iter();
                source.silenced.extend(
                    silenced.map(|attribute| format!("src/{}: {attribute}", path.display())),
                );
                if !path.starts_with("runtime") {
                    source.lines += code(&text).count();
                }
            }
        }
    }
    Ok(source)
}

/// The lines that are neither blank nor comments.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with("//"))
}

/// The attributes that silence a lint, but for two: what is deprecated may be used, and what of the runtime one API
/// does not need may be dead.
fn silenced(text: &str) -> Vec<String> {
    let text = code(text).collect::<Vec<_>>().join(" ");
    let mut found = Vec::new();
    for opening in ["#[allow(", "#![allow("] {
        for (at, _) in text.match_indices(opening) {
            let attribute = text.get(at..).unwrap_or_default();
            let end = attribute.find(")]").map_or(attribute.len(), |end| end + 2);
            let (attribute, item) = attribute.split_at(end);
            let inside = attribute.trim_start_matches(opening).trim_start();
            let is_of_runtime = item
                .trim_start()
                .trim_start_matches("pub(crate) ")
                .trim_start_matches("pub ")
                .starts_with("mod runtime");
            let may = opening == "#[allow("
                && (inside.starts_with("deprecated, reason = ")
                    || inside.starts_with("dead_code, reason = ") && is_of_runtime);
            if !may {
                found.push(attribute.to_owned());
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_lints_may_be_silenced_with_a_reason() {
        let fine = "#[allow(dead_code, reason = \"not all of it is needed\")]\nmod runtime;\n\
                    // #[allow(unused)]\n#[allow(\n    deprecated,\n    reason = \"it is still there\"\n)]\nfn a() {}\n";
        assert!(silenced(fine).is_empty(), "{:?}", silenced(fine));
        let wrong = [
            "#![allow(deprecated, reason = \"all\")]",
            "#[allow(deprecated)]\nfn a() {}",
            "#[allow(dead_code, reason = \"why\")]\nfn a() {}",
            "#[allow(clippy::all, reason = \"why\")]\nmod runtime;",
        ];
        for text in wrong {
            assert_eq!(silenced(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn lines_of_code_count_outside_the_runtime() {
        let folder = tempfile::tempdir().unwrap();
        let src = folder.path().join("src");
        fs::create_dir_all(src.join("runtime")).unwrap();
        fs::write(
            src.join("lib.rs"),
            "//! Words.\n\nmod a;\n  // no\nmod b; // yes\n",
        )
        .unwrap();
        fs::write(src.join("runtime/mod.rs"), "mod c;\n").unwrap();
        assert_eq!(read(folder.path()).unwrap().lines, 2);
    }
}
