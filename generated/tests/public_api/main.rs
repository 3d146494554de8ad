//! What the crate shows to the world: no type of reqwest, nothing without a doc, no lint silenced but for two reasons.

mod walk;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use regex_lite::Regex;
use walk::findings;

#[test]
fn no_public_item_names_reqwest_or_lacks_a_doc() {
    assert_eq!(findings(&sources()), [""; 0]);
}

#[test]
fn the_walk_reaches_the_private_runtime() {
    let mut sources = sources();
    let leak = "impl From<reqwest::Error> for TransportError {}";
    let file = sources.get_mut("runtime/transport_error.rs");
    file.expect("lib.rs exports from it").push_str(leak);
    let place = "runtime::transport_error::impl TransportError";
    assert_eq!(
        findings(&sources),
        [format!("{place}: names reqwest::Error")]
    );
}

#[test]
fn the_walk_finds_every_kind_of_leak() {
    let library = r#"
        mod inner {
            use reqwest::{self as http_client, Client as Http};

            pub struct Leaky<T: Into<Http>> {
                /// Doc.
                pub field: T,
                pub other: Http,
                private: Http,
            }
            impl<T: Into<Http>> Leaky<T> {
                /// Doc.
                pub fn argument(&self, f: impl FnOnce(http_client::Request)) -> u8 {
                    reqwest::get(f)
                }
                fn private(&self) -> Http { todo!() }
            }
            impl From<reqwest::Error> for Choice { fn from(_: reqwest::Error) -> Self { todo!() } }
            /// Doc.
            pub enum Choice { Plain, /** Doc. */ Held(Vec<Http>) }
            /// Doc.
            pub fn alias() -> Alias { todo!() }
            pub type Alias = Result<(), http_client::Error>;
            /// Doc.
            pub trait Sender { fn send(&self) -> reqwest::Response; }
            pub fn unreachable() -> Http { todo!() }
            macro_rules! hidden { () => { pub fn made() -> reqwest::Client { todo!() } } }
        }
        pub use crate::inner::{Choice as Renamed, Leaky, alias};
        pub use self::inner::Sender;
    "#;
    let sources = BTreeMap::from([("lib.rs".to_owned(), library.to_owned())]);
    let expected = [
        "inner::Alias: has no doc",
        "inner::Alias: names reqwest::Error",
        "inner::Choice::Held: names reqwest::Client",
        "inner::Choice::Plain: has no doc",
        "inner::Leaky: has no doc",
        "inner::Leaky: names reqwest::Client",
        "inner::Leaky::other: has no doc",
        "inner::Leaky::other: names reqwest::Client",
        "inner::Sender::send: has no doc",
        "inner::Sender::send: names reqwest::Response",
        "inner::hidden!: names reqwest",
        "inner::impl Choice: names reqwest::Error",
        "inner::impl Leaky: names reqwest::Client",
        "inner::impl Leaky::argument: names reqwest::Request",
    ];
    assert_eq!(findings(&sources), expected);
}

#[test]
fn no_lint_is_silenced_but_for_two_reasons() {
    let sources = sources();
    for (file, text) in &sources {
        for allow in silenced(text) {
            assert!(is_permitted(file, &allow), "{file}: {allow}");
        }
    }
    // The runtime's is always there: were it not seen, nothing would be.
    assert_eq!(silenced(&sources["lib.rs"]).len(), 1);

    let reason = r#"reason = "a reason""#;
    for refused in [
        "#![allow(dead_code)]".to_owned(),
        "#[allow(deprecated)]".to_owned(),
        format!("#[allow(missing_docs, {reason})] mod runtime;"),
        format!("#[allow(dead_code, {reason})] mod client;"),
        format!("#[expect(dead_code, {reason})] mod runtime;"),
        format!("#[cfg_attr(unix, allow(dead_code, {reason}))] mod runtime;"),
    ] {
        let [allow] = &silenced(&refused)[..] else {
            panic!("{refused} is not seen");
        };
        assert!(!is_permitted("lib.rs", allow), "{refused}");
    }
}

/// Each attribute that silences a lint, with what follows it on one line.
fn silenced(text: &str) -> Vec<String> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let allow = Regex::new(r"(#!?\[|, )(allow|expect)\(").expect("a pattern");
    let places = allow.find_iter(&line);
    places
        .map(|place| line[place.start()..].chars().take(200).collect())
        .collect()
}

fn is_permitted(file: &str, allow: &str) -> bool {
    let runtime = r#"^#\[allow\( ?dead_code, reason = "[^"]+" ?\)\] mod runtime;"#;
    let deprecated = r#"^#\[allow\( ?deprecated, reason = "[^"]+" ?\)\]"#;
    let matches = |pattern| Regex::new(pattern).expect("a pattern").is_match(allow);
    (file == "lib.rs" && matches(runtime)) || matches(deprecated)
}

/// Every Rust file below `src`, by its path there.
fn sources() -> BTreeMap<String, String> {
    let mut sources = BTreeMap::new();
    read(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("src").as_path(),
        "",
        &mut sources,
    );
    sources
}

fn read(folder: &Path, prefix: &str, sources: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().and_then(|name| name.to_str());
        let name = format!("{prefix}{}", name.expect("a name in Unicode"));
        if path.is_dir() {
            read(&path, &format!("{name}/"), sources);
        } else if name.ends_with(".rs") {
            sources.insert(name, fs::read_to_string(path).expect("a text"));
        }
    }
}
