//! What shells and readers of manuals get.

use serde_json::Value;

use crate::Home;
use crate::support::page;
use crate::support::server::{Reply, Server};

#[test]
fn each_command_has_a_page_of_the_manual() {
    let home = Home::new();
    let folder = home.path("man");
    let output = home.tool().arg("man").arg(&folder).output();
    assert!(output.expect("the tool starts").status.success());
    let page = |name: &str| std::fs::read_to_string(folder.join(name)).expect(name);
    let create = page("agentmail-webhooks-create.1");
    assert!(create.contains("The address that deliveries are posted to."));
    assert!(create.contains("POST /v0/webhooks"));
    page("agentmail-inboxes-webhooks-polling-get.1");
    page("agentmail-events-verify.1");
}

/// The ids that can come behind some words, and the request that was made for them.
async fn ids(words: &[&str]) -> (String, Option<String>) {
    let server = Server::start([Reply::json(200, &page(&["ep_1", "ep_2"], Value::Null))]).await;
    let home = Home::new();
    let mut tool = home.tool();
    tool.args(["complete-ids", "--"]).args(words);
    tool.env("AGENTMAIL_API_KEY", "am_key")
        .env("AGENTMAIL_BASE_URL", server.url());
    let running = tokio::task::spawn_blocking(move || tool.output());
    let output = running.await.expect("no panic").expect("the tool starts");
    assert!(output.status.success(), "{output:?}");
    let target = server.requests().pop().map(|request| request.target);
    (String::from_utf8(output.stdout).expect("text"), target)
}

#[tokio::test(flavor = "multi_thread")]
async fn ids_are_those_that_the_service_has() {
    let cases: &[(&[&str], &str)] = &[
        (&["webhooks", "get"], "/v0/webhooks"),
        (&["webhooks", "update", "--enabled"], "/v0/webhooks"),
        (&["webhooks", "delete", "--webhook-id"], "/v0/webhooks"),
        (&["pods:webhooks", "get", "p 1"], "/v0/pods/p%201/webhooks"),
        (
            &["--format", "json", "webhooks", "-q", "get"],
            "/v0/webhooks",
        ),
        (&["--dry-run", "webhooks", "get"], "/v0/webhooks"),
        (&["webhooks", "get", "--"], "/v0/webhooks"),
        (
            &["inboxes", "webhooks", "get", "--inbox-id=a@b.c", "--quiet"],
            "/v0/inboxes/a%40b.c/webhooks",
        ),
    ];
    for (words, target) in cases {
        let found = ids(words).await;
        assert_eq!(
            found,
            ("ep_1\nep_2\n".to_owned(), Some((*target).to_owned()))
        );
    }
    // All ids are there, no command lists these, or there is no such command or flag.
    for words in [
        &["webhooks", "update", "--event-type="][..],
        &["webhooks", "get", "--moon"],
        &["webhooks", "get", "ep_1"],
        &["pods", "webhooks", "get"],
        &["webhooks", "list"],
        &["moon"],
    ] {
        assert_eq!(ids(words).await, (String::new(), None), "{words:?}");
    }
}

/// Ids that a shell or the tool could take for something else, or that hide what they are.
#[tokio::test(flavor = "multi_thread")]
async fn ids_that_no_shell_can_carry_are_not_offered() {
    let long = "x".repeat(257);
    let longest = "y".repeat(256);
    let hostile = [
        "",
        "a b",
        " a",
        "a ",
        "a\nb",
        "a\tb",
        "a\rb",
        "a\0b",
        "a\u{1b}[31mb",
        "a\u{7f}b",
        "a\u{85}b",
        "a\u{9b}b",
        "a\u{a0}b",
        "a\u{200b}b",
        "a\u{202e}b",
        "a\u{2028}b",
        "a\u{2066}b",
        "a\u{3000}b",
        "a\u{feff}b",
        long.as_str(),
        "-",
        "-rf",
        "--base-url=https://elsewhere.example",
        "$(touch${IFS}X)",
        "@/etc/passwd",
        longest.as_str(),
    ];
    let kept = format!("$(touch${{IFS}}X)\n@@/etc/passwd\n{longest}\n");
    let offered = |words: &'static [&'static str], all: Value| async move {
        let server = Server::start([]).await;
        server.always(Reply::json(200, &all));
        let home = Home::new();
        let mut tool = home.tool();
        tool.arg("complete-ids").args(words);
        tool.env("AGENTMAIL_API_KEY", "am_key")
            .env("AGENTMAIL_BASE_URL", server.url());
        let running = tokio::task::spawn_blocking(move || tool.output());
        let output = running.await.expect("no panic").expect("the tool starts");
        String::from_utf8(output.stdout).expect("text")
    };
    let all = page(&hostile, Value::Null);
    let get: &[&str] = &["--", "webhooks", "get"];
    assert_eq!(offered(get, all.clone()).await, kept);
    // Behind a sign or two dashes nothing is a flag.
    let flags = format!("-\n-rf\n--base-url=https://elsewhere.example\n{kept}");
    let joined: &[&str] = &["--", "webhooks", "get", "--webhook-id="];
    assert_eq!(offered(joined, all.clone()).await, flags);
    let literal: &[&str] = &["--", "webhooks", "get", "--"];
    assert_eq!(offered(literal, all.clone()).await, flags);
    // To bash the tool says how the word begins.
    let line: &[&str] = &["--line", r#"agentmail webhooks get "$(to"#];
    assert_eq!(offered(line, all.clone()).await, "");
    let line: &[&str] = &["--line", r#"agentmail webhooks get "\$(to"#];
    assert_eq!(offered(line, all).await, "double\n$(to\n$(touch${IFS}X)\n");
    let many: Vec<String> = (0..1500).map(|number| format!("ep_{number}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let found = offered(get, page(&many, Value::Null)).await;
    assert_eq!(found.lines().count(), 1000);
}

/// Ids that mean something to a shell, and yet are completed and sent as they are.
#[cfg(unix)]
const HOSTILE: [&str; 36] = [
    "ep_live",
    "$(touch${IFS}X)",
    "`touch${IFS}X`",
    "$(>X)",
    "a;>X",
    ";>X",
    "a&&>X",
    "a|>X",
    ">X",
    "';>X;'",
    "'$(>X)'",
    "\";>X;\"",
    "\"$(>X)\"",
    "\\$(>X)",
    "\\",
    "it's",
    "say\"hi\"",
    "back\\slash\\",
    "*",
    "a*b?[c-d]",
    "~",
    "~root",
    "a=~",
    "!!",
    "a!b",
    "^a^b",
    "a=b:c@d",
    "{a,b}",
    "#hash",
    "<(>X)",
    "=ls",
    "$HOME",
    "${HOME}",
    "été-日本-🦀",
    "%s%n",
    "@/etc/passwd",
];

/// A line up to the key that completes, and the id that there is.
#[cfg(unix)]
const TYPED: [(&str, &str); 9] = [
    ("agentmail webhooks get ep_", "ep_$(>X)"),
    ("agentmail webhooks get --webhook-id ", "$(>X)"),
    ("agentmail webhooks get --webhook-id=", "a=$(>X)"),
    ("agentmail webhooks get --webhook-id=a=", "a=$(>X)"),
    ("agentmail webhooks get --webhook-id=", "-rf"),
    ("agentmail webhooks get a:b", "a:b=c@d:e;>X"),
    ("agentmail webhooks get a@", "a@b;>X"),
    ("agentmail webhooks get 'a", "a$(>X)`>X`;\"b"),
    ("agentmail webhooks get \\$\\(", "$(>X)"),
];

/// Types lines into a shell on a terminal: what is completed and run sends exactly the id, and runs nothing else.
#[cfg(unix)]
async fn completes(name: &str, arguments: &[&str], script: &'static str, more: &[(&str, &str)]) {
    let is_offered = |id: &&str| !(name == "fish" && id.starts_with('~'));
    let Some(shell) = crate::programs::find(name) else {
        return;
    };
    let home = Home::new();
    let server = Server::start([]).await;
    let folder = std::path::Path::new(env!("CARGO_BIN_EXE_agentmail")).parent();
    let usual = std::env::var("PATH").unwrap_or_default();
    let path = format!("{}:{usual}", folder.expect("a folder").display());
    let mut command = std::process::Command::new(shell);
    command
        .args(arguments)
        .current_dir(home.path(""))
        .env("PATH", path)
        .env("HOME", home.path(""))
        .env("XDG_CONFIG_HOME", home.path(""))
        .env("XDG_DATA_HOME", home.path(""))
        .env("TERM", "xterm")
        .env("LC_ALL", "C.UTF-8")
        .env("AGENTMAIL_API_KEY", "am_key")
        .env("AGENTMAIL_BASE_URL", server.url());
    let lines = { HOSTILE.into_iter().filter(is_offered) }
        .map(|id| ("agentmail webhooks get ".to_owned(), id.to_owned()));
    let typed = TYPED.iter().chain(more);
    let typed = typed.map(|&(line, id)| (line.to_owned(), id.to_owned()));
    let lines: Vec<(String, String)> = lines.chain(typed).collect();
    let name = name.to_owned();
    let running = tokio::task::spawn_blocking(move || {
        let terminal = rexpect::session::spawn_command(command, Some(60_000));
        let mut terminal = terminal.expect("the shell starts");
        terminal.send_line(script).expect("it reads");
        terminal.exp_string("READY").expect("the script is loaded");
        for (number, (line, id)) in lines.iter().enumerate() {
            let before = server.requests().len();
            server.always(Reply::json(200, &page(&[id], Value::Null)));
            terminal.send(&format!("{line}\t")).expect("it reads");
            terminal.send_line("").expect("it reads");
            let mark = format!("echo DONE''{number}");
            terminal.send_line(&mark).expect("it reads");
            let shown = terminal.exp_string(&format!("DONE{number}"));
            let shown = shown.unwrap_or_else(|error| panic!("{name}: {line}: {id}: {error}"));
            let made = home.path("X").exists();
            assert!(!made, "{name}: {line}: {id} was run: {shown}");
            let requests = server.requests();
            let sent = { requests.get(before..).unwrap_or_default().iter() }
                .filter_map(|request| request.target.strip_prefix("/v0/webhooks/"))
                .map(|id| percent_encoding::percent_decode_str(id).decode_utf8_lossy());
            let sent: Vec<_> = sent.collect();
            assert_eq!(sent, [id.as_str()], "{name}: {line}: {shown}");
        }
        terminal.send_line("exit").expect("it reads");
        terminal.exp_eof().expect("it ends");
    });
    running.await.expect("the ids are completed");
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn bash_completes_ids_without_running_them() {
    let script = "bind 'set enable-bracketed-paste off'; source <(agentmail completion bash); \
                  echo READ''Y";
    let more = [
        ("agentmail webhooks get \"a", "a;>X;'b"),
        ("agentmail webhooks get \"\\$(", "$(;>X"),
        ("true | true; agentmail webhooks get a", "a;>X"),
        (
            "COMP_WORDBREAKS=' '; agentmail webhooks get --webhook-id=a",
            "a=b;>X",
        ),
        ("agentmail webhooks get --webhook-id=a", "a=b;>X"),
    ];
    completes("bash", &["--norc", "--noprofile", "-i"], script, &more).await;
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn zsh_completes_ids_without_running_them() {
    let script =
        "autoload -U compinit; compinit -D; source <(agentmail completion zsh); print READ''Y";
    completes("zsh", &["-f", "-i"], script, &[]).await;
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn fish_completes_ids_without_running_them() {
    let script = "agentmail completion fish | source; echo READ''Y";
    completes("fish", &["--no-config", "-i"], script, &[]).await;
}

/// The completions that fish offers without a terminal.
#[tokio::test(flavor = "multi_thread")]
async fn fish_lists_ids_and_commands() {
    let Some(fish) = crate::programs::find("fish") else {
        return;
    };
    let home = Home::new();
    let server = Server::start([]).await;
    // The shell leaves a tilde in front without quotes: `~root` would be a folder.
    let all = page(&["ep_live", "~root"], Value::Null);
    server.always(Reply::json(200, &all));
    for (line, expected) in [
        ("agentmail webhooks get ", "ep_live"),
        ("agentmail webhooks get ep_", "ep_live"),
        ("agentmail webhooks update --webhook-id ep_", "ep_live"),
        (
            "agentmail webhooks update --webhook-id=",
            "--webhook-id=ep_live",
        ),
        ("agentmail webhooks polling g", "get\tGet a polling webhook"),
    ] {
        let folder = std::path::Path::new(env!("CARGO_BIN_EXE_agentmail")).parent();
        let usual = std::env::var("PATH").unwrap_or_default();
        let path = format!("{}:{usual}", folder.expect("a folder").display());
        let script = format!("agentmail completion fish | source\ncomplete -C '{line}'");
        let mut command = std::process::Command::new(&fish);
        command
            .args(["--no-config", "-c", &script])
            .env("PATH", path)
            .env("HOME", home.path(""))
            .env("XDG_CONFIG_HOME", home.path(""))
            .env("AGENTMAIL_API_KEY", "am_key")
            .env("AGENTMAIL_BASE_URL", server.url());
        let running = tokio::task::spawn_blocking(move || command.output());
        let output = running.await.expect("no panic").expect("fish starts");
        assert!(output.status.success(), "{output:?}");
        let offered = String::from_utf8(output.stdout).expect("text");
        assert_eq!(offered.trim(), expected, "{line}");
    }
}
