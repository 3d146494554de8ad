//! What the READMEs show is code that cargo compiles.

const EXAMPLES: [&str; 1] = [include_str!("../examples/create_webhook.rs")];

#[test]
fn every_rust_block_of_the_readmes_is_an_example() {
    for readme in [
        include_str!("../README.md"),
        include_str!("../../README.md"),
    ] {
        let readme = readme.replace("```rust,no_run\n", "```rust\n");
        let blocks: Vec<&str> = readme
            .split("```rust\n")
            .skip(1)
            .filter_map(|rest| rest.split("```").next())
            .collect();
        assert!(!blocks.is_empty(), "a README without an example");
        for block in blocks {
            // The example has a line of documentation more, at its start.
            let is_an_example = EXAMPLES
                .iter()
                .any(|example| example.ends_with(&format!("\n\n{block}")));
            assert!(
                is_an_example,
                "no file in examples/ ends with this:\n\n{block}"
            );
        }
    }
}
