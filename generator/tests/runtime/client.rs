//! Settings of a client, their checks, and that none of them shows a secret.

use std::process::Command;

use crate::runtime::client::Core;
use crate::runtime::client_builder::Builder;
use crate::runtime::error::Error;
use crate::runtime::operation::Operation;
use crate::runtime::options::CallOptions;
use crate::runtime::sdk::Sdk;
use crate::runtime::secret::Secret;
use crate::support::{KEY, NewThing, SDK, Shop, answer, ok, run};

fn builder() -> Builder<Core> {
    // Nothing is sent in these tests, so any transport will do.
    Builder::new(&SDK).transport(Shop::new([]).wire)
}

fn refused(builder: Builder<Core>) -> String {
    let error = builder.build().unwrap_err();
    assert!(matches!(error, Error::Config(_)));
    error.to_string()
}

#[test]
fn the_headers_of_a_request() {
    let shop = Shop::new([ok(), ok()]);
    run(shop.get("t1")).unwrap();
    run(shop.create(&NewThing::named("a"))).unwrap();
    let [get, post] = &shop.wire.sent()[..] else {
        panic!()
    };
    let names = |sent: &crate::support::Sent| {
        let mut names: Vec<String> = sent.headers.keys().map(|name| name.to_string()).collect();
        names.sort();
        names
    };
    assert_eq!(names(get), ["accept", "authorization", "user-agent"]);
    assert_eq!(
        names(post),
        ["accept", "authorization", "content-type", "user-agent"]
    );
    assert_eq!(post.header("accept"), Some("application/json"));
    assert_eq!(post.header("content-type"), Some("application/json"));
    assert_eq!(post.header("user-agent"), Some("shop-sdk/1.2.3"));
    assert_eq!(
        (post.method.as_str(), &post.body[..]),
        ("POST", &br#"{"names":["a"]}"#[..])
    );
    assert!(get.body.is_empty());
}

#[test]
fn what_is_set_closest_to_the_call_wins() {
    let shop = Shop::with([ok(), ok()], |builder| {
        builder
            .user_agent("mine/1")
            .header("Accept", "application/x")
            .header("X-A", "1")
            .header("x-a", "2")
    });
    run(shop.get("t1")).unwrap();
    run(shop
        .get("t1")
        .options(CallOptions::new().header("X-A", "3")))
    .unwrap();
    let [first, second] = &shop.wire.sent()[..] else {
        panic!()
    };
    assert_eq!(first.header("user-agent"), Some("mine/1"));
    assert_eq!(first.header("accept"), Some("application/x"));
    assert_eq!(
        (first.header("x-a"), second.header("x-a")),
        (Some("2"), Some("3"))
    );
    assert_eq!(second.headers.get_all("x-a").iter().count(), 1);
}

#[test]
fn base_urls_that_are_refused() {
    for (url, why) in [
        (
            "",
            "the base URL is not an absolute URL, such as https://api.example.com",
        ),
        (
            "api.shop.test",
            "the base URL is not an absolute URL, such as https://api.example.com",
        ),
        (
            "/v1",
            "the base URL is not an absolute URL, such as https://api.example.com",
        ),
        (
            "ftp://api.shop.test",
            "the base URL does not begin with https:// or http://",
        ),
        (
            "localhost:8080",
            "the base URL does not begin with https:// or http://",
        ),
        (
            "https://me:sk-very-secret@api.shop.test",
            "the base URL must not hold a user name or password",
        ),
        (
            "https://api.shop.test?a=1",
            "the base URL must not hold a query or a fragment",
        ),
        (
            "https://api.shop.test/#a",
            "the base URL must not hold a query or a fragment",
        ),
    ] {
        assert_eq!(refused(builder().base_url(url)), why, "{url}");
    }
    const NOWHERE: Sdk = Sdk {
        servers: &[],
        ..SDK
    };
    assert_eq!(
        refused(Builder::new(&NOWHERE)),
        "there is no base URL: give the builder a `base_url` or set SHOP_BASE_URL"
    );
    assert_eq!(
        builder().build().unwrap().base_url(),
        "https://api.shop.test"
    );
    assert_eq!(
        builder()
            .base_url("https://x.test/a/")
            .build()
            .unwrap()
            .base_url(),
        "https://x.test/a"
    );
}

#[test]
fn keys_that_are_refused() {
    for (key, why) in [
        ("", "the API key is empty"),
        ("  ", "the API key is empty"),
        (
            "sk-very-secret\n",
            "the API key holds whitespace or control characters; perhaps a line break was copied with it",
        ),
        (
            "sk very secret",
            "the API key holds whitespace or control characters; perhaps a line break was copied with it",
        ),
        (
            "sk\u{7f}",
            "the API key holds whitespace or control characters; perhaps a line break was copied with it",
        ),
        (
            "schlüssel",
            "the API key holds characters that no header can carry",
        ),
    ] {
        for scheme in ["bearer", "header", "cookie"] {
            assert_eq!(refused(builder().credential(scheme, Secret::new(key))), why);
        }
    }
}

#[test]
fn headers_that_are_refused() {
    assert_eq!(
        refused(builder().header("bad name", "x")),
        "\"bad name\" is not a header name"
    );
    assert_eq!(
        refused(builder().header("X-Key", "sk-very-secret\n")),
        "the value of `x-key` holds characters that no header can carry"
    );
    assert_eq!(
        refused(builder().user_agent("a\nb")),
        "the user agent is not a header value"
    );
}

#[test]
fn a_credential_goes_over_plain_http_only_at_home() {
    let key = || builder().credential("bearer", Secret::new(KEY));
    for url in [
        "http://localhost:1",
        "http://api.localhost",
        "http://127.0.0.1",
        "http://127.1.2.3:80",
        "http://[::1]",
        "http://[::ffff:127.0.0.1]",
        "https://10.0.0.1",
    ] {
        assert!(key().base_url(url).build().is_ok(), "{url}");
    }
    let why = "the base URL would send a credential over plain HTTP: use https, or `allow_insecure(true)`";
    for url in [
        "http://10.0.0.1",
        "http://api.shop.test",
        "http://localhost.evil.test",
        "http://0.0.0.0",
        "http://[::2]",
    ] {
        assert_eq!(refused(key().base_url(url)), why, "{url}");
        assert_eq!(
            refused(builder().header("Authorization", "x").base_url(url)),
            why
        );
        assert!(key().base_url(url).allow_insecure(true).build().is_ok());
        assert!(
            builder().base_url(url).build().is_ok(),
            "without a credential there is nothing to lose"
        );
    }
}

#[test]
fn no_secret_in_debug() {
    let settings = builder()
        .credential("bearer", Secret::new(KEY))
        .header("Cookie", KEY);
    assert_eq!(format!("{settings:?}"), "Builder { .. }");
    let shop = Shop::with([], |builder| builder.header("Cookie", KEY));
    assert_eq!(
        format!("{:?}", shop.core),
        r#"Core { base_url: "https://api.shop.test", .. }"#
    );
    assert_eq!(format!("{:?}", shop.get(KEY)), "Call(things.get)");
}

/// Runs one of the tests below in a process with these variables.
fn in_environment(test: &str, variables: &[(&str, &str)]) {
    let output = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            &format!("client::environment::{test}"),
            "--ignored",
        ])
        .env_remove("SHOP_API_KEY")
        .env_remove("SHOP_BASE_URL")
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.contains("1 passed"),
        "{said}"
    );
}

#[test]
fn settings_come_from_the_environment() {
    in_environment(
        "both",
        &[
            ("SHOP_API_KEY", KEY),
            ("SHOP_BASE_URL", "https://eu.shop.test"),
        ],
    );
    in_environment("key_only", &[("SHOP_API_KEY", KEY)]);
    in_environment("key_only", &[("SHOP_API_KEY", KEY), ("SHOP_BASE_URL", "")]);
    in_environment("nothing", &[]);
    in_environment("empty_key", &[("SHOP_API_KEY", "")]);
    in_environment(
        "bad_url",
        &[("SHOP_API_KEY", KEY), ("SHOP_BASE_URL", "nowhere")],
    );
}

/// Not run by themselves: the environment of a running process is nobody's to change.
mod environment {
    use super::{KEY, Secret, builder, refused};
    use crate::support::{Shop, ok, run};

    #[test]
    #[ignore = "needs variables; settings_come_from_the_environment runs it"]
    fn both() {
        let shop = Shop::without_key([ok()], |builder| builder.read_env());
        run(shop.get("t1")).unwrap();
        let sent = shop.wire.only();
        assert_eq!(sent.url, "https://eu.shop.test/v0/things/t1");
        assert_eq!(sent.header("authorization"), Some("Bearer sk-very-secret"));
        // What is set in code wins, whether before or after.
        let before = builder()
            .base_url("https://x.test")
            .read_env()
            .build()
            .unwrap();
        let after = builder()
            .read_env()
            .base_url("https://x.test")
            .build()
            .unwrap();
        assert_eq!(
            (before.base_url(), after.base_url()),
            ("https://x.test", "https://x.test")
        );
    }

    #[test]
    #[ignore = "needs variables; settings_come_from_the_environment runs it"]
    fn key_only() {
        assert_eq!(
            builder().read_env().build().unwrap().base_url(),
            "https://api.shop.test"
        );
        let shop = Shop::without_key([ok()], |builder| {
            builder
                .read_env()
                .credential("bearer", Secret::new("other"))
                .base_url("https://x.test")
        });
        run(shop.get("t1")).unwrap();
        assert_eq!(
            shop.wire.only().header("authorization"),
            Some("Bearer other")
        );
        assert_ne!(KEY, "other");
    }

    #[test]
    #[ignore = "needs variables; settings_come_from_the_environment runs it"]
    fn nothing() {
        assert_eq!(
            refused(builder().read_env()),
            "the variable SHOP_API_KEY is not set"
        );
        assert!(
            builder()
                .read_env()
                .credential("query", Secret::new("q"))
                .build()
                .is_ok()
        );
        assert!(
            builder().build().is_ok(),
            "only who asks for the environment needs it"
        );
    }

    #[test]
    #[ignore = "needs variables; settings_come_from_the_environment runs it"]
    fn empty_key() {
        assert_eq!(refused(builder().read_env()), "SHOP_API_KEY is empty");
    }

    #[test]
    #[ignore = "needs variables; settings_come_from_the_environment runs it"]
    fn bad_url() {
        assert_eq!(
            refused(builder().read_env()),
            "SHOP_BASE_URL is not an absolute URL, such as https://api.example.com"
        );
    }
}

#[cfg(not(feature = "rustls"))]
#[test]
fn without_a_transport_there_is_no_client() {
    assert_eq!(
        refused(Builder::new(&SDK)),
        "there is no transport: enable the feature `rustls` or give the builder a `transport`"
    );
}

#[cfg(feature = "rustls")]
#[test]
fn a_client_can_be_made_outside_of_tokio_but_not_call() {
    let core = Builder::<Core>::new(&SDK)
        .credential("bearer", Secret::new(KEY))
        .build()
        .unwrap();
    let error = run(crate::runtime::call::Call::empty(
        &core,
        &crate::support::LIST,
    ))
    .unwrap_err();
    assert_eq!(
        error.to_string(),
        "things.list: the request failed: there is no Tokio runtime here; \
         call from within one, or give the client another transport"
    );
}

/// Where calls go.
mod servers {
    use super::*;

    fn regional() -> Builder<Core> {
        builder().server(1).server_variable("base", "v1".to_owned())
    }

    #[test]
    fn variables_stand_for_their_defaults_unless_set() {
        assert_eq!(
            regional().build().unwrap().base_url(),
            "https://eu.shop.test/v1"
        );
        let us = regional().server_variable("region", "us".to_owned());
        assert_eq!(us.build().unwrap().base_url(), "https://us.shop.test/v1");
    }

    #[test]
    fn what_a_variable_cannot_stand_for_is_refused() {
        for (name, value, why) in [
            (
                "region",
                "mars",
                "the server variable `region` must be one of `eu`, `us`",
            ),
            (
                "base",
                "v1?a=",
                "the server variable `base` holds a character that would change the URL",
            ),
        ] {
            let builder = regional().server_variable(name, value.to_owned());
            assert_eq!(refused(builder), why);
        }
        assert_eq!(
            refused(builder().server(1)),
            "the server variable `base` has no value: set it on the builder"
        );
        const OPEN: Sdk = Sdk {
            servers: &["https://{shop}.test"],
            variables: &[],
            ..SDK
        };
        let builder = Builder::new(&OPEN).server_variable("shop", "evil.test/x".to_owned());
        assert_eq!(
            refused(builder),
            "the server variable `shop` holds a character that would change the URL"
        );
    }

    #[test]
    fn calls_have_servers_of_their_own() {
        const ONE: Operation = Operation {
            servers: &["https://up.{region}.shop.test/"],
            path: "/up",
            ..Operation::GET
        };
        const EACH: Operation = Operation {
            name: "photos.get",
            servers: &["https://photos.shop.test", "http://photos.{region}.test"],
            path: "/photos",
            ..Operation::GET
        };
        let urls = |set: fn(Builder<Core>) -> Builder<Core>| {
            let shop = Shop::with([answer(204, ""), answer(204, "")], set);
            for operation in [&ONE, &EACH] {
                run(shop.call(operation)).unwrap();
            }
            shop.wire.urls()
        };
        assert_eq!(
            urls(|builder| builder),
            [
                "https://up.eu.shop.test/up",
                "https://photos.shop.test/photos"
            ]
        );
        let second = |builder: Builder<Core>| {
            let builder = builder.server(1).allow_insecure(true);
            builder.server_variable("base", String::new())
        };
        assert_eq!(
            urls(second),
            ["https://up.eu.shop.test/up", "http://photos.eu.test/photos"]
        );
        assert_eq!(
            urls(|builder| builder.base_url("https://own.test")),
            ["https://own.test/up", "https://own.test/photos"]
        );
        let careful = Shop::with([], |builder| {
            builder.server(1).server_variable("base", String::new())
        });
        assert_eq!(
            run(careful.call(&EACH)).unwrap_err().to_string(),
            "the server of photos.get would send a credential over plain HTTP: use https, or `allow_insecure(true)`"
        );
    }

    #[test]
    fn the_last_choice_counts() {
        let own = builder().server(0).base_url("https://own.test");
        assert_eq!(own.build().unwrap().base_url(), "https://own.test");
        let described = builder().base_url("https://own.test").server(0);
        assert_eq!(
            described.build().unwrap().base_url(),
            "https://api.shop.test"
        );
    }
}
