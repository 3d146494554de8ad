//! Real API descriptions: each of them gives a crate or an error that says where.
//!
//! They are no part of the project: `SDKGEN_CORPUS` names a folder that holds them below `specs/`.

mod docs;
mod media_types;
mod names;
#[path = "../programs/mod.rs"]
mod programs;
mod structure;

use std::path::{Path, PathBuf};

use sdkgen::diagnostics::{Diagnostics, Severity};
use sdkgen::{Options, generate};

/// Larger documents only take longer.
const LARGEST: u64 = 300_000;

#[test]
fn real_descriptions_are_read() {
    let Some(folder) = std::env::var_os("SDKGEN_CORPUS") else {
        programs::skip("SDKGEN_CORPUS is not set: no real descriptions are read");
        return;
    };
    let documents = documents(&Path::new(&folder).join("specs"), LARGEST);
    assert!(
        !documents.is_empty(),
        "SDKGEN_CORPUS names a folder without specs/"
    );
    let mut generated = 0;
    let mut docs = docs::Docs::default();
    for document in &documents {
        let mut diagnostics = Diagnostics::new();
        let options = Options {
            name: Some("corpus-sdk".to_owned()),
            ..Options::default()
        };
        let sdk = generate(document, &options, &mut diagnostics);
        let shown = document.display();
        if let Some(sdk) = sdk {
            generated += 1;
            assert!(
                sdk.files.get("lib.rs").is_some(),
                "{shown}: a crate without lib.rs"
            );
            docs.look(&shown.to_string(), &sdk);
            continue;
        }
        let errors = diagnostics
            .list()
            .iter()
            .filter(|one| one.code.severity() == Severity::Error);
        let places: Vec<bool> = errors
            .map(|one| {
                let place = diagnostics.sources.place(one.origin, one.code.part());
                place.is_some()
            })
            .collect();
        assert!(!places.is_empty(), "{shown}: neither a crate nor an error");
        assert!(
            places.iter().all(|is_known| *is_known),
            "{shown}: an error without a place:\n{}",
            diagnostics.render()
        );
    }
    programs::say(&format!(
        "{} real descriptions read, {generated} crates generated",
        documents.len()
    ));
    programs::say(&format!(
        "{} paragraphs of documentation read, {} descriptions of operations stand in it whole",
        docs.paragraphs, docs.whole
    ));
    assert!(
        docs.faults.is_empty(),
        "{} faults: {:#?}",
        docs.faults.len(),
        docs.faults
    );
    // A few documents of the world are broken; most are not.
    assert!(
        generated * 10 >= documents.len() * 9,
        "only {generated} of {} gave a crate",
        documents.len()
    );
}

/// One API described twice, in many files and bundled into one: what is read is the same.
#[test]
fn many_files_say_what_one_says() {
    let Some(folder) = std::env::var_os("SDKGEN_CORPUS") else {
        programs::skip("SDKGEN_CORPUS is not set: no description in many files is read");
        return;
    };
    let folder = Path::new(&folder);
    let read = |path: &Path| {
        let mut diagnostics = Diagnostics::new();
        let described = sdkgen::read(path, &Options::default(), &mut diagnostics);
        let shown = path.display();
        assert!(
            !diagnostics.has_errors(),
            "{shown}:\n{}",
            diagnostics.render()
        );
        structure::of(&described.expect("what has no errors is read").api)
    };
    let mut pairs = 0;
    for entry in std::fs::read_dir(folder.join("multifile")).expect("a folder multifile/") {
        let many = entry.expect("a readable folder").path();
        let name = many
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let bundled = folder.join(format!("specs/{name}.yaml"));
        let Some(root) = root_of(&many).filter(|_| bundled.is_file()) else {
            continue;
        };
        pairs += 1;
        let (many, one) = (read(&root), read(&bundled));
        let differing: Vec<&String> = many
            .keys()
            .chain(one.keys())
            .filter(|part| many.get(*part) != one.get(*part))
            .collect();
        assert!(differing.is_empty(), "{name}: {differing:#?}");
    }
    programs::say(&format!(
        "{pairs} descriptions in many files compared with the same in one"
    ));
}

/// The document at the top of a folder.
fn root_of(folder: &Path) -> Option<PathBuf> {
    let entries = std::fs::read_dir(folder).ok()?;
    let mut files = entries.filter_map(|entry| Some(entry.ok()?.path()));
    files.find(|path| path.extension().is_some_and(|kind| kind == "yml"))
}

fn documents(folder: &Path, largest: u64) -> Vec<PathBuf> {
    let entries =
        std::fs::read_dir(folder).expect("SDKGEN_CORPUS names a folder that holds specs/");
    let mut documents: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| {
            path.metadata()
                .is_ok_and(|metadata| metadata.is_file() && metadata.len() <= largest)
        })
        .collect();
    documents.sort();
    documents
}
