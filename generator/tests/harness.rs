//! The program that a crate is held against its description with.

use std::path::Path;

use sdkgen::Options;
use sdkgen::diagnostics::Diagnostics;

const AGENTMAIL: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../spec/agentmail-webhooks.yaml"
);

/// Names that look alike when dots become underscores, bodies of several kinds, and many inputs.
const KINDS: &str = r##"
openapi: 3.0.3
info: {title: Kinds, version: 1.0.0}
paths:
  /a_b/c: {get: {tags: [a_b], operationId: c, responses: {'204': {description: Done}}}}
  /a/b/c: {get: {tags: [a], operationId: b_c, responses: {'204': {description: Done}}}}
  /form:
    post:
      tags: [bodies]
      operationId: form
      requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {x: {type: string}}}}}}
      responses: {'204': {description: Done}}
  /bytes:
    put:
      tags: [bodies]
      operationId: bytes
      requestBody: {required: true, content: {application/octet-stream: {}}}
      responses: {'200': {description: Done, content: {image/png: {}}}}
  /list/{id}:
    put:
      tags: [bodies]
      operationId: list
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: size, in: query, schema: {type: integer}}
      requestBody: {required: true, content: {application/json: {schema: {type: array, items: {type: string}}}}}
      responses: {'204': {description: Done}}
  /many:
    post:
      tags: [bodies]
      operationId: many
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [a, b, c, d, e]
              properties:
                {a: {type: string}, b: {type: string}, c: {type: string}, d: {type: string}, e: {type: boolean}}
      responses: {'204': {description: Done}}
"##;

/// The program for a description, without white space.
fn harness(description: &Path) -> String {
    let options = Options {
        with_harness: true,
        ..Options::default()
    };
    let mut diagnostics = Diagnostics::new();
    let generated = sdkgen::generate(description, &options, &mut diagnostics);
    let generated = generated.unwrap_or_else(|| panic!("{}", diagnostics.render()));
    let text = generated.extras.get("examples/harness.rs").unwrap();
    plain(text)
}

/// Code without white space and the commas that depend on it.
fn plain(code: &str) -> String {
    let code: String = code.split_whitespace().collect();
    code.replace(",)", ")")
}

fn assert_has(harness: &str, code: &str) {
    let code = plain(code);
    assert!(harness.contains(&code), "no `{code}` in {harness}");
}

#[test]
fn calls_go_through_methods_and_setters() {
    let harness = harness(Path::new(AGENTMAIL));
    assert_has(
        &harness,
        r#"(&["POST /v0/webhooks", "webhooks_create"], resources::webhooks::create)"#,
    );
    assert_has(
        &harness,
        r#"let mut call = client.webhooks().create(
            given.required::<String>("body", "url")?,
            given.required::<Vec<EventType>>("body", "event_types")?,
        );"#,
    );
    assert_has(
        &harness,
        r#"if let Some(value) = given.optional::<String>("body", "client_id")? { call = call.client_id(value); }"#,
    );
    assert_has(
        &harness,
        "given.end()?; Ok(crate::calls::value(call.send()))",
    );
}

#[test]
fn each_kind_of_body_is_passed_in_its_way() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kinds.yaml");
    std::fs::write(&path, KINDS).unwrap();
    let harness = harness(&path);
    // `a_b_c` would mean both.
    assert!(!harness.contains(r#""a_b_c""#), "{harness}");
    for name in ["GET /a_b/c", "GET /a/b/c"] {
        assert_has(&harness, &format!("{name:?}"));
    }
    assert_has(&harness, r#"new("unsupported", message)"#);
    assert_has(
        &harness,
        r#"client.bodies().bytes(crate::calls::present(given.bytes()?, "body")?);
        given.end()?; let sent = call.send();
        Ok(Box::pin(async move { Ok(crate::calls::base64(&sent.await?.bytes().await?).into()) }))"#,
    );
    assert_has(
        &harness,
        r#"given.open_body()?; let mut call = client.bodies().form();
        if let Some(value) = given.optional::<String>("body", "x")? { call = call.x(value); }"#,
    );
    assert_has(
        &harness,
        r#"client.bodies().list(
            given.required::<String>("path", "id")?,
            crate::calls::present(given.whole_body::<Vec<String>>()?, "body")?,
        );
        if let Some(value) = given.optional::<i64>("query", "size")? { call = call.size(value); }"#,
    );
    assert_has(
        &harness,
        r#"a: given.required("body", "a")?, b: given.required("body", "b")?,"#,
    );
}
