//! The checked-in SDK is what the generator makes of the description now.

use std::path::Path;

use sdkgen::Options;
use sdkgen::diagnostics::Diagnostics;
use sdkgen::files::{CrateFolder, describe};

#[test]
fn the_checked_in_crate_is_what_codegen_writes() {
    // The tests of a package run in its folder; from the one above, paths read as everywhere else.
    std::env::set_current_dir("..").unwrap();
    let mut diagnostics = Diagnostics::new();
    let options = Options {
        config: Some("spec/sdk.toml".into()),
        ..Options::default()
    };
    let spec = Path::new("spec/agentmail-webhooks.yaml");
    let Some(generated) = sdkgen::generate(spec, &options, &mut diagnostics) else {
        panic!("the description has errors:\n{}", diagnostics.render());
    };
    let folder =
        CrateFolder::open(Path::new("generated")).unwrap_or_else(|error| panic!("{error}"));
    let drift = folder
        .check(&generated)
        .unwrap_or_else(|error| panic!("{error}"));
    assert!(
        drift.is_empty(),
        "generated/ is not what codegen writes:\n\n{}\nrun `cargo xtask codegen` and commit the result\n",
        describe(&drift)
    );
}
