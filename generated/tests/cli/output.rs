//! What the tool prints: data on standard output, in every format, and nothing else.

use std::io::Read;
use std::process::Stdio;

use serde_json::{Value, json};

use crate::support::server::{Reply, Server};
use crate::support::{SIGNING_SECRET, page, webhook};
use crate::{Home, run};

/// A body whose members and numbers say whether they are printed as they came.
const ODD: &str = r#"{"z":1.10,"a":12345678901234567890123,"url":"x","secret":"whsec_x"}"#;

async fn printed(reply: Reply, arguments: &[&str]) -> String {
    let server = Server::start([reply]).await;
    let ran = run(&server, arguments).await;
    assert_eq!(ran.code, Some(0), "{ran:?}");
    ran.stdout
}

#[tokio::test(flavor = "multi_thread")]
async fn each_format_keeps_order_and_digits() {
    let formats = [
        (
            "json",
            "{\n  \"z\": 1.10,\n  \"a\": 12345678901234567890123,\n  \"url\": \"x\",\n  \"secret\": \"********\"\n}\n",
        ),
        (
            "jsonl",
            "{\"z\":1.10,\"a\":12345678901234567890123,\"url\":\"x\",\"secret\":\"********\"}\n",
        ),
        (
            "raw",
            "{\"z\":1.10,\"a\":12345678901234567890123,\"url\":\"x\",\"secret\":\"********\"}\n",
        ),
        (
            "yaml",
            "z: 1.10\na: 12345678901234567890123\nurl: x\nsecret: \"********\"\n",
        ),
        (
            "csv",
            "z,a,url,secret\n1.10,12345678901234567890123,x,********\n",
        ),
        (
            "table",
            "z       1.10\na       12345678901234567890123\nurl     x\nsecret  ********\n",
        ),
    ];
    for (format, expected) in formats {
        let reply = Reply::new(200, ODD).header("content-type", "application/json");
        let stdout = printed(reply, &["webhooks", "get", "ep_1", "--format", format]).await;
        assert_eq!(stdout, expected, "{format}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_raw_response_is_printed_as_it_arrived() {
    let get = ["webhooks", "get", "ep_1", "--raw-response"];
    for body in [ODD, "<p>not what is described</p>", "", "{\"cut"] {
        assert_eq!(printed(Reply::new(200, body), &get).await, body);
    }
    let server = Server::start([Reply::new(404, "{}")]).await;
    let ran = run(&server, &get).await;
    assert_ne!(ran.code, Some(0), "{ran:?}");
    let both = ["webhooks", "get", "ep_1", "--raw-response", "--query", "a"];
    let ran = run(&Server::start([]).await, &both).await;
    assert_eq!(ran.code, Some(3), "{ran:?}");
    assert!(ran.stderr.contains("does not go with --query"), "{ran:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_hides_secrets_unless_they_are_asked_for_or_shown_only_once() {
    let get = ["webhooks", "get", "ep_1", "--format", "table"];
    let hidden = printed(Reply::json(200, &webhook("ep_1")), &get).await;
    assert!(!hidden.contains(SIGNING_SECRET), "{hidden}");
    let asked = [&get[..], &["--show-secrets"]].concat();
    let shown = printed(Reply::json(200, &webhook("ep_1")), &asked).await;
    assert!(shown.contains(SIGNING_SECRET), "{shown}");

    let polling = json!({ "webhook_id": "p_1", "token": "tok_once" });
    let server = Server::start([Reply::json(200, &polling)]).await;
    let arguments = [
        "webhooks",
        "polling",
        "create",
        "--client-id=c",
        "--event-type=message.sent",
        "--format=table",
    ];
    let ran = run(&server, &arguments).await;
    assert!(ran.stdout.contains("tok_once"), "{ran:?}");
    assert!(ran.stderr.contains("`token` is shown this once"), "{ran:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn data_for_programs_hides_secrets_and_says_so() {
    let reply = || Reply::new(200, ODD).header("content-type", "application/json");
    let note = "note: `secret` is hidden: --show-secrets shows the values\n";
    for format in ["json", "jsonl", "yaml", "csv", "raw"] {
        let get = ["webhooks", "get", "ep_1", "--format", format];
        let server = Server::start([reply()]).await;
        let ran = run(&server, &get).await;
        assert!(!ran.stdout.contains("whsec_x"), "{format}: {ran:?}");
        assert_eq!(ran.stderr, note, "{format}");

        let server = Server::start([reply()]).await;
        let ran = run(&server, &[&get[..], &["--show-secrets"]].concat()).await;
        assert!(ran.stdout.contains("whsec_x"), "{format}: {ran:?}");
        assert_eq!(ran.stderr, "", "{format}");

        // Under another name it stays a secret; where it is not asked for there is nothing to say.
        let queries = [("{open: secret}", note), ("values(@)", note), ("url", "")];
        for (query, note) in queries {
            let server = Server::start([reply()]).await;
            let ran = run(&server, &[&get[..], &["--query", query]].concat()).await;
            assert!(!ran.stdout.contains("whsec_x"), "{format} {query}: {ran:?}");
            assert_eq!(ran.stderr, note, "{format} {query}");
        }
    }
    // All but the value is as it came.
    let body = "{ \"z\":1.10,\t\"\\u0073ecret\" : \"whsec_x\", \"a\" : [ ] }";
    let reply = Reply::new(200, body).header("content-type", "application/json");
    let raw = printed(reply, &["webhooks", "get", "ep_1", "--format=raw"]).await;
    assert_eq!(raw, body.replace("whsec_x", "********") + "\n");
    // JSON that is cut is no JSON, and deep JSON is not read.
    let deep = format!("{}{ODD}{}", "[".repeat(200), "]".repeat(200));
    for body in [ODD.trim_end_matches('}').to_owned(), deep] {
        let reply = Reply::new(200, body).header("content-type", "application/json");
        let server = Server::start([reply]).await;
        let ran = run(&server, &["webhooks", "get", "ep_1"]).await;
        assert!(!format!("{ran:?}").contains("whsec_x"), "{ran:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_hide_secrets_and_say_so_once() {
    let pages = || {
        let pages = [page(&["ep_1"], "next"), page(&["ep_2"], Value::Null)];
        pages.map(|page| Reply::json(200, &page))
    };
    for format in ["json", "jsonl", "yaml", "csv", "raw"] {
        let list = ["webhooks", "list", "--all", "--format", format];
        let query = ["--query", "webhooks[].{a: secret}"];
        for arguments in [list.to_vec(), [&list[..], &query].concat()] {
            let server = Server::start(pages()).await;
            let ran = run(&server, &arguments).await;
            assert_eq!(ran.code, Some(0), "{ran:?}");
            assert!(!ran.stdout.contains(SIGNING_SECRET), "{ran:?}");
            assert_eq!(ran.stderr.matches("is hidden").count(), 1, "{ran:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_that_is_shown_once_is_printed() {
    let polling = json!({ "webhook_id": "p_1", "token": "tok_once", "secret": "whsec_x" });
    let server = Server::start([Reply::json(200, &polling)]).await;
    let create = ["webhooks", "polling", "create", "--client-id=c"];
    let ran = run(
        &server,
        &[&create[..], &["--event-type=message.sent"]].concat(),
    )
    .await;
    let printed: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!(printed["token"], "tok_once");
    assert!(ran.stderr.contains("`token` is shown this once"), "{ran:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn all_pages_come_as_one_list() {
    let script = || {
        let pages = [
            page(&["ep_1", "ep_2"], "next"),
            page(&[], "more"),
            page(&["ep_3"], Value::Null),
        ];
        pages.map(|page| Reply::json(200, &page))
    };
    let server = Server::start(script()).await;
    let ran = run(&server, &["webhooks", "list", "--all", "--limit=2"]).await;
    let items: Vec<Value> = serde_json::from_str(&ran.stdout).expect("JSON");
    let ids: Vec<&Value> = items.iter().map(|item| &item["webhook_id"]).collect();
    assert_eq!(ids, ["ep_1", "ep_2", "ep_3"]);
    assert!(ran.stderr.contains("3 items, 3 pages"), "{ran:?}");
    let queries: Vec<_> = server
        .requests()
        .iter()
        .map(|one| one.query().len())
        .collect();
    assert_eq!(queries, [1, 2, 2]);

    for (format, lines) in [("jsonl", 3), ("csv", 4), ("table", 4)] {
        let server = Server::start(script()).await;
        let ran = run(
            &server,
            &["webhooks", "list", "--all", "-q", "--format", format],
        )
        .await;
        assert_eq!(ran.stdout.lines().count(), lines, "{format}: {ran:?}");
        assert_eq!(ran.stderr, "");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_picks_from_the_answer() {
    let reply = || Reply::json(200, &page(&["ep_1", "ep_2"], Value::Null));
    let list = ["webhooks", "list", "--query", "webhooks[].webhook_id"];
    assert_eq!(
        printed(reply(), &list).await,
        "[\n  \"ep_1\",\n  \"ep_2\"\n]\n"
    );
    let raw = [&list[..], &["--format", "raw"]].concat();
    assert_eq!(printed(reply(), &raw).await, "ep_1\nep_2\n");
    let columns = [
        "webhooks",
        "list",
        "--format=csv",
        "--columns=webhook_id,enabled",
    ];
    assert_eq!(
        printed(reply(), &columns).await,
        "webhook_id,enabled\nep_1,true\nep_2,true\n"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn output_goes_into_a_file_and_a_closed_pipe_is_quiet() {
    let home = Home::new();
    let path = home.path("hook.json");
    let path = path.to_str().expect("UTF-8");
    let get = ["webhooks", "get", "ep_1", "-o", path];
    let stdout = printed(Reply::json(200, &json!({ "a": 1 })), &get).await;
    assert_eq!(stdout, "");
    assert_eq!(
        std::fs::read_to_string(path).expect("it is there"),
        "{\n  \"a\": 1\n}\n"
    );

    // A device stays one, and a link leads on to what is written.
    #[cfg(unix)]
    {
        let get = ["webhooks", "get", "ep_1", "-o", "/dev/stdout"];
        let stdout = printed(Reply::json(200, &json!({ "a": 2 })), &get).await;
        assert_eq!(stdout, "{\n  \"a\": 2\n}\n");
        let link = home.path("link.json");
        std::os::unix::fs::symlink(path, &link).expect("a link can be made");
        let link = link.to_str().expect("UTF-8");
        let get = ["webhooks", "get", "ep_1", "-o", link];
        printed(Reply::json(200, &json!({ "a": 3 })), &get).await;
        let there = std::fs::symlink_metadata(link).expect("it is there");
        assert!(there.is_symlink());
        assert_eq!(
            std::fs::read_to_string(path).expect("it is there"),
            "{\n  \"a\": 3\n}\n"
        );
    }

    let ids: Vec<String> = (0..5000).map(|id| format!("ep_{id}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let server = Server::start([Reply::json(200, &page(&ids, Value::Null))]).await;
    let url = server.url();
    let running = tokio::task::spawn_blocking(move || {
        let mut tool = home.tool();
        tool.args(["webhooks", "list", "--api-key=k", "--base-url", &url]);
        tool.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = tool.spawn().expect("the tool starts");
        let mut first = [0; 1];
        let stdout = child.stdout.take().expect("it is piped");
        { stdout }.read_exact(&mut first).expect("there is output");
        child.wait_with_output().expect("it ends")
    });
    let output = running.await.expect("no panic");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_sends_nothing_and_curl_does_what_it_says() {
    let server = Server::start([Reply::json(200, &json!({}))]).await;
    let arguments = [
        "webhooks",
        "create",
        "--url=https://e.x/it's",
        "--event-type=message.sent",
        "--dry-run",
        "--format=curl",
    ];
    let ran = run(&server, &arguments).await;
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(server.connections(), 0);
    let (Some(sh), Some(_)) = (crate::programs::find("sh"), crate::programs::find("curl")) else {
        return;
    };
    let script = ran.stdout;
    let running = tokio::task::spawn_blocking(move || {
        let mut shell = std::process::Command::new(sh);
        shell.args(["-c", &script]).env("AGENTMAIL_API_KEY", "am_k");
        shell.output().expect("there is a shell")
    });
    let output = running.await.expect("no panic");
    assert!(output.status.success(), "{output:?}");
    let request = server.only_request();
    let body: Value = serde_json::from_slice(&request.body).expect("JSON");
    assert_eq!(
        body,
        json!({ "url": "https://e.x/it's", "event_types": ["message.sent"] })
    );
    assert_eq!(request.header("authorization"), Some("Bearer am_k"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_keeps_order_and_digits() {
    let queries = [
        (
            "@",
            r#"{"z":1.10,"a":12345678901234567890123,"url":"x","secret":"********"}"#,
        ),
        (
            "{url: url, a: a}",
            r#"{"url":"x","a":12345678901234567890123}"#,
        ),
        ("[z, a]", "1.10\n12345678901234567890123"),
    ];
    for (query, expected) in queries {
        let reply = Reply::new(200, ODD).header("content-type", "application/json");
        let get = [
            "webhooks",
            "get",
            "ep_1",
            "--format=jsonl",
            "--query",
            query,
        ];
        assert_eq!(
            printed(reply, &get).await,
            format!("{expected}\n"),
            "{query}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_grows_page_by_page() {
    let first = page(&["ep_1"], "next");
    let second = page(&["ep_with_a_longer_id"], Value::Null);
    let server = Server::start([Reply::json(200, &first), Reply::json(200, &second)]).await;
    let arguments = [
        "webhooks",
        "list",
        "--all",
        "--format=table",
        "--columns=webhook_id,enabled",
    ];
    let ran = run(&server, &arguments).await;
    let lines: Vec<&str> = ran.stdout.lines().collect();
    let [head, one, other] = lines.as_slice() else {
        panic!("{ran:?}");
    };
    assert!(head.starts_with("WEBHOOK ID"), "{ran:?}");
    assert!(one.starts_with("ep_1 "), "{ran:?}");
    assert!(other.starts_with("ep_with_a_longer_id "), "{ran:?}");
}
