//! Which file a model stands in: what is named after another stands beside it.

use std::collections::BTreeMap;

use super::assign::builder_words;
use super::{Name, Scope};
use crate::ir::{Api, Naming, OperationId};

/// The files of models, and the names in them.
pub(super) struct FileNames {
    modules: Scope,
    operations: BTreeMap<OperationId, Name>,
    constants: BTreeMap<Name, Scope>,
}

impl Default for FileNames {
    fn default() -> Self {
        Self {
            modules: Scope::new(&[&["mod", "models"]]),
            operations: BTreeMap::new(),
            constants: BTreeMap::new(),
        }
    }
}

impl FileNames {
    /// The file of a model of this name.
    pub(super) fn module(&mut self, api: &Api, naming: &Naming, name: &Name) -> Name {
        self.beside(api, naming)
            .unwrap_or_else(|| self.modules.module(name.as_str()))
    }

    /// The constants of a file.
    pub(super) fn constants(&mut self, module: &Name) -> &mut Scope {
        self.constants
            .entry(module.clone())
            .or_insert_with(|| Scope::new(&[]))
    }

    /// The file of what a model is named after, if that is one.
    fn beside(&mut self, api: &Api, naming: &Naming) -> Option<Name> {
        match naming {
            Naming::Component(_) | Naming::Part(_) | Naming::Sdk(_) => None,
            Naming::Within(parent, _) => {
                let module = &api.models.get(parent.0)?.module;
                (!module.is_empty()).then(|| module.clone())
            }
            Naming::Operation(id, _) => {
                if let Some(module) = self.operations.get(id) {
                    return Some(module.clone());
                }
                let operation = api.operations.get(id.0)?;
                let module = self.modules.module(&builder_words(api, operation));
                self.operations.insert(*id, module.clone());
                Some(module)
            }
            Naming::Shared(namings) => {
                let (first, others) = namings.split_first()?;
                let first = self.known(api, first)?;
                let is_same = |naming: &Naming| self.known(api, naming).as_ref() == Some(&first);
                others.iter().all(is_same).then_some(first)
            }
        }
    }

    /// As [`Self::beside`], but begins no new file.
    fn known(&self, api: &Api, naming: &Naming) -> Option<Name> {
        match naming {
            Naming::Within(parent, _) => {
                let module = &api.models.get(parent.0)?.module;
                (!module.is_empty()).then(|| module.clone())
            }
            Naming::Operation(id, _) => self.operations.get(id).cloned(),
            Naming::Component(_) | Naming::Part(_) | Naming::Sdk(_) | Naming::Shared(_) => None,
        }
    }
}
