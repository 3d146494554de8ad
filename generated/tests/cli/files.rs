//! `--output FILE`: the file has its new content as a whole, or is as it was, and no other file is touched.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;
use std::process::Stdio;

use serde_json::json;

use crate::support::API_KEY;
use crate::support::server::{Reply, Server};
use crate::{Home, Ran, programs};

/// A call that writes a file, in a folder that holds other files.
async fn written(home: &Home, reply: Reply, path: &str) -> Ran {
    let server = Server::start([reply]).await;
    let mut tool = home.tool();
    tool.args(["webhooks", "get", "ep_1", "--retries=0", "-o", path]);
    tool.env("AGENTMAIL_API_KEY", API_KEY)
        .env("AGENTMAIL_BASE_URL", server.url());
    let running = tokio::task::spawn_blocking(move || tool.output().expect("the tool starts"));
    Ran::from(running.await.expect("no panic"))
}

fn reply() -> Reply {
    Reply::json(200, &json!({ "a": 1 }))
}

const CONTENT: &str = "{\n  \"a\": 1\n}\n";

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("it is a folder");
    let mut names: Vec<String> = entries
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .into_string()
                .expect("UTF-8")
        })
        .collect();
    names.sort();
    names
}

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(path).expect("it is there")
}

#[tokio::test(flavor = "multi_thread")]
async fn other_files_are_not_touched() {
    let home = Home::new();
    fs::write(home.path("out.part"), "mine").expect("written");
    fs::write(home.path("elsewhere"), "mine too").expect("written");
    symlink("elsewhere", home.path("linked.part")).expect("linked");
    for path in ["out", "linked"] {
        let ran = written(&home, reply(), path).await;
        assert_eq!(ran.code, Some(0), "{ran:?}");
        assert_eq!(read(home.path(path)), CONTENT);
    }
    assert_eq!(read(home.path("out.part")), "mine");
    assert_eq!(read(home.path("elsewhere")), "mine too");
    let all = ["elsewhere", "linked", "linked.part", "out", "out.part"];
    assert_eq!(names(&home.0), all);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_call_leaves_the_file_as_it_was() {
    let home = Home::new();
    fs::write(home.path("out"), "old").expect("written");
    let replies = [
        Reply::json(404, &json!({ "message": "no" })),
        Reply::json(200, &json!({ "a": "long enough to be cut" })).cut(),
    ];
    for reply in replies {
        let ran = written(&home, reply, "out").await;
        assert_ne!(ran.code, Some(0), "{ran:?}");
        assert_eq!(read(home.path("out")), "old");
        assert_eq!(names(&home.0), ["out"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_mode_stays_and_new_files_are_as_open_as_the_umask_allows() {
    let home = Home::new();
    let mode = |name: &str| {
        let found = fs::metadata(home.path(name)).expect("it is there");
        found.permissions().mode() & 0o7777
    };
    for wanted in [0o600, 0o640, 0o644, 0o666, 0o755] {
        fs::write(home.path("out"), "old").expect("written");
        fs::set_permissions(home.path("out"), Permissions::from_mode(wanted)).expect("set");
        let ran = written(&home, reply(), "out").await;
        assert_eq!(ran.code, Some(0), "{ran:?}");
        assert_eq!(read(home.path("out")), CONTENT);
        assert_eq!(mode("out"), wanted);
    }
    fs::File::create(home.path("usual")).expect("written");
    let ran = written(&home, reply(), "new").await;
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(mode("new"), mode("usual"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_with_several_names_keeps_them() {
    let home = Home::new();
    fs::write(home.path("out"), "old and longer than what comes").expect("written");
    fs::hard_link(home.path("out"), home.path("other")).expect("linked");
    let ran = written(&home, reply(), "out").await;
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(read(home.path("other")), CONTENT);
    assert_eq!(fs::metadata(home.path("out")).expect("there").nlink(), 2);
    assert_eq!(names(&home.0), ["other", "out"]);

    fs::write(home.path("out"), "old").expect("written");
    let ran = written(&home, Reply::close_unanswered(), "out").await;
    assert_ne!(ran.code, Some(0), "{ran:?}");
    assert_eq!(read(home.path("other")), "old");
}

#[tokio::test(flavor = "multi_thread")]
async fn links_lead_to_what_is_written() {
    let home = Home::new();
    fs::create_dir(home.path("below")).expect("made");
    // A chain, the end of which is not there yet.
    symlink("second", home.path("first")).expect("linked");
    symlink("below/third", home.path("second")).expect("linked");
    symlink("../end", home.path("below/third")).expect("linked");
    for _ in 0..2 {
        let ran = written(&home, reply(), "first").await;
        assert_eq!(ran.code, Some(0), "{ran:?}");
        assert_eq!(read(home.path("end")), CONTENT);
        for link in ["first", "second", "below/third"] {
            let found = fs::symlink_metadata(home.path(link)).expect("it is there");
            assert!(found.is_symlink(), "{link}");
        }
        assert_eq!(names(&home.0), ["below", "end", "first", "second"]);
    }
    symlink("round", home.path("about")).expect("linked");
    symlink("about", home.path("round")).expect("linked");
    let ran = written(&home, reply(), "round").await;
    assert_eq!(ran.code, Some(5), "{ran:?}");
    assert!(ran.stderr.contains("cannot write round"), "{ran:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn names_that_cannot_be_files_are_refused() {
    let home = Home::new();
    fs::create_dir(home.path("folder")).expect("made");
    let cases = [
        ("folder", 5, "cannot write folder"),
        ("folder/", 3, "--output takes the name of a file"),
        ("new/", 3, "--output takes the name of a file"),
        ("", 3, "--output takes the name of a file"),
        ("nowhere/out", 5, "there is no folder nowhere"),
        ("folder/..", 5, "cannot write folder/.."),
    ];
    for (path, code, why) in cases {
        let ran = written(&home, reply(), path).await;
        assert_eq!(ran.code, Some(code), "{path}: {ran:?}");
        assert!(ran.stderr.contains(why), "{path}: {ran:?}");
    }
    assert_eq!(names(&home.0), ["folder"]);
}

/// Whether the system lets this user do everything.
fn is_root(home: &Home) -> bool {
    fs::metadata(&home.0).expect("it is there").uid() == 0
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_must_not_be_written_is_refused() {
    let home = Home::new();
    if is_root(&home) {
        programs::skip("root may write every file");
        return;
    }
    fs::write(home.path("out"), "old").expect("written");
    fs::set_permissions(home.path("out"), Permissions::from_mode(0o444)).expect("set");
    let ran = written(&home, reply(), "out").await;
    assert_eq!(ran.code, Some(5), "{ran:?}");
    assert_eq!(read(home.path("out")), "old");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_takes_no_new_file_is_no_hindrance() {
    let home = Home::new();
    if is_root(&home) {
        programs::skip("root may write every folder");
        return;
    }
    fs::create_dir(home.path("closed")).expect("made");
    fs::write(home.path("closed/out"), "old").expect("written");
    let set = |mode| {
        fs::set_permissions(home.path("closed"), Permissions::from_mode(mode)).expect("set");
    };
    set(0o555);
    let ran = written(&home, reply(), "closed/out").await;
    let refused = written(&home, reply(), "closed/new").await;
    set(0o755);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(read(home.path("closed/out")), CONTENT);
    assert_eq!(refused.code, Some(5), "{refused:?}");
    assert_eq!(names(&home.path("closed")), ["out"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_somebody_else_keeps_its_owner() {
    let home = Home::new();
    if !is_root(&home) {
        programs::skip("only root can give a file away");
        return;
    }
    fs::write(home.path("out"), "old").expect("written");
    std::os::unix::fs::chown(home.path("out"), Some(4242), Some(4242)).expect("given");
    let ran = written(&home, reply(), "out").await;
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let found = fs::metadata(home.path("out")).expect("it is there");
    assert_eq!((found.uid(), found.gid()), (4242, 4242));
    assert_eq!(read(home.path("out")), CONTENT);
    assert_eq!(names(&home.0), ["out"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn standard_output_that_is_a_file_keeps_what_is_in_it() {
    let home = Home::new();
    let log = home.path("log");
    for name in ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "log"] {
        if !Path::new(name).exists() && name != "log" {
            programs::skip(&format!("{name} is not there"));
            continue;
        }
        fs::write(&log, "kept\n").expect("written");
        let server = Server::start([reply()]).await;
        let mut tool = home.tool();
        tool.args(["webhooks", "get", "ep_1", "-o", name]);
        tool.env("AGENTMAIL_API_KEY", API_KEY)
            .env("AGENTMAIL_BASE_URL", server.url());
        let appending = fs::File::options().append(true).open(&log).expect("open");
        tool.stdout(Stdio::from(appending));
        let running = tokio::task::spawn_blocking(move || tool.status().expect("it starts"));
        assert!(running.await.expect("no panic").success(), "{name}");
        assert_eq!(read(&log), format!("kept\n{CONTENT}"), "{name}");
    }
}
