//! What holds for the generator's own code and for all that it writes, whatever the description says.

mod cases;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use sdkgen::diagnostics::Diagnostics;
use sdkgen::{Generated, Options};
use syn::visit::{self, Visit};
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, File, Item, Type, UseTree};

use self::cases::Case;

/// A file of Rust code, without its tests.
struct Source {
    /// Where it is, from the folder that was asked for.
    path: String,
    text: String,
    file: File,
}

impl Source {
    /// All below a folder of the generator, sorted.
    fn all(folder: &str) -> Vec<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let mut all = Vec::new();
        let mut folders = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|kind| kind == "rs") {
                    let name = path.strip_prefix(&root).unwrap().to_str().unwrap();
                    all.push(Self::new(name, fs::read_to_string(&path).unwrap()));
                }
            }
        }
        assert!(!all.is_empty(), "{folder} holds no code");
        all.sort_by(|a, b| a.path.cmp(&b.path));
        all
    }

    fn new(path: &str, text: String) -> Self {
        let mut file = syn::parse_file(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
        WithoutTests.visit_file_mut(&mut file);
        let path = path.to_owned();
        Self { path, text, file }
    }

    /// Every path with at least two segments that its code names, in macros too: `std::fs::read`.
    fn paths(&self) -> BTreeSet<String> {
        let mut paths = BTreeSet::new();
        for item in &self.file.items {
            let mut uses = Uses(Vec::new());
            uses.visit_item(item);
            paths.extend(uses.0);
        }
        joined(self.file.to_token_stream(), &mut paths);
        paths
    }

    fn is_in(&self, places: &[&str]) -> bool {
        places.iter().any(|place| match place.strip_suffix('/') {
            Some(_) => self.path.starts_with(place),
            None => self.path == *place,
        })
    }
}

/// Drops what is compiled for tests only.
struct WithoutTests;

impl VisitMut for WithoutTests {
    fn visit_file_mut(&mut self, file: &mut File) {
        file.items
            .retain(|item| !matches!(item, Item::Mod(module) if is_test(&module.attrs)));
        visit_mut::visit_file_mut(self, file);
    }
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes
        .iter()
        .any(|attribute| attribute.path().is_ident("cfg") && spelled(attribute).contains("test"))
}

fn spelled(tokens: &impl ToTokens) -> String {
    tokens.to_token_stream().to_string()
}

/// What `use` brings in, one path each.
struct Uses(Vec<String>);

impl Visit<'_> for Uses {
    fn visit_item_use(&mut self, item: &syn::ItemUse) {
        let mut ahead = vec![(String::new(), &item.tree)];
        while let Some((before, tree)) = ahead.pop() {
            match tree {
                UseTree::Path(path) => {
                    ahead.push((format!("{before}{}::", path.ident), &path.tree));
                }
                UseTree::Name(name) => self.0.push(format!("{before}{}", name.ident)),
                UseTree::Rename(rename) => self.0.push(format!("{before}{}", rename.ident)),
                UseTree::Glob(_) => self.0.push(format!("{before}*")),
                UseTree::Group(group) => {
                    ahead.extend(group.items.iter().map(|tree| (before.clone(), tree)));
                }
            }
        }
    }
}

/// Identifiers joined by `::`, wherever they stand.
fn joined(tokens: TokenStream, paths: &mut BTreeSet<String>) {
    let mut path: Vec<String> = Vec::new();
    let mut colons = 0;
    let mut end = |path: &mut Vec<String>| {
        if path.len() > 1 {
            paths.insert(path.join("::"));
        }
        path.clear();
    };
    let mut inner = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
            TokenTree::Ident(ident) => {
                if colons != 2 {
                    end(&mut path);
                }
                path.push(ident.to_string());
                colons = 0;
            }
            other => {
                end(&mut path);
                colons = 0;
                if let TokenTree::Group(group) = other {
                    inner.push(group.stream());
                }
            }
        }
    }
    end(&mut path);
    for stream in inner {
        joined(stream, paths);
    }
}

/// Fails with everything that is wrong, one a line.
fn assert_none(wrong: Vec<String>) {
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

fn agentmail() -> Generated {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let options = Options {
        config: Some(root.join("spec/sdk.toml")),
        ..Options::default()
    };
    let mut diagnostics = Diagnostics::new();
    let description = root.join("spec/agentmail-webhooks.yaml");
    match sdkgen::generate(&description, &options, &mut diagnostics) {
        Some(generated) => generated,
        None => panic!("{}", diagnostics.render()),
    }
}

/// Everything that the tests can make the generator write: name of the description, path, text.
fn written() -> Vec<(String, String, String)> {
    let mut all = Vec::new();
    let cases = Case::all().into_iter().map(|case| {
        let generated = case.generate().0;
        (case.name, generated)
    });
    for (name, generated) in cases.chain([("agentmail".to_owned(), agentmail())]) {
        for (path, text) in generated.files.iter() {
            if path.ends_with(".rs") {
                all.push((name.clone(), path.to_owned(), text.to_owned()));
            }
        }
    }
    all
}

#[test]
fn the_reading_of_code_finds_what_it_looks_for() {
    let code = r#"
        //! std::process is only named in a comment.
        use std::{collections::HashMap, fs as files, io::*};
        fn f() { print!("{:?}", std::env::args()); let a: (u8, u8) = (1, 2); }
        #[cfg(test)]
        mod tests { use std::net::TcpStream; }
    "#;
    let paths = Source::new("code.rs", code.to_owned()).paths();
    for path in [
        "std::collections::HashMap",
        "std::fs",
        "std::io::*",
        "std::env::args",
    ] {
        assert!(paths.contains(path), "{path} is not among {paths:?}");
    }
    for path in ["std::process", "std::net::TcpStream", "u8::u8"] {
        assert!(!paths.contains(path), "{path} is among {paths:?}");
    }
}

#[test]
fn each_library_is_named_where_it_belongs() {
    let homes: [(&str, &[&str]); 14] = [
        ("annotate_snippets", &["diagnostics/"]),
        ("anstream", &["cli/terminal.rs"]),
        ("openapiv3", &["lower/"]),
        ("serde_yaml", &["source/"]),
        ("saphyr_parser", &["source/"]),
        ("serde_json_path", &["overlay.rs"]),
        ("heck", &["name/"]),
        ("quote", &["emit/", "format.rs"]),
        ("prettyplease", &["format.rs"]),
        ("toml", &["config/"]),
        ("toml_edit", &["manifest/"]),
        ("clap", &["main.rs", "cli/"]),
        ("tempfile", &["files/", "cli/git.rs"]),
        ("std::fs", &["config/", "source/", "files/"]),
    ];
    let sources = Source::all("src");
    let mut wrong = Vec::new();
    for (library, places) in homes {
        let prefix = format!("{library}::");
        let mut is_used = false;
        for source in &sources {
            let named = source
                .paths()
                .into_iter()
                .find(|path| path == library || path.starts_with(&prefix));
            is_used |= named.is_some();
            match named {
                Some(path) if !source.is_in(places) => wrong.push(format!(
                    "src/{} names `{path}`, which belongs in {places:?}",
                    source.path
                )),
                _ => {}
            }
        }
        assert!(
            is_used,
            "nothing names `{library}`: this test looks in the wrong way"
        );
    }
    assert_none(wrong);
}

#[test]
fn the_pipeline_goes_one_way() {
    const STAGES: [&str; 10] = [
        "source", "overlay", "dialect", "select", "lower", "analyze", "name", "emit", "format",
        "files",
    ];
    // A stage may name what lies behind it only here.
    let allowed = [
        ("lower", "crate::name::Name"),
        ("analyze", "crate::name"),
        ("format", "crate::files::HEADER"),
    ];
    let mut wrong = Vec::new();
    for source in Source::all("src") {
        let stage = source.path.split(['/', '.']).next().unwrap_or_default();
        let Some(rank) = STAGES.iter().position(|one| *one == stage) else {
            continue;
        };
        for path in source.paths() {
            let named = path.strip_prefix("crate::").unwrap_or_default();
            let named = named.split("::").next().unwrap_or_default();
            let is_behind = STAGES.iter().skip(rank + 1).any(|later| *later == named);
            let is_allowed = allowed.iter().any(|(one, what)| {
                *one == stage && (path == *what || path.starts_with(&format!("{what}::")))
            });
            if is_behind && !is_allowed {
                wrong.push(format!("src/{} names `{path}`, a later stage", source.path));
            }
        }
    }
    assert_none(wrong);
}

#[test]
fn the_ir_is_data() {
    let mut wrong = Vec::new();
    for source in Source::all("src/ir") {
        for item in &source.file.items {
            let is_data = matches!(item, Item::Struct(_) | Item::Enum(_) | Item::Use(_))
                || matches!(item, Item::Mod(module) if module.content.is_none());
            if !is_data {
                wrong.push(format!(
                    "ir/{}: `{}` is no data",
                    source.path,
                    spelled(item)
                ));
            }
            let mut uses = Uses(Vec::new());
            uses.visit_item(item);
            for path in uses.0 {
                let is_allowed = ["std::", "indexmap::", "super::", "self::"]
                    .iter()
                    .any(|prefix| path.starts_with(prefix))
                    || [
                        "serde_json::Value",
                        "crate::name::Name",
                        "crate::source::Origin",
                    ]
                    .contains(&path.as_str());
                if !is_allowed {
                    wrong.push(format!("ir/{} imports `{path}`", source.path));
                }
            }
        }
    }
    assert_none(wrong);
}

#[test]
fn emitters_only_look_at_the_ir() {
    let mut copied = BTreeSet::new();
    let mut all = BTreeSet::new();
    for source in Source::all("src/ir") {
        for item in &source.file.items {
            let (name, attributes) = match item {
                Item::Struct(item) => (&item.ident, &item.attrs),
                Item::Enum(item) => (&item.ident, &item.attrs),
                _ => continue,
            };
            all.insert(name.to_string());
            if attributes.iter().any(|one| spelled(one).contains("Copy")) {
                copied.insert(name.to_string());
            }
        }
    }
    assert!(all.contains("Api") && copied.contains("ModelId"));

    struct Arguments<'a> {
        all: &'a BTreeSet<String>,
        copied: &'a BTreeSet<String>,
        wrong: Vec<String>,
    }
    impl Visit<'_> for Arguments<'_> {
        fn visit_signature(&mut self, signature: &syn::Signature) {
            for input in &signature.inputs {
                let syn::FnArg::Typed(input) = input else {
                    continue;
                };
                let (named, is_shared, is_changed) = match &*input.ty {
                    Type::Reference(reference) => {
                        let is_changed = reference.mutability.is_some();
                        (last_word(&reference.elem), !is_changed, is_changed)
                    }
                    other => (last_word(other), false, false),
                };
                let is_ir = self.all.contains(&named);
                if is_ir && (is_changed || (!is_shared && !self.copied.contains(&named))) {
                    self.wrong.push(format!(
                        "`{}` takes `{}`",
                        signature.ident,
                        spelled(&input.ty)
                    ));
                }
            }
        }
    }
    let mut arguments = Arguments {
        all: &all,
        copied: &copied,
        wrong: Vec::new(),
    };
    for source in Source::all("src/emit") {
        arguments.visit_file(&source.file);
    }
    assert_none(arguments.wrong);
}

fn last_word(ty: &Type) -> String {
    match ty {
        Type::Path(path) => path
            .path
            .segments
            .last()
            .map(|segment| segment.ident.to_string())
            .unwrap_or_default(),
        _ => String::new(),
    }
}

#[test]
fn nothing_in_the_pipeline_depends_on_the_machine() {
    // Their order, or what they say, differs from run to run.
    const FICKLE: [&str; 8] = [
        "HashMap",
        "HashSet",
        "SystemTime",
        "Instant",
        "RandomState",
        "TcpStream",
        "UdpSocket",
        "thread_rng",
    ];
    const MODULES: [&str; 4] = ["std::env", "std::net", "std::process", "std::time"];
    let mut wrong = Vec::new();
    // The binary reads its arguments and says how it ended.
    for source in Source::all("src")
        .iter()
        .filter(|source| !source.is_in(&["main.rs", "cli/"]))
    {
        for path in source.paths() {
            let is_fickle = path.split("::").any(|word| FICKLE.contains(&word));
            let is_outside = MODULES
                .iter()
                .any(|module| path == *module || path.starts_with(&format!("{module}::")));
            if is_fickle || is_outside {
                wrong.push(format!("src/{} names `{path}`", source.path));
            }
        }
    }
    assert_none(wrong);
}

#[test]
fn the_same_description_gives_the_same_bytes() {
    assert_eq!(
        agentmail().files.iter().collect::<Vec<_>>(),
        agentmail().files.iter().collect::<Vec<_>>()
    );
    for case in Case::all() {
        let (first, said) = case.generate();
        let (second, said_again) = case.generate();
        assert_eq!(said, said_again, "{}", case.name);
        assert!(first.files.iter().eq(second.files.iter()), "{}", case.name);
        assert_eq!(first.starters, second.starters, "{}", case.name);
    }
}

#[test]
fn panics_are_denied() {
    let lints = [
        "expect_used",
        "indexing_slicing",
        "panic",
        "string_slice",
        "todo",
        "unimplemented",
        "unreachable",
        "unwrap_used",
    ];
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/runtime.rs");
    let runtime = Source::new("runtime.rs", fs::read_to_string(tests).unwrap());
    let roots: Vec<Source> = Source::all("src")
        .into_iter()
        .filter(|source| source.is_in(&["lib.rs", "main.rs"]))
        .chain([runtime])
        .collect();
    assert_eq!(roots.len(), 3);
    let mut wrong = Vec::new();
    for root in roots {
        let on_modules = root.file.items.iter().filter_map(|item| match item {
            Item::Mod(module) => Some(&module.attrs),
            _ => None,
        });
        let denied: String = on_modules
            .flatten()
            .chain(&root.file.attrs)
            .map(spelled)
            .filter(|attribute| attribute.contains("deny"))
            .collect();
        for lint in lints {
            if !denied.contains(&format!("clippy :: {lint}")) {
                wrong.push(format!("{} does not deny clippy::{lint}", root.path));
            }
        }
    }
    for source in Source::all("src").into_iter().chain(Source::all("runtime")) {
        for lint in lints {
            if source.text.contains(&format!("allow(clippy::{lint}")) {
                wrong.push(format!("{} allows clippy::{lint}", source.path));
            }
        }
    }
    assert_none(wrong);
}

#[test]
fn only_a_scope_makes_identifiers() {
    let mut wrong = Vec::new();
    for source in Source::all("src") {
        // The one makes its mark, a constant; the others only ask whether a crate's name or a path would do.
        if source.is_in(&["name/", "format.rs", "manifest/", "config/check.rs"]) {
            continue;
        }
        for path in source.paths() {
            let makers = ["Ident::new", "Ident::new_raw", "syn::parse_str"];
            if makers.iter().any(|end| path.ends_with(end)) {
                wrong.push(format!("src/{} calls `{path}`", source.path));
            }
        }
        // The names of the runtime's files are known when the generator is compiled.
        if source.is_in(&["emit/runtime.rs"]) {
            continue;
        }
        let mut macros = Identifiers(Vec::new());
        macros.visit_file(&source.file);
        for arguments in macros.0 {
            if arguments.contains('{') || arguments.contains(',') {
                wrong.push(format!(
                    "src/{}: `format_ident!({arguments})` is no constant",
                    source.path
                ));
            }
        }
    }
    assert_none(wrong);
}

/// The arguments of `format_ident!`.
struct Identifiers(Vec<String>);

impl Visit<'_> for Identifiers {
    fn visit_macro(&mut self, call: &syn::Macro) {
        if call
            .path
            .segments
            .last()
            .is_some_and(|last| last.ident == "format_ident")
        {
            self.0.push(call.tokens.to_string());
        }
        visit::visit_macro(self, call);
    }
}

#[test]
fn every_module_says_what_it_is_for_and_is_of_a_readable_size() {
    const MOST: usize = 350;
    let mut wrong = Vec::new();
    for folder in ["src", "runtime"] {
        for source in Source::all(folder) {
            if !source.text.starts_with("//! ") {
                wrong.push(format!("{folder}/{} does not open with `//!`", source.path));
            }
            let code = source
                .text
                .split("#[cfg(test)]\nmod ")
                .next()
                .unwrap_or_default();
            let lines = code
                .lines()
                .map(str::trim)
                .filter(|line| !line.is_empty() && !line.starts_with("//"))
                .count();
            if lines > MOST {
                wrong.push(format!(
                    "{folder}/{} has {lines} lines of code; past {MOST}, split it by meaning",
                    source.path
                ));
            }
        }
    }
    assert_none(wrong);
}

#[test]
fn only_one_module_prints() {
    // Each way to print, and the modules that may: all else would reach terminals as it is.
    let homes: [(&str, &[&str]); 11] = [
        ("stdout", &["cli/terminal.rs"]),
        ("stderr", &["cli/terminal.rs"]),
        ("Stdout", &["cli/terminal.rs"]),
        ("Stderr", &["cli/terminal.rs"]),
        ("print!", &["cli/terminal.rs"]),
        ("println!", &["cli/terminal.rs"]),
        ("eprint!", &["cli/terminal.rs"]),
        ("eprintln!", &["cli/terminal.rs"]),
        ("dbg!", &["cli/terminal.rs"]),
        // It prints on its own: its texts are cleaned where it is called.
        ("dialoguer", &["cli/prompt.rs"]),
        ("anstream", &["cli/terminal.rs"]),
    ];
    struct Printing(Vec<String>);
    impl Visit<'_> for Printing {
        fn visit_path(&mut self, path: &syn::Path) {
            let words = path.segments.iter().map(|one| one.ident.to_string());
            self.0.extend(words);
            visit::visit_path(self, path);
        }
        fn visit_macro(&mut self, call: &syn::Macro) {
            let mut ahead = vec![call.to_token_stream()];
            while let Some(tokens) = ahead.pop() {
                let mut tokens = tokens.into_iter().peekable();
                while let Some(token) = tokens.next() {
                    match token {
                        TokenTree::Group(group) => ahead.push(group.stream()),
                        TokenTree::Ident(ident) => match tokens.peek() {
                            Some(TokenTree::Punct(next)) if next.as_char() == '!' => {
                                self.0.push(format!("{ident}!"));
                            }
                            _ => self.0.push(ident.to_string()),
                        },
                        _ => {}
                    }
                }
            }
        }
        fn visit_item_use(&mut self, item: &syn::ItemUse) {
            let mut uses = Uses(Vec::new());
            uses.visit_item_use(item);
            let words = uses.0.iter().flat_map(|path| path.split("::"));
            self.0.extend(words.map(str::to_owned));
        }
        fn visit_expr_method_call(&mut self, call: &syn::ExprMethodCall) {
            // An error of clap prints itself.
            if (call.method == "print" || call.method == "exit") && call.args.is_empty() {
                self.0.push("print!".to_owned());
            }
            visit::visit_expr_method_call(self, call);
        }
    }
    let mut wrong = Vec::new();
    for folder in ["runtime", "src"] {
        for source in Source::all(folder) {
            let mut printing = Printing(Vec::new());
            printing.visit_file(&source.file);
            for (way, places) in homes {
                // In code that is written, quoted or copied, words of other crates stand too.
                let is_home = source.is_in(places) || source.is_in(&["emit/"]);
                if !is_home && printing.0.iter().any(|word| word == way) {
                    wrong.push(format!(
                        "{folder}/{} names `{way}`, which belongs in {places:?}",
                        source.path
                    ));
                }
            }
        }
    }
    assert_none(wrong);
}

#[test]
fn nothing_is_imported_wholesale() {
    let mut wrong = Vec::new();
    let ours = ["src", "runtime"]
        .iter()
        .flat_map(|folder| Source::all(folder));
    let theirs = written()
        .into_iter()
        .map(|(name, path, text)| Source::new(&format!("{name}: {path}"), text));
    for source in ours.chain(theirs) {
        for path in source.paths().iter().filter(|path| path.ends_with("::*")) {
            wrong.push(format!("{} imports `{path}`", source.path));
        }
    }
    assert_none(wrong);
}

#[test]
fn generated_code_forbids_unsafe_code_and_allows_next_to_nothing() {
    struct Allows(Vec<String>);
    impl Visit<'_> for Allows {
        fn visit_attribute(&mut self, attribute: &Attribute) {
            let path = attribute.path();
            if path.is_ident("allow")
                || path.is_ident("expect")
                || spelled(attribute).contains("allow (")
            {
                self.0.push(spelled(attribute));
            }
        }
    }
    let permitted = [
        "# [allow (dead_code , reason =",
        "# [allow (deprecated , reason =",
    ];
    // Where features choose what is compiled, what is left out is what would use the rest.
    let in_part = [
        "# [cfg_attr (not (feature = \"full\") , allow (dead_code , reason =",
        "# [cfg_attr (not (feature = \"full\") , allow (unused_imports , unused_macros , reason =",
    ];
    let mut wrong = Vec::new();
    for (name, path, text) in written() {
        let file = syn::parse_file(&text).unwrap();
        if path == "lib.rs" && !text.contains("#![forbid(unsafe_code)]") {
            wrong.push(format!("{name}: lib.rs does not forbid unsafe code"));
        }
        let mut allows = Allows(Vec::new());
        allows.visit_file(&file);
        let has_features = path == "lib.rs" && name == "features";
        allows.0.retain(|allow| {
            !(has_features && in_part.iter().any(|known| allow.starts_with(known)))
        });
        let is_other = |allow: &String| !permitted.iter().any(|known| allow.starts_with(known));
        let others = allows.0.iter().filter(|allow| is_other(allow));
        wrong.extend(others.map(|allow| format!("{name}: {path} has `{allow}`")));
        let dead = allows
            .0
            .iter()
            .filter(|allow| allow.contains("dead_code"))
            .count();
        if dead > usize::from(path == "lib.rs") {
            wrong.push(format!("{name}: {path} allows dead code"));
        }
    }
    assert_none(wrong);
}

#[test]
fn runtime_files_that_are_not_used_are_left_out() {
    // A file, and what the code beside the runtime says when it uses it.
    let optional = [
        ("base64", "base64::"),
        ("builder", "builder::call_builder"),
        ("integer_enum", "integer_enum!("),
        ("json_enum", "json_enum!("),
        ("lenient", "lenient::read|lenient::Lenient<_>"),
        ("members", "members::Members"),
        ("nullable", "nullable::"),
        ("object", "object!("),
        ("one_or_many", "one_or_many::OneOrMany"),
        ("pages", "runtime::pages::"),
        ("string_enum", "string_enum!("),
        ("time", "time::{Date"),
        ("union", "union::"),
        ("webhook", "runtime::webhook::"),
    ];
    let written = written();
    let names: BTreeSet<&str> = written.iter().map(|(name, ..)| name.as_str()).collect();
    let mut wrong = Vec::new();
    for (module, sign) in optional {
        let path = format!("runtime/{module}.rs");
        let has = |name: &str| {
            written
                .iter()
                .any(|(one, file, _)| one == name && *file == path)
        };
        let uses = |name: &str| {
            let generated = written
                .iter()
                .filter(|(one, file, _)| one == name && !file.starts_with("runtime/"));
            generated
                .into_iter()
                .any(|(_, _, text)| sign.split('|').any(|sign| text.contains(sign)))
        };
        for name in names.iter().filter(|name| has(name) && !uses(name)) {
            wrong.push(format!("{name}: {path} is there, but nothing names it"));
        }
        for name in names.iter().filter(|name| !has(name) && uses(name)) {
            wrong.push(format!("{name}: {path} is missing"));
        }
        assert!(names.iter().any(|name| has(name)), "no case has {path}");
        assert!(!names.iter().all(|name| has(name)), "every case has {path}");
    }
    assert_none(wrong);
}

#[test]
fn generated_code_names_no_place_on_this_machine() {
    let here = fs::canonicalize(Path::new(env!("CARGO_MANIFEST_DIR")).join("..")).unwrap();
    let here = here.to_str().unwrap();
    let home = std::env::var("HOME").unwrap_or_default();
    let mut wrong = Vec::new();
    for (name, path, text) in written() {
        let is_home = home.len() > 1 && text.contains(&format!("{home}/"));
        if text.contains(here) || is_home {
            wrong.push(format!("{name}: {path} names a folder of this machine"));
        }
    }
    assert_none(wrong);
}

#[test]
fn generated_code_has_no_absolute_paths_but_in_macros() {
    let mut wrong = Vec::new();
    for (name, path, text) in written() {
        if path.starts_with("runtime/") {
            continue;
        }
        for line in text
            .lines()
            .map(str::trim)
            .filter(|line| !line.starts_with("//"))
        {
            if line.contains(" ::")
                || line.contains("<::")
                || line.contains("(::")
                || line.contains("&::")
            {
                wrong.push(format!("{name}: {path}: `{line}`"));
            }
        }
    }
    assert_none(wrong);
}
