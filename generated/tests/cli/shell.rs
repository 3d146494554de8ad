//! What shells and readers of manuals get.

use std::process::Command;

use serde_json::{Value, json};

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
        // As bash parts what is typed.
        (&["webhooks", "get", "--webhook-id", "="], "/v0/webhooks"),
        (
            &["webhooks", "update", "--enabled", "=", "true", "-o", "f"],
            "/v0/webhooks",
        ),
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

/// A server that has a webhook, and a shell that finds the tool and has a key for it.
async fn shell(home: &Home, shell: &str, arguments: &[&str]) -> (Server, Command) {
    let reply = json!({ "count": 1, "webhooks": [{ "webhook_id": "ep_live" }] });
    let server = Server::start(vec![Reply::json(200, &reply); 9]).await;
    let folder = std::path::Path::new(env!("CARGO_BIN_EXE_agentmail")).parent();
    let usual = std::env::var("PATH").unwrap_or_default();
    let path = format!("{}:{usual}", folder.expect("a folder").display());
    let mut command = Command::new(shell);
    command
        .args(arguments)
        .env("PATH", path)
        .env("HOME", home.path(""))
        .env("XDG_CONFIG_HOME", home.path(""))
        .env("AGENTMAIL_API_KEY", "am_key")
        .env("AGENTMAIL_BASE_URL", server.url());
    (server, command)
}

/// What a shell that completes without a terminal prints, or nothing if it is not installed.
async fn printed(name: &str, arguments: &[&str]) -> Option<String> {
    let home = Home::new();
    let (_server, mut command) = shell(&home, name, arguments).await;
    let running = tokio::task::spawn_blocking(move || command.output());
    let output = running.await.expect("no panic").ok()?;
    assert!(output.status.success(), "{output:?}");
    Some(String::from_utf8(output.stdout).expect("text"))
}

#[tokio::test(flavor = "multi_thread")]
async fn bash_completes_ids() {
    for words in ["get ep_", "get --webhook-id =", "get --webhook-id = ep_"] {
        let words: Vec<&str> = words.split(' ').collect();
        let script = format!(
            "source <(agentmail completion bash)\n\
             COMP_WORDS=(agentmail webhooks {}); COMP_CWORD={}\n\
             _agentmail_live agentmail ep_ get\n\
             echo \"${{COMPREPLY[*]}}\"\n",
            words.join(" "),
            words.len() + 1,
        );
        let Some(said) = printed("bash", &["--norc", "-c", &script]).await else {
            return;
        };
        assert_eq!(said.trim(), "ep_live", "{words:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn fish_completes_ids() {
    for (line, expected) in [
        ("agentmail webhooks get ep_", "ep_live"),
        ("agentmail webhooks update --webhook-id ep_", "ep_live"),
        (
            "agentmail webhooks update --webhook-id=",
            "--webhook-id=ep_live",
        ),
        ("agentmail webhooks polling g", "get\tGet a polling webhook"),
    ] {
        let script = format!("agentmail completion fish | source\ncomplete -C '{line}'");
        let Some(said) = printed("fish", &["--no-config", "-c", &script]).await else {
            return;
        };
        assert_eq!(said.trim(), expected, "{line}");
    }
}

/// The shell of zsh completes on a terminal only.
#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn zsh_completes_ids() {
    let home = Home::new();
    let (_server, mut zsh) = shell(&home, "zsh", &["-f", "-i"]).await;
    zsh.env("TERM", "xterm");
    let typed = tokio::task::spawn_blocking(move || {
        let Ok(mut terminal) = rexpect::session::spawn_command(zsh, Some(20_000)) else {
            return;
        };
        let script = "autoload -U compinit; compinit -D; source <(agentmail completion zsh); \
                      print READ''Y";
        terminal.send_line(script).expect("it reads");
        terminal.exp_string("READY").expect("the script is loaded");
        for line in [
            "agentmail webhooks get ep_\t --dry-run",
            "agentmail --dry-run webhooks get --webhook-id ep_\t",
            "agentmail --dry-run webhooks get --webhook-id=ep_\t",
        ] {
            terminal.send(line).expect("it reads");
            terminal.send_line("").expect("it reads");
            terminal
                .exp_string("/v0/webhooks/ep_live")
                .expect("the id is completed");
        }
        terminal.send_line("exit").expect("it reads");
        terminal.exp_eof().expect("it ends");
    });
    typed.await.expect("the id is completed");
}
