//! Help, word by word, and completion scripts.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::alone;

/// Set to 1, the texts are written instead of compared.
const BLESS: &str = "AGENTMAIL_BLESS";

const HELP: &[(&str, &[&str])] = &[
    ("agentmail", &["--help"]),
    ("webhooks", &["webhooks", "--help"]),
    ("webhooks-create", &["webhooks", "create", "--help"]),
    ("webhooks-create-long", &["help", "webhooks", "create"]),
    ("webhooks-list", &["webhooks", "list", "--help"]),
    (
        "inboxes-webhooks-update",
        &["inboxes", "webhooks", "update", "--help"],
    ),
];

#[test]
fn help_is_what_was_read_and_found_good() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/help");
    let blesses = std::env::var(BLESS).is_ok_and(|value| value == "1");
    for (name, arguments) in HELP {
        let ran = alone(arguments);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{name}");
        let path = folder.join(format!("{name}.txt"));
        if blesses {
            std::fs::write(&path, &ran.stdout).expect("the folder is writable");
        }
        let golden = std::fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(
            ran.stdout, golden,
            "{name}: if that is meant, run with {BLESS}=1"
        );
    }
}

#[test]
fn a_credential_has_better_places_than_its_flag() {
    let help = alone(&["webhooks", "list", "--help"]).stdout;
    let help: Vec<&str> = help.split_whitespace().collect();
    let help = help.join(" ");
    let warning = "Other users of this machine can see it with ps: prefer $AGENTMAIL_API_KEY or \"agentmail auth login\"";
    assert!(help.contains(warning), "{help}");
    let help = alone(&["events", "verify", "--help"]).stdout;
    assert!(help.contains("with ps"), "{help}");
}

#[test]
fn help_has_no_markup_and_every_command_has_one() {
    let catalogue = alone(&["commands", "--format", "json"]).stdout;
    let catalogue: Vec<serde_json::Value> = serde_json::from_str(&catalogue).expect("JSON");
    for command in catalogue {
        let name = command["command"].as_str().expect("text");
        let words: Vec<&str> = name.split(' ').skip(1).collect();
        let ran = alone(&[&["help"], words.as_slice()].concat());
        assert_eq!(ran.code, Some(0), "{name}");
        for mark in ["**", "](", "```", "`"] {
            let own = ran.stdout.replace("`help COMMAND`", "").replace("`@`", "");
            assert!(!own.contains(mark), "{name} has {mark}: {own}");
        }
        let place = format!(
            "{} {}",
            command["method"].as_str().expect("text"),
            command["path"].as_str().expect("text")
        );
        assert!(ran.stdout.contains(&place), "{name}: {}", ran.stdout);
        assert!(ran.stdout.contains("Example:"), "{name}: {}", ran.stdout);
    }
}

#[test]
fn completion_scripts_load_where_the_shell_is_installed() {
    let shells: [(&str, &[&str]); 3] = [
        ("bash", &["--norc", "-s"]),
        ("zsh", &["-f", "-s"]),
        ("fish", &["--no-config"]),
    ];
    for (shell, arguments) in shells {
        let script = alone(&["completion", shell]);
        assert_eq!(script.code, Some(0), "{script:?}");
        assert!(script.stdout.contains("message.received.spam"), "{shell}");
        let Some(program) = crate::programs::find(shell) else {
            continue;
        };
        let mut command = Command::new(program);
        command
            .args(arguments)
            .stdin(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().expect("the shell starts");
        let before = if shell == "zsh" {
            "autoload -U compinit; compinit -D\n"
        } else {
            ""
        };
        let mut stdin = child.stdin.take().expect("it is piped");
        stdin
            .write_all(format!("{before}{}", script.stdout).as_bytes())
            .expect("it reads");
        drop(stdin);
        let output = child.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success() && said.is_empty(),
            "{shell}: {said}"
        );
    }
    for shell in ["powershell", "elvish"] {
        assert!(!alone(&["completion", shell]).stdout.is_empty(), "{shell}");
    }
}

#[test]
fn the_version_is_that_of_the_crate_and_of_the_description() {
    let ran = alone(&["--version"]);
    let expected = format!(
        "agentmail {} (description 2026-10)\n",
        env!("CARGO_PKG_VERSION")
    );
    assert_eq!(ran.stdout, expected);
}
