//! Where references may lead: to other files, to anchors, relative to `$id`, and nowhere.

use std::fs;

use sdkgen::Options;
use sdkgen::diagnostics::Diagnostics;
use sdkgen::ir::{Api, ModelKind, Naming};

/// A folder of files, each with a name and a text.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        for (name, text) in files {
            let path = folder.0.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    /// What is read of a file, and what is said of it.
    fn read(&self, file: &str, options: &Options) -> (Option<Api>, String) {
        let mut diagnostics = Diagnostics::new();
        let described = sdkgen::read(&self.0.path().join(file), options, &mut diagnostics);
        let mut said = String::new();
        for one in diagnostics.list() {
            let place = diagnostics
                .sources
                .place(one.origin, one.code.part())
                .unwrap()
                .to_string();
            let place = place.replace(&format!("{}/", self.0.path().display()), "");
            said += &format!("{place} {}: {}\n", one.code.as_str(), one.message);
            if let Some(help) = &one.help {
                said += &format!("help: {help}\n");
            }
        }
        let api = described.map(|described| described.api);
        (api.filter(|_| !diagnostics.has_errors()), said)
    }

    /// What is read of a file about which nothing is said.
    fn silently(&self, file: &str) -> Api {
        let (api, said) = self.read(file, &Options::default());
        assert_eq!(said, "");
        api.unwrap()
    }

    /// What is said of a file that is refused.
    fn refused(&self, file: &str) -> String {
        let (api, said) = self.read(file, &Options::default());
        assert!(api.is_none(), "it is not refused: {said}");
        said
    }
}

/// The names that the description gives its models, and the members of each.
fn models(api: &Api) -> Vec<(String, Vec<String>)> {
    let named = api.models.iter().filter_map(|model| {
        let Naming::Component(key) = &model.naming else {
            return None;
        };
        let ModelKind::Struct(content) = &model.kind else {
            return None;
        };
        let members = content.fields.iter().map(|field| field.wire.clone());
        Some((key.clone(), members.collect()))
    });
    named.collect()
}

fn named(name: &str, members: &[&str]) -> (String, Vec<String>) {
    let members = members.iter().map(|member| (*member).to_owned());
    (name.to_owned(), members.collect())
}

/// A description whose only schema is a reference.
fn with_schema(schema: &str) -> String {
    format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: 1.0.0}}\ncomponents:\n  schemas:\n    Thing: {schema}\n"
    )
}

#[test]
fn files_are_named_by_their_names_and_relative_to_who_names_them() {
    let folder = Folder::new(&[
        (
            "api.yaml",
            "openapi: 3.1.0\ninfo: {title: T, version: 1.0.0}\npaths:\n  /pets: {$ref: 'paths/pets.yaml'}\n  \
             /pets/{id}: {$ref: 'paths/all.json#/~1pets~1%7Bid%7D'}\n",
        ),
        (
            "paths/pets.yaml",
            "parameters: [{$ref: '../common parts/limit.yaml'}]\nget:\n  responses:\n    '200':\n      $ref: './answers.yaml#/Pets'\n",
        ),
        (
            "paths/all.json",
            r#"{"/pets/{id}": {"get": {"parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
                "responses": {"200": {"description": "", "content": {"application/json": {"schema": {"$ref": "../schemas/Pet.yaml"}}}}}}}}"#,
        ),
        (
            "paths/answers.yaml",
            "Pets:\n  description: All\n  content:\n    application/json:\n      schema: {type: array, items: {$ref: ../schemas/Pet.yaml}}\n",
        ),
        (
            "common parts/limit.yaml",
            "name: limit\nin: query\nschema: {type: integer}\n",
        ),
        (
            "schemas/Pet.yaml",
            "type: object\nproperties:\n  owner: {$ref: 'people.yaml#/Owner'}\n  parent: {$ref: Pet.yaml}\n  tag: {$ref: '#/$defs/Tag'}\n\
             $defs:\n  Tag: {type: object, properties: {word: {type: string}}}\n",
        ),
        (
            "schemas/people.yaml",
            "Owner:\n  type: object\n  properties: {pets: {type: array, items: {$ref: './Pet.yaml#'}}}\n",
        ),
    ]);
    let api = folder.silently("api.yaml");
    assert_eq!(
        models(&api),
        [
            named("Pet", &["owner", "parent", "tag"]),
            named("Tag", &["word"]),
            named("Owner", &["pets"]),
        ]
    );
    let operations: Vec<String> = api
        .operations
        .iter()
        .map(|operation| {
            let parameters = operation.parameters.iter();
            let parameters: Vec<&str> = parameters.map(|one| one.wire.as_str()).collect();
            format!("{} {} {parameters:?}", operation.method, operation.path)
        })
        .collect();
    assert_eq!(
        operations,
        [r#"GET /pets ["limit"]"#, r#"GET /pets/{id} ["id"]"#]
    );
}

#[test]
fn a_component_that_is_a_file_keeps_the_name_of_the_component() {
    let folder = Folder::new(&[
        (
            "api.yaml",
            "openapi: 3.0.3\ninfo: {title: T, version: 1.0.0}\ncomponents:\n  schemas:\n    Animal: {$ref: pet.yaml}\n    \
             Zoo: {type: object, properties: {first: {$ref: pet.yaml}, second: {$ref: other/pet.yaml}, pet: {$ref: '#/components/schemas/pet'}}}\n    \
             pet: {type: object, properties: {c: {type: string}}}\n",
        ),
        (
            "pet.yaml",
            "type: object\nproperties: {a: {type: string}}\n",
        ),
        (
            "other/pet.yaml",
            "type: object\nproperties: {b: {type: string}}\n",
        ),
    ]);
    assert_eq!(
        models(&folder.silently("api.yaml")),
        [
            named("Animal", &["a"]),
            named("Zoo", &["first", "second", "pet"]),
            named("pet", &["c"]),
            named("other pet", &["b"]),
        ]
    );
}

#[test]
fn swagger_in_many_files() {
    let folder = Folder::new(&[
        (
            "api.yaml",
            "swagger: '2.0'\ninfo: {title: T, version: 1.0.0}\npaths:\n  /pets: {$ref: paths.yaml#/pets}\n",
        ),
        (
            "paths.yaml",
            "pets:\n  post:\n    parameters: [{$ref: '#/body'}, {$ref: '#/limit'}]\n    responses: {'200': {$ref: '#/answer'}}\n\
             body: {name: body, in: body, schema: {$ref: pet.json}}\n\
             limit: {name: limit, in: query, type: integer}\n\
             answer: {description: One, schema: {$ref: pet.json}}\n",
        ),
        (
            "pet.json",
            r#"{"type": "object", "properties": {"name": {"type": "string", "x-nullable": true}}}"#,
        ),
    ]);
    let api = folder.silently("api.yaml");
    assert_eq!(models(&api), [named("pet", &["name"])]);
    let operation = &api.operations[0];
    assert_eq!(operation.parameters.len(), 1);
    assert_eq!(
        operation.body.as_ref().unwrap().usage,
        operation.responses[0].usage.clone().unwrap()
    );
}

#[test]
fn anchors_and_ids() {
    let folder = Folder::new(&[(
        "api.yaml",
        "openapi: 3.1.0\ninfo: {title: T, version: 1.0.0}\ncomponents:\n  schemas:\n    \
         Pet:\n      $id: https://example.com/schemas/pet\n      type: object\n      properties:\n        \
         tag: {$ref: '#/$defs/Tag'}\n        owner: {$ref: owner}\n        whole: {$ref: '#'}\n        \
         absolute: {$ref: '#/components/schemas/Toy'}\n      $defs:\n        Tag: {type: object, properties: {word: {type: string}}}\n    \
         Owner: {$id: https://example.com/schemas/owner, type: object, properties: {name: {type: string}}}\n    \
         Toy: {$anchor: toy, type: object, properties: {colour: {type: string}}}\n    \
         Box: {type: object, properties: {toy: {$ref: '#toy'}, tag: {$ref: 'https://example.com/schemas/pet#/$defs/Tag'}}}\n",
    )]);
    let api = folder.silently("api.yaml");
    assert_eq!(
        models(&api),
        [
            named("Pet", &["tag", "owner", "whole", "absolute"]),
            named("Owner", &["name"]),
            named("Toy", &["colour"]),
            named("Box", &["toy", "tag"]),
            named("Tag", &["word"]),
        ]
    );
}

#[test]
fn what_leads_nowhere() {
    let said = |schema: &str| {
        let folder = Folder::new(&[
            ("api.yaml", &with_schema(schema)),
            ("pet.yaml", "Dog: {type: string}\n"),
            ("broken.yaml", "a: [\n"),
        ]);
        folder.refused("api.yaml")
    };
    assert_eq!(
        said("{$ref: '#/components/schemas/Thign'}"),
        "api.yaml:5:19 E0301: `#/components/schemas/Thign` leads nowhere\nhelp: did you mean `#/components/schemas/Thing`?\n"
    );
    assert_eq!(
        said("{$ref: Thing}"),
        "api.yaml:5:19 E0301: `Thing` leads nowhere: there is no such file\nhelp: did you mean `#/components/schemas/Thing`?\n"
    );
    assert_eq!(
        said("{$ref: './pets.yaml#/Dog'}"),
        "api.yaml:5:19 E0301: `./pets.yaml#/Dog` leads nowhere: there is no such file\nhelp: did you mean `./pet.yaml#/Dog`?\n"
    );
    assert_eq!(
        said("{$ref: 'pet.yaml#/Dgo'}"),
        "api.yaml:5:19 E0301: `pet.yaml#/Dgo` leads nowhere\nhelp: did you mean `pet.yaml#/Dog`?\n"
    );
    assert_eq!(
        said("{$ref: '#anchor'}"),
        "api.yaml:5:19 E0301: `#anchor` leads nowhere\n"
    );
    assert_eq!(
        said("{$ref: 'https://example.com/schemas/pet.json#/Dog'}"),
        "api.yaml:5:19 E0302: `https://example.com/schemas/pet.json#/Dog` is on the network, where nothing is read from\nhelp: save it beside the description and refer to that: `$ref: \"./pet.json#/Dog\"`\n"
    );
    let broken = said("{$ref: broken.yaml}");
    assert!(
        broken.starts_with("broken.yaml:2:1 E0101: this is not YAML: "),
        "{broken}"
    );
}

#[test]
fn a_lenient_run_steps_around_what_leads_nowhere() {
    let folder = Folder::new(&[(
        "api.yaml",
        "openapi: 3.1.0\ninfo: {title: T, version: 1.0.0}\ncomponents:\n  schemas:\n    \
         Pet: {type: object, properties: {tag: {$ref: '#/components/schemas/Tag'}}}\n",
    )]);
    let options = Options {
        lenient: true,
        ..Options::default()
    };
    let (api, said) = folder.read("api.yaml", &options);
    assert_eq!(models(&api.unwrap()), [named("Pet", &["tag"])]);
    assert_eq!(
        said,
        "api.yaml:5:50 W0306: `#/components/schemas/Tag` leads nowhere; property `tag` becomes free-form JSON\n"
    );
}

#[test]
fn files_outside_the_folder_are_asked_for() {
    let folder = Folder::new(&[
        ("api/api.yaml", &with_schema("{$ref: ../pet.yaml}")),
        (
            "pet.yaml",
            "type: object\nproperties: {a: {type: string}}\n",
        ),
    ]);
    let refused = "api/api.yaml:5:19 E0307: `../pet.yaml` is outside the folder of the description\nhelp: move it below that folder, or pass `--allow-outside` if you trust it\n";
    assert_eq!(folder.refused("api/api.yaml"), refused);
    let options = Options {
        allow_outside: true,
        ..Options::default()
    };
    let (api, said) = folder.read("api/api.yaml", &options);
    assert_eq!(said, "");
    assert_eq!(models(&api.unwrap()), [named("Thing", &["a"])]);
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_outside() {
    let folder = Folder::new(&[
        ("api/api.yaml", &with_schema("{$ref: pet.yaml}")),
        ("pet.yaml", "type: string\n"),
    ]);
    let (link, target) = ("api/pet.yaml", "pet.yaml");
    let whole = |path: &str| folder.0.path().join(path);
    std::os::unix::fs::symlink(whole(target), whole(link)).unwrap();
    let said = folder.refused("api/api.yaml");
    assert!(said.contains(" E0307: `pet.yaml` is outside"), "{said}");
}

#[test]
fn references_that_go_round() {
    let folder = Folder::new(&[
        (
            "api.yaml",
            "openapi: 3.1.0\ninfo: {title: T, version: 1.0.0}\npaths:\n  /a: {$ref: a.yaml}\n",
        ),
        ("a.yaml", "$ref: b.yaml\n"),
        ("b.yaml", "$ref: a.yaml\n"),
    ]);
    let said = folder.refused("api.yaml");
    assert_eq!(
        said,
        "a.yaml:1:7 E0303: `b.yaml` is a reference that leads only to itself\n"
    );
}
