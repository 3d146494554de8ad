//! Tree to flat normal form: every dialect, whatever stands where.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sdkgen::diagnostics::Diagnostics;
use sdkgen::dialect;

fuzz_target!(|bytes: &[u8]| {
    let mut diagnostics = Diagnostics::new();
    if let Some(documents) = sdkgen_fuzz::description(bytes, &mut diagnostics) {
        std::hint::black_box(dialect::normalise(&documents, &mut diagnostics));
        sdkgen_fuzz::print(&diagnostics);
    }
});
