//! Documents that nobody would write and fuzzing found: each gives an API or an error, never a panic.

use std::path::Path;

use sdkgen::config::Config;
use sdkgen::diagnostics::Diagnostics;
use sdkgen::source::{self, Documents};
use sdkgen::{analyze, dialect, lower};

/// What each is about, and its text.
const DOCUMENTS: [(&str, &str); 1] = [(
    "a path that begins with no word",
    "openapi: 3.1.0\npaths: {/_/pets: {get: {operationId: find}}}\n",
)];

#[test]
fn hostile_documents_do_no_harm() {
    for (about, text) in DOCUMENTS {
        println!("{about}");
        let mut diagnostics = Diagnostics::new();
        let root = source::parse(Path::new("hostile.yaml"), text.to_owned(), &mut diagnostics);
        let documents = root.map(Documents::alone);
        let flat = documents.and_then(|all| dialect::normalise(&all, true, &mut diagnostics));
        let api = flat.map(|flat| {
            let mut api = lower::lower(&flat, &mut diagnostics);
            analyze::analyze(&mut api, &Config::default(), &mut diagnostics);
            api
        });
        assert!(api.is_some() || diagnostics.has_errors(), "{about}");
        let printed = diagnostics.render();
        assert_eq!(printed.is_empty(), diagnostics.list().is_empty(), "{about}");
    }
}
