//! Walks a crate's source from what `lib.rs` exports to whatever that names.

use std::collections::{BTreeMap, BTreeSet};

use syn::visit::{self, Visit};
use syn::{Attribute, Field, Ident, ImplItem, Item, ItemImpl, Type, UseTree, Visibility};

/// What is wrong with the public API of a crate, given its files by their paths below `src`.
pub fn findings(files: &BTreeMap<String, String>) -> Vec<String> {
    let mut source = Source::default();
    for (path, text) in files {
        let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        let path = path.trim_end_matches(".rs").replace('/', "::");
        let path = path.strip_suffix("::mod").unwrap_or(&path);
        let path = if path == "lib" { "" } else { path };
        source.add(path.to_owned(), has_doc(&file.attrs), file.items);
    }
    let mut walk = Walk {
        source: &source,
        reached: BTreeSet::new(),
        findings: BTreeSet::new(),
    };
    walk.export("");
    walk.impls();
    walk.macros();
    walk.findings.into_iter().collect()
}

/// All modules by their paths; the root's is empty.
#[derive(Default)]
struct Source {
    modules: BTreeMap<String, Module>,
}

#[derive(Default)]
struct Module {
    is_documented: bool,
    items: Vec<Item>,
    /// The names that `use` brings in, each with its path as it is written.
    imports: BTreeMap<String, Vec<String>>,
}

/// What a path leads to.
enum Target {
    Item(String, String),
    Module(String),
    Elsewhere(Vec<String>),
}

impl Source {
    fn add(&mut self, path: String, is_documented: bool, items: Vec<Item>) {
        let mut module = Module {
            is_documented,
            ..Module::default()
        };
        for item in items {
            match item {
                Item::Use(item) => {
                    module.imports.extend(leaves(&item.tree));
                    module.items.push(Item::Use(item));
                }
                Item::Mod(mut item) => {
                    if let Some((_, items)) = item.content.take() {
                        let is_documented = has_doc(&item.attrs);
                        self.add(join(&path, &item.ident.to_string()), is_documented, items);
                    }
                    module.items.push(Item::Mod(item));
                }
                item => module.items.push(item),
            }
        }
        self.modules.insert(path, module);
    }

    /// Follows a path as it is written in a module.
    fn resolve(&self, module: &str, path: &[String]) -> Target {
        let [first, rest @ ..] = path else {
            return Target::Module(module.to_owned());
        };
        match first.as_str() {
            "crate" => return self.resolve("", rest),
            "self" => return self.resolve(module, rest),
            "super" => {
                let parent = module.rsplit_once("::").map_or("", |(parent, _)| parent);
                return self.resolve(parent, rest);
            }
            _ => {}
        }
        let here = &self.modules[module];
        let child = join(module, first);
        if named(&here.items, first).next().is_some() {
            Target::Item(module.to_owned(), first.clone())
        } else if self.modules.contains_key(&child) {
            self.resolve(&child, rest)
        } else if let Some(import) = here.imports.get(first).filter(|path| path[0] != *first) {
            self.resolve(module, &[import, rest].concat())
        } else {
            Target::Elsewhere(path.to_vec())
        }
    }
}

struct Walk<'a> {
    source: &'a Source,
    /// The module and the name of every item that a caller can get hold of.
    reached: BTreeSet<(String, String)>,
    findings: BTreeSet<String>,
}

impl Walk<'_> {
    /// Reaches everything that a public module shows.
    fn export(&mut self, path: &str) {
        let module = &self.source.modules[path];
        if !module.is_documented && !path.is_empty() {
            self.find(path, "has no doc");
        }
        for item in &module.items {
            match item {
                Item::Mod(item) if is_public(&item.vis) => {
                    self.export(&join(path, &item.ident.to_string()));
                }
                Item::Use(item) if is_public(&item.vis) => {
                    for (_, leaf) in leaves(&item.tree) {
                        match self.source.resolve(path, &leaf) {
                            Target::Item(module, name) => self.reach(&module, &name),
                            Target::Module(module) => self.export(&module),
                            Target::Elsewhere(path) => self.name(path, &leaf.join("::")),
                        }
                    }
                }
                item => match parts(item) {
                    Some((_, visibility, name)) if is_public(visibility) => {
                        self.reach(path, &name.to_string());
                    }
                    _ => {}
                },
            }
        }
    }

    /// Looks at what an item shows.
    fn reach(&mut self, module: &str, name: &str) {
        if !self.reached.insert((module.to_owned(), name.to_owned())) {
            return;
        }
        let items = &self.source.modules[module].items;
        let place = join(module, name);
        for (attributes, item) in named(items, name) {
            let mut look = Look::new(self, module, &place, attributes);
            match item {
                Item::Const(item) => look.visit_type(&item.ty),
                Item::Enum(item) => {
                    look.visit_generics(&item.generics);
                    for variant in &item.variants {
                        look.part(&variant.ident, &variant.attrs, |look| {
                            variant.fields.iter().for_each(|field| look.field(field));
                        });
                    }
                }
                Item::Fn(item) => look.visit_signature(&item.sig),
                Item::Struct(item) => {
                    look.visit_generics(&item.generics);
                    let fields = item.fields.iter().filter(|field| is_public(&field.vis));
                    fields.for_each(|field| look.field(field));
                }
                Item::Trait(item) => {
                    look.visit_generics(&item.generics);
                    item.supertraits
                        .iter()
                        .for_each(|it| look.visit_type_param_bound(it));
                    for item in &item.items {
                        match item {
                            syn::TraitItem::Fn(item) => {
                                look.part(&item.sig.ident, &item.attrs, |look| {
                                    look.visit_signature(&item.sig)
                                })
                            }
                            syn::TraitItem::Const(item) => {
                                look.part(&item.ident, &item.attrs, |look| {
                                    look.visit_type(&item.ty)
                                })
                            }
                            syn::TraitItem::Type(item) => {
                                look.part(&item.ident, &item.attrs, |look| {
                                    look.visit_trait_item_type(item)
                                })
                            }
                            _ => panic!("{place} holds what this walk does not know"),
                        }
                    }
                }
                Item::Type(item) => {
                    look.visit_generics(&item.generics);
                    look.visit_type(&item.ty);
                }
                _ => panic!("{place} is of a kind that this walk does not know"),
            }
        }
    }

    /// Looks at the implementations for and of what was reached, until they reach nothing new.
    fn impls(&mut self) {
        loop {
            let before = self.reached.len();
            for (path, module) in &self.source.modules {
                for item in &module.items {
                    if let Item::Impl(item) = item {
                        self.implementation(path, item);
                    }
                }
            }
            if self.reached.len() == before {
                return;
            }
        }
    }

    fn implementation(&mut self, module: &str, item: &ItemImpl) {
        let is_reached = |path: &syn::Path| match self.source.resolve(module, &segments(path)) {
            Target::Item(module, name) => self.reached.contains(&(module, name)),
            _ => false,
        };
        let own_type = match &*item.self_ty {
            Type::Path(own) => Some(&own.path),
            _ => None,
        };
        let own_trait = item.trait_.as_ref().map(|(path, ..)| path);
        if ![own_type, own_trait].into_iter().flatten().any(is_reached) {
            return;
        }
        let own = own_type.map_or_else(String::new, |path| segments(path).join("::"));
        let place = join(module, &format!("impl {own}"));
        let is_trait = item.trait_.is_some();
        // An implementation has no doc of its own, nor have the parts of a trait's.
        let mut look = Look {
            walk: self,
            module,
            place: &place,
        };
        look.visit_generics(&item.generics);
        look.visit_type(&item.self_ty);
        if let Some(path) = own_trait {
            look.visit_path(path);
        }
        for item in &item.items {
            match item {
                ImplItem::Fn(item) if is_trait => look.visit_signature(&item.sig),
                ImplItem::Fn(item) if is_public(&item.vis) => {
                    look.part(&item.sig.ident, &item.attrs, |look| {
                        look.visit_signature(&item.sig)
                    })
                }
                ImplItem::Const(item) if is_public(&item.vis) => {
                    look.part(&item.ident, &item.attrs, |look| look.visit_type(&item.ty))
                }
                ImplItem::Type(item) => look.visit_type(&item.ty),
                _ => {}
            }
        }
    }

    /// What a macro makes is not walked; its text must not name reqwest at all. Docs are rustc's part there.
    fn macros(&mut self) {
        for (path, module) in &self.source.modules {
            for item in &module.items {
                let Item::Macro(item) = item else { continue };
                let words = item.mac.tokens.to_string();
                if words
                    .split(|c: char| !c.is_alphanumeric())
                    .any(|it| it == "reqwest")
                {
                    let name = item
                        .ident
                        .as_ref()
                        .map_or_else(String::new, ToString::to_string);
                    self.find(&join(path, &format!("{name}!")), "names reqwest");
                }
            }
        }
    }

    fn name(&mut self, path: Vec<String>, place: &str) {
        if path[0] == "reqwest" {
            self.find(place, &format!("names {}", path.join("::")));
        }
    }

    fn find(&mut self, place: &str, what: &str) {
        self.findings.insert(format!("{place}: {what}"));
    }
}

/// A look at what is public of one item.
struct Look<'l, 'a> {
    walk: &'l mut Walk<'a>,
    module: &'l str,
    place: &'l str,
}

impl<'l, 'a> Look<'l, 'a> {
    /// A look at something that has to have a doc.
    fn new(
        walk: &'l mut Walk<'a>,
        module: &'l str,
        place: &'l str,
        attributes: &[Attribute],
    ) -> Self {
        if !has_doc(attributes) {
            walk.find(place, "has no doc");
        }
        Look {
            walk,
            module,
            place,
        }
    }

    /// Looks at a part of it, which has to have a doc too.
    fn part(&mut self, name: &Ident, attributes: &[Attribute], look: impl FnOnce(&mut Look)) {
        let place = join(self.place, &name.to_string());
        look(&mut Look::new(self.walk, self.module, &place, attributes));
    }

    fn field(&mut self, field: &Field) {
        match &field.ident {
            Some(name) => self.part(name, &field.attrs, |look| look.visit_type(&field.ty)),
            None => self.visit_type(&field.ty),
        }
    }
}

impl<'ast> Visit<'ast> for Look<'_, '_> {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        match self.walk.source.resolve(self.module, &segments(path)) {
            Target::Item(module, name) => self.walk.reach(&module, &name),
            Target::Module(_) => {}
            Target::Elsewhere(path) => self.walk.name(path, self.place),
        }
        visit::visit_path(self, path);
    }

    fn visit_attribute(&mut self, _: &'ast Attribute) {}

    fn visit_expr(&mut self, _: &'ast syn::Expr) {}
}

/// The names that a `use` brings in, each with its path.
fn leaves(tree: &UseTree) -> Vec<(String, Vec<String>)> {
    match tree {
        UseTree::Path(tree) => {
            let mut leaves = leaves(&tree.tree);
            for (name, path) in &mut leaves {
                let parent = tree.ident.to_string();
                match path.as_slice() {
                    [only] if only == "self" => {
                        if name == "self" {
                            *name = parent.clone();
                        }
                        *path = vec![parent];
                    }
                    _ => path.insert(0, parent),
                }
            }
            leaves
        }
        UseTree::Name(tree) => vec![(tree.ident.to_string(), vec![tree.ident.to_string()])],
        UseTree::Rename(tree) => vec![(tree.rename.to_string(), vec![tree.ident.to_string()])],
        UseTree::Group(tree) => tree.items.iter().flat_map(leaves).collect(),
        UseTree::Glob(_) => panic!("a glob hides what it brings in"),
    }
}

/// The attributes, visibility and name of an item that can be public and is no module.
fn parts(item: &Item) -> Option<(&[Attribute], &Visibility, &Ident)> {
    Some(match item {
        Item::Const(item) => (&item.attrs, &item.vis, &item.ident),
        Item::Enum(item) => (&item.attrs, &item.vis, &item.ident),
        Item::Fn(item) => (&item.attrs, &item.vis, &item.sig.ident),
        Item::Static(item) => (&item.attrs, &item.vis, &item.ident),
        Item::Struct(item) => (&item.attrs, &item.vis, &item.ident),
        Item::Trait(item) => (&item.attrs, &item.vis, &item.ident),
        Item::Type(item) => (&item.attrs, &item.vis, &item.ident),
        Item::Union(item) => (&item.attrs, &item.vis, &item.ident),
        _ => return None,
    })
}

/// The items of this name.
fn named<'a>(items: &'a [Item], name: &str) -> impl Iterator<Item = (&'a [Attribute], &'a Item)> {
    items.iter().filter_map(move |item| {
        let (attributes, _, ident) = parts(item)?;
        (ident == name).then_some((attributes, item))
    })
}

fn segments(path: &syn::Path) -> Vec<String> {
    path.segments
        .iter()
        .map(|it| it.ident.to_string())
        .collect()
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn has_doc(attributes: &[Attribute]) -> bool {
    attributes
        .iter()
        .any(|attribute| attribute.path().is_ident("doc"))
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}::{name}")
    }
}
