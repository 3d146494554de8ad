//! Stored keys: what parallel, failing and odd logins leave in the file.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

use crate::settings::{auth, key_sent};
use crate::{Home, Ran};

fn login(home: &Home, profile: &str, key: &str) -> Child {
    let mut tool = home.tool();
    tool.args(["auth", "login", "--profile", profile, "--api-key", key]);
    tool.stdout(Stdio::piped()).stderr(Stdio::piped());
    tool.spawn().expect("the tool starts")
}

fn ended(child: Child) -> Ran {
    Ran::from(child.wait_with_output().expect("it ends"))
}

fn stored(home: &Home) -> Value {
    let text = std::fs::read(home.path("agentmail/credentials.json")).expect("a file");
    serde_json::from_slice(&text).expect("JSON")
}

/// Stores a file for the tool to find.
fn store(home: &Home, text: impl AsRef<[u8]>) {
    std::fs::create_dir_all(home.path("agentmail")).expect("it is writable");
    std::fs::write(home.path("agentmail/credentials.json"), text).expect("it is writable");
}

/// The names in the folder of the tool.
fn names(home: &Home) -> BTreeSet<String> {
    let entries = std::fs::read_dir(home.path("agentmail")).expect("a folder");
    let names = entries.map(|entry| entry.expect("an entry").file_name());
    names
        .map(|name| name.into_string().expect("text"))
        .collect()
}

#[cfg(unix)]
fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    let found = std::fs::metadata(path).expect("it exists");
    found.permissions().mode() & 0o777
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    let permissions = std::fs::Permissions::from_mode(mode);
    std::fs::set_permissions(path, permissions).expect("it is ours");
}

#[test]
fn parallel_logins_and_logouts_keep_every_key() {
    let home = Home::new();
    store(&home, r#"{"profiles": {"gone": {"bearer": "am_gone"}}}"#);
    let logout = {
        let mut tool = home.tool();
        tool.args(["auth", "logout", "--profile", "gone"]);
        tool.stdout(Stdio::piped()).stderr(Stdio::piped());
        tool.spawn().expect("the tool starts")
    };
    let logins: Vec<Child> = (0..12)
        .map(|number| login(&home, &format!("p{number}"), &format!("am_{number}")))
        .collect();
    for child in logins.into_iter().chain([logout]) {
        let ran = ended(child);
        assert_eq!(ran.code, Some(0), "{ran:?}");
    }
    let wanted: serde_json::Map<String, Value> = (0..12)
        .map(|number| {
            let entry = json!({ "bearer": format!("am_{number}") });
            (format!("p{number}"), entry)
        })
        .collect();
    assert_eq!(stored(&home), json!({ "profiles": wanted }));
    let wanted = ["credentials.json", "credentials.json.lock"].map(str::to_owned);
    assert_eq!(names(&home), BTreeSet::from(wanted));
    #[cfg(unix)]
    for name in names(&home) {
        assert_eq!(mode(&home.path("agentmail").join(&name)), 0o600, "{name}");
    }
}

#[test]
fn a_login_that_waits_for_a_key_does_not_lock_out_others() {
    let home = Home::new();
    let mut tool = home.tool();
    tool.args(["auth", "login", "--profile", "slow"]);
    tool.stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut slow = tool.spawn().expect("the tool starts");
    let ran = ended(login(&home, "fast", "am_fast"));
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let mut stdin = slow.stdin.take().expect("it is piped");
    stdin.write_all(b"am_slow\n").expect("it is read");
    drop(stdin);
    assert_eq!(ended(slow).code, Some(0));
    let wanted = json!({ "fast": { "bearer": "am_fast" }, "slow": { "bearer": "am_slow" } });
    assert_eq!(stored(&home)["profiles"], wanted);
}

#[test]
fn a_lock_that_is_held_is_waited_for_and_named() {
    let home = Home::new();
    let before = r#"{"profiles": {"a": {"bearer": "am_a"}}}"#;
    store(&home, before);
    let path = home.path("agentmail/credentials.json.lock");
    let lock = std::fs::File::create(&path).expect("it is writable");
    fs4::FileExt::lock(&lock).expect("nobody else has it");
    let ran = ended(login(&home, "b", "am_b"));
    assert_eq!(ran.code, Some(5), "{ran:?}");
    assert!(
        ran.stderr.contains("credentials.json.lock for 10 s"),
        "{ran:?}"
    );
    assert_eq!(
        stored(&home),
        serde_json::from_str::<Value>(before).expect("JSON")
    );
    // A login that comes while the file is locked only takes longer.
    let waiting = login(&home, "b", "am_b");
    drop(lock);
    assert_eq!(ended(waiting).code, Some(0));
    assert_eq!(stored(&home)["profiles"]["b"]["bearer"], "am_b");
}

#[cfg(unix)]
#[test]
fn links_stay_and_their_targets_are_replaced() {
    use std::os::unix::fs::symlink;
    let home = Home::new();
    let target = home.path("dotfiles/keys.json");
    std::fs::create_dir_all(home.path("dotfiles")).expect("it is writable");
    std::fs::create_dir_all(home.path("agentmail")).expect("it is writable");
    let link = home.path("agentmail/credentials.json");
    symlink("../dotfiles/link.json", &link).expect("a link");
    symlink("keys.json", home.path("dotfiles/link.json")).expect("a link");
    // At first it leads nowhere.
    let ran = ended(login(&home, "a", "am_a"));
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(mode(&target), 0o600);
    set_mode(&target, 0o644);
    let ran = ended(login(&home, "b", "am_b"));
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(mode(&target), 0o600);
    for link in [&link, &home.path("dotfiles/link.json")] {
        let found = std::fs::symlink_metadata(link).expect("it exists");
        assert!(found.is_symlink(), "{}", link.display());
    }
    let wanted = json!({ "a": { "bearer": "am_a" }, "b": { "bearer": "am_b" } });
    assert_eq!(stored(&home)["profiles"], wanted);
    assert_eq!(names(&home).len(), 1, "{:?}", names(&home));

    std::fs::remove_file(&link).expect("it exists");
    symlink("credentials.json", &link).expect("a link");
    let ran = ended(login(&home, "c", "am_c"));
    assert_eq!(ran.code, Some(5), "{ran:?}");
    assert!(ran.stderr.contains("too many symbolic links"), "{ran:?}");
}

#[cfg(unix)]
#[test]
fn a_file_that_others_can_read_is_reported_once_and_then_closed() {
    let home = Home::new();
    store(&home, r#"{"profiles": {"default": {"bearer": "am_a"}}}"#);
    let path = home.path("agentmail/credentials.json");
    for open in [0o644, 0o640, 0o604, 0o620] {
        set_mode(&path, open);
        let ran = auth(&home, &["status"], "");
        assert_eq!(ran.code, Some(0), "{ran:?}");
        let fix = format!("(mode {open:04o}): run `chmod 600 '{}'`", path.display());
        assert_eq!(ran.stderr.matches(&fix).count(), 1, "{ran:?}");
        assert_eq!(ran.stderr.lines().count(), 1, "{ran:?}");
    }
    let ran = auth(&home, &["status", "--quiet"], "");
    assert_eq!(ran.stderr, "", "{ran:?}");
    assert_eq!(ended(login(&home, "b", "am_b")).code, Some(0));
    assert_eq!(mode(&path), 0o600);
    assert_eq!(auth(&home, &["status"], "").stderr, "");
}

#[cfg(unix)]
#[test]
fn new_folders_are_closed_to_others() {
    let home = Home::new();
    let mut tool = home.tool();
    tool.env("XDG_CONFIG_HOME", home.path("a/b"))
        .args(["auth", "login", "--api-key", "am_a"]);
    let ran = Ran::from(tool.output().expect("the tool starts"));
    assert_eq!(ran.code, Some(0), "{ran:?}");
    for folder in ["a", "a/b", "a/b/agentmail"] {
        assert_eq!(mode(&home.path(folder)), 0o700, "{folder}");
    }
}

#[test]
fn a_damaged_file_is_left_alone() {
    let damaged = [
        "{",
        "[]",
        "null",
        r#"{"profiles": []}"#,
        r#"{"profiles": {"a": "am_a"}}"#,
        r#"{"profiles": {"a": {"bearer": "am_a"}}} x"#,
        "{\"profiles\": {\"a\": {\"bearer\": \"\u{0}\"}}}",
    ];
    for text in damaged {
        let home = Home::new();
        store(&home, text);
        for arguments in [
            &["login", "--api-key", "am_b"][..],
            &["logout"],
            &["status"],
        ] {
            let ran = auth(&home, arguments, "");
            assert_eq!(ran.code, Some(5), "{text}: {ran:?}");
            let path = home.path("agentmail/credentials.json");
            let place = format!("{} is damaged", path.display());
            assert!(ran.stderr.contains(&place), "{text}: {ran:?}");
            assert!(!ran.stderr.contains("am_"), "{text}: {ran:?}");
            assert_eq!(std::fs::read(path).expect("it is there"), text.as_bytes());
        }
    }
}

#[test]
fn an_empty_file_holds_no_key() {
    for text in ["", "\n", "{}", "\u{feff}{\"profiles\": {}}"] {
        let home = Home::new();
        store(&home, text);
        assert_eq!(auth(&home, &["status"], "").code, Some(2), "{text:?}");
        let ran = ended(login(&home, "a", "am_a"));
        assert_eq!(ran.code, Some(0), "{text:?}: {ran:?}");
        assert_eq!(stored(&home)["profiles"]["a"]["bearer"], "am_a");
    }
}

#[test]
fn all_that_is_not_known_is_kept() {
    let home = Home::new();
    let mut wanted = json!({
        "version": 2,
        "profiles": {
            "default": { "bearer": "am_old", "other": "kept", "later": { "id": 1, "ids": [2] } },
            "of another tool": { "scheme": null },
            "empty": {},
        },
    });
    store(&home, wanted.to_string());
    let ran = auth(&home, &["login"], "am_new\n");
    assert_eq!(ran.code, Some(0), "{ran:?}");
    wanted["profiles"]["default"]["bearer"] = "am_new".into();
    assert_eq!(stored(&home), wanted);
    let ran = auth(&home, &["logout", "--profile", "empty"], "");
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let profiles = wanted["profiles"].as_object_mut().expect("an object");
    profiles.remove("empty");
    assert_eq!(stored(&home), wanted);
}

#[tokio::test(flavor = "multi_thread")]
async fn odd_keys_and_profiles_round_trip() {
    let home = Home::new();
    let keys = [
        r#"k"e\y'{}[]:,#$(x)`y`%/+=="#,
        r"\u0041\n",
        "in-the-keyring",
        "null",
        "ключ-\u{1f511}",
    ];
    for (number, key) in keys.iter().enumerate() {
        let profile = format!("a \"b\" \\ {number}\u{1f600}");
        let ran = ended(login(&home, &profile, key));
        assert_eq!(ran.code, Some(0), "{key}: {ran:?}");
        assert_eq!(stored(&home)["profiles"][&profile]["bearer"], *key);
        if key.is_ascii() {
            let sent = key_sent(&home, &[], &["--profile", &profile]).await;
            assert_eq!(sent.as_deref(), Some(*key));
        }
    }
    let before = stored(&home);
    for unfit in ["a b", "a\nb", "\u{1b}[31m", "", " ", "a\u{7f}"] {
        let ran = auth(&home, &["login"], unfit);
        assert_eq!(ran.code, Some(3), "{unfit:?}: {ran:?}");
    }
    let ran = auth(&home, &["login"], &"a".repeat(1 << 20));
    assert_eq!(ran.code, Some(3), "{ran:?}");
    assert!(ran.stderr.contains("longer than 64 KiB"), "{ran:?}");
    assert_eq!(stored(&home), before);
}

/// Whether a program is on the `PATH`; says which test goes without it.
#[cfg(unix)]
fn is_installed(program: &str, test: &str) -> bool {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let is_there = std::env::split_paths(&folders).any(|folder| folder.join(program).is_file());
    if !is_there {
        let _ = writeln!(
            std::io::stderr(),
            "skipped: {test}: {program} is not installed"
        );
    }
    is_there
}

#[cfg(unix)]
#[test]
fn pipes_folders_and_devices_are_refused_at_once() {
    let has_pipes = is_installed("mkfifo", "pipes_folders_and_devices_are_refused_at_once");
    for name in ["credentials.json", "credentials.json.lock"] {
        for kind in ["folder", "device", "pipe"] {
            let home = Home::new();
            std::fs::create_dir_all(home.path("agentmail")).expect("it is writable");
            let path = home.path("agentmail").join(name);
            match kind {
                "folder" => std::fs::create_dir(&path).expect("it is writable"),
                "device" => std::os::unix::fs::symlink("/dev/null", &path).expect("a link"),
                _ if !has_pipes => continue,
                _ => {
                    let made = Command::new("mkfifo").arg(&path).status();
                    assert!(made.expect("mkfifo starts").success());
                }
            }
            let ran = ended(login(&home, "a", "am_a"));
            assert_eq!(ran.code, Some(5), "{kind} {name}: {ran:?}");
            assert!(
                ran.stderr.contains("is not a regular file"),
                "{kind} {name}: {ran:?}"
            );
            if name == "credentials.json" {
                assert_eq!(auth(&home, &["status"], "").code, Some(5), "{kind}");
                assert_eq!(auth(&home, &["logout"], "").code, Some(5), "{kind}");
            }
        }
    }
    use std::os::unix::fs::FileTypeExt;
    let null = std::fs::symlink_metadata("/dev/null").expect("it exists");
    assert!(null.file_type().is_char_device());
}

#[cfg(unix)]
#[test]
fn a_failing_write_loses_nothing_and_leaves_nothing() {
    let test = "a_failing_write_loses_nothing_and_leaves_nothing";
    if !is_installed("sh", test) {
        return;
    }
    let home = Home::new();
    assert_eq!(ended(login(&home, "a", "am_a")).code, Some(0));
    let (before, there) = (stored(&home), names(&home));
    let unchanged = |ran: &Ran| {
        assert_eq!(ran.code, Some(5), "{ran:?}");
        assert!(ran.stderr.contains("credentials.json"), "{ran:?}");
        assert_eq!(stored(&home), before);
        assert_eq!(names(&home), there);
    };
    // A limit on the size of files acts like a full disk.
    let limited = "trap '' XFSZ; ulimit -f 0; exec \"$0\" \"$@\"";
    let tool = home.tool();
    let mut shell = Command::new("sh");
    shell.args(["-c", limited]).arg(tool.get_program());
    shell
        .args(tool.get_args())
        .args(["auth", "login", "--profile=b", "--api-key=am_b"]);
    shell
        .env("XDG_CONFIG_HOME", home.path(""))
        .stdin(Stdio::null());
    let ran = Ran::from(shell.output().expect("sh starts"));
    assert!(ran.stderr.contains("cannot write"), "{ran:?}");
    unchanged(&ran);

    let folder = home.path("agentmail");
    set_mode(&folder, 0o500);
    if std::fs::File::create(folder.join("probe")).is_ok() {
        let _ = std::fs::remove_file(folder.join("probe"));
        let _ = writeln!(
            std::io::stderr(),
            "skipped: {test}: this user can write into read-only folders"
        );
    } else {
        unchanged(&ended(login(&home, "b", "am_b")));
    }
    set_mode(&folder, 0o700);

    let home = Home::new();
    std::fs::write(home.path("agentmail"), "").expect("it is writable");
    let ran = ended(login(&home, "a", "am_a"));
    assert_eq!(ran.code, Some(5), "{ran:?}");
    assert!(ran.stderr.contains("agentmail"), "{ran:?}");
}
