//! Parameters that the client is given once: calls may give their own, and required ones are missed.

use crate::runtime::client::Core;
use crate::runtime::client_builder::Builder;
use crate::runtime::error::Error;
use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::options::CallOptions;
use crate::runtime::sdk::{ClientParameter, Sdk};
use crate::support::{SDK, Sent, Shop, answer, run};

const SHARED: Sdk = Sdk {
    parameters: &[
        ClientParameter {
            name: "tenant",
            parameter: Parameter::header("X-Tenant"),
            everywhere: false,
            default: None,
            env: Some("SHOP_TENANT"),
        },
        ClientParameter {
            name: "locale",
            parameter: Parameter::query("locale"),
            everywhere: false,
            default: None,
            env: None,
        },
        ClientParameter {
            name: "version",
            parameter: Parameter::header("X-Version"),
            everywhere: true,
            default: Some("2026-01-01"),
            env: None,
        },
    ],
    ..SDK
};

const LIST: Operation = Operation {
    name: "things.list",
    path: "/things",
    parameters: &[
        Parameter::header("x-tenant").required(),
        Parameter::query("locale"),
    ],
    ..Operation::GET
};

const PLAIN: Operation = Operation {
    name: "status.get",
    path: "/status",
    ..Operation::GET
};

fn shop(set: impl FnOnce(Builder<Core>) -> Builder<Core>) -> Shop {
    let shop = Shop::new([answer(204, ""), answer(204, "")]);
    let builder = Builder::new(&SHARED)
        .transport(shop.wire.clone())
        .clock(shop.clock.clone());
    Shop {
        core: set(builder).build().unwrap(),
        ..shop
    }
}

fn only(shop: &Shop) -> Sent {
    let sent = shop.wire.sent();
    sent.into_iter().next().unwrap()
}

#[test]
fn calls_are_sent_with_the_parameters_of_the_client_that_they_take() {
    let shop = shop(|builder| {
        builder
            .parameter("tenant", "acme")
            .parameter("locale", "de")
    });
    run(shop.call(&LIST)).unwrap();
    run(shop.call(&PLAIN)).unwrap();
    let [list, plain] = &shop.wire.sent()[..] else {
        panic!()
    };
    assert_eq!(list.url, "https://api.shop.test/things?locale=de");
    assert_eq!(list.header("x-tenant"), Some("acme"));
    assert_eq!(list.header("x-version"), Some("2026-01-01"));
    assert_eq!(plain.url, "https://api.shop.test/status");
    assert_eq!(plain.header("x-tenant"), None);
    assert_eq!(plain.header("x-version"), Some("2026-01-01"));
}

#[test]
fn a_call_may_give_its_own() {
    let set = |builder: Builder<Core>| {
        let builder = builder
            .parameter("tenant", "acme")
            .parameter("locale", "de");
        builder.parameter("version", "2")
    };
    let own = shop(set);
    run(own
        .call(&LIST)
        .header("x-tenant", "other")
        .query("locale", "en"))
    .unwrap();
    let sent = only(&own);
    assert_eq!(sent.url, "https://api.shop.test/things?locale=en");
    assert_eq!(sent.header("x-tenant"), Some("other"));
    assert_eq!(sent.header("x-version"), Some("2"));
    let headers = shop(set);
    let options = CallOptions::new()
        .header("X-Version", "3")
        .header("X-Tenant", "raw");
    run(headers.call(&LIST).options(options)).unwrap();
    let sent = only(&headers);
    assert_eq!(sent.header("x-version"), Some("3"));
    assert_eq!(sent.header("x-tenant"), Some("raw"));
}

#[test]
fn a_required_one_that_nobody_gives_is_an_error_of_the_settings() {
    let shop = shop(|builder| builder);
    let error = run(shop.call(&LIST)).unwrap_err();
    assert!(matches!(error, Error::Config(_)), "{error}");
    assert_eq!(
        error.to_string(),
        "things.list needs `X-Tenant`: give it to the client's builder (`tenant`), the variable SHOP_TENANT or the call"
    );
    assert_eq!(shop.wire.count(), 0);
    run(shop.call(&LIST).header("x-tenant", "acme")).unwrap();
}
