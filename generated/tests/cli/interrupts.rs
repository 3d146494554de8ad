//! Signals end the tool at once, whatever it is doing, and leave nothing behind.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::sys::termios::tcgetattr;
use nix::unistd::Pid;
use rexpect::process::WaitStatus;
use rexpect::session::spawn_command;
use serde_json::{Value, json};

use crate::support::server::{Reply, Server};
use crate::support::{API_KEY, page};
use crate::{Home, Ran, program, programs};

/// How long the end may take: 200 ms are promised, the rest is for a busy machine.
const PATIENCE: Duration = Duration::from_secs(3);

/// The signals that end the tool, and the exit codes that follow.
const SIGNALS: [(Signal, i32); 3] = [
    (Signal::SIGINT, 130),
    (Signal::SIGTERM, 143),
    (Signal::SIGHUP, 129),
];

fn start(mut tool: Command) -> Child {
    tool.stdout(Stdio::piped()).stderr(Stdio::piped());
    tool.spawn().expect("the tool starts")
}

/// Waits for something that the tool is about to do.
fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < Duration::from_secs(60), "never {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Waits until the tool has begun to wait for signals.
fn until_it_listens(child: &Child) {
    let threads = format!("/proc/{}/task", child.id());
    if !Path::new(&threads).exists() {
        std::thread::sleep(Duration::from_millis(500));
        return;
    }
    until("waiting for signals", || {
        let threads = fs::read_dir(&threads).into_iter().flatten().flatten();
        let mut names = threads.map(|thread| fs::read_to_string(thread.path().join("comm")));
        names.any(|name| name.is_ok_and(|name| name.trim() == "signals"))
    });
}

fn send(child: &Child, signal: Signal) {
    let id = i32::try_from(child.id()).expect("a process id");
    kill(Pid::from_raw(id), signal).expect("it is running");
}

/// How the tool ends, which it does at once.
fn ended(child: &mut Child) -> ExitStatus {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait().expect("it is a child") {
            return status;
        }
        if start.elapsed() > PATIENCE {
            let _ = child.kill();
            panic!("it has not ended");
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("it is a folder");
    let names = entries.map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<String> = names
        .map(|name| name.into_string().expect("UTF-8"))
        .collect();
    names.sort();
    names
}

#[test]
fn signals_end_it_while_it_reads() {
    let secret = "whsec_AAECAwQF";
    let readers: [&[&str]; 6] = [
        &["webhooks", "create", "--api-key=k", "--json", "-"],
        &["webhooks", "create", "--api-key=k", "--url", "@-"],
        &[
            "events",
            "send",
            "--to=http://127.0.0.1:1/",
            "--secret",
            secret,
            "--json",
            "-",
        ],
        &["events", "verify", "--secret", secret, "-"],
        &["events", "verify", "--secret", "@-", "-"],
        &["auth", "login"],
    ];
    for arguments in readers {
        for (signal, code) in SIGNALS {
            let home = Home::new();
            let mut tool = home.tool();
            tool.args(arguments).stdin(Stdio::piped());
            let mut child = start(tool);
            // It stays open: there is more to come.
            let stdin = child.stdin.take();
            until_it_listens(&child);
            send(&child, signal);
            assert_eq!(ended(&mut child).code(), Some(code), "{arguments:?}");
            assert!(names(&home.0).is_empty());
            drop(stdin);
        }
    }
}

fn calling(home: &Home, server: &Server, arguments: &[&str]) -> Command {
    let mut tool = home.tool();
    tool.args(arguments)
        .env("AGENTMAIL_API_KEY", API_KEY)
        .env("AGENTMAIL_BASE_URL", server.url());
    tool
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_is_interrupted_leaves_the_file_as_it_was() {
    for (signal, code) in SIGNALS {
        let home = Home::new();
        fs::write(home.path("out"), "old").expect("written");
        let pages = [
            Reply::json(200, &page(&["ep_1"], "next")),
            Reply::json(200, &page(&["ep_2"], Value::Null)).stall(),
        ];
        let server = Server::start(pages).await;
        let list = ["webhooks", "list", "--all", "-o", "out", "--timeout=60"];
        let mut child = start(calling(&home, &server, &list));
        // The first page is in the temporary file.
        until("a second page", || server.requests().len() == 2);
        assert_eq!(names(&home.0).len(), 2);
        send(&child, signal);
        assert_eq!(ended(&mut child).code(), Some(code));
        assert_eq!(names(&home.0), ["out"]);
        let content = fs::read_to_string(home.path("out"));
        assert_eq!(content.expect("it is there"), "old");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_pipe_does_not_hold_it_up() {
    let ids: Vec<String> = (0..20_000).map(|id| format!("ep_{id}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let home = Home::new();
    let server = Server::start([Reply::json(200, &page(&ids, Value::Null))]).await;
    let mut child = start(calling(&home, &server, &["webhooks", "list"]));
    let mut first = [0];
    let mut stdout = child.stdout.take().expect("it is piped");
    stdout.read_exact(&mut first).expect("there is output");
    // Nobody reads on.
    std::thread::sleep(Duration::from_millis(100));
    send(&child, Signal::SIGTERM);
    assert_eq!(ended(&mut child).code(), Some(143));
    drop(stdout);
}

#[test]
fn deliveries_that_were_received_stay() {
    for (signal, code) in SIGNALS {
        let home = Home::new();
        fs::write(home.path("out"), "old").expect("written");
        let mut tool = home.tool();
        tool.args([
            "events",
            "listen",
            "--port=0",
            "-o",
            "out",
            "--format=jsonl",
        ]);
        let mut child = start(tool);
        let mut line = String::new();
        let mut stderr = BufReader::new(child.stderr.take().expect("it is piped"));
        stderr.read_line(&mut line).expect("it says where");
        let url = line
            .split_whitespace()
            .find(|word| word.starts_with("http"));
        let url = url.expect(&line).trim_end_matches(',').to_owned();
        for number in 0..3 {
            let payload = json!({ "event_type": "message.sent", "number": number }).to_string();
            let mut tool = home.tool();
            tool.args(["events", "send", "--secret=whsec_AAECAwQF", "--to", &url]);
            let sent = tool.args(["--json", &payload]).output().expect("it starts");
            assert_eq!(Ran::from(sent).code, Some(0));
        }
        assert_eq!(fs::read_to_string(home.path("out")).expect("there"), "old");
        send(&child, signal);
        assert_eq!(ended(&mut child).code(), Some(code));
        let received = fs::read_to_string(home.path("out")).expect("it is there");
        let numbers: Vec<Value> = { received.lines() }
            .map(|line| {
                serde_json::from_str::<Value>(line).expect("JSON")["event"]["number"].clone()
            })
            .collect();
        assert_eq!(numbers, [0, 1, 2]);
        assert_eq!(names(&home.0), ["out"]);
    }
}

#[test]
fn a_signal_that_is_ignored_from_the_start_stays_ignored() {
    let is_told = Path::new("/proc/self/status").exists();
    if !is_told || !Path::new("/bin/sh").exists() {
        programs::skip("/proc/self/status or /bin/sh is not there");
        return;
    }
    let home = Home::new();
    let mut shell = program("/bin/sh");
    // As `nohup` starts a program.
    shell.args(["-c", "trap '' HUP; exec \"$@\"", "sh"]);
    shell.arg(env!("CARGO_BIN_EXE_agentmail"));
    shell.args(["events", "listen", "--port=0", "--format=jsonl"]);
    shell.env("XDG_CONFIG_HOME", &home.0);
    let mut child = start(shell);
    until_it_listens(&child);
    send(&child, Signal::SIGHUP);
    std::thread::sleep(Duration::from_millis(300));
    assert!(child.try_wait().expect("it is a child").is_none());
    send(&child, Signal::SIGTERM);
    assert_eq!(ended(&mut child).code(), Some(143));
}

#[test]
fn a_prompt_gives_the_terminal_back() {
    if !Path::new("/bin/sh").exists() {
        programs::skip("/bin/sh is not there");
        return;
    }
    let cases: [(&[&str], &str); 3] = [
        (&["webhooks", "create", "--dry-run"], "--url"),
        (
            &["webhooks", "create", "--dry-run", "--url=https://e.x"],
            "--event-type",
        ),
        (&["auth", "login"], "Key"),
    ];
    for (arguments, prompt) in cases {
        for (signal, code) in SIGNALS {
            let home = Home::new();
            // The library of this test turns the echo off.
            let mut shell = program("/bin/sh");
            shell.args(["-c", "stty echo; echo ready; read go; exec \"$@\"", "sh"]);
            shell.arg(env!("CARGO_BIN_EXE_agentmail")).args(arguments);
            shell.env_remove("AGENTMAIL_API_KEY").env("TERM", "xterm");
            shell.env("XDG_CONFIG_HOME", &home.0);
            let mut terminal = spawn_command(shell, Some(60_000)).expect("it starts");
            terminal.exp_string("ready").expect("the shell starts");
            let handle = terminal.process().get_file_handle().expect("a terminal");
            let mode = || tcgetattr(&handle).expect("a terminal").local_flags;
            let before = mode();
            terminal.send_line("").expect("it reads");
            terminal.exp_string(prompt).expect("it asks");
            until("asking", || mode() != before);
            match signal {
                Signal::SIGINT => terminal.send_control('c').expect("it reads"),
                _ => { terminal.process_mut().signal(signal) }.expect("it is running"),
            }
            let rest = terminal.exp_eof().expect("it ends");
            let status = terminal.process().wait().expect("it has ended");
            let WaitStatus::Exited(_, found) = status else {
                panic!("{status:?}");
            };
            assert_eq!(found, code, "{arguments:?} {signal}: {rest:?}");
            assert_eq!(mode(), before, "{arguments:?} {signal}");
            let hidden = rest.rfind("\u{1b}[?25l");
            assert!(rest.rfind("\u{1b}[?25h") > hidden, "{rest:?}");
        }
    }
}
