//! `Files`: what is written, what is left alone, what is deleted, and what `check` says about it.

use std::fs;
use std::path::Path;

use sdkgen::files::{DriftKind, Files, describe};

fn files(entries: &[(&str, &str)]) -> Files {
    let mut files = Files::new();
    for &(path, text) in entries {
        assert_eq!(files.insert(path, text), None);
    }
    files
}

fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Every path below `root`, folders with a slash at the end.
fn tree(root: &Path) -> Vec<String> {
    let mut paths = Vec::new();
    let mut pending = vec![root.to_owned()];
    while let Some(folder) = pending.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let name = entry
                .path()
                .strip_prefix(root)
                .unwrap()
                .to_str()
                .unwrap()
                .replace('\\', "/");
            if entry.file_type().unwrap().is_dir() {
                paths.push(name + "/");
                pending.push(entry.path());
            } else {
                paths.push(name);
            }
        }
    }
    paths.sort();
    paths
}

#[test]
fn a_new_folder_gets_everything() {
    let temp = tempfile::tempdir().unwrap();
    let root = temp.path().join("deep/src");
    let report = files(&[("lib.rs", "a\n"), ("api/pets.rs", "b\n")])
        .write(&root)
        .unwrap();
    assert_eq!(report.written, ["api/pets.rs", "lib.rs"]);
    assert_eq!(report.summary(), "2 written, 0 unchanged, 0 removed");
    assert_eq!(tree(&root), ["api/", "api/pets.rs", "lib.rs"]);
    assert_eq!(fs::read_to_string(root.join("api/pets.rs")).unwrap(), "b\n");
}

#[test]
fn what_is_right_is_not_touched_and_what_is_left_over_goes() {
    let temp = tempfile::tempdir().unwrap();
    let root = temp.path();
    put(root, "lib.rs", "a\n");
    put(root, "changed.rs", "old\n");
    put(root, "gone/deep/x.rs", "x\n");
    put(root, "gone.rs", "x\n");
    fs::create_dir(root.join("empty")).unwrap();
    let before = fs::metadata(root.join("lib.rs"))
        .unwrap()
        .modified()
        .unwrap();

    let files = files(&[("lib.rs", "a\n"), ("changed.rs", "new\n")]);
    let report = files.write(root).unwrap();
    assert_eq!(report.written, ["changed.rs"]);
    assert_eq!(report.unchanged, ["lib.rs"]);
    assert_eq!(report.removed, ["gone.rs", "gone/deep/x.rs"]);
    assert_eq!(
        report.to_string(),
        "written changed.rs\nremoved gone.rs\nremoved gone/deep/x.rs\n"
    );
    assert_eq!(tree(root), ["changed.rs", "lib.rs"]);
    assert_eq!(
        fs::metadata(root.join("lib.rs"))
            .unwrap()
            .modified()
            .unwrap(),
        before
    );

    assert_eq!(
        files.write(root).unwrap().summary(),
        "0 written, 2 unchanged, 0 removed"
    );
    assert_eq!(files.check(root).unwrap(), []);
}

#[test]
fn a_file_may_become_a_folder_and_the_reverse() {
    let temp = tempfile::tempdir().unwrap();
    put(temp.path(), "pets", "a file\n");
    put(temp.path(), "lib.rs/inner.rs", "in a folder\n");
    let files = files(&[("pets/mod.rs", "a\n"), ("lib.rs", "b\n")]);
    files.write(temp.path()).unwrap();
    assert_eq!(tree(temp.path()), ["lib.rs", "pets/", "pets/mod.rs"]);
    assert_eq!(files.check(temp.path()).unwrap(), []);
}

#[test]
fn check_tells_the_three_kinds_apart_and_writes_nothing() {
    let temp = tempfile::tempdir().unwrap();
    let root = temp.path();
    put(root, "lib.rs", "one\ntwo\nthree\n");
    put(root, "old.rs", "x\n");
    let before = tree(root);

    let drift = files(&[("lib.rs", "one\n2\nthree\n"), ("new.rs", "n\n")])
        .check(root)
        .unwrap();
    let kinds: Vec<_> = drift
        .iter()
        .map(|one| (one.path.as_str(), one.kind))
        .collect();
    assert_eq!(
        kinds,
        [
            ("lib.rs", DriftKind::Differs),
            ("new.rs", DriftKind::Missing),
            ("old.rs", DriftKind::LeftOver)
        ]
    );
    assert_eq!(
        describe(&drift),
        "\
--- a/lib.rs
+++ b/lib.rs
@@ -1,3 +1,3 @@
 one
-two
+2
 three

--- /dev/null
+++ b/new.rs
@@ -0,0 +1 @@
+n

--- a/old.rs
+++ /dev/null
@@ -1 +0,0 @@
-x

differs   lib.rs
missing   new.rs
left over old.rs
"
    );
    assert_eq!(tree(root), before);
    assert_eq!(
        fs::read_to_string(root.join("lib.rs")).unwrap(),
        "one\ntwo\nthree\n"
    );
}

#[test]
fn a_file_that_stands_on_one_side_only_is_clipped_and_a_changed_one_is_not() {
    let temp = tempfile::tempdir().unwrap();
    put(temp.path(), "lib.rs", &"old\n".repeat(100));
    let files = files(&[
        ("lib.rs", &"new\n".repeat(100)),
        ("more.rs", &"more\n".repeat(100)),
    ]);
    let text = describe(&files.check(temp.path()).unwrap());
    assert_eq!(text.lines().filter(|&line| line == "-old").count(), 100);
    assert_eq!(text.lines().filter(|&line| line == "+new").count(), 100);
    assert_eq!(text.lines().filter(|&line| line == "+more").count(), 37);
    assert!(text.contains("+more\n… and 63 more lines\n"), "{text}");
}

#[test]
fn line_ends_are_drift_and_said_in_words() {
    let temp = tempfile::tempdir().unwrap();
    put(temp.path(), "lib.rs", "one\r\ntwo\r\n");
    let files = files(&[("lib.rs", "one\ntwo\n")]);
    let drift = files.check(temp.path()).unwrap();
    assert!(
        describe(&drift).contains("only line ends differ: CRLF on disk"),
        "{}",
        describe(&drift)
    );
    files.write(temp.path()).unwrap();
    assert_eq!(fs::read(temp.path().join("lib.rs")).unwrap(), b"one\ntwo\n");
}

#[test]
fn a_file_that_is_not_text_or_is_empty_is_drift_too() {
    let temp = tempfile::tempdir().unwrap();
    fs::write(temp.path().join("lib.rs"), [0xff, 0xfe]).unwrap();
    put(temp.path(), "empty.rs", "");
    let drift = files(&[("lib.rs", "a\n")]).check(temp.path()).unwrap();
    assert_eq!(
        drift.iter().map(|one| one.kind).collect::<Vec<_>>(),
        [DriftKind::LeftOver, DriftKind::Differs]
    );
    assert_eq!(drift[0].diff, "--- a/empty.rs\n+++ /dev/null\n");
}

#[test]
fn no_path_leads_out_of_the_folder() {
    let temp = tempfile::tempdir().unwrap();
    let root = temp.path().join("src");
    for path in ["../out.rs", "a/../../out.rs", "/out.rs", "./a.rs"] {
        let error = files(&[(path, "x")]).write(&root).unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("cannot write outside the folder: "),
            "{error}"
        );
    }
    assert_eq!(tree(temp.path()), [""; 0]);
}

#[test]
fn what_cannot_be_read_stops_everything_before_the_first_change() {
    let temp = tempfile::tempdir().unwrap();
    put(temp.path(), "lib.rs", "old\n");
    put(temp.path(), "left_over.rs", "x\n");
    let too_long = format!("{}.rs", "x".repeat(300));
    let error = files(&[("lib.rs", "new\n"), (&too_long, "x")])
        .write(temp.path())
        .unwrap_err();
    assert!(error.to_string().starts_with("cannot "), "{error}");
    assert_eq!(tree(temp.path()), ["left_over.rs", "lib.rs"]);
    assert_eq!(
        fs::read_to_string(temp.path().join("lib.rs")).unwrap(),
        "old\n"
    );
}

#[test]
fn a_file_in_place_of_the_root_is_an_error() {
    let temp = tempfile::tempdir().unwrap();
    put(temp.path(), "src", "a file\n");
    let error = files(&[("lib.rs", "a\n")])
        .write(&temp.path().join("src"))
        .unwrap_err();
    assert!(error.to_string().starts_with("cannot write in "), "{error}");
    assert_eq!(
        fs::read_to_string(temp.path().join("src")).unwrap(),
        "a file\n"
    );
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::symlink;

    use super::{files, fs, put, tree};

    #[test]
    fn links_are_removed_and_never_followed() {
        let temp = tempfile::tempdir().unwrap();
        let (root, outside) = (temp.path().join("src"), temp.path().join("outside"));
        put(&outside, "keep.rs", "a\n");
        put(&outside, "same.rs", "same\n");
        put(&root, "lib.rs", "a\n");
        symlink(&outside, root.join("folder")).unwrap();
        symlink(outside.join("keep.rs"), root.join("left_over.rs")).unwrap();
        symlink(outside.join("keep.rs"), root.join("wanted.rs")).unwrap();

        let files = files(&[
            ("lib.rs", "a\n"),
            ("wanted.rs", "b\n"),
            ("folder/same.rs", "same\n"),
        ]);
        assert_eq!(files.check(&root).unwrap().len(), 5);
        let report = files.write(&root).unwrap();
        assert_eq!(report.written, ["folder/same.rs", "wanted.rs"]);
        assert_eq!(
            tree(&root),
            ["folder/", "folder/same.rs", "lib.rs", "wanted.rs"]
        );
        assert!(
            fs::symlink_metadata(root.join("wanted.rs"))
                .unwrap()
                .is_file()
        );
        assert_eq!(tree(&outside), ["keep.rs", "same.rs"]);
        assert_eq!(fs::read_to_string(outside.join("keep.rs")).unwrap(), "a\n");
        assert_eq!(files.check(&root).unwrap(), []);
    }

    #[test]
    fn a_root_that_is_a_link_is_refused() {
        let temp = tempfile::tempdir().unwrap();
        put(temp.path(), "outside/keep.rs", "a\n");
        symlink(temp.path().join("outside"), temp.path().join("src")).unwrap();
        for root in ["src", "src/"] {
            files(&[("lib.rs", "a\n")])
                .write(&temp.path().join(root))
                .unwrap_err();
        }
        assert_eq!(tree(&temp.path().join("outside")), ["keep.rs"]);
    }

    #[test]
    fn files_get_the_usual_permissions() {
        let temp = tempfile::tempdir().unwrap();
        put(temp.path(), "by_hand.rs", "");
        let usual = fs::metadata(temp.path().join("by_hand.rs"))
            .unwrap()
            .permissions();
        files(&[("lib.rs", "a\n")]).write(temp.path()).unwrap();
        assert_eq!(
            fs::metadata(temp.path().join("lib.rs"))
                .unwrap()
                .permissions(),
            usual
        );
    }
}
