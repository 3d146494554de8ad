//! `cargo xtask codegen` after the description changed: the verdict, the version, the changelog, the release.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A copy of what codegen works on.
struct Project(tempfile::TempDir);

impl Project {
    fn new() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let project = Self(tempfile::tempdir().unwrap());
        for folder in ["spec", "generated/src"] {
            copy(&root.join(folder), &project.path(folder));
        }
        for file in [
            "Cargo.toml",
            "generated/Cargo.toml",
            "generated/CHANGELOG.md",
        ] {
            fs::copy(root.join(file), project.path(file)).unwrap();
        }
        let _ = fs::remove_dir_all(project.path("spec/released"));
        project
    }

    /// One that has been released as version 0.1.0.
    fn released() -> Self {
        let project = Self::new();
        for file in ["generated/Cargo.toml", "spec/sdk.toml"] {
            let text = sdkgen::manifest::with_version(&project.read(file), "0.1.0").unwrap();
            fs::write(project.path(file), text).unwrap();
        }
        let said = project.codegen(&["--bump"]).unwrap();
        assert!(
            said.contains("spec/released/sdk.toml: as it is released"),
            "{said}"
        );
        project
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// Replaces what occurs in the description.
    fn edit(&self, before: &str, after: &str) {
        let path = "spec/agentmail-webhooks.yaml";
        let text = self.read(path);
        assert!(text.contains(before), "{before} is not in the description");
        fs::write(self.path(path), text.replacen(before, after, 1)).unwrap();
    }

    /// The part of the description from one text to the next that is another.
    fn part(&self, from: &str, to: &str) -> String {
        let text = self.read("spec/agentmail-webhooks.yaml");
        let at = text
            .find(from)
            .unwrap_or_else(|| panic!("{from} is not there"));
        let end = text[at..]
            .find(to)
            .unwrap_or_else(|| panic!("{to} is not there"));
        text[at..at + end].to_owned()
    }

    /// Takes the operation out that deletes a webhook.
    fn without_operation(&self) {
        let from = "    delete:\n      operationId: webhooks_delete\n";
        let operation = self.part(from, "\n  /v0/webhooks/{webhook_id}/headers:");
        self.edit(&operation, "");
    }

    /// What codegen prints; an error when it fails.
    fn codegen(&self, arguments: &[&str]) -> Result<String, String> {
        let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .arg("codegen")
            .args(arguments)
            .env("CARGO_MANIFEST_DIR", self.path("xtask"))
            .output()
            .unwrap();
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8(said).unwrap();
        if output.status.success() {
            Ok(said)
        } else {
            Err(said)
        }
    }

    /// The first lines of the verdict on an edit.
    fn verdict(&self) -> String {
        let said = self.codegen(&[]).unwrap();
        let at = said
            .find("since 0.1.0: verdict: ")
            .unwrap_or_else(|| panic!("{said}"));
        said[at..]
            .split(';')
            .next()
            .unwrap()
            .rsplit(' ')
            .next()
            .unwrap()
            .to_owned()
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

#[test]
fn the_first_release_needs_no_verdict() {
    let project = Project::new();
    let said = project.codegen(&[]).unwrap();
    assert!(
        said.contains("verdict: none; nothing was released yet"),
        "{said}"
    );
    project.codegen(&["--check"]).unwrap();
}

#[test]
fn what_is_not_changed_needs_no_version() {
    let project = Project::released();
    assert_eq!(project.verdict(), "none");
    let said = project.codegen(&["--bump"]).unwrap();
    assert!(said.contains("nothing to release"), "{said}");
    project.codegen(&["--check"]).unwrap();
}

#[test]
fn each_edit_has_its_verdict() {
    let project = Project::released();
    let properties = "      properties:\n";
    let request = project.part("    CreateWebhookRequest:\n", "        client_id:\n");
    let with = |more: &str, required: &str| {
        let text = request.replacen(properties, &format!("{properties}{more}"), 1);
        text.replacen("required: [", &format!("required: [{required}"), 1)
    };
    let optional = with("        note: {type: string}\n", "");
    project.edit(&request, &optional);
    assert_eq!(project.verdict(), "minor");
    project.edit(&optional, &request);

    let required = with("        note: {type: string}\n", "note, ");
    project.edit(&request, &required);
    assert_eq!(project.verdict(), "major");
    project.edit(&required, &request);

    let values = project.part("    EventType:\n", "- message.received\n");
    project.edit(&values, &format!("{values}- message.lost\n            "));
    assert_eq!(project.verdict(), "minor");
    project.edit("- message.lost\n            ", "");

    project.edit(
        "operationId: webhooks_delete\n",
        "operationId: webhooks_delete\n      deprecated: true\n",
    );
    assert_eq!(project.verdict(), "minor");
    project.edit("      deprecated: true\n", "");
    project.edit(
        "summary: Delete a webhook\n",
        "summary: Deletes a webhook\n",
    );
    assert_eq!(project.verdict(), "patch");
    project.edit(
        "summary: Deletes a webhook\n",
        "summary: Delete a webhook\n",
    );
    assert_eq!(project.verdict(), "none");

    project.without_operation();
    assert_eq!(project.verdict(), "major");
}

#[test]
fn a_release_has_a_version_an_entry_and_code_to_go_by() {
    let project = Project::released();
    project.without_operation();
    project.codegen(&[]).unwrap();
    let said = project.codegen(&["--check"]).unwrap_err();
    assert!(said.contains("says version 0.1.0"), "{said}");
    assert!(said.contains("asks for 0.2.0"), "{said}");

    let said = project.codegen(&["--bump"]).unwrap();
    assert!(
        said.contains("generated/Cargo.toml: says version 0.2.0"),
        "{said}"
    );
    project.codegen(&["--check"]).unwrap();
    let changelog = project.read("generated/CHANGELOG.md");
    let entry = changelog.split("## [0.2.0] - ").nth(1).unwrap();
    let (entry, before) = entry.split_once("## [0.1.0] - ").unwrap();
    assert!(entry.contains("### Removed"), "{entry}");
    assert!(
        entry.contains("**Breaking:** DELETE /v0/webhooks/{webhook_id} is gone"),
        "{entry}"
    );
    assert!(entry.contains("// before\n  Webhooks::delete"), "{entry}");
    assert!(before.contains("The first release"), "{before}");
    assert!(
        project
            .read("spec/sdk.toml")
            .contains("version = \"0.2.0\"")
    );
    assert!(
        !project
            .read("spec/released/agentmail-webhooks.yaml")
            .contains("operationId: webhooks_delete\n")
    );
}

#[test]
fn a_changed_description_is_told_from_a_changed_generator() {
    let project = Project::released();
    project.edit(
        "operationId: webhooks_delete\n",
        "operationId: webhooks_delete\n      deprecated: true\n",
    );
    let said = project.codegen(&["--check"]).unwrap_err();
    assert!(
        said.contains("the description or sdk.toml has changed since"),
        "{said}"
    );

    let project = Project::released();
    let record = project.read("generated/src/sdkgen.toml");
    let (before, _) = record.split_once("generator = ").unwrap();
    let record = format!("{before}generator = \"0.0.1\"\n");
    fs::write(project.path("generated/src/sdkgen.toml"), record).unwrap();
    let said = project.codegen(&["--check"]).unwrap_err();
    assert!(
        said.contains("the generator has another version now"),
        "{said}"
    );
}
