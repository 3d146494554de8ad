//! Hand-written code in `custom/`, which the generated library takes in.

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};
use std::{fs, io};

use syn::visit::{self, Visit};
use syn::{ImplItem, ItemImpl, Type};

use crate::emit::symbols::{Shape, symbols};
use crate::ir::Api;

/// The file that the library takes in, relative to the folder of the crate.
pub const FILE: &str = "custom/mod.rs";

/// A method that is both written by hand and generated. The crate does not compile with both.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Clash {
    /// The hand-written file.
    pub file: PathBuf,
    /// `Webhooks::list_enabled`
    pub name: String,
}

impl fmt::Display for Clash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, name } = self;
        write!(f, "{}: `{name}` is generated too", file.display())
    }
}

/// The hand-written methods in the crate at `dir` that are generated too. Files that are not Rust are left to the compiler.
///
/// # Errors
///
/// Returns the error of a file or folder that cannot be read.
pub fn clashes(dir: &Path, api: &Api) -> io::Result<Vec<Clash>> {
    let generated: BTreeSet<String> = symbols(api)
        .into_iter()
        .filter(|symbol| matches!(symbol.shape, Shape::Function { .. }))
        .map(|symbol| symbol.path)
        .collect();
    let mut found: Vec<Clash> = methods(dir)?
        .into_iter()
        .filter(|(_, name)| generated.contains(name))
        .map(|(file, name)| Clash { file, name })
        .collect();
    found.sort();
    Ok(found)
}

/// The hand-written methods in the crate at `dir`, as `Type::method`, each with its file.
pub(super) fn methods(dir: &Path) -> io::Result<Vec<(PathBuf, String)>> {
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = Path::new(FILE)
        .parent()
        .into_iter()
        .map(|folder| dir.join(folder))
        .filter(|folder| folder.is_dir())
        .collect();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let (path, kind) = entry.and_then(|entry| Ok((entry.path(), entry.file_type()?)))?;
            if kind.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let Ok(file) = syn::parse_file(&fs::read_to_string(&path)?) else {
                    continue;
                };
                let mut methods = Methods(Vec::new());
                methods.visit_file(&file);
                found.extend(methods.0.into_iter().map(|name| (path.clone(), name)));
            }
        }
    }
    Ok(found)
}

/// The inherent methods of a file, as `Type::method`.
struct Methods(Vec<String>);

impl<'ast> Visit<'ast> for Methods {
    fn visit_item_impl(&mut self, item: &'ast ItemImpl) {
        let ty = match (&item.trait_, &*item.self_ty) {
            (None, Type::Path(path)) => path.path.segments.last(),
            _ => None,
        };
        if let Some(ty) = ty {
            for item in &item.items {
                if let ImplItem::Fn(method) = item {
                    self.0.push(format!("{}::{}", ty.ident, method.sig.ident));
                }
            }
        }
        visit::visit_item_impl(self, item);
    }
}
