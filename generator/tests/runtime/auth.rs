//! Which credentials a call sends, and where.

use crate::runtime::error::Error;
use crate::runtime::operation::Operation;
use crate::runtime::options::CallOptions;
use crate::runtime::secret::Secret;
use crate::support::{Sent, Shop, ok, run};

const OPEN: Operation = Operation {
    name: "it.get",
    id: "getIt",
    path: "/it",
    ..Operation::new("GET")
};

/// What is sent, with the credentials given, for an operation that allows these alternatives.
fn sent(
    auth: &'static [&'static [&'static str]],
    credentials: &[(&'static str, &str)],
) -> Result<Sent, Error> {
    let operation = Box::leak(Box::new(Operation {
        auth: Some(auth),
        ..OPEN
    }));
    let shop = Shop::without_key([ok()], |mut builder| {
        for (scheme, text) in credentials {
            builder = builder.credential(scheme, Secret::new(*text));
        }
        builder
    });
    run(shop.call(operation))?;
    Ok(shop.wire.only())
}

#[test]
fn every_scheme_in_its_place() {
    let bearer = sent(&[&["bearer"]], &[("bearer", "k")]).unwrap();
    assert_eq!(bearer.header("authorization"), Some("Bearer k"));
    assert!(bearer.headers["authorization"].is_sensitive());
    let header = sent(&[&["header"]], &[("header", "k")]).unwrap();
    assert_eq!(header.header("x-shop"), Some("k"));
    assert!(header.headers["x-shop"].is_sensitive());
    assert_eq!(
        sent(&[&["query"]], &[("query", "k+/=")]).unwrap().url,
        "https://api.shop.test/it?key=k%2B%2F%3D"
    );
    let cookie = sent(&[&["cookie"]], &[("cookie", "k")]).unwrap();
    assert_eq!(cookie.header("cookie"), Some("session=k"));
    assert!(cookie.headers["cookie"].is_sensitive());
}

#[test]
fn basic_is_base64() {
    for (text, encoded) in [
        ("Aladdin:open sesame", "QWxhZGRpbjpvcGVuIHNlc2FtZQ=="),
        ("a:", "YTo="),
        ("a:b", "YTpi"),
        ("a:bc", "YTpiYw=="),
        ("üser:påss~?>", "w7xzZXI6cMOlc3N+Pz4="),
    ] {
        let basic = sent(&[&["basic"]], &[("basic", text)]).unwrap();
        assert_eq!(
            basic.header("authorization"),
            Some(format!("Basic {encoded}").as_str())
        );
    }
}

#[test]
fn only_what_the_operation_asks_for_is_sent() {
    let open = sent(&[], &[("bearer", "k"), ("query", "q")]).unwrap();
    assert_eq!(open.header("authorization"), None);
    assert_eq!(open.url, "https://api.shop.test/it");
}

#[test]
fn the_first_complete_alternative_is_taken() {
    let either: &[&[&str]] = &[&["bearer", "header"], &["query"]];
    let first = sent(either, &[("bearer", "b"), ("header", "h"), ("query", "q")]).unwrap();
    assert_eq!(
        (first.header("authorization"), first.header("x-shop")),
        (Some("Bearer b"), Some("h"))
    );
    assert!(!first.url.contains('?'));
    let second = sent(either, &[("bearer", "b"), ("query", "q")]).unwrap();
    assert_eq!(
        (second.header("authorization"), second.header("x-shop")),
        (None, None)
    );
    assert!(second.url.ends_with("?key=q"));
}

#[test]
fn an_optional_credential_is_sent_when_there_is_one() {
    let either_order: [&'static [&'static [&'static str]]; 2] =
        [&[&[], &["bearer"]], &[&["bearer"], &[]]];
    for optional in either_order {
        assert_eq!(sent(optional, &[]).unwrap().header("authorization"), None);
        assert_eq!(
            sent(optional, &[("bearer", "b")])
                .unwrap()
                .header("authorization"),
            Some("Bearer b")
        );
    }
}

#[test]
fn a_missing_credential_is_named_and_nothing_is_sent() {
    let error = sent(&[&["bearer"]], &[]).unwrap_err();
    assert!(matches!(error, Error::Config(_)));
    assert_eq!(
        error.to_string(),
        "it.get needs a credential: give the builder the one for `bearer` (variable SHOP_API_KEY)"
    );
    let error = sent(&[&["bearer", "header"], &["query"]], &[("header", "h")]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "it.get needs a credential: give the builder the one for `bearer` (variable SHOP_API_KEY), or the one for `query`"
    );
}

#[test]
fn a_header_set_by_hand_is_a_credential_too() {
    const CLOSED: Operation = Operation {
        auth: Some(&[&["bearer"]]),
        ..OPEN
    };
    let shop = Shop::without_key([ok()], |builder| {
        builder.header("authorization", "Bearer mine")
    });
    run(shop.call(&CLOSED)).unwrap();
    assert_eq!(
        shop.wire.only().header("authorization"),
        Some("Bearer mine")
    );

    let shop = Shop::without_key([ok()], |builder| builder);
    run(shop
        .call(&CLOSED)
        .options(CallOptions::new().header("Authorization", "Bearer mine")))
    .unwrap();
    assert_eq!(
        shop.wire.only().header("authorization"),
        Some("Bearer mine")
    );
}

#[test]
fn what_we_do_not_know_is_the_callers_business() {
    sent(&[&["hook"]], &[]).unwrap();
}

#[test]
fn cookies_of_all_origins_are_joined() {
    const CLOSED: Operation = Operation {
        auth: Some(&[&["cookie"]]),
        ..OPEN
    };
    let shop = Shop::without_key([ok()], |builder| {
        builder
            .credential("cookie", Secret::new("k"))
            .header("Cookie", "mine=1")
    });
    run(shop.call(&CLOSED)).unwrap();
    assert_eq!(shop.wire.only().header("cookie"), Some("mine=1; session=k"));
}
