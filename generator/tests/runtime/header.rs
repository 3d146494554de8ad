//! Declared headers of answers.

use crate::runtime::error::Error;
use crate::runtime::header::Header;
use crate::support::{Shop, answer_with, run};

const TOTAL: Header<i64> = Header::json("X-Total");
const KIND: Header<String> = Header::text("X-Kind");
const TAGS: Header<Vec<String>> = Header::texts("X-Tags");
const PARTS: Header<Vec<u8>> = Header::numbers("X-Parts");

#[test]
fn headers_have_types() {
    let headers = [
        ("x-total", "12"),
        ("x-kind", " 007 "),
        ("x-tags", "a, b"),
        ("x-tags", "c"),
        ("x-parts", "1,2"),
    ];
    let shop = Shop::new([answer_with(200, &headers, r#"{"id":"t1"}"#)]);
    let response = run(shop.get("t1").with_response()).unwrap();
    assert_eq!(response.header(TOTAL).unwrap(), Some(12));
    assert_eq!(response.header(KIND).unwrap().as_deref(), Some("007"));
    let tags = response.header(TAGS).unwrap().unwrap();
    assert_eq!(tags, ["a", "b", "c"]);
    assert_eq!(response.header(PARTS).unwrap(), Some(vec![1, 2]));
}

#[test]
fn a_header_that_does_not_fit_says_which_and_why() {
    let headers = [("x-total", "many"), ("x-parts", "1,300")];
    let shop = Shop::new([answer_with(404, &headers, "")]);
    let Error::Api(error) = run(shop.get("t1")).unwrap_err() else {
        panic!()
    };
    assert_eq!(error.header(KIND).unwrap(), None);
    let wrong = error.header(TOTAL).unwrap_err().to_string();
    assert_eq!(
        wrong,
        "things.get: cannot decode the answer at X-Total: is not written as a number, a boolean or JSON"
    );
    assert!(matches!(error.header(PARTS), Err(Error::Decode(_))));
}
