//! What is missing is asked for on a terminal: driven through a pseudo-terminal.

use std::process::{Command, Stdio};

use rexpect::session::spawn_command;

use crate::Home;

/// How long an answer may take, in milliseconds.
const PATIENCE: Option<u64> = Some(20_000);

/// The tool, which gets the terminal to read from.
fn on_terminal(home: &Home) -> Command {
    let mut tool = home.tool();
    tool.stdin(Stdio::inherit()).env("TERM", "xterm");
    tool
}

#[test]
fn what_is_missing_is_asked_for() {
    let home = Home::new();
    let mut tool = on_terminal(&home);
    tool.args(["webhooks", "create", "--dry-run", "--format=json"]);
    let mut terminal = spawn_command(tool, PATIENCE).expect("it starts");
    terminal.exp_string("--url").expect("it asks");
    terminal.send_line("https://e.x/hook").expect("it reads");
    terminal.exp_string("--event-type").expect("it asks");
    // The first and the third of the known values.
    terminal.send(" jj \r").expect("it reads");
    terminal.flush().expect("it reads");
    terminal
        .exp_string("\"url\": \"https://e.x/hook\"")
        .expect("the answer is sent");
    terminal
        .exp_string("message.received")
        .expect("the choice is sent");
    terminal
        .exp_string("message.received.blocked")
        .expect("both are sent");
    terminal.exp_eof().expect("it ends");
}

#[test]
fn the_key_is_typed_unseen() {
    let home = Home::new();
    let mut tool = on_terminal(&home);
    tool.args(["auth", "login"]);
    let mut terminal = spawn_command(tool, PATIENCE).expect("it starts");
    terminal.exp_string("Key").expect("it asks");
    terminal.send_line("am_typed").expect("it reads");
    let rest = terminal.exp_eof().expect("it ends");
    assert!(!rest.contains("am_typed"), "{rest}");
    let stored = std::fs::read_to_string(home.path("agentmail/credentials.json"));
    assert!(stored.expect("it is there").contains("am_typed"));
}
