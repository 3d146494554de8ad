//! Where keys and addresses come from.

use std::io::Write;
use std::process::Stdio;

use serde_json::json;

use crate::support::server::{Reply, Server};
use crate::{Home, Ran};

/// Runs the tool within a home, and gives the key that it called with.
pub async fn key_sent(
    home: &Home,
    variables: &[(&str, &str)],
    arguments: &[&str],
) -> Option<String> {
    let server = Server::start([Reply::json(200, &json!({}))]).await;
    let mut tool = home.tool();
    tool.args(["webhooks", "get", "ep_1", "--base-url", &server.url()]);
    tool.args(arguments).envs(variables.iter().copied());
    let running = tokio::task::spawn_blocking(move || tool.output());
    let output = running.await.expect("no panic").expect("the tool starts");
    let request = server.requests().pop();
    assert_eq!(request.is_some(), output.status.success(), "{output:?}");
    let header = request?.header("authorization")?.to_owned();
    header.strip_prefix("Bearer ").map(str::to_owned)
}

pub fn auth(home: &Home, arguments: &[&str], typed: &str) -> Ran {
    let mut tool = home.tool();
    tool.arg("auth").args(arguments);
    tool.stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = tool.spawn().expect("the tool starts");
    let mut stdin = child.stdin.take().expect("it is piped");
    // One that asks for nothing does not read.
    let _ = stdin.write_all(typed.as_bytes());
    drop(stdin);
    Ran::from(child.wait_with_output().expect("it ends"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stored_key_is_used_until_it_is_forgotten() {
    let home = Home::new();
    assert_eq!(auth(&home, &["status"], "").code, Some(2));
    let ran = auth(&home, &["login"], "am_stored\n");
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(!format!("{ran:?}").contains("am_stored"), "{ran:?}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let path = home.path("agentmail/credentials.json");
        let mode = std::fs::metadata(path)
            .expect("it is there")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let ran = auth(&home, &["status"], "");
    assert!(ran.stdout.contains("profile `default`"), "{ran:?}");
    assert!(!format!("{ran:?}").contains("am_stored"), "{ran:?}");
    assert_eq!(
        key_sent(&home, &[], &[]).await.as_deref(),
        Some("am_stored")
    );

    let ran = auth(&home, &["login", "--profile=work", "--api-key=am_work"], "");
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let variable = [("AGENTMAIL_API_KEY", "am_variable")];
    let key = key_sent(&home, &variable, &[]).await;
    assert_eq!(key.as_deref(), Some("am_variable"));
    let key = key_sent(&home, &variable, &["--profile=work"]).await;
    assert_eq!(key.as_deref(), Some("am_work"));
    let key = key_sent(&home, &variable, &["--profile=work", "--api-key=am_flag"]).await;
    assert_eq!(key.as_deref(), Some("am_flag"));

    assert_eq!(auth(&home, &["logout"], "").code, Some(0));
    assert_eq!(key_sent(&home, &[], &[]).await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_variables_is_read_only_when_asked_for() {
    let home = Home::new();
    std::fs::write(
        home.path(".env"),
        "# mine\nexport AGENTMAIL_API_KEY=\"am_file\"\n",
    )
    .expect("it is writable");
    assert_eq!(key_sent(&home, &[], &[]).await, None);
    let key = key_sent(&home, &[], &["--env-file=.env"]).await;
    assert_eq!(key.as_deref(), Some("am_file"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_variables_may_come_from_other_systems() {
    let home = Home::new();
    let files: [&[u8]; 6] = [
        b"\xef\xbb\xbfAGENTMAIL_API_KEY=am_file\r\n",
        b"export\tAGENTMAIL_API_KEY=am_file # mine\n",
        b"A='b'\r\nAGENTMAIL_API_KEY=\"am_file\" # mine\r\n",
        b"export AGENTMAIL_API_KEY='am_file'",
        b"AGENTMAIL_API_KEY = am_file\t#\n",
        b"AGENTMAIL_BASE_URL=\nAGENTMAIL_API_KEY=am_file\n",
    ];
    for file in files {
        std::fs::write(home.path(".env"), file).expect("it is writable");
        let key = key_sent(&home, &[], &["--env-file=.env"]).await;
        let file = String::from_utf8_lossy(file);
        assert_eq!(key.as_deref(), Some("am_file"), "{file:?}");
    }
    // A sign that belongs to the key stays in it, and nothing is expanded.
    for key in ["am#key", "$HOME", "${HOME}`id`", "\"a\"b"] {
        let file = format!("AGENTMAIL_API_KEY={key}\n");
        std::fs::write(home.path(".env"), file).expect("it is writable");
        let sent = key_sent(&home, &[], &["--env-file=.env"]).await;
        assert_eq!(sent.as_deref(), Some(key));
    }
    let wide: Vec<u8> = { "\u{feff}AGENTMAIL_API_KEY=am_file".encode_utf16() }
        .flat_map(u16::to_le_bytes)
        .collect();
    let refused: [(&[u8], &str); 2] = [
        (&wide, "UTF-16"),
        (
            b"# mine\nAGENTMAIL_API_KEY=\xe9\n",
            "line 2 is not text in UTF-8",
        ),
    ];
    for (file, why) in refused {
        std::fs::write(home.path(".env"), file).expect("it is writable");
        let mut tool = home.tool();
        tool.args(["webhooks", "list", "--env-file=.env"]);
        let ran = Ran::from(tool.output().expect("the tool starts"));
        assert_eq!(ran.code, Some(3), "{ran:?}");
        assert!(ran.stderr.contains(why), "{ran:?}");
        assert!(
            ran.stderr.contains("--env-file: cannot read .env"),
            "{ran:?}"
        );
    }
}

/// A pipe gives what it holds only once, and several settings are looked up in it.
#[cfg(unix)]
#[test]
fn a_file_of_variables_may_be_a_pipe() {
    let home = Home::new();
    let mut tool = home.tool();
    tool.args(["webhooks", "list", "--env-file=/dev/stdin", "--timeout=1"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = tool.spawn().expect("the tool starts");
    let mut stdin = child.stdin.take().expect("it is piped");
    let file =
        b"AGENTMAIL_API_KEY=am_file\nAGENTMAIL_BASE_URL=http://127.0.0.1:1\nAGENTMAIL_RETRIES=0\n";
    stdin.write_all(file).expect("it reads");
    drop(stdin);
    let ran = Ran::from(child.wait_with_output().expect("it ends"));
    // The key and the address are both known: nobody listens there.
    assert_eq!(ran.code, Some(4), "{ran:?}");
}

#[test]
fn servers_have_names_and_a_key_stays_off_plain_http() {
    let home = Home::new();
    let dry = |arguments: &[&str]| {
        let mut tool = home.tool();
        tool.args(["webhooks", "list", "--dry-run", "--format=table"])
            .args(arguments);
        Ran::from(tool.output().expect("the tool starts"))
    };
    let ran = dry(&["--environment=production-eu"]);
    assert!(
        ran.stdout
            .starts_with("GET https://api.agentmail.eu/v0/webhooks"),
        "{ran:?}"
    );
    let ran = dry(&[
        "--environment=production-eu",
        "--base-url=https://api.example.com",
    ]);
    assert!(
        ran.stdout.starts_with("GET https://api.example.com/v0"),
        "{ran:?}"
    );
    let ran = dry(&["--environment=mars"]);
    assert_eq!(ran.code, Some(3), "{ran:?}");
    let ran = dry(&["--base-url=http://example.com"]);
    assert_eq!(ran.code, Some(3), "{ran:?}");
    assert!(ran.stderr.contains("plain HTTP"), "{ran:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_are_variables_too_and_flags_count_more() {
    let home = Home::new();
    let refused = |name: &str, value: &str, arguments: &[&str]| {
        let mut tool = home.tool();
        tool.args(["webhooks", "list", "--base-url=http://127.0.0.1:1"])
            .args(arguments)
            .env("AGENTMAIL_API_KEY", "am_key")
            .env(name, value);
        Ran::from(tool.output().expect("the tool starts"))
    };
    let cases = [
        ("AGENTMAIL_TIMEOUT", "soon", "--timeout=1"),
        ("AGENTMAIL_RETRIES", "many", "--retries=0"),
        ("AGENTMAIL_PROXY", "no proxy", "--proxy=http://127.0.0.1:1"),
        (
            "AGENTMAIL_CA_BUNDLE",
            "/nowhere.pem",
            "--ca-bundle=/nothing.pem",
        ),
    ];
    for (name, value, flag) in cases {
        let ran = refused(
            name,
            value,
            &["--retries=0"][..usize::from(name != "AGENTMAIL_RETRIES")],
        );
        assert_eq!(ran.code, Some(3), "{name}: {ran:?}");
        let (flag_name, _) = flag.split_once('=').expect("it has a value");
        assert!(ran.stderr.contains(flag_name), "{name}: {ran:?}");
        let ran = refused(name, value, &[flag]);
        assert!(!ran.stderr.contains(value), "{name}: {ran:?}");
    }
    let ran = refused("AGENTMAIL_PROFILE", "work", &[]);
    assert_eq!(ran.code, Some(2), "{ran:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_in_a_keyring_that_is_not_there_is_no_key() {
    let home = Home::new();
    std::fs::create_dir_all(home.path("agentmail")).expect("it is writable");
    let kept = r#"{"profiles": {"default": {"bearer": "in the keyring"}}}"#;
    std::fs::write(home.path("agentmail/credentials.json"), kept).expect("it is writable");
    let ran = auth(&home, &["status"], "");
    assert_eq!(ran.code, Some(2), "{ran:?}");
    assert!(ran.stderr.contains("keyring"), "{ran:?}");
    assert_eq!(
        key_sent(&home, &[], &["--api-key=am_flag"])
            .await
            .as_deref(),
        Some("am_flag")
    );
}
