//! The README names a test for each promise.

use std::fs;
use std::path::Path;

#[test]
fn each_promise_has_its_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let section = readme
        .split("## What SDKs and tools promise")
        .nth(1)
        .unwrap();
    let section = section.split("\n## ").next().unwrap();
    let mut count = 0;
    for row in section.lines().filter(|line| line.starts_with("| ")) {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        let [promise, test] = cells.as_slice() else {
            panic!("a row has a promise and a test: {row}");
        };
        if *test == "test" {
            continue;
        }
        let (file, name) = test.trim_matches('`').split_once("::").expect(test);
        let is_there = ["generated", "generator"].iter().any(|package| {
            let path = root
                .join(package)
                .join("tests")
                .join(file)
                .with_extension("rs");
            let text = fs::read_to_string(path).unwrap_or_default();
            let definition = format!("fn {name}(");
            text.find(&definition).is_some_and(|place| {
                let before = &text[..place];
                let attributes = before.rsplit("\n\n").next().unwrap_or_default();
                attributes.contains("test")
            })
        });
        assert!(is_there, "no test {test} for: {promise}");
        count += 1;
    }
    assert!(count > 20, "{count}");
}
