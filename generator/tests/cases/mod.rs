//! Small descriptions, one feature each.

use std::fs;
use std::path::{Path, PathBuf};

use sdkgen::diagnostics::Diagnostics;
use sdkgen::{Described, Generated, Options};

/// A description.
pub struct Case {
    pub name: String,
    description: PathBuf,
}

impl Case {
    /// Every case, by name.
    pub fn all() -> Vec<Self> {
        let mut all = Vec::new();
        for entry in fs::read_dir(folder()).unwrap() {
            let description = entry.unwrap().path();
            if description.extension().is_none_or(|kind| kind != "yaml") {
                continue;
            }
            let name = description.file_stem().unwrap().to_str().unwrap();
            let name = name.to_owned();
            all.push(Self { name, description });
        }
        all.sort_by(|a, b| a.name.cmp(&b.name));
        all
    }

    /// What it says, with all names.
    #[allow(dead_code, reason = "not every test looks at it")]
    pub fn read(&self) -> Described {
        let (options, mut diagnostics) = (self.options(), Diagnostics::new());
        sdkgen::read_named(&self.description, &options, &mut diagnostics).unwrap()
    }

    fn options(&self) -> Options {
        let config = Some(self.description.with_extension("toml")).filter(|path| path.exists());
        Options {
            config,
            name: Some(self.name.replace('_', "-")),
            ..Options::default()
        }
    }

    /// What comes out of it, and what is said on the way.
    pub fn generate(&self) -> (Generated, Vec<String>) {
        let options = self.options();
        let mut diagnostics = Diagnostics::new();
        let generated = sdkgen::generate(&self.description, &options, &mut diagnostics);
        let said = diagnostics
            .render()
            .lines()
            .map(|line| line.replace(&format!("{}/", folder().display()), ""))
            .collect::<Vec<_>>();
        match generated {
            Some(generated) => (generated, said),
            None => panic!("{} is refused:\n{}", self.name, said.join("\n")),
        }
    }
}

/// Where the cases are.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}
