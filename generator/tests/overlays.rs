//! What overlays do to a description, as the Overlay Specification 1.1 says.

use std::fs;

use sdkgen::diagnostics::Diagnostics;
use sdkgen::{overlay, source};
use serde_json::{Value, json};

/// What a description is after an overlay's actions, and what is said of them.
fn applied(description: &Value, actions: &Value) -> (Value, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let mut diagnostics = Diagnostics::new();
    let mut read = |name: &str, value: &Value| {
        let path = folder.path().join(name);
        fs::write(&path, value.to_string()).unwrap();
        source::read(&path, &mut diagnostics).unwrap()
    };
    let mut root = read("api.json", description);
    let actions = read(
        "overlay.json",
        &json!({"overlay": "1.1.0", "info": {"title": "T", "version": "1"}, "actions": actions}),
    );
    overlay::apply(&mut root, &actions, &mut diagnostics);
    let said = diagnostics.list().iter().map(|one| match &one.help {
        Some(help) => format!("{}: {} ({help})", one.code.as_str(), one.message),
        None => format!("{}: {}", one.code.as_str(), one.message),
    });
    (root.to_json(), said.collect())
}

fn silently(description: &Value, actions: &Value) -> Value {
    let (after, said) = applied(description, actions);
    assert_eq!(said, [""; 0]);
    after
}

fn refused(description: &Value, actions: &Value) -> String {
    let (after, said) = applied(description, actions);
    assert_eq!(after, *description);
    said.join("\n")
}

#[test]
fn objects_are_merged_lists_joined_values_replaced() {
    let description = json!({
        "info": {"title": "Old", "x-kept": 1},
        "paths": {"/a": {"get": {"tags": ["one"], "deprecated": true}}, "/b": {"get": {"tags": []}}},
    });
    let actions = json!([
        {"target": "$.info", "update": {"title": "New", "x-more": {"a": [1]}}},
        {"target": "$.info", "update": {"x-more": {"a": [2], "b": null}}},
        {"target": "$.paths.*.get.tags", "update": "two"},
        {"target": "$.paths.*.get.tags", "update": ["three", "four"]},
        {"target": "$.paths['/a'].get.deprecated", "update": false},
    ]);
    assert_eq!(
        silently(&description, &actions),
        json!({
            "info": {"title": "New", "x-kept": 1, "x-more": {"a": [1, 2], "b": null}},
            "paths": {
                "/a": {"get": {"tags": ["one", "two", "three", "four"], "deprecated": false}},
                "/b": {"get": {"tags": ["two", "three", "four"]}},
            },
        })
    );
}

#[test]
fn members_and_items_are_removed() {
    let description =
        json!({"tags": [{"name": "a"}, {"name": "b"}, {"name": "c"}], "paths": {"/a": 1, "/b": 2}});
    let actions = json!([
        {"target": "$.tags[?@.name != 'b']", "remove": true},
        {"target": "$.paths['/a']", "remove": true, "update": {"ignored": true}},
    ]);
    assert_eq!(
        silently(&description, &actions),
        json!({"tags": [{"name": "b"}], "paths": {"/b": 2}})
    );
}

#[test]
fn copying_moves_and_renames() {
    let description = json!({"paths": {"/items": {"get": {"x": 1}}, "/some": {"delete": {}}}});
    let actions = json!([
        {"target": "$.paths", "update": {"/new": {}}},
        {"target": "$.paths['/new']", "copy": "$.paths['/items']"},
        {"target": "$.paths['/items']", "remove": true},
        {"target": "$.paths['/some']", "copy": "$.paths['/new']"},
    ]);
    assert_eq!(
        silently(&description, &actions),
        json!({"paths": {"/new": {"get": {"x": 1}}, "/some": {"delete": {}, "get": {"x": 1}}}})
    );
}

#[test]
fn targets_that_match_nothing_suggest_what_is_near() {
    let description = json!({"info": {"title": "T"}, "paths": {"/webhooks": {"get": {}}}, "tags": [{"name": "a"}]});
    let said = |target: &str| refused(&description, &json!([{"target": target, "remove": true}]));
    assert_eq!(
        said("$.paths['/webhook'].get"),
        "E0152: the target `$.paths['/webhook'].get` matches nothing (did you mean `$.paths['/webhooks'].get`?)"
    );
    assert_eq!(
        said("$.inof.title"),
        "E0152: the target `$.inof.title` matches nothing (did you mean `$['info'].title`?)"
    );
    assert_eq!(
        said("$.tags[0].nmae"),
        "E0152: the target `$.tags[0].nmae` matches nothing (did you mean `$.tags[0]['name']`?)"
    );
    assert_eq!(
        said("$.paths[?@.post]"),
        "E0152: the target `$.paths[?@.post]` matches nothing"
    );
    assert_eq!(
        said("$.tags[7]"),
        "E0152: the target `$.tags[7]` matches nothing"
    );
}

#[test]
fn what_does_not_fit_is_refused() {
    let description = json!({"info": {"title": "T"}, "tags": [1, 2]});
    let said = |action: Value| refused(&description, &json!([action]));
    assert_eq!(
        said(json!({"target": "$.info", "update": "words"})),
        "E0151: a string cannot be merged into an object (remove it first, then add what it should be)"
    );
    assert_eq!(
        said(json!({"target": "$.info.title", "update": {"a": 1}})),
        "E0151: an object cannot be merged into a string (remove it first, then add what it should be)"
    );
    assert_eq!(
        said(json!({"target": "$.info", "copy": "$.tags[*]"})),
        "E0152: `copy` must match one place, this matches 2"
    );
    assert_eq!(
        said(json!({"target": "$.info", "copy": "$.tag"})),
        "E0152: what to copy `$.tag` matches nothing (did you mean `$['tags']`?)"
    );
    assert_eq!(
        said(json!({"target": "$", "remove": true})),
        "E0151: this is the whole description, which cannot be removed"
    );
    assert_eq!(
        said(json!({"target": "$.info", "updates": {}})),
        "E0151: `updates` is no part of an action (did you mean `update`?)\n\
         E0151: an action needs `update`, `remove` or `copy`"
    );
}

#[test]
fn the_version_must_be_known() {
    let folder = tempfile::tempdir().unwrap();
    let mut diagnostics = Diagnostics::new();
    let path = folder.path().join("overlay.yaml");
    fs::write(&path, "overlay: 2.0.0\nactions: []\n").unwrap();
    let mut root = source::read(&path, &mut diagnostics).unwrap();
    let overlay = root.clone();
    overlay::apply(&mut root, &overlay, &mut diagnostics);
    let said = &diagnostics.list()[0].message;
    assert_eq!(
        said,
        "Overlay 2.0.0 is not a version we read; 1.0 and 1.1 are"
    );
}

/// Keys of every kind on the way: quoted, with quotes in them, numbers, an anchor and its alias, text before them that
/// takes more bytes than characters.
const MISSPELT: &str = r##"
openapi: 3.1.0
info: {title: "Ünïcode ☃", version: "1"}
paths:
  "/pets/it's/a\\b/{id}":
    get:
      parameters:
        - {name: "ü", in: query, schema: {type: string}}
        - &anchor
          name: id
          "in": pathh
          required: true
          schema: {type: strng}
      responses:
        200:
          description: ok
          content:
            application/json:
              schema:
                $ref: "#/components/schemas/Pte"
components:
  schemas:
    Pet: {type: object, properties: {in: {type: intger}}}
    Tree: {type: object, properties: {a: &repeated {type: nubmer}, b: *repeated}}
    Merged: {<<: {type: objcet}}
"##;

#[test]
fn the_overlays_that_messages_propose_put_right_what_they_say() {
    let folder = tempfile::tempdir().unwrap();
    let description = folder.path().join("api.yaml");
    fs::write(&description, MISSPELT).unwrap();
    let lint = |overlays: Vec<std::path::PathBuf>| {
        let options = sdkgen::Options {
            overlays,
            ..sdkgen::Options::default()
        };
        let mut diagnostics = Diagnostics::new();
        sdkgen::read(&description, &options, &mut diagnostics);
        diagnostics
    };
    let before = lint(Vec::new());
    let findings = before.findings();
    let actions: Vec<String> = findings
        .iter()
        .filter_map(|one| one.overlay_action())
        .map(|action| format!("  - {action}\n"))
        .collect();
    assert_eq!(actions.len(), 6, "{actions:?}");
    let overlay = folder.path().join("fixes.yaml");
    let head = "overlay: 1.1.0\ninfo: {title: Fixes, version: '1'}\nactions:\n";
    fs::write(&overlay, format!("{head}{}", actions.concat())).unwrap();

    let after = lint(vec![overlay]);
    let said: Vec<&str> = after
        .list()
        .iter()
        .map(|one| one.message.as_str())
        .collect();
    // What is merged into an object does not stand where its path says.
    assert_eq!(said, ["`objcet` is not a type"]);
}

#[test]
fn optional_actions_may_find_nothing() {
    let description = json!({"tags": [{"name": "a"}, 5]});
    let actions = json!([
        {"target": "$.tags[?@ == 5]", "remove": true, "x-optional": true},
        {"target": "$.tags[?@ == 5]", "remove": true, "x-optional": true},
        {"target": "$.tags[?@.name == 'b']", "update": {"name": "c"}, "x-optional": true},
    ]);
    let expected = json!({"tags": [{"name": "a"}]});
    assert_eq!(silently(&description, &actions), expected);
    let typo = json!([{"target": "$.tags[?", "remove": true, "x-optional": true}]);
    assert!(refused(&description, &typo).starts_with("E0151: "));
}
