//! The crate's Cargo.toml: written whole for a new crate, checked and completed for an existing one. Works on text.

mod complete;
mod membership;
mod version;

use std::fmt;

use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, Value};

pub use self::membership::{Membership, membership};
pub use self::version::{version, with_version};

/// The edition of the code we write.
const EDITION: &str = "2024";

/// What a crate's Cargo.toml has to say for the generated code to build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// The package's name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// One line about it.
    pub description: String,
    /// Its licence, as an SPDX expression; without one it cannot be published.
    pub license: Option<String>,
    /// Where its source is.
    pub repository: Option<String>,
    /// Its home page.
    pub homepage: Option<String>,
    /// Its documentation, unless that is on docs.rs.
    pub documentation: Option<String>,
    /// `keywords` of crates.io.
    pub keywords: Vec<String>,
    /// Where it stands on crates.io.
    pub categories: Vec<String>,
    /// The oldest compiler that it builds with.
    pub rust_version: String,
    /// What the code uses, in any order.
    pub dependencies: Vec<Dependency>,
    /// The features and what each turns on, in the order of reading.
    pub features: Vec<(String, Vec<String>)>,
    /// The programs.
    pub programs: Vec<Program>,
    /// Whether a new crate has an example, `examples/first_call.rs`.
    pub has_example: bool,
    /// Whether there is hand-written code in `custom/`, which has to be packaged.
    pub has_custom: bool,
}

/// A program that comes with a feature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// What it is called.
    pub name: String,
    /// The feature that it comes with.
    pub feature: String,
}

impl Program {
    /// Where it is.
    fn path(&self) -> String {
        format!("src/bin/{}.rs", self.name)
    }

    /// Its lines in the manifest.
    fn lines(&self) -> String {
        let features: Array = [&self.feature].into_iter().collect();
        line("name", &self.name) + &line("path", self.path()) + &line("required-features", features)
    }
}

/// A crate that the generated code uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// The crate's name.
    pub name: String,
    /// The version requirement.
    pub requirement: String,
    /// Whether its default features are needed.
    pub default_features: bool,
    /// Its features that are needed.
    pub features: Vec<String>,
    /// Whether it comes with a feature only.
    pub optional: bool,
}

impl Manifest {
    /// A whole Cargo.toml. `own_workspace` adds the empty table that keeps the crate out of a workspace around it.
    #[must_use]
    pub fn render(&self, own_workspace: bool) -> String {
        let description = self
            .description
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let mut text = String::from("[package]\n");
        text += &line("name", &self.name);
        text += &line("version", &self.version);
        if !description.is_empty() {
            text += &line("description", description);
        }
        text += &line("edition", EDITION);
        text += &line("rust-version", &self.rust_version);
        text += &self.publication();
        text += "\n[package.metadata.docs.rs]\nall-features = true\n";
        text += "\n[lib]\npath = \"src/lib.rs\"\n";
        for program in &self.programs {
            text += &format!("\n[[bin]]\n{}", program.lines());
        }
        // With a part of the API, the call may not be there.
        let is_partial = self.features.iter().any(|(name, _)| name == "full");
        if self.has_example && is_partial {
            text += "\n[[example]]\n";
            text += &line("name", "first_call");
            text += &line("required-features", ["full"].into_iter().collect::<Array>());
        }
        if !self.features.is_empty() {
            text += "\n[features]\n";
            for (name, turns_on) in &self.features {
                text += &line(name, turns_on.iter().collect::<Array>());
            }
        }
        if !self.dependencies.is_empty() {
            text += "\n[dependencies]\n";
            for dependency in self.sorted() {
                text += &line(&dependency.name, dependency.to_value());
            }
        }
        text += "\n[dev-dependencies]\n";
        let features: Array = ["macros", "rt-multi-thread"].into_iter().collect();
        let tokio = InlineTable::from_iter([
            ("version", Value::from("1.49")),
            ("features", features.into()),
        ]);
        text += &line("tokio", tokio);
        if own_workspace {
            text +=
                "\n# This crate stands alone, whatever workspace its folder is in.\n[workspace]\n";
        }
        text
    }

    /// Returns the metadata for crates.io. A crate without a licence gets `publish = false`.
    fn publication(&self) -> String {
        let mut text = String::new();
        match &self.license {
            Some(license) => text += &line("license", license),
            None => {
                text += "# The licence is not known. Set `license` (an SPDX expression) or `license-file`, and remove this line.\n";
                text += &line("publish", false);
            }
        }
        let links = [
            ("repository", &self.repository),
            ("homepage", &self.homepage),
            ("documentation", &self.documentation),
        ];
        for (key, link) in links {
            text += &link
                .as_ref()
                .map(|link| line(key, link))
                .unwrap_or_default();
        }
        let lists = [
            ("keywords", &self.keywords),
            ("categories", &self.categories),
        ];
        for (key, list) in lists.into_iter().filter(|(_, list)| !list.is_empty()) {
            text += &line(key, list.iter().collect::<Array>());
        }
        let kept = [
            "/src",
            "/custom",
            "/examples",
            "/README.md",
            "/CHANGELOG.md",
            "/LICENSE*",
        ];
        text + &line("include", kept.into_iter().collect::<Array>())
    }

    /// What an existing Cargo.toml lacks. Version requirements, the choice of default features and what a workspace
    /// says about an inherited dependency are left to those who own the file.
    ///
    /// # Errors
    ///
    /// When `existing` is not the manifest of a package.
    pub fn missing(&self, existing: &str) -> Result<Vec<Missing>, ManifestError> {
        self.complete(&mut parse(existing)?)
    }

    /// The existing Cargo.toml with what it lacks. Nothing else of it is touched.
    ///
    /// # Errors
    ///
    /// When `existing` is not the manifest of a package.
    pub fn add(&self, existing: &str) -> Result<String, ManifestError> {
        let mut document = parse(existing)?;
        if self.complete(&mut document)?.is_empty() {
            return Ok(existing.to_owned());
        }
        let completed = document.to_string();
        // toml_edit ends lines with LF only.
        Ok(if existing.contains("\r\n") {
            completed.replace("\r\n", "\n").replace('\n', "\r\n")
        } else {
            completed
        })
    }

    fn sorted(&self) -> Vec<&Dependency> {
        let mut sorted: Vec<&Dependency> = self.dependencies.iter().collect();
        sorted.sort_by(|a, b| a.name.cmp(&b.name));
        sorted
    }
}

impl Dependency {
    /// As a person would write it: `"1"` where that says it all.
    fn to_value(&self) -> Value {
        if self.default_features && self.features.is_empty() && !self.optional {
            return self.requirement.as_str().into();
        }
        let mut table = InlineTable::new();
        table.insert("version", self.requirement.as_str().into());
        if !self.default_features {
            table.insert("default-features", false.into());
        }
        if !self.features.is_empty() {
            table.insert("features", self.features.iter().collect::<Array>().into());
        }
        if self.optional {
            table.insert("optional", true.into());
        }
        table.into()
    }
}

/// The item as it reads on one line.
fn inline(item: &Item) -> Value {
    let mut value = item
        .clone()
        .into_value()
        .unwrap_or_else(|_| InlineTable::new().into());
    match &mut value {
        Value::Array(array) => on_one_line(array),
        Value::InlineTable(table) => {
            table.fmt();
            table
                .iter_mut()
                .filter_map(|(_, value)| value.as_array_mut())
                .for_each(on_one_line);
        }
        _ => {}
    }
    value
}

fn on_one_line(array: &mut Array) {
    array.fmt();
    array.set_trailing("");
    array.set_trailing_comma(false);
}

fn line(key: &str, value: impl Into<Value>) -> String {
    let mut table = Table::new();
    table.insert(key, Item::Value(inline(&Item::Value(value.into()))));
    table.fmt();
    table.to_string()
}

fn parse(text: &str) -> Result<DocumentMut, ManifestError> {
    text.parse().map_err(ManifestError::Syntax)
}

/// Something that a Cargo.toml lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The table it belongs to, such as `dependencies`.
    pub table: &'static str,
    /// The line as it should be there.
    pub line: String,
    /// What is wrong without it.
    pub reason: String,
}

impl Missing {
    fn new(table: &'static str, key: &str, value: Value, reason: String) -> Self {
        Self {
            table,
            line: line(key, value).trim_end().to_owned(),
            reason,
        }
    }
}

/// What a Cargo.toml calls its library: `lib.name`, or the package's name.
#[must_use]
pub fn library_name(manifest: &str) -> Option<String> {
    let document: DocumentMut = manifest.parse().ok()?;
    let name = |table: &str| document.get(table)?.get("name")?.as_str();
    name("lib").or_else(|| name("package")).map(str::to_owned)
}

/// Accepts what cargo accepts as the name of a library.
///
/// # Errors
///
/// A sentence that says what is wrong with the name.
pub fn crate_name(name: &str) -> Result<String, String> {
    if name.is_empty()
        || !name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
    {
        return Err("a crate's name is made of letters, digits, `-` and `_`".to_owned());
    }
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Err("a crate's name begins with a letter".to_owned());
    }
    if ["test", "core", "std", "alloc", "proc-macro", "proc_macro"].contains(&name)
        || syn::parse_str::<syn::Ident>(&name.replace('-', "_")).is_err()
    {
        return Err(format!("`{name}` means something else in Rust"));
    }
    if crate::name::DEVICES.contains(&name.to_lowercase().as_str()) {
        return Err(format!(
            "`{name}` is a device on Windows, where no file can have the name"
        ));
    }
    Ok(name.to_owned())
}

/// Why a Cargo.toml cannot be worked with.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum ManifestError {
    /// It is not TOML.
    Syntax(toml_edit::TomlError),
    /// It describes a workspace and no package.
    NoPackage,
    /// Something that should be a table is not.
    NotATable(&'static str),
}

impl fmt::Display for ManifestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(error) => write!(f, "{}", error.to_string().trim_end()),
            Self::NoPackage => f.write_str("it has no [package]; name the folder of a crate"),
            Self::NotATable(name) => write!(f, "`{name}` is not a table"),
        }
    }
}

impl std::error::Error for ManifestError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Syntax(error) => Some(error),
            _ => None,
        }
    }
}
