//! Which redirects are followed, and that no credential leaves its host on the way.

use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::options::CallOptions;
use crate::runtime::secret::Secret;
use crate::runtime::transport_error::TransportErrorKind;
use crate::support::{CREATE, KEY, NewThing, Shop, answer_with, api, ok, redirect, run, transport};

/// One operation that wants every kind of credential at once.
const ALL: Operation = Operation {
    parameters: &[
        Parameter::query("page"),
        Parameter::header("X-Tenant"),
        Parameter::cookie("theme"),
    ],
    auth: Some(&[&["bearer", "header", "query", "cookie"]]),
    name: "all.get",
    id: "getAll",
    path: "/all",
    ..Operation::new("GET")
};

/// A client with a credential in every place where one can be.
fn laden(locations: &[&str]) -> Shop {
    let script = locations
        .iter()
        .map(|location| redirect(302, location))
        .chain([ok()]);
    Shop::with(script, |builder| {
        builder
            .credential("header", Secret::new("header-secret"))
            .credential("query", Secret::new("query-secret"))
            .credential("cookie", Secret::new("cookie-secret"))
            .header("Proxy-Authorization", "Basic proxy-secret")
            .header("X-Extra-Token", "extra-secret")
            .header("Accept-Language", "de")
    })
}

fn call_all(shop: &Shop) {
    let call = shop
        .call(&ALL)
        .query("page", 2)
        .header("X-Tenant", "tenant-secret")
        .cookie("theme", "theme-secret");
    run(call.options(CallOptions::new().header("X-Trace", "trace-secret"))).unwrap();
}

#[test]
fn the_same_origin_gets_everything_again() {
    for location in [
        "https://api.shop.test/new?a=1",
        "/new?a=1",
        "new?a=1",
        "https://API.shop.test:443/new?a=1#part",
    ] {
        let shop = laden(&[location]);
        call_all(&shop);
        let [first, second] = &shop.wire.sent()[..] else {
            panic!()
        };
        assert_eq!(
            first.url,
            "https://api.shop.test/all?page=2&key=query-secret"
        );
        assert_eq!(
            second.url, "https://api.shop.test/new?a=1&key=query-secret",
            "{location}"
        );
        assert_eq!(second.headers, first.headers);
        assert_eq!(first.header("authorization"), Some("Bearer sk-very-secret"));
        assert_eq!(first.header("x-shop"), Some("header-secret"));
        assert_eq!(
            first.header("cookie"),
            Some("session=cookie-secret; theme=theme-secret")
        );
    }
}

#[test]
fn a_key_in_the_query_is_not_doubled() {
    let shop = laden(&["/new?key=query-secret"]);
    call_all(&shop);
    assert_eq!(
        shop.wire.urls()[1],
        "https://api.shop.test/new?key=query-secret"
    );
}

#[test]
fn no_credential_goes_to_another_scheme_host_or_port() {
    for location in [
        "https://other.test/x?a=1",
        "https://api.shop.test:8443/x?a=1",
        "https://shop.test/x?a=1",
        "https://api.shop.test.evil.test/x?a=1",
        "https://api.shop.test@evil.test/x?a=1",
        "https://user:password-secret@other.test/x?a=1",
        "//other.test/x?a=1",
        // Services copy queries into redirects.
        "https://other.test/x?key=query-secret&a=1",
        "https://other.test/x?key=older-secret&a=1",
        "https://other.test/x?a=1&copied=sk-very-secret",
    ] {
        let shop = laden(&[location]);
        call_all(&shop);
        let there = &shop.wire.sent()[1];
        assert!(
            !format!("{there:?}").contains("secret"),
            "{location}: {there:?}"
        );
        for (name, value) in &there.headers {
            assert!(
                !value.to_str().unwrap().contains("secret"),
                "{location}: {name}"
            );
        }
        assert!(there.url.ends_with("/x?a=1"), "{}", there.url);
        assert!(!there.url.contains('@'));
        assert_eq!(there.header("accept-language"), Some("de"));
        assert_eq!(there.header("user-agent"), Some("shop-sdk/1.2.3"));
    }
}

#[test]
fn http_to_https_is_another_scheme() {
    let shop = Shop::with(
        [redirect(301, "https://localhost/v0/things/t1"), ok()],
        |builder| builder.base_url("http://localhost:80"),
    );
    run(shop.get("t1")).unwrap();
    let sent = shop.wire.sent();
    assert_eq!(
        sent[0].header("authorization"),
        Some("Bearer sk-very-secret")
    );
    assert_eq!(sent[1].header("authorization"), None);
}

#[test]
fn a_way_back_home_does_not_bring_the_credentials_back() {
    let shop = laden(&["https://other.test/x", "https://api.shop.test/y", "/z"]);
    call_all(&shop);
    let sent = shop.wire.sent();
    assert_eq!(sent[3].url, "https://api.shop.test/z");
    assert_eq!(sent[2].header("authorization"), None);
    assert_eq!(sent[3].header("authorization"), None);
}

#[test]
fn a_retry_starts_at_home_with_all_credentials() {
    let shop = Shop::new([
        redirect(302, "https://other.test/x"),
        crate::support::answer(503, ""),
        ok(),
    ]);
    run(shop.get("t1")).unwrap();
    let sent = shop.wire.sent();
    assert_eq!(sent[2].url, "https://api.shop.test/v0/things/t1");
    assert_eq!(
        sent[2].header("authorization"),
        Some(format!("Bearer {KEY}").as_str())
    );
}

#[test]
fn https_to_http_is_never_followed() {
    for location in [
        "http://api.shop.test/x",
        "http://other.test/x",
        "ftp://api.shop.test/x",
        "file:///etc/passwd",
    ] {
        let shop = Shop::new([redirect(302, location)]);
        let error = api(run(shop.get("t1")).unwrap_err());
        assert_eq!(error.status().as_u16(), 302, "{location}");
        assert_eq!(error.headers()["location"], location);
    }
}

#[test]
fn five_redirects_are_followed_and_no_sixth() {
    let hops = || (1..=5).map(|hop| redirect(307, &format!("/hop{hop}")));
    let shop = Shop::new(hops().chain([ok()]));
    assert_eq!(run(shop.get("t1")).unwrap().id, "t1");
    assert_eq!(shop.wire.count(), 6);

    let shop = Shop::new(hops().chain([redirect(307, "/hop6")]));
    let error = run(shop.get("t1")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "things.get: redirected too often: more than 5 redirects"
    );
    assert_eq!(
        transport(error).kind(),
        TransportErrorKind::TooManyRedirects
    );
    assert_eq!(shop.wire.count(), 6);
}

#[test]
fn all_five_statuses_are_followed_with_the_same_method() {
    const HEAD: Operation = Operation {
        name: "things.head",
        id: "headThing",
        path: "/v0/things",
        ..Operation::new("HEAD")
    };
    for status in [301, 302, 303, 307, 308] {
        let shop = Shop::new([redirect(status, "/x"), ok()]);
        run(shop.call(&HEAD)).unwrap();
        let methods: Vec<_> = shop
            .wire
            .sent()
            .into_iter()
            .map(|sent| sent.method)
            .collect();
        assert_eq!(methods, ["HEAD", "HEAD"], "{status}");
    }
}

#[test]
fn what_changes_something_is_not_sent_elsewhere() {
    for status in [301, 302, 303, 307, 308] {
        let shop = Shop::new([redirect(status, "/x")]);
        let error = api(run(shop.create(&NewThing::named("a").client_id("c"))).unwrap_err());
        assert_eq!(error.status().as_u16(), status);
    }
    for method in ["PUT", "PATCH", "DELETE", "OPTIONS"] {
        let operation = Box::leak(Box::new(Operation { method, ..CREATE }));
        let shop = Shop::new([redirect(302, "/x")]);
        assert_eq!(
            run(shop.call(operation))
                .unwrap_err()
                .status()
                .unwrap()
                .as_u16(),
            302
        );
    }
}

#[test]
fn a_declared_redirect_is_an_answer() {
    const DOWNLOAD: Operation = Operation {
        redirects: &[302],
        name: "files.get",
        id: "getFile",
        path: "/v0/file",
        ..Operation::new("GET")
    };
    let shop = Shop::new([redirect(302, "https://cdn.test/file")]);
    let error = api(run(shop.call(&DOWNLOAD)).unwrap_err());
    assert_eq!(error.headers()["location"], "https://cdn.test/file");
    // Only the declared one.
    let shop = Shop::new([redirect(301, "/moved"), ok()]);
    run(shop.call(&DOWNLOAD)).unwrap();
}

#[test]
fn a_redirect_to_nowhere_is_an_error_answer() {
    for headers in [
        &[][..],
        &[("location", "https://[")],
        &[("location", "https://")],
    ] {
        let shop = Shop::new([answer_with(302, headers, "")]);
        assert_eq!(
            run(shop.get("t1")).unwrap_err().status().unwrap().as_u16(),
            302
        );
    }
    for status in [300, 304, 305, 306] {
        let shop = Shop::new([redirect(status, "/x")]);
        assert_eq!(
            run(shop.get("t1")).unwrap_err().status().unwrap().as_u16(),
            status
        );
    }
}

/// An operation that declares nothing but a redirect has succeeded with one: its `Location` is what is asked for.
#[test]
fn a_redirect_that_is_all_there_is_is_a_success() {
    const FILE: Operation = Operation {
        name: "files.locate",
        path: "/file",
        redirects: &[302],
        ends_in_redirect: true,
        ..Operation::GET
    };
    let shop = Shop::new([
        redirect(302, "https://cdn.test/f"),
        redirect(307, "https://cdn.test/f"),
    ]);
    let response = run(shop.call(&FILE).with_response()).unwrap();
    assert_eq!(response.status(), 302);
    assert_eq!(response.headers()["location"], "https://cdn.test/f");
    assert_eq!(shop.wire.count(), 1);
}
