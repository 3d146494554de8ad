//! Bodies that are no JSON, and answers that are read piece by piece.

use std::collections::VecDeque;

use bytes::Bytes;
use http::Response;
use serde_json::json;

use crate::runtime::call::Call;
use crate::runtime::download::Download;
use crate::runtime::error::Error;
use crate::runtime::operation::{Operation, Parameter, ParameterStyle};
use crate::runtime::transport::Body;
use crate::runtime::transport_error::TransportErrorKind;
use crate::runtime::upload::Upload;
use crate::runtime::validate::Rule;
use crate::support::{Pieces, Sent, Shop, Step, answer, cut, fail, ok, run};

const FORM: Operation = Operation {
    parameters: &[
        Parameter {
            required: true,
            ..Parameter::field("name")
        },
        Parameter::field("tags"),
        Parameter::field("meta"),
        Parameter {
            style: ParameterStyle::DeepObject,
            ..Parameter::field("card")
        },
        Parameter {
            explode: false,
            ..Parameter::field("ids")
        },
    ],
    name: "forms.send",
    id: "sendForm",
    path: "/forms",
    content_type: Some("application/x-www-form-urlencoded"),
    ..Operation::POST
};

const UPLOAD: Operation = Operation {
    parameters: &[
        Parameter::field("name"),
        Parameter::field("meta"),
        Parameter::field("tags"),
        Parameter {
            required: true,
            ..Parameter::field("file")
        },
        Parameter {
            content_type: Some("image/png"),
            ..Parameter::field("pictures")
        },
    ],
    name: "files.upload",
    id: "uploadFile",
    path: "/files",
    content_type: Some("multipart/form-data"),
    ..Operation::POST
};

const RAW: Operation = Operation {
    name: "blobs.put",
    id: "putBlob",
    path: "/blobs",
    content_type: Some("application/octet-stream"),
    ..Operation::PUT
};

#[test]
fn fields_of_a_form() {
    let shop = Shop::new([ok()]);
    let call = shop
        .call(&FORM)
        .field("name", "a b&c=ü+%")
        .field("tags", ["x", "y z"])
        .field("meta", json!({"a": [1, "b"]}))
        .field("card", json!({"exp": {"year": 2030}, "codes": ["a", "b"]}))
        .field("ids", [1, 2]);
    run(call).unwrap();
    let sent = shop.wire.only();
    assert_eq!(
        sent.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    assert_eq!(
        sent.body,
        "name=a%20b%26c%3D%C3%BC%2B%25&tags=x&tags=y%20z&meta=%7B%22a%22%3A%5B1%2C%22b%22%5D%7D\
         &card%5Bcodes%5D%5B0%5D=a&card%5Bcodes%5D%5B1%5D=b&card%5Bexp%5D%5Byear%5D=2030&ids=1,2"
    );
}

#[test]
fn a_form_without_a_required_field_is_not_sent() {
    let shop = Shop::new([]);
    let error = run(shop.call(&FORM).field("tags", ["x"])).unwrap_err();
    assert!(error.to_string().contains("name is required"), "{error}");
    assert_eq!(shop.wire.count(), 0);
}

#[test]
fn a_form_can_be_made_from_an_object() {
    let shop = Shop::new([ok()]);
    let body = json!({"b": [1, 2], "a": {"x": 1}, "n": null, "t": "ü"});
    run(shop.call(&FORM).field("name", "n")).unwrap();
    assert_eq!(shop.wire.only().body, "name=n");
    const WHOLE: Operation = Operation {
        parameters: &[],
        ..FORM
    };
    let shop = Shop::new([ok()]);
    run(shop.call(&WHOLE).with_form(&body)).unwrap();
    assert_eq!(
        shop.wire.only().body,
        "a=%7B%22x%22%3A1%7D&b=1&b=2&t=%C3%BC"
    );
}

/// The parts of what was sent: heads and contents.
fn parts(sent: &Sent) -> Vec<(String, String)> {
    let content_type = sent.header("content-type").unwrap();
    let boundary = content_type
        .strip_prefix("multipart/form-data; boundary=")
        .unwrap();
    let body = String::from_utf8(sent.body.to_vec()).unwrap();
    let body = body.strip_suffix(&format!("--{boundary}--\r\n")).unwrap();
    let delimiter = format!("--{boundary}\r\n");
    let (first, rest) = body.split_at(delimiter.len());
    assert_eq!(first, delimiter);
    let rest = rest.strip_suffix("\r\n").unwrap();
    rest.split(&format!("\r\n{delimiter}"))
        .map(|part| part.split_once("\r\n\r\n").unwrap())
        .map(|(head, content)| (head.to_owned(), content.to_owned()))
        .collect()
}

#[test]
fn parts_of_a_form() {
    let shop = Shop::new([ok()]);
    let call = shop
        .call(&UPLOAD)
        .file(
            "file",
            Upload::bytes("%PDF")
                .file_name("a \"b\"\r\n.pdf")
                .content_type("application/pdf")
                .header("X-Sum", "1f"),
        )
        .field("name", "ü\"")
        .field("tags", ["x", "y"])
        .field("meta", json!({"k": 1}))
        .files("pictures", ["one", "two"]);
    run(call).unwrap();
    let disposition = |rest: &str| format!("Content-Disposition: form-data; {rest}");
    let picture =
        disposition("name=\"pictures\"; filename=\"pictures\"\r\nContent-Type: image/png");
    let expected = [
        (disposition("name=\"name\""), "ü\""),
        (disposition("name=\"tags\""), "x"),
        (disposition("name=\"tags\""), "y"),
        (
            disposition("name=\"meta\"\r\nContent-Type: application/json"),
            "{\"k\":1}",
        ),
        (
            disposition(
                "name=\"file\"; filename=\"a %22b%22%0D%0A.pdf\"\r\nContent-Type: application/pdf\r\nX-Sum: 1f",
            ),
            "%PDF",
        ),
        (picture.clone(), "one"),
        (picture, "two"),
    ];
    let expected = expected.map(|(head, content)| (head, content.to_owned()));
    assert_eq!(parts(&shop.wire.only()), expected);
}

#[test]
fn parts_of_names_that_are_not_described() {
    const OPEN: Operation = Operation {
        name: "things.send",
        parameters: &[
            Parameter {
                style: ParameterStyle::Members,
                rules: &[Rule::Values(&[Rule::MaxLength(3)])],
                ..Parameter::field("labels")
            },
            Parameter {
                style: ParameterStyle::Members,
                ..Parameter::field("files")
            },
        ],
        content_type: Some("multipart/form-data"),
        ..Operation::POST
    };
    let shop = Shop::new([ok()]);
    let call = shop
        .call(&OPEN)
        .field("labels", json!({"a": "x", "b\"": [1, 2], "c": {"k": 1}}))
        .named_files("files", [("one", "1"), ("two", "2")]);
    run(call).unwrap();
    let disposition = |rest: &str| format!("Content-Disposition: form-data; {rest}");
    let stream = "Content-Type: application/octet-stream";
    let expected = [
        (disposition("name=\"a\""), "x"),
        (disposition("name=\"b%22\""), "1"),
        (disposition("name=\"b%22\""), "2"),
        (
            disposition("name=\"c\"\r\nContent-Type: application/json"),
            "{\"k\":1}",
        ),
        (
            disposition(&format!("name=\"one\"; filename=\"one\"\r\n{stream}")),
            "1",
        ),
        (
            disposition(&format!("name=\"two\"; filename=\"two\"\r\n{stream}")),
            "2",
        ),
    ];
    let expected = expected.map(|(head, content)| (head, content.to_owned()));
    assert_eq!(parts(&shop.wire.only()), expected);

    let error = run(shop.call(&OPEN).field("labels", json!({"a": "long"}))).unwrap_err();
    assert!(error.to_string().contains("labels"), "{error}");
}

#[test]
fn a_form_without_its_file_is_not_sent() {
    let shop = Shop::new([]);
    let error = run(shop.call(&UPLOAD).field("name", "n")).unwrap_err();
    assert!(error.to_string().contains("file is required"), "{error}");
    let file = Upload::bytes("x").content_type("a\nb");
    let error = run(shop.call(&UPLOAD).file("file", file)).unwrap_err();
    assert!(error.to_string().contains("no header can carry"), "{error}");
    let file = Upload::bytes("x").header("X-Sum", "a\r\nX: b");
    let error = run(shop.call(&UPLOAD).file("file", file)).unwrap_err();
    assert!(error.to_string().contains("a bad header"), "{error}");
    assert_eq!(shop.wire.count(), 0);
}

fn stream(pieces: &[&'static str]) -> Upload {
    let pieces = pieces
        .iter()
        .map(|piece| Ok(Bytes::from_static(piece.as_bytes())));
    Upload::stream(Pieces(VecDeque::from_iter(pieces)))
}

#[test]
fn a_stream_is_sent_once_and_bytes_again() {
    let closed = || fail(TransportErrorKind::Closed);
    let shop = Shop::new([closed(), ok()]);
    run(shop.call(&RAW).with_upload(stream(&["ab", "c"]))).unwrap_err();
    assert_eq!(shop.wire.only().body, "abc");

    let shop = Shop::new([closed(), ok()]);
    run(shop.call(&RAW).with_upload("abc")).unwrap();
    assert_eq!(shop.wire.count(), 2);

    let shop = Shop::new([ok(), ok()]);
    let call = shop
        .call(&RAW)
        .with_upload(stream(&["abc"]).content_type("text/csv"));
    run(call.clone()).unwrap();
    assert_eq!(shop.wire.only().header("content-type"), Some("text/csv"));
    let error = run(call).unwrap_err();
    assert!(error.to_string().contains("read already"), "{error}");
}

#[test]
fn a_form_of_streams_has_a_length_when_they_do() {
    let shop = Shop::new([ok()]);
    let call = shop
        .call(&UPLOAD)
        .file("file", stream(&["a", "bc"]).length(3).file_name("f"));
    run(call).unwrap();
    let sent = shop.wire.only();
    assert_eq!(parts(&sent).last().unwrap().1, "abc");
    assert_eq!(sent.announced, u64::try_from(sent.body.len()).ok());
}

#[test]
fn a_file_is_read_for_every_attempt() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sdkgen upload.txt");
    std::fs::write(&path, vec![b'x'; 200_000]).unwrap();
    let shop = Shop::new([answer(503, ""), ok()]);
    let call = shop
        .call(&RAW)
        .with_upload(Upload::from_path(&path).unwrap());
    run(call).unwrap();
    std::fs::remove_file(&path).unwrap();
    for sent in shop.wire.sent() {
        assert_eq!((sent.body.len(), sent.announced), (200_000, Some(200_000)));
    }
    assert_eq!(shop.wire.count(), 2);
    assert!(Upload::from_path(&path).is_err());
}

#[test]
fn a_download_is_read_as_it_arrives() {
    let pieces = ["ab", "c"].map(|piece| Ok(Bytes::from_static(piece.as_bytes())));
    let body = Body::from_stream(Pieces(VecDeque::from(pieces))).with_length(3);
    let mut response = Response::new(body);
    let png = "image/png".parse().unwrap();
    response.headers_mut().insert("content-type", png);
    let shop = Shop::new([
        answer(500, ""),
        Step::Answer(response),
        cut(),
        answer(404, "{}"),
    ]);
    let mut download: Download = run(Call::download(&shop.core, &RAW)).unwrap();
    assert_eq!(
        (download.length(), download.content_type()),
        (Some(3), Some("image/png"))
    );
    assert_eq!(run(download.next()).unwrap().unwrap(), "ab");
    let mut rest = Vec::new();
    assert_eq!(run(download.write_to(&mut rest)).unwrap(), 1);
    assert_eq!(rest, b"c");

    // A body that breaks off is an error of its stream: nobody could go on with another answer.
    let download: Download = run(Call::download(&shop.core, &RAW)).unwrap();
    let error = run(download.bytes()).unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert!(error.to_string().contains("blobs.put"), "{error}");

    let error = run(Call::download(&shop.core, &RAW)).unwrap_err();
    assert!(matches!(error, Error::Api(_)), "{error:?}");
}

/// A service may answer a call for text with a string of JSON, or in an old charset.
#[test]
fn text_is_read_as_the_service_says() {
    const NOTE: Operation = Operation {
        name: "notes.get",
        path: "/note",
        accept: "text/plain",
        ..Operation::GET
    };
    let read = |content_type: &str, body: &'static [u8]| {
        let mut response = Response::new(Body::from(Bytes::from_static(body)));
        let headers = response.headers_mut();
        headers.insert("content-type", content_type.parse().unwrap());
        let shop = Shop::new([Step::Answer(response)]);
        run(Call::text(&shop.core, &NOTE)).unwrap()
    };
    assert_eq!(read("text/plain", "é \"x\"".as_bytes()), "é \"x\"");
    assert_eq!(
        read("application/json; charset=utf-8", br#""a\nb""#),
        "a\nb"
    );
    assert_eq!(
        read("application/problem+json", br#"{"a":1}"#),
        r#"{"a":1}"#
    );
    assert_eq!(
        read("text/plain; charset=\"ISO-8859-1\"", b"caf\xe9"),
        "caf\u{e9}"
    );
    assert_eq!(read("text/plain", b"caf\xe9"), "caf\u{fffd}");
}
