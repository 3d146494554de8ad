//! Documents that nobody would write and fuzzing found: each gives an API or an error, never a panic.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use sdkgen::config::Config;
use sdkgen::diagnostics::{Code, Diagnostics};
use sdkgen::source::{self, Documents};
use sdkgen::{analyze, dialect, lower};

/// Runs the front end over a text. What comes of it is an API, or an error that says something.
fn run(about: &str, name: &str, text: &str) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    let root = source::parse(Path::new(name), text.to_owned(), &mut diagnostics);
    let documents = root.map(Documents::alone);
    let flat = documents.and_then(|all| dialect::normalise(&all, &mut diagnostics));
    let api = flat.map(|flat| {
        let mut api = lower::lower(&flat, None, &mut diagnostics);
        analyze::analyze(&mut api, &Config::default(), &mut diagnostics);
        api
    });
    assert!(api.is_some() || diagnostics.has_errors(), "{about}");
    let printed = diagnostics.render();
    assert_eq!(printed.is_empty(), diagnostics.list().is_empty(), "{about}");
    diagnostics
}

/// What each is about, and its text.
const DOCUMENTS: [(&str, &str); 8] = [
    (
        "a path that begins with no word",
        "openapi: 3.1.0\npaths: {/_/pets: {get: {operationId: find}}}\n",
    ),
    ("a NUL in the text", "openapi: 3.1.0\ninfo: {title: a\0b}\n"),
    (
        "an object merged into itself",
        "openapi: 3.1.0\ninfo: &i {title: T, <<: *i}\n",
    ),
    ("an alias of nothing", "openapi: 3.1.0\ninfo: *nothing\n"),
    (
        "a property that two parts have, which is the whole",
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\ncomponents:\n  schemas:\n    \
         A: {allOf: [{$ref: '#/components/schemas/B'}, {properties: {a: {$ref: '#/components/schemas/A'}}}]}\n    \
         B: {properties: {a: {$ref: '#/components/schemas/A'}}}\n",
    ),
    (
        "a property that two parts have, which leads to both again",
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\ncomponents:\n  schemas:\n    \
         A: {properties: {a: {$ref: '#/components/schemas/A'}}}\n    \
         B: {properties: {a: {$ref: '#/components/schemas/B'}}}\n    \
         C: {allOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}\n",
    ),
    (
        "nothing but spaces",
        "                                \n   \t  ",
    ),
    (
        "half a surrogate",
        "{\"openapi\": \"3.1.0\", \"info\": {\"title\": \"\\ud800\"}}",
    ),
];

#[test]
fn hostile_documents_do_no_harm() {
    for (about, text) in DOCUMENTS {
        for name in ["hostile.yaml", "hostile.json"] {
            run(about, name, text);
        }
    }
}

#[test]
fn aliases_do_not_multiply_without_end() {
    let mut lists = "openapi: 3.1.0\nx-0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    let mut schemas =
        "openapi: 3.1.0\ncomponents:\n  schemas:\n    A0: &a0 {type: object}\n".to_owned();
    for level in 1..30 {
        let before = level - 1;
        let ten = vec![format!("*a{before}"); 10].join(", ");
        writeln!(lists, "x-{level}: &a{level} [{ten}]").unwrap();
        writeln!(
            schemas,
            "    A{level}: &a{level} {{allOf: [*a{before}, *a{before}]}}"
        )
        .unwrap();
    }
    for text in [lists, schemas] {
        let diagnostics = run("aliases of aliases", "bomb.yaml", &text);
        assert_eq!(
            diagnostics.list()[0].code,
            Code::Syntax,
            "{}",
            diagnostics.render()
        );
    }
}

#[test]
fn members_given_twice_are_counted_not_listed() {
    let again = "\"a\": 1, ".repeat(100_000);
    let text = format!("{{\"openapi\": \"3.1.0\", \"x\": {{{again}\"a\": 1}}}}");
    let diagnostics = run("members given twice", "twice.json", &text);
    let list = diagnostics.list();
    assert!(list.len() < 1_100, "{}", list.len());
    let counted = "99000 more members are given twice, or more often";
    assert!(
        list.iter().any(|one| one.message == counted),
        "{}",
        list.len()
    );
}

/// References that lead to themselves, wherever one may stand.
#[test]
fn references_that_lead_to_themselves() {
    let components = |section: &str| {
        format!("components: {{{section}: {{A: {{$ref: '#/components/{section}/A'}}}}}}\n")
    };
    let used = [
        (
            "parameters",
            "paths: {/a: {get: {parameters: [{$ref: '#/components/parameters/A'}]}}}",
        ),
        (
            "requestBodies",
            "paths: {/a: {put: {requestBody: {$ref: '#/components/requestBodies/A'}}}}",
        ),
        (
            "responses",
            "paths: {/a: {get: {responses: {200: {$ref: '#/components/responses/A'}}}}}",
        ),
        (
            "pathItems",
            "paths: {/a: {$ref: '#/components/pathItems/A'}}",
        ),
        ("securitySchemes", "security: [{A: []}]"),
        (
            "headers",
            "paths: {/a: {get: {responses: {200: {headers: {A: {$ref: '#/components/headers/A'}}}}}}}",
        ),
        (
            "examples",
            "paths: {/a: {get: {parameters: [{name: a, in: query, examples: {A: {$ref: '#/components/examples/A'}}}]}}}",
        ),
        (
            "mediaTypes",
            "paths: {/a: {put: {requestBody: {content: {application/json: {$ref: '#/components/mediaTypes/A'}}}}}}",
        ),
        (
            "schemas",
            "paths: {/a: {get: {parameters: [{name: a, in: query, schema: {$ref: '#/components/schemas/A'}}]}}}",
        ),
    ];
    for (section, paths) in used {
        let text = format!("openapi: 3.1.0\n{paths}\n{}", components(section));
        let diagnostics = run(section, "cycle.yaml", &text);
        let is_said = diagnostics
            .list()
            .iter()
            .any(|one| matches!(one.code, Code::CircularReference | Code::FreeForm));
        assert!(is_said, "{section}:\n{}", diagnostics.render());
    }
}

/// Every beginning of a description, as when a download breaks off.
#[test]
fn cut_documents_do_no_harm() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|kind| kind != "yaml") {
            continue;
        }
        let name = path.file_name().unwrap().to_str().unwrap();
        let text = fs::read_to_string(&path).unwrap();
        let ends = text.char_indices().map(|(index, _)| index).step_by(13);
        for end in ends {
            run(&format!("{name} up to {end}"), name, &text[..end]);
            count += 1;
        }
    }
    assert!(count > 1_000, "{count}");
}

/// Unions this large stay within each other. What leads back to itself then cannot be decoded.
#[test]
fn large_unions_that_lead_back_to_themselves_are_refused() {
    let mut text =
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n"
            .to_owned();
    for (name, other) in [("Ping", "Pong"), ("Pong", "Ping")] {
        let reference = format!("$ref: '#/components/schemas/{other}'");
        write!(text, "    {name}:\n      oneOf:\n      - {reference}").unwrap();
        for number in 0..70 {
            let properties = format!("{{a{number}: {{type: string}}}}");
            let object =
                format!("{{type: object, required: [a{number}], properties: {properties}}}");
            write!(text, "\n      - {object}").unwrap();
        }
        text.push('\n');
    }
    let diagnostics = run("large unions", "hostile.yaml", &text);
    let codes: Vec<Code> = diagnostics.list().iter().map(|one| one.code).collect();
    assert_eq!(
        codes,
        [Code::CircularReference; 2],
        "{}",
        diagnostics.render()
    );
}

#[test]
fn an_example_of_unions_within_unions_is_compared_in_bounded_steps() {
    const TYPES: usize = 30;
    let mut text =
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\ncomponents:\n  schemas:\n".to_owned();
    let arms = (0..TYPES).map(|index| format!("{{$ref: '#/components/schemas/A{index}'}}"));
    let arms = arms.collect::<Vec<_>>().join(", ");
    writeln!(text, "    Any: {{anyOf: [{arms}]}}").unwrap();
    for index in 0..TYPES {
        writeln!(
            text,
            "    A{index}: {{type: object, required: [p{index}], properties: {{p{index}: {{type: string}}, next: {{$ref: '#/components/schemas/Any'}}}}}}"
        )
        .unwrap();
    }
    let example = format!("{}{{}}{}", "{next: ".repeat(12), "}".repeat(12));
    writeln!(
        text,
        "paths:\n  /a:\n    get:\n      operationId: get\n      responses:\n        '200':\n          description: A.\n          \
         content: {{application/json: {{schema: {{$ref: '#/components/schemas/Any'}}, example: {example}}}}}"
    )
    .unwrap();
    run("unions within unions", "unions.yaml", &text);
}
