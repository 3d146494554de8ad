//! The whole front end: from text to a complete IR.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sdkgen::config::Config;
use sdkgen::diagnostics::Diagnostics;
use sdkgen::{analyze, dialect, lower};

fuzz_target!(|bytes: &[u8]| {
    let mut diagnostics = Diagnostics::new();
    let Some(documents) = sdkgen_fuzz::description(bytes, &mut diagnostics) else {
        return;
    };
    if let Some(flat) = dialect::normalise(&documents, &mut diagnostics) {
        let mut api = lower::lower(&flat, None, &mut diagnostics);
        analyze::analyze(&mut api, &Config::default(), &mut diagnostics);
        std::hint::black_box(api);
    }
    sdkgen_fuzz::print(&diagnostics);
});
