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
    // All ids are there, no command lists these, or there is no such command.
    for words in [
        &["webhooks", "get", "ep_1"][..],
        &["pods", "webhooks", "get"],
        &["webhooks", "list"],
        &["moon"],
    ] {
        assert_eq!(ids(words).await, (String::new(), None), "{words:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn bash_completes_ids() {
    let reply = json!({ "count": 1, "webhooks": [{ "webhook_id": "ep_live" }] });
    let server = Server::start([Reply::json(200, &reply)]).await;
    let home = Home::new();
    let script = "source <(agentmail completion bash)\n\
                  COMP_WORDS=(agentmail webhooks get ep_); COMP_CWORD=3\n\
                  _agentmail_live agentmail ep_ get\n\
                  echo \"${COMPREPLY[*]}\"\n";
    let folder = std::path::Path::new(env!("CARGO_BIN_EXE_agentmail")).parent();
    let usual = std::env::var("PATH").unwrap_or_default();
    let mut bash = Command::new("bash");
    bash.args(["--norc", "-c", script])
        .env(
            "PATH",
            format!("{}:{usual}", folder.expect("a folder").display()),
        )
        .env("XDG_CONFIG_HOME", home.path(""))
        .env("AGENTMAIL_API_KEY", "am_key")
        .env("AGENTMAIL_BASE_URL", server.url());
    let running = tokio::task::spawn_blocking(move || bash.output());
    let Ok(output) = running.await.expect("no panic") else {
        // There is no bash here.
        return;
    };
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(said.trim(), "ep_live", "{output:?}");
}
