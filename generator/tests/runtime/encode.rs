//! Parameters in every place and style.

use serde::Serialize;
use serde_json::json;

use crate::runtime::error::Error;
use crate::runtime::operation::{Operation, Parameter, ParameterStyle};
use crate::runtime::secret::Secret;
use crate::support::{GET, LIST, Sent, Shop, ok, run};

/// What is sent for one parameter with this value.
fn sent(parameter: Parameter, value: impl Serialize) -> Sent {
    let place = parameter.place;
    let path = if parameter.required {
        "/p/{it}/end"
    } else {
        "/p"
    };
    let parameters = Box::leak(Box::new([parameter]));
    let operation = Box::leak(Box::new(Operation {
        parameters,
        name: "it.get",
        id: "getIt",
        path,
        ..Operation::new("GET")
    }));
    let shop = Shop::new([ok()]);
    let call = shop.call(operation);
    use crate::runtime::operation::Place;
    run(match place {
        Place::Path => call.path("it", value),
        Place::Query => call.query("it", value),
        Place::Header => call.header("it", value),
        Place::Cookie => call.cookie("it", value),
        Place::Field => call.field("it", value),
    })
    .unwrap();
    shop.wire.only()
}

fn path(style: ParameterStyle, explode: bool, value: impl Serialize) -> String {
    let url = sent(
        Parameter {
            style,
            explode,
            ..Parameter::path("it")
        },
        value,
    )
    .url;
    let path = url.strip_prefix("https://api.shop.test/p/").unwrap();
    path.strip_suffix("/end").unwrap().to_owned()
}

fn query(style: ParameterStyle, explode: bool, value: impl Serialize) -> String {
    let url = sent(
        Parameter {
            style,
            explode,
            ..Parameter::query("it")
        },
        value,
    )
    .url;
    url.strip_prefix("https://api.shop.test/p")
        .unwrap()
        .to_owned()
}

#[test]
fn path_styles() {
    let list = json!(["a b", "c/d"]);
    let object = json!({ "r": 1, "g": "x,y" });
    for (style, explode, text, of_list, of_object) in [
        (
            ParameterStyle::Simple,
            false,
            "v%20w",
            "a%20b,c%2Fd",
            "g,x%2Cy,r,1",
        ),
        (
            ParameterStyle::Simple,
            true,
            "v%20w",
            "a%20b,c%2Fd",
            "g=x%2Cy,r=1",
        ),
        (
            ParameterStyle::Label,
            false,
            ".v%20w",
            ".a%20b,c%2Fd",
            ".g,x%2Cy,r,1",
        ),
        (
            ParameterStyle::Label,
            true,
            ".v%20w",
            ".a%20b.c%2Fd",
            ".g=x%2Cy.r=1",
        ),
        (
            ParameterStyle::Matrix,
            false,
            ";it=v%20w",
            ";it=a%20b,c%2Fd",
            ";it=g,x%2Cy,r,1",
        ),
        (
            ParameterStyle::Matrix,
            true,
            ";it=v%20w",
            ";it=a%20b;it=c%2Fd",
            ";g=x%2Cy;r=1",
        ),
    ] {
        assert_eq!(path(style, explode, "v w"), text, "{style:?} {explode}");
        assert_eq!(path(style, explode, &list), of_list, "{style:?} {explode}");
        assert_eq!(
            path(style, explode, &object),
            of_object,
            "{style:?} {explode}"
        );
    }
    assert_eq!(
        path(ParameterStyle::Json, false, json!({ "a": [1] })),
        "%7B%22a%22%3A%5B1%5D%7D"
    );
}

#[test]
fn query_styles() {
    let list = json!(["a b", "c&d", 3]);
    let object = json!({ "r": 1, "g": "x=y" });
    for (style, explode, of_list, of_object) in [
        (
            ParameterStyle::Form,
            true,
            "?it=a%20b&it=c%26d&it=3",
            "?g=x%3Dy&r=1",
        ),
        (
            ParameterStyle::Form,
            false,
            "?it=a%20b,c%26d,3",
            "?it=g,x%3Dy,r,1",
        ),
        (
            ParameterStyle::SpaceDelimited,
            false,
            "?it=a%20b%20c%26d%203",
            "?it=g%20x%3Dy%20r%201",
        ),
        (
            ParameterStyle::PipeDelimited,
            false,
            "?it=a%20b%7Cc%26d%7C3",
            "?it=g%7Cx%3Dy%7Cr%7C1",
        ),
        (
            ParameterStyle::DeepObject,
            true,
            "?it%5B0%5D=a%20b&it%5B1%5D=c%26d&it%5B2%5D=3",
            "?it%5Bg%5D=x%3Dy&it%5Br%5D=1",
        ),
        (
            ParameterStyle::Json,
            false,
            "?it=%5B%22a%20b%22%2C%22c%26d%22%2C3%5D",
            "?it=%7B%22g%22%3A%22x%3Dy%22%2C%22r%22%3A1%7D",
        ),
    ] {
        assert_eq!(query(style, explode, &list), of_list, "{style:?} {explode}");
        assert_eq!(
            query(style, explode, &object),
            of_object,
            "{style:?} {explode}"
        );
    }
    let nested = json!({ "a": { "b c": [true, null, 2] } });
    assert_eq!(
        query(ParameterStyle::DeepObject, true, nested),
        "?it%5Ba%5D%5Bb%20c%5D%5B0%5D=true&it%5Ba%5D%5Bb%20c%5D%5B2%5D=2"
    );
}

#[test]
fn scalars_in_the_query() {
    for (value, encoded) in [
        (json!(""), "?it="),
        (json!(0), "?it=0"),
        (json!(-1.5), "?it=-1.5"),
        (json!(u64::MAX), "?it=18446744073709551615"),
        (json!(false), "?it=false"),
        (json!("AZaz09-._~"), "?it=AZaz09-._~"),
        (json!("a+b c%20?#[]"), "?it=a%2Bb%20c%2520%3F%23%5B%5D"),
        (json!("ü€𝄞"), "?it=%C3%BC%E2%82%AC%F0%9D%84%9E"),
        (json!(null), ""),
        (json!([]), ""),
        (json!({}), ""),
        (json!([null, "a"]), "?it=a"),
    ] {
        assert_eq!(
            query(ParameterStyle::Form, true, &value),
            encoded,
            "{value}"
        );
    }
    assert_eq!(query(ParameterStyle::Form, false, json!([])), "");
}

#[test]
fn reserved_characters_stay_where_they_are_allowed() {
    let parameter = || Parameter {
        allow_reserved: true,
        ..Parameter::query("it")
    };
    for (value, encoded) in [
        ("a/b:c?d@e", "?it=a/b:c?d@e"),
        ("%41%zz%", "?it=%41%25zz%25"),
        ("a&b#c+d e", "?it=a%26b%23c%2Bd%20e"),
    ] {
        assert!(sent(parameter(), value).url.ends_with(encoded), "{value}");
    }
}

#[test]
fn headers_and_cookies() {
    assert_eq!(
        sent(Parameter::header("it"), "a b").header("it"),
        Some("a b")
    );
    assert_eq!(
        sent(Parameter::header("it"), json!([1, 2])).header("it"),
        Some("1,2")
    );
    let exploded = Parameter {
        explode: true,
        ..Parameter::header("it")
    };
    assert_eq!(
        sent(exploded, json!({ "a": 1, "b": 2 })).header("it"),
        Some("a=1,b=2")
    );
    assert_eq!(
        sent(Parameter::cookie("it"), "a; b").header("cookie"),
        Some("it=a%3B%20b")
    );
    assert_eq!(
        sent(Parameter::cookie("it"), json!(["a", "b"])).header("cookie"),
        Some("it=a; it=b")
    );
    assert_eq!(
        sent(Parameter::cookie("it"), None::<String>).header("cookie"),
        None
    );
    for (number, text) in [(3766357.0, "3766357"), (-2.5, "-2.5"), (1e300, "1e+300")] {
        let header = sent(Parameter::header("it"), number);
        assert_eq!(header.header("it"), Some(text));
    }
    let raw = |explode| Parameter {
        explode,
        style: ParameterStyle::Cookie,
        ..Parameter::cookie("it")
    };
    assert_eq!(
        sent(raw(true), json!(["a%20b", "\"c/d\""])).header("cookie"),
        Some("it=a%20b; it=\"c/d\"")
    );
    assert_eq!(
        sent(raw(false), json!(["a", "b"])).header("cookie"),
        Some("it=a,b")
    );
    assert_eq!(
        sent(raw(true), json!({"x[]": 1, "z": 2})).header("cookie"),
        Some("x[]=1; z=2")
    );
    const SESSION: Operation = Operation {
        parameters: &[Parameter {
            style: ParameterStyle::Cookie,
            ..Parameter::cookie("session")
        }],
        name: "it.get",
        id: "getIt",
        path: "/p",
        ..Operation::new("GET")
    };
    for bad in [
        json!("a; b"),
        json!("ü"),
        json!({"a=b": 1}),
        json!({"a\r\n": 1}),
    ] {
        let shop = Shop::new([]);
        let error = run(shop.call(&SESSION).cookie("session", bad)).unwrap_err();
        assert!(error.to_string().contains("sent as it is"), "{error}");
    }

    const LANG: Operation = Operation {
        parameters: &[Parameter::header("X-Lang")],
        name: "it.get",
        id: "getIt",
        path: "/p",
        ..Operation::new("GET")
    };
    let shop = Shop::new([]);
    let error = run(shop.call(&LANG).header("X-Lang", "a\r\nX-Evil: b")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "it.get: not sent: X-Lang must not hold line breaks or other control characters"
    );
}

#[test]
fn the_same_parameter_twice_is_the_last_one_and_null_takes_it_out() {
    let shop = Shop::new([ok(), ok()]);
    let call = shop
        .call(&LIST)
        .query("limit", 1)
        .query("page_token", "t")
        .query("limit", 2);
    run(call.clone()).unwrap();
    run(call.query("page_token", None::<&str>)).unwrap();
    assert_eq!(
        shop.wire.urls(),
        [
            "https://api.shop.test/v0/things?page_token=t&limit=2",
            "https://api.shop.test/v0/things?limit=2"
        ]
    );
}

#[test]
fn ids_are_one_segment_whatever_they_hold() {
    for (id, segment) in [
        ("a/b", "a%2Fb"),
        ("a?b#c", "a%3Fb%23c"),
        ("../x", "..%2Fx"),
        ("50%", "50%25"),
        ("...", "..."),
        ("%2e%2e%2e", "%252e%252e%252e"),
        ("a@b.c", "a%40b.c"),
        (" ", "%20"),
    ] {
        let shop = Shop::new([ok()]);
        run(shop.get(id)).unwrap();
        assert_eq!(
            shop.wire.only().url,
            format!("https://api.shop.test/v0/things/{segment}")
        );
    }
}

#[test]
fn ids_that_would_change_the_path_are_refused() {
    let dots = [
        "",
        ".",
        "..",
        "%2e",
        "%2E",
        "%2e%2E",
        ".%2e",
        "%2e.",
        "%252e",
        "%25252E%2e",
        "%2%65",
        "%%32%65.",
    ];
    for validate in [true, false] {
        for id in dots {
            let shop = Shop::with([], |builder| builder.validate(validate));
            let Err(Error::Invalid(error)) = run(shop.get(id)) else {
                panic!("{id:?} was not refused")
            };
            assert_eq!(error.breaches()[0].path(), "id");
            assert_eq!(error.breaches()[0].rule(), "path");
            assert_eq!(shop.wire.count(), 0);
        }
    }
    let error = run(Shop::new([]).get("")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "things.get: not sent: id must not be empty"
    );
    let error = run(Shop::new([]).get("%2e.")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "things.get: not sent: id must not be `.` or `..`, in any encoding: the path would lead elsewhere"
    );
}

#[test]
fn other_styles_cannot_change_the_path_either() {
    for style in [ParameterStyle::Label, ParameterStyle::Matrix] {
        let parameters = Box::leak(Box::new([Parameter {
            style,
            ..Parameter::path("it")
        }]));
        let operation = Box::leak(Box::new(Operation {
            parameters,
            name: "it.get",
            id: "getIt",
            path: "/p/{it}",
            ..Operation::new("GET")
        }));
        let empty = [json!(""), json!([]), json!({}), json!([null])];
        let dots = [json!("."), json!([""])];
        let label_only = dots.iter().filter(|_| style == ParameterStyle::Label);
        for value in empty.iter().chain(label_only) {
            let outcome = run(Shop::new([]).call(operation).path("it", value));
            assert!(
                matches!(outcome, Err(Error::Invalid(_))),
                "{style:?} {value}"
            );
        }
    }
}

#[test]
fn what_is_required_must_be_there() {
    let shop = Shop::new([]);
    let error = run(shop.call(&GET)).unwrap_err();
    assert_eq!(error.to_string(), "things.get: not sent: id is required");
    let error = run(shop.call(&GET).path("id", None::<&str>)).unwrap_err();
    assert_eq!(error.to_string(), "things.get: not sent: id is required");
}

#[test]
fn a_parameter_nobody_declared_is_refused() {
    let error = run(Shop::new([]).get("t1").query("nonsense", 1)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "things.get: not sent: nonsense cannot be encoded"
    );
}

#[test]
fn base_urls_may_have_a_path() {
    for (base, url) in [
        (
            "http://localhost:8080/proxy",
            "http://localhost:8080/proxy/v0/things/t1",
        ),
        (
            "http://localhost:8080/proxy/",
            "http://localhost:8080/proxy/v0/things/t1",
        ),
        ("http://localhost", "http://localhost/v0/things/t1"),
        ("https://[::1]:1/a/b//", "https://[::1]:1/a/b/v0/things/t1"),
    ] {
        let shop = Shop::with([ok()], |builder| builder.base_url(base));
        run(shop.get("t1")).unwrap();
        assert_eq!(shop.wire.only().url, url);
    }
}

#[test]
fn a_path_with_a_query_of_its_own_goes_on_with_more() {
    const ODD: Operation = Operation {
        parameters: &[Parameter::query("it")],
        auth: Some(&[&["query"]]),
        name: "odd.get",
        id: "getOdd",
        path: "/p?beta=true",
        ..Operation::new("GET")
    };
    let shop = Shop::with([ok()], |builder| {
        builder.credential("query", Secret::new("a&b"))
    });
    run(shop.call(&ODD).query("it", 1)).unwrap();
    assert_eq!(
        shop.wire.only().url,
        "https://api.shop.test/p?beta=true&it=1&key=a%26b"
    );
}

#[test]
fn a_url_that_is_too_long_is_refused() {
    let error = run(Shop::new([]).get(&"x".repeat(70_000))).unwrap_err();
    assert_eq!(
        error.to_string(),
        "things.get: not sent: the URL is too long or not valid"
    );
}

#[test]
fn separators_in_every_place() {
    use ParameterStyle::{PipeDelimited, SpaceDelimited, TabDelimited};
    let items = json!(["a", "b|c"]);
    assert_eq!(path(PipeDelimited, false, &items), "a%7Cb%7Cc");
    assert_eq!(path(TabDelimited, false, &items), "a%09b%7Cc");
    assert_eq!(query(TabDelimited, false, &items), "?it=a%09b%7Cc");
    let words = sent(
        Parameter {
            style: SpaceDelimited,
            ..Parameter::header("it")
        },
        &items,
    );
    assert_eq!(words.header("it"), Some("a b|c"));
}

#[test]
fn the_whole_query() {
    let whole = ParameterStyle::Whole;
    assert_eq!(
        query(whole, false, json!({"a": "b c"})),
        "?%7B%22a%22%3A%22b%20c%22%7D"
    );
    assert_eq!(query(whole, false, json!("a&b")), "?a%26b");
    let members = json!({"kind": ["cat", "dog"], "page": 2, "none": null});
    assert_eq!(
        query(ParameterStyle::Form, true, members),
        "?kind=cat&kind=dog&page=2"
    );
}

#[test]
fn an_empty_text_in_a_path_is_something_as_json() {
    assert_eq!(path(ParameterStyle::Json, false, json!("")), "%22%22");
}
