//! What the tool of this description says and sends.

mod programs;

use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;

use serde_json::{Value, json};

fn depot(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_depot"))
        .args(arguments)
        .env_clear()
        .env("DEPOT_KEY", "the-key")
        .env("XDG_CONFIG_HOME", env!("CARGO_TARGET_TMPDIR"))
        .stdin(Stdio::null())
        .output()
        .expect("the tool starts")
}

#[test]
fn what_a_call_has_to_be_given_is_said() {
    let output = Command::new(env!("CARGO_BIN_EXE_depot"))
        .args(["photos", "delete", "a"])
        .env_clear()
        .env("XDG_CONFIG_HOME", env!("CARGO_TARGET_TMPDIR"))
        .output()
        .expect("the tool starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    let ways = "set DEPOT_KEY, pass --key or --person and --device, or run `depot auth login`";
    assert!(said.contains(ways), "{said}");
}

/// The request that a call would make.
fn dry(arguments: &[&str]) -> Value {
    let arguments = [arguments, &["--dry-run", "--format", "json"]].concat();
    let output = depot(&arguments);
    assert!(output.status.success(), "{output:?}");
    serde_json::from_slice(&output.stdout).expect("it is JSON")
}

#[test]
fn an_environment_has_servers_for_every_operation() {
    let url = |arguments: &[&str]| dry(arguments)["url"].clone();
    let update = ["items", "update", "a", "--title", "b"];
    let delete = ["photos", "delete", "a"];
    let staging = ["--environment", "staging"];
    assert_eq!(url(&update), "https://api.depot.example/items/a");
    assert_eq!(url(&delete), "https://photos.depot.example/items/a/photo");
    assert_eq!(
        url(&[&update[..], &staging].concat()),
        "https://api.staging.depot.example/items/a"
    );
    assert_eq!(
        url(&[&delete[..], &staging].concat()),
        "https://photos.staging.depot.example/items/a/photo"
    );
    let base_url = ["--base-url", "http://127.0.0.1:1"];
    assert_eq!(
        url(&[&delete[..], &base_url].concat()),
        "http://127.0.0.1:1/items/a/photo"
    );
    let output = depot(&[&delete[..], &["--environment", "stagin"]].concat());
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains("staging"), "{said}");
}

#[test]
fn a_parameter_of_the_client_is_a_setting_of_the_tool() {
    let tenant = |request: &Value| request["headers"]["x-tenant"].clone();
    let request = dry(&["stock", "get", "--x-tenant", "acme"]);
    assert_eq!(tenant(&request), "acme", "{request}");
    let request = dry(&["--x-tenant", "acme", "photos", "delete", "a"]);
    assert_eq!(tenant(&request), Value::Null, "{request}");
    let stock = |variables: &[(&str, &str)]| {
        Command::new(env!("CARGO_BIN_EXE_depot"))
            .args(["stock", "get", "--dry-run", "--format", "json"])
            .env_clear()
            .envs(variables.iter().copied())
            .env("XDG_CONFIG_HOME", env!("CARGO_TARGET_TMPDIR"))
            .output()
            .expect("the tool starts")
    };
    let request = stock(&[("DEPOT_X_TENANT", "acme")]).stdout;
    let request: Value = serde_json::from_slice(&request).expect("it is JSON");
    assert_eq!(tenant(&request), "acme", "{request}");
    let output = stock(&[]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{said}");
    let expected = "--x-tenant is required, or the variable DEPOT_X_TENANT";
    assert!(said.contains(expected), "{said}");
}

#[test]
fn null_is_sent_for_what_may_be_null() {
    let update = ["items", "update", "a", "--title", "b"];
    let request = dry(&[&update[..], &["--null", "note"]].concat());
    assert_eq!(request["body"], json!({"note": null, "title": "b"}));
    // A value that is given goes before.
    let request = dry(&[&update[..], &["--null", "note", "--note", "c"]].concat());
    assert_eq!(request["body"], json!({"note": "c", "title": "b"}));
    let output = depot(&[&update[..], &["--null", "title"]].concat());
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains("title") && said.contains("note"), "{said}");
}

#[test]
fn a_form_of_any_fields_is_given_as_json() {
    let request = dry(&["events", "track", "--json", r#"{"a b": "c&d", "e": 1}"#]);
    assert_eq!(request["body"], "a%20b=c%26d&e=1");
    let request = dry(&["events", "track", "--json", "{}"]);
    assert_eq!(request.get("body"), None);
    // The commands about deliveries have another name then.
    let output = depot(&["webhook-events", "list", "--format=json"]);
    let listed = String::from_utf8_lossy(&output.stdout);
    assert!(listed.contains("item.moved"), "{output:?}");
}

#[test]
fn a_password_in_a_form_is_sent_and_never_said() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback is there");
    let base_url = format!("http://{}", listener.local_addr().expect("it is bound"));
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("someone comes");
        let mut received = Vec::new();
        let mut buffer = [0; 4096];
        while !received.ends_with(b"password=hunter2%21") {
            let count = stream.read(&mut buffer).expect("the request is sent");
            assert_ne!(count, 0, "{}", String::from_utf8_lossy(&received));
            received.extend_from_slice(&buffer[..count]);
        }
        let answer = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 12\r\n\r\n{\"name\":\"n\"}";
        stream.write_all(answer).expect("it is read");
        String::from_utf8(received).expect("it is ASCII")
    });
    let output = depot(&[
        "sessions",
        "create",
        "--user=ada",
        "--password=hunter2!",
        "--debug",
        "--base-url",
        &base_url,
    ]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert!(said.contains("user=ada"), "{said}");
    assert!(!said.contains("hunter2"), "{said}");
    let request = server.join().expect("no panic");
    assert!(
        request.ends_with("user=ada&password=hunter2%21"),
        "{request}"
    );
    // What asks for no credential gets none.
    assert!(!request.contains("the-key"), "{request}");
}

/// The completion script of a shell.
fn script(shell: &str) -> String {
    let output = depot(&["completion", shell]);
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).expect("text")
}

/// A folder that holds the script of a shell, and nothing else.
fn folder(shell: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("completion-{shell}"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("the folder is writable");
    std::fs::write(folder.join("script"), script(shell)).expect("the folder is writable");
    folder
}

/// Whether the folder holds the script and nothing that was made by running a text of the description.
fn is_clean(folder: &Path) -> bool {
    !folder.join("X").exists() && !folder.join("V").exists()
}

/// A shell that finds the tool.
fn shell(program: PathBuf, arguments: &[&str], folder: &Path) -> Command {
    let tool = Path::new(env!("CARGO_BIN_EXE_depot")).parent();
    let usual = std::env::var("PATH").unwrap_or_default();
    let mut shell = Command::new(program);
    shell
        .args(arguments)
        .current_dir(folder)
        .env(
            "PATH",
            format!("{}:{usual}", tool.expect("a folder").display()),
        )
        .env("HOME", folder)
        .env("XDG_CONFIG_HOME", folder)
        .env("XDG_DATA_HOME", folder);
    shell
}

#[test]
fn values_that_mean_something_to_a_shell_are_in_no_script() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = script(shell);
        for value in ["touch V", ">V", "a\n>"] {
            assert!(!script.contains(value), "{shell}: {value}");
        }
        // PowerShell ends a text at any of these.
        assert!(
            !script.contains(['\u{2018}', '\u{2019}', '\u{201b}']),
            "{shell}"
        );
        assert!(script.contains("sort"), "{shell}");
    }
}

#[test]
fn bash_runs_no_text_of_the_description() {
    let folder = folder("bash");
    let Some(bash) = programs::find("bash") else {
        return;
    };
    let lines = "source ./script
        complete_() {
            COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); COMP_LINE=\"$*\"; COMP_POINT=${#COMP_LINE}
            COMPREPLY=(); _depot_live depot \"${COMP_WORDS[COMP_CWORD]}\" \"${COMP_WORDS[COMP_CWORD-1]}\"
            printf '%s\\n' \"${COMPREPLY[@]}\"
        }
        complete_ depot hostile get a --sort ''
        complete_ depot hostile ''
        complete_ depot ''";
    let output = shell(bash, &["--norc", "-c", lines], &folder)
        .output()
        .expect("bash starts");
    let offered = String::from_utf8_lossy(&output.stdout);
    assert!(output.stderr.is_empty(), "{output:?}");
    assert!(offered.starts_with("plain\nascending:name\n"), "{offered}");
    assert!(is_clean(&folder), "{offered}");
}

#[test]
fn fish_runs_no_text_of_the_description() {
    let folder = folder("fish");
    let Some(fish) = programs::find("fish") else {
        return;
    };
    let lines = "source ./script
        complete -C 'depot hostile get a --sort '
        complete -C 'depot hostile '
        complete -C 'depot hostile get --'";
    let output = shell(fish, &["--no-config", "-c", lines], &folder)
        .output()
        .expect("fish starts");
    let offered = String::from_utf8_lossy(&output.stdout);
    assert!(output.stderr.is_empty(), "{output:?}");
    assert!(offered.contains("plain"), "{offered}");
    assert!(offered.contains("$(touch X)"), "{offered}");
    assert!(is_clean(&folder), "{offered}");
}

#[cfg(unix)]
#[test]
fn zsh_runs_no_text_of_the_description() {
    let folder = folder("zsh");
    let Some(zsh) = programs::find("zsh") else {
        return;
    };
    let mut zsh = shell(zsh, &["-f", "-i"], &folder);
    zsh.env("TERM", "xterm");
    let mut terminal = rexpect::session::spawn_command(zsh, Some(60_000)).expect("zsh starts");
    let load = "autoload -U compinit; compinit -D; source ./script; LISTMAX=1000; print READ''Y";
    terminal.send_line(load).expect("it reads");
    terminal.exp_string("READY").expect("the script is loaded");
    let lines = [
        ("depot hostile get a --sort pl\t", "ain"),
        ("depot hostile get a --sort=\t\t", "ascending"),
        ("depot hostile get a --\t\t", "sort"),
        ("depot hostile \t\t", "help"),
        ("depot \t\t", "hostile"),
    ];
    for (number, (line, shown)) in lines.into_iter().enumerate() {
        terminal.send(line).expect("it reads");
        terminal.flush().expect("it reads");
        let offered = terminal.exp_string(shown);
        offered.unwrap_or_else(|error| panic!("{line}: {error}"));
        // Ctrl-U takes back what was typed.
        terminal
            .send_line(&format!("\u{15}print DONE''{number}"))
            .expect("it reads");
        terminal
            .exp_string(&format!("DONE{number}"))
            .expect("it completes");
        assert!(is_clean(&folder), "{line}");
    }
    terminal.send_line("exit").expect("it reads");
    terminal.exp_eof().expect("it ends");
}

/// The command for curl in place of a request.
fn curl(arguments: &[&str]) -> String {
    let output = depot(&[arguments, &["--dry-run", "--format", "curl"]].concat());
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).expect("text")
}

/// The arguments that a command gives to curl when shells run it; a function that prints them is in the place of curl.
/// The credentials are hostile too.
fn received(name: &str, command: &str, shells: &[&str]) -> Vec<Vec<String>> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("curl-{name}"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("the folder is writable");
    let mut all = Vec::new();
    for shell in shells {
        let Some(program) = programs::find(shell) else {
            continue;
        };
        let script = format!("curl() {{ printf '%s\\0' \"$@\"; }}\n{command}");
        let mut command = self::shell(program, &["-c", &script], &folder);
        for variable in ["DEPOT_KEY", "DEPOT_LOGIN", "DEPOT_TOKEN", "DEPOT_SESSION"] {
            command.env(variable, format!("{variable}:$(>X)`>X`\"'*"));
        }
        let output = command.output().expect("the shell starts");
        assert!(output.stderr.is_empty(), "{shell}: {output:?}");
        assert!(is_clean(&folder), "{shell}: {script}");
        let text = String::from_utf8(output.stdout).expect("text");
        let arguments = text.split_terminator('\0').map(str::to_owned);
        all.push(arguments.collect());
    }
    all
}

/// Shells that POSIX describes, and those that know `$'…'` too.
const SHELLS: [&str; 3] = ["sh", "bash", "zsh"];

/// Texts that a shell would run, expand or end a word at.
const LIVE: &str = "$(>X) `>X` ${HOME} $DEPOT_KEY \"; >X; '; >X; ' \\ ! !! * ~ # & | é \\'";

#[test]
fn nothing_from_users_is_live_in_a_command_for_curl() {
    let base_url = "http://127.0.0.1:1/$(id)/`id`/'$HOME'/[a]/{b,c}/x;id/$DEPOT_KEY";
    let command = curl(&[
        "reports",
        "get",
        LIVE,
        "--x-note",
        LIVE,
        "--filter",
        LIVE,
        "--base-url",
        base_url,
    ]);
    let request = dry(&[
        "reports",
        "get",
        LIVE,
        "--x-note",
        LIVE,
        "--filter",
        LIVE,
        "--base-url",
        base_url,
    ]);
    let url = request["url"].as_str().expect("a URL");
    for arguments in received("words", &command, &SHELLS) {
        assert_eq!(arguments[..4], ["-X", "GET", "--globoff", url], "{command}");
        assert!(
            arguments.contains(&format!("x-note: {LIVE}")),
            "{arguments:?}"
        );
        let user = "DEPOT_LOGIN:$(>X)`>X`\"'*".to_owned();
        let at = arguments.iter().position(|argument| argument == "--user");
        assert_eq!(arguments.get(at.expect("a user") + 1), Some(&user));
        let is_authorization = |one: &String| one.starts_with("authorization");
        assert!(!arguments.iter().any(is_authorization), "{arguments:?}");
    }
    assert_eq!(
        request["headers"]["authorization"],
        "Basic base64($DEPOT_LOGIN)"
    );
    assert_eq!(request["headers"]["x-note"], LIVE);
}

#[test]
fn credentials_are_variables_in_a_command_for_curl() {
    let command = curl(&["reports", "check", "a", "--base-url", "http://127.0.0.1:1"]);
    for arguments in received("header", &command, &SHELLS) {
        assert_eq!(arguments[..2], ["--head", "http://127.0.0.1:1/reports/a"]);
        let header = "authorization: Bearer DEPOT_KEY:$(>X)`>X`\"'*".to_owned();
        assert!(arguments.contains(&header), "{arguments:?}");
    }
    let put = [
        "reports",
        "replace",
        "a",
        "--body",
        LIVE,
        "--base-url",
        "http://127.0.0.1:1",
    ];
    let command = curl(&put);
    for arguments in received("query", &command, &SHELLS) {
        let url = "http://127.0.0.1:1/reports/a?token=DEPOT_TOKEN:$(>X)`>X`\"'*";
        assert_eq!(arguments[..3], ["-X", "PUT", url]);
        let cookie = "cookie: session=DEPOT_SESSION:$(>X)`>X`\"'*".to_owned();
        assert!(arguments.contains(&cookie), "{arguments:?}");
        let body = arguments.last().map(String::as_str);
        assert_eq!(body, Some(LIVE));
    }
    // Elsewhere a variable stands for a credential, and a text like one stays a text.
    let request = dry(&put);
    assert_eq!(
        request["url"],
        "http://127.0.0.1:1/reports/a?token=$DEPOT_TOKEN"
    );
    assert_eq!(request["headers"]["cookie"], "session=$DEPOT_SESSION");
    assert_eq!(request["body"], LIVE);
}

#[test]
fn control_characters_reach_curl_and_no_terminal() {
    let body = "a\u{1b}[31m1\r\n\tb\u{7f}\u{9b}2\u{202e}'c'";
    let note = "d\u{9b}e";
    let put = ["reports", "replace", "a", "--body", body];
    let get = ["reports", "get", "a", "--x-note", note];
    for (name, arguments, expected) in [
        ("body", &put, body.to_owned()),
        ("note", &get, format!("x-note: {note}")),
    ] {
        let arguments = [&arguments[..], &["--dry-run", "--format", "curl"]].concat();
        let output = depot(&arguments);
        let command = String::from_utf8(output.stdout).expect("text");
        let is_live = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
        assert!(!command.contains(is_live), "{command:?}");
        assert!(!command.contains('\u{202e}'), "{command:?}");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains("bash or zsh"), "{said}");
        for arguments in received(name, &command, &["bash", "zsh"]) {
            assert!(arguments.contains(&expected), "{command}: {arguments:?}");
        }
    }
}

#[test]
fn a_body_that_no_command_can_hold_is_refused() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bodies");
    std::fs::create_dir_all(&folder).expect("the folder is writable");
    for (name, bytes) in [("image", &b"\x89PNG\r\n"[..]), ("zero", b"a\0b")] {
        let path = folder.join(name);
        std::fs::write(&path, bytes).expect("the folder is writable");
        let body = format!("@{}", path.display());
        let put = ["reports", "replace", "a", "--body", &body, "--dry-run"];
        let output = depot(&[&put[..], &["--format", "curl"]].concat());
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(3), "{said}");
        assert!(output.stdout.is_empty(), "{output:?}");
        assert!(said.contains("--data-binary @FILE"), "{said}");
        assert!(
            depot(&[&put[..], &["--format", "json"]].concat())
                .status
                .success()
        );
    }
}
