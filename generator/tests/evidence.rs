//! The examples that are evidence for the types of responses.

use sdkgen::diagnostics::Diagnostics;
use sdkgen::ir::ModelKind;
use sdkgen::{Evidence, Options};

/// The properties of `Pet` that a response must have.
fn required(description: &str, evidence: Evidence) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.yaml");
    std::fs::write(&path, description).unwrap();
    let options = Options {
        evidence,
        ..Options::default()
    };
    let mut diagnostics = Diagnostics::new();
    let described = sdkgen::read_named(&path, &options, &mut diagnostics).unwrap();
    let models = described.api.models.iter();
    let mut pets = models.filter(|model| model.name.as_str() == "Pet");
    let Some(ModelKind::Struct(pet)) = pets.next().map(|model| &model.kind) else {
        panic!("there is no struct `Pet`");
    };
    let required = pet.fields.iter().filter(|field| field.required);
    required.map(|field| field.wire.clone()).collect()
}

#[test]
fn json_that_swagger_shows_under_another_name_is_evidence() {
    let description = r##"
swagger: "2.0"
info: {title: Old, version: "1"}
produces: [application/json]
paths:
  /pets:
    get:
      responses:
        "200":
          description: Pets
          schema: {type: array, items: {$ref: "#/definitions/Pet"}}
          examples: {application/vnd.pets+json: [{id: 1}], application/xml: "<pets/>"}
definitions:
  Pet:
    type: object
    required: [id, name]
    properties: {id: {type: integer}, name: {type: string}}
"##;
    assert_eq!(required(description, Evidence::None), ["id", "name"]);
    assert_eq!(required(description, Evidence::All), ["id"]);
}

#[test]
fn halves_do_not_depend_on_the_order_of_members() {
    let description = |examples: &str| {
        format!(
            r##"
openapi: 3.0.3
info: {{title: Pets, version: "1"}}
paths:
  /pets:
    get:
      responses:
        "200":
          description: A pet
          content:
            application/json:
              schema: {{$ref: "#/components/schemas/Pet"}}
              examples: {examples}
components:
  schemas:
    Pet:
      type: object
      required: [id, name]
      properties: {{id: {{type: integer}}, name: {{type: string}}}}
"##
        )
    };
    let sorted = description("{a: {value: {id: 1}}, b: {value: {name: Tom}}}");
    let reversed = description("{b: {value: {name: Tom}}, a: {value: {id: 1}}}");
    let (a, b) = match Evidence::first("GET /pets") {
        0 => (Evidence::Even, Evidence::Odd),
        _ => (Evidence::Odd, Evidence::Even),
    };
    for text in [sorted, reversed] {
        assert_eq!(required(&text, a), ["id"]);
        assert_eq!(required(&text, b), ["name"]);
        assert!(required(&text, Evidence::All).is_empty());
    }
}
