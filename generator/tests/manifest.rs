//! `Manifest`: what a new Cargo.toml reads like, and what an existing one lacks.

use sdkgen::manifest::{Dependency, Manifest, Membership, Program, crate_name, membership};

fn manifest() -> Manifest {
    let dependency = |name: &str, requirement: &str| Dependency {
        name: name.to_owned(),
        requirement: requirement.to_owned(),
        default_features: true,
        features: Vec::new(),
        optional: false,
    };
    Manifest {
        name: "petstore".to_owned(),
        version: "0.1.0".to_owned(),
        description: "All \"pets\"\n  of the store".to_owned(),
        has_example: true,
        has_custom: false,
        license: Some("MIT".to_owned()),
        repository: Some("https://example.com/petstore".to_owned()),
        homepage: None,
        documentation: None,
        keywords: vec!["pets".to_owned(), "store".to_owned()],
        categories: Vec::new(),
        rust_version: "1.85".to_owned(),
        dependencies: vec![
            Dependency {
                features: vec!["derive".to_owned()],
                ..dependency("serde", "1")
            },
            dependency("http", "1"),
            Dependency {
                default_features: false,
                features: vec!["rustls".to_owned(), "stream".to_owned()],
                optional: true,
                ..dependency("reqwest", "0.13")
            },
        ],
        features: vec![
            ("default".to_owned(), vec!["rustls".to_owned()]),
            ("rustls".to_owned(), vec!["dep:reqwest".to_owned()]),
        ],
        programs: Vec::new(),
    }
}

const WHOLE: &str = r#"[package]
name = "petstore"
version = "0.1.0"
description = 'All "pets" of the store'
edition = "2024"
rust-version = "1.85"
license = "MIT"
repository = "https://example.com/petstore"
keywords = ["pets", "store"]
include = ["/src", "/custom", "/examples", "/README.md", "/CHANGELOG.md", "/LICENSE*"]

[package.metadata.docs.rs]
all-features = true

[lib]
path = "src/lib.rs"

[features]
default = ["rustls"]
rustls = ["dep:reqwest"]

[dependencies]
http = "1"
reqwest = { version = "0.13", default-features = false, features = ["rustls", "stream"], optional = true }
serde = { version = "1", features = ["derive"] }

[dev-dependencies]
tokio = { version = "1.49", features = ["macros", "rt-multi-thread"] }
"#;

/// What `existing` lacks, a line each.
fn lacks(existing: &str) -> Vec<String> {
    let missing = manifest().missing(existing).unwrap();
    missing
        .iter()
        .map(|one| format!("[{}] {} # {}", one.table, one.line, one.reason))
        .collect()
}

/// The existing manifest, completed; completing it twice changes nothing more.
fn completed(existing: &str) -> String {
    let completed = manifest().add(existing).unwrap();
    assert_eq!(lacks(&completed), [""; 0], "{completed}");
    assert_eq!(manifest().add(&completed).unwrap(), completed);
    completed
}

#[test]
fn a_new_manifest_reads_as_if_written_by_hand() {
    assert_eq!(manifest().render(false), WHOLE);
    let alone = "\n# This crate stands alone, whatever workspace its folder is in.\n[workspace]\n";
    assert_eq!(manifest().render(true), format!("{WHOLE}{alone}"));
}

#[test]
fn a_new_manifest_lacks_nothing() {
    assert_eq!(lacks(&manifest().render(true)), [""; 0]);
    assert_eq!(manifest().add(WHOLE).unwrap(), WHOLE);
}

#[test]
fn everything_that_is_missing_is_named_with_its_line() {
    assert_eq!(
        lacks("[package]\nname = \"x\"\n"),
        [
            r#"[package] edition = "2024" # the edition of the code"#,
            r#"[lib] path = "src/lib.rs" # where codegen puts the library"#,
            r#"[features] default = ["rustls"] # is not there"#,
            r#"[features] rustls = ["dep:reqwest"] # is not there"#,
            r#"[dependencies] http = "1" # is not there"#,
            r#"[dependencies] reqwest = { version = "0.13", default-features = false, features = ["rustls", "stream"], optional = true } # is not there"#,
            r#"[dependencies] serde = { version = "1", features = ["derive"] } # is not there"#,
        ]
    );
}

#[test]
fn what_is_missing_is_added_and_the_rest_stays_as_it_is() {
    let existing = r#"# Ours.
[package]
name = "x" # the name
edition.workspace = true

[lib]
path = "src/lib.rs"

[dependencies]
serde   =   "1.0.200"   # pinned on purpose

# Kept for the tests.
[dev-dependencies]
zzz = "1"
aaa = "1"
"#;
    let expected = r#"# Ours.
[package]
name = "x" # the name
edition.workspace = true

[lib]
path = "src/lib.rs"

[dependencies]
http = "1"
reqwest = { version = "0.13", default-features = false, features = ["rustls", "stream"], optional = true }
serde   =   { version = "1.0.200", features = ["derive"] }   # pinned on purpose

# Kept for the tests.
[dev-dependencies]
zzz = "1"
aaa = "1"

[features]
default = ["rustls"]
rustls = ["dep:reqwest"]
"#;
    assert_eq!(completed(existing), expected);
}

#[test]
fn lists_with_headings_are_not_sorted() {
    let existing = r#"[package]
edition = "2024"
[lib]
path = "src/lib.rs"
[features]
default = []
rustls = ["dep:reqwest", "http/x"]
[dependencies]
# The machine's.
reqwest = { workspace = true, optional = true }
serde.workspace = true
"#;
    assert_eq!(completed(existing), format!("{existing}http = \"1\"\n"));
}

#[test]
fn inherited_dependencies_count_but_optional_is_local() {
    let rest = "[package]\nedition = \"2024\"\n[lib]\npath = \"src/lib.rs\"\n[features]\ndefault = []\nrustls = [\"dep:reqwest\"]\n";
    let inherited = "[dependencies]\nhttp.workspace = true\nserde.workspace = true\n";
    assert_eq!(
        lacks(&format!("{rest}{inherited}reqwest.workspace = true\n")),
        [
            "[dependencies] reqwest = { workspace = true, optional = true } # must be optional: a feature turns it on"
        ]
    );
    assert_eq!(
        lacks(&format!(
            "{rest}{inherited}reqwest = {{ workspace = true, optional = true }}\n"
        )),
        [""; 0]
    );
}

#[test]
fn locally_spelled_dependencies_are_compared() {
    let existing = r#"[package]
edition = "2027"

[lib]
name = "pets"
path = "src/lib.rs"

[features]
default = [] # nothing, on purpose
rustls = []

[dependencies.http]
version = "1"
optional = true

[dependencies.reqwest]
git = "https://example.com/reqwest"
features = [
    # for us
    "http2",
    "rustls",
]
optional = true

[dependencies.serde]
version = "1"
default-features = false
features = ["derive", "rc"]
"#;
    assert_eq!(
        lacks(existing),
        [
            r#"[features] rustls = ["dep:reqwest"] # lacks `dep:reqwest`"#,
            r#"[dependencies] http = { version = "1" } # must not be optional: the code always uses it"#,
            r#"[dependencies] reqwest = { git = "https://example.com/reqwest", features = ["http2", "rustls", "stream"], optional = true } # lacks the feature `stream`"#,
            r#"[dependencies] serde = { version = "1", default-features = true, features = ["derive", "rc"] } # lacks its default features"#,
        ]
    );
    let expected = existing
        .replace("rustls = []", "rustls = [\"dep:reqwest\"]")
        .replace("version = \"1\"\noptional = true\n", "version = \"1\"\n")
        .replace("    \"rustls\",\n", "    \"rustls\",\n    \"stream\",\n")
        .replace("default-features = false", "default-features = true");
    assert_eq!(completed(existing), expected);
}

#[test]
fn a_list_without_a_last_comma_is_continued() {
    let existing = format!("{}\n", WHOLE.trim_end())
        .replace("[\"rustls\", \"stream\"]", "[\n    \"rustls\"\n]");
    let expected = WHOLE.replace(
        "[\"rustls\", \"stream\"]",
        "[\n    \"rustls\",\n    \"stream\"\n]",
    );
    assert_eq!(completed(&existing), expected);
}

#[test]
fn line_ends_are_kept() {
    let existing = WHOLE.replace("http = \"1\"\n", "").replace('\n', "\r\n");
    assert_eq!(completed(&existing), WHOLE.replace('\n', "\r\n"));
}

#[test]
fn what_is_no_package_is_refused() {
    let refused = |text: &str| manifest().missing(text).unwrap_err().to_string();
    assert_eq!(
        refused("[workspace]\nmembers = []\n"),
        "it has no [package]; name the folder of a crate"
    );
    assert_eq!(
        refused("dependencies = 1\n[package]\nedition = \"2024\"\n"),
        "`dependencies` is not a table"
    );
    assert!(
        refused("[package\n").contains("line 1"),
        "{}",
        refused("[package\n")
    );
}

#[test]
fn a_workspace_lists_its_members_by_name_and_by_pattern() {
    use Membership::{Listed, Outside, Unlisted};
    let workspace = "[workspace]\nmembers = [\"./one/\", \"crates/*\", \"deep/**\", \"left/kept\"]\nexclude = [\"left\", \"crates/not\"]\n";
    for (folder, expected) in [
        ("one", Listed),
        ("one/inner", Unlisted),
        ("two", Unlisted),
        ("crates/sdk", Listed),
        ("crates/sdk/inner", Unlisted),
        ("crates/not", Outside),
        ("deep/a/b", Listed),
        ("left", Outside),
        ("left/x", Outside),
        ("left/kept", Listed),
        ("leftover", Unlisted),
    ] {
        assert_eq!(membership(workspace, folder), expected, "{folder}");
    }
    assert_eq!(membership("[package]\nname = \"x\"\n", "sdk"), Outside);
    assert_eq!(membership("[workspace]\n", "sdk"), Unlisted);
    assert_eq!(membership("not toml", "sdk"), Unlisted);
}

#[test]
fn names_that_cargo_refuses_are_refused() {
    for name in ["petstore", "agentmail-sdk", "a_2"] {
        assert_eq!(crate_name(name).as_deref(), Ok(name));
    }
    for name in [
        "", "2fast", "-x", "_x", "a b", "a/b", "größe", "fn", "self", "test", "core",
    ] {
        assert!(crate_name(name).is_err(), "{name}");
    }
}

#[test]
fn programs_are_written_and_added() {
    let manifest = Manifest {
        programs: vec![Program {
            name: "petstore".to_owned(),
            feature: "cli".to_owned(),
        }],
        ..manifest()
    };
    const PROGRAM: &str = "[[bin]]\nname = \"petstore\"\npath = \"src/bin/petstore.rs\"\nrequired-features = [\"cli\"]\n";
    let whole = manifest.render(false);
    assert!(
        whole.contains(&format!("\n{PROGRAM}\n[features]")),
        "{whole}"
    );
    assert_eq!(manifest.missing(&whole).unwrap(), []);

    let missing = manifest.missing(WHOLE).unwrap();
    assert_eq!(missing.len(), 1, "{missing:?}");
    assert_eq!(missing[0].table, "[bin]");
    let added = manifest.add(WHOLE).unwrap();
    assert!(added.contains(PROGRAM), "{added}");
    assert_eq!(manifest.missing(&added).unwrap(), []);

    let other = whole.replace("src/bin/petstore.rs", "src/main.rs");
    let added = manifest.add(&other).unwrap();
    assert!(
        added.contains(PROGRAM) && !added.contains("src/main.rs"),
        "{added}"
    );
}
