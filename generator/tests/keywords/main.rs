//! Every keyword of the four standards has a class, and behaves as it says.
//!
//! `standards.txt` lists the keywords as the standards do, independently of the generator's tables; `classes.txt` is what
//! becomes of each, to be read.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use sdkgen::Options;
use sdkgen::diagnostics::{Code, Diagnostics};
use sdkgen::dialect::keywords::{Fate, ObjectKind, all, find};

/// Set to 1, `classes.txt` is written instead of compared.
const BLESS: &str = "SDKGEN_BLESS";

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/keywords")
        .join(name)
}

/// An object of a version, with its keywords.
struct Listed {
    version: String,
    object: String,
    keywords: Vec<String>,
}

fn standards() -> Vec<Listed> {
    let text = fs::read_to_string(file("standards.txt")).unwrap();
    let lines = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let listed = lines.map(|line| {
        let (head, keywords) = line.split_once(": ").unwrap();
        let (version, object) = head.split_once(' ').unwrap();
        Listed {
            version: version.to_owned(),
            object: object.to_owned(),
            keywords: keywords.split(' ').map(str::to_owned).collect(),
        }
    });
    listed.collect()
}

/// What the generator calls an object.
fn kind(version: &str, object: &str) -> ObjectKind {
    match (version, object) {
        ("2.0", "Swagger") => ObjectKind::Swagger,
        ("2.0", "Operation") => ObjectKind::SwaggerOperation,
        ("2.0", "Parameter") => ObjectKind::SwaggerParameter,
        ("2.0", "Response") => ObjectKind::SwaggerResponse,
        (_, "OpenAPI") => ObjectKind::OpenApi,
        (_, "Info") => ObjectKind::Info,
        (_, "Server") => ObjectKind::Server,
        (_, "Server Variable") => ObjectKind::ServerVariable,
        (_, "Components") => ObjectKind::Components,
        (_, "Path Item") => ObjectKind::PathItem,
        (_, "Operation") => ObjectKind::Operation,
        (_, "Parameter") => ObjectKind::Parameter,
        (_, "Request Body") => ObjectKind::RequestBody,
        (_, "Media Type") => ObjectKind::MediaType,
        (_, "Response") => ObjectKind::Response,
        (_, "Tag") => ObjectKind::Tag,
        (_, "Schema") => ObjectKind::Schema,
        (_, "Discriminator") => ObjectKind::Discriminator,
        (_, "Security Scheme") => ObjectKind::SecurityScheme,
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_keyword_has_a_class() {
    let mut classes: BTreeMap<(String, &str), Vec<String>> = BTreeMap::new();
    for listed in standards() {
        let object = kind(&listed.version, &listed.object);
        for keyword in &listed.keywords {
            let Some((_, fate)) = find(object, keyword) else {
                panic!(
                    "{} {}.{keyword} has no class",
                    listed.version, listed.object
                );
            };
            let family = if listed.version == "2.0" {
                "2.0 "
            } else {
                "3.x "
            };
            let key = (format!("{family}{}", listed.object), fate.class());
            let keywords = classes.entry(key).or_default();
            if !keywords.contains(keyword) {
                keywords.push(keyword.clone());
            }
        }
    }
    let mut now = String::new();
    for ((object, class), keywords) in &classes {
        writeln!(now, "{object} {class}: {}", keywords.join(" ")).unwrap();
    }
    let path = file("classes.txt");
    if std::env::var(BLESS).is_ok_and(|value| value == "1") {
        fs::write(&path, &now).unwrap();
    }
    let golden = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        golden == now,
        "write it anew and read it: {BLESS}=1 cargo test -p sdkgen --test keywords\n{now}"
    );
}

/// The tables hold what no version of the standard has only where documents write it all the same.
#[test]
fn the_tables_hold_little_else() {
    let mut others = Vec::new();
    let listed = standards();
    for one in &listed {
        let object = kind(&one.version, &one.object);
        for (keyword, _) in all(object) {
            let is_listed = listed.iter().any(|other| {
                kind(&other.version, &other.object) == object
                    && other.keywords.iter().any(|listed| listed == keyword)
            });
            let name = format!("{}.{keyword}", one.object);
            if !is_listed && !others.contains(&name) {
                others.push(name);
            }
        }
    }
    others.sort();
    assert_eq!(
        others,
        [
            "Operation.x-fern-idempotent",
            "Operation.x-fern-ignore",
            "Operation.x-fern-pagination",
            "Operation.x-fern-request-name",
            "Operation.x-fern-sdk-group-name",
            "Operation.x-fern-sdk-method-name",
            "Operation.x-internal",
            "Operation.x-ms-pageable",
            "Operation.x-speakeasy-group",
            "Operation.x-speakeasy-ignore",
            "Operation.x-speakeasy-name-override",
            "Operation.x-speakeasy-pagination",
            "Operation.x-speakeasy-retries",
            "Operation.x-stainless-skip",
            "Parameter.example",
            "Parameter.x-go-name",
            "Parameter.x-ms-client-name",
            "Schema.$recursiveAnchor",
            "Schema.$recursiveRef",
            "Schema.additionalItems",
            "Schema.definitions",
            "Schema.dependencies",
            "Schema.id",
            "Schema.x-enum-descriptions",
            "Schema.x-enum-varnames",
            "Schema.x-enumDescriptions",
            "Schema.x-enumNames",
            "Schema.x-fern-enum",
            "Schema.x-fern-type-name",
            "Schema.x-go-name",
            "Schema.x-ms-client-name",
            "Schema.x-ms-enum",
            "Schema.x-nullable",
            "Schema.x-speakeasy-enums",
            "Schema.x-speakeasy-name-override",
        ]
    );
}

/// A description in which `@` stands for one more member of an object.
fn around(version: &str, object: &str) -> &'static str {
    match (version, object) {
        ("2.0", "Swagger") => "@\nswagger: '2.0'\ninfo: {title: T, version: '1'}\npaths: {}",
        ("2.0", "Info") => "swagger: '2.0'\ninfo: {title: T, version: '1', @}",
        ("2.0", "Path Item") => "swagger: '2.0'\npaths: {/p: {@}}",
        ("2.0", "Operation") => "swagger: '2.0'\npaths: {/p: {get: {responses: {}, @}}}",
        ("2.0", "Parameter") => {
            "swagger: '2.0'\npaths: {/p: {get: {responses: {}, parameters: [{in: query, name: n, type: string, @}]}}}"
        }
        ("2.0", "Response") => "swagger: '2.0'\npaths: {/p: {get: {responses: {'200': {@}}}}}",
        ("2.0", "Tag") => "swagger: '2.0'\ntags: [{name: t, @}]",
        ("2.0", "Schema") => "swagger: '2.0'\ndefinitions: {S: {@}, Other: {type: string}}",
        ("2.0", "Security Scheme") => {
            "swagger: '2.0'\nsecurityDefinitions: {s: {type: apiKey, name: n, in: header, @}}"
        }
        (_, "OpenAPI") => "@\nopenapi: 3.1.0",
        (_, "Info") => "openapi: 3.1.0\ninfo: {title: T, version: '1', @}",
        (_, "Server") => "openapi: 3.1.0\nservers: [{url: 'https://example.com', @}]",
        (_, "Server Variable") => {
            "openapi: 3.1.0\nservers: [{url: 'https://example.com/{v}', variables: {v: {default: a, @}}}]"
        }
        (_, "Components") => "openapi: 3.1.0\ncomponents: {@}",
        (_, "Path Item") => "openapi: 3.1.0\npaths: {/p: {@}}",
        (_, "Operation") => "openapi: 3.1.0\npaths: {/p: {get: {@}}}",
        (_, "Parameter") => {
            "openapi: 3.1.0\npaths: {/p: {get: {parameters: [{in: query, name: n, @}]}}}"
        }
        (_, "Request Body") => "openapi: 3.1.0\npaths: {/p: {post: {requestBody: {@}}}}",
        (_, "Media Type") => {
            "openapi: 3.1.0\npaths: {/p: {post: {requestBody: {content: {application/json: {@}}}}}}"
        }
        (_, "Response") => {
            "openapi: 3.1.0\npaths: {/p: {get: {responses: {'200': {description: '', @}}}}}"
        }
        (_, "Tag") => "openapi: 3.1.0\ntags: [{name: t, @}]",
        (_, "Schema") => "openapi: 3.1.0\ncomponents: {schemas: {S: {@}, Other: {type: string}}}",
        (_, "Discriminator") => {
            "openapi: 3.1.0\ncomponents: {schemas: {Other: {type: object}, S: {discriminator: {propertyName: p, @}}}}"
        }
        (_, "Security Scheme") => {
            "openapi: 3.1.0\ncomponents: {securitySchemes: {s: {type: apiKey, name: n, in: header, @}}}"
        }
        other => panic!("{other:?}"),
    }
}

/// A value that a keyword may have.
fn value(version: &str, object: &str, keyword: &str) -> &'static str {
    let root = matches!(object, "Swagger" | "OpenAPI");
    match (object, keyword) {
        ("Discriminator", "mapping") => "{a: Other}",
        ("Discriminator", "defaultMapping") => "Other",
        ("Parameter", "content") => "{application/json: {schema: {type: string}}}",
        ("Response" | "Request Body", "content") => "{application/json: {}}",
        ("Parameter", "in") => "query",
        ("Parameter", "style") => "form",
        ("Parameter", "type") => "string",
        ("Parameter" | "Request Body", "required") => "true",
        ("Parameter", "collectionFormat") => "csv",
        ("Security Scheme", "in") => "header",
        ("Security Scheme", "type") => "apiKey",
        ("Security Scheme", "scheme") => "bearer",
        ("Path Item", "servers") | ("Operation", "servers") => "[]",
        ("Operation", "parameters") | ("Path Item", "parameters") => "[]",
        ("Schema", "discriminator") if version == "2.0" => "kind",
        ("Schema", "discriminator") => "{propertyName: kind}",
        ("Schema", "items" | "additionalProperties" | "propertyNames" | "not" | "contains") => {
            "{type: string}"
        }
        ("Parameter", "items") => "{type: string}",
        ("Schema", "type") => "object",
        ("Schema", "format") | ("Parameter", "format") => "uuid",
        ("Schema", "required") => "[a]",
        ("Schema", "$ref") if version == "2.0" => "'#/definitions/Other'",
        ("Schema", "$ref") => "'#/components/schemas/Other'",
        ("Schema", "$id") => "https://example.com/s",
        ("Schema", "allOf" | "oneOf" | "anyOf") => {
            "[{type: object, properties: {a: {type: string}}}]"
        }
        ("Schema", "prefixItems") => "[{type: string}]",
        ("Schema", "patternProperties") => "{'^a': {type: string}}",
        ("Schema", "dependentRequired") => "{a: [b]}",
        (_, "enum") => "[a]",
        (_, "exclusiveMaximum" | "exclusiveMinimum") if version < "3.1" => "true",
        (_, "maximum" | "minimum" | "exclusiveMaximum" | "exclusiveMinimum" | "multipleOf") => "1",
        (
            _,
            "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties" | "maxProperties",
        ) => "1",
        (_, "nullable" | "readOnly" | "writeOnly" | "deprecated" | "uniqueItems" | "explode") => {
            "true"
        }
        (_, "allowEmptyValue" | "allowReserved") => "true",
        (_, "tags") if root => "[{name: t}]",
        (_, "tags" | "schemes" | "consumes" | "produces") => "[https]",
        (_, "security" | "servers") => "[]",
        (_, "$ref") => "'#/x-item'",
        (_, "$self") => "https://example.com/api.yaml",
        (_, "swagger") => "'2.0'",
        (_, "openapi") => "3.1.0",
        (_, "info") => "{title: T, version: '1'}",
        (_, "title" | "summary" | "description" | "version" | "name" | "default" | "url") => {
            "words"
        }
        (_, "operationId" | "host" | "basePath" | "pattern" | "example" | "kind" | "parent") => {
            "words"
        }
        (_, "const" | "contentEncoding" | "contentMediaType" | "$anchor") => "words",
        (_, "propertyName" | "authorizationUrl" | "tokenUrl" | "openIdConnectUrl") => "words",
        (
            _,
            "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace" | "query",
        ) => "{responses: {}}",
        _ => "{}",
    }
}

/// Dropped and approximated keywords are reported where they stand, all others are not.
#[test]
fn keywords_behave_as_their_class_says() {
    let folder = tempfile::tempdir().unwrap();
    let mut wrong = Vec::new();
    let mut count = 0;
    for listed in standards() {
        let object = kind(&listed.version, &listed.object);
        for keyword in &listed.keywords {
            let (_, fate) = find(object, keyword).unwrap();
            let member = format!(
                "{keyword}: {}",
                value(&listed.version, &listed.object, keyword)
            );
            let template = around(&listed.version, &listed.object);
            // Of a member that is there already, the last one counts.
            let text = format!("{}\nx-item: {{}}\n", template.replace('@', &member));
            let path = folder.path().join("description.yaml");
            fs::write(&path, &text).unwrap();
            let mut diagnostics = Diagnostics::new();
            let described = sdkgen::read(&path, &Options::default(), &mut diagnostics);
            let quoted = format!("`{keyword}`");
            let is_about = |code: Code, word: &str| {
                diagnostics.list().iter().any(|one| {
                    one.code == code
                        && one.message.starts_with(&quoted)
                        && one.message.contains(word)
                })
            };
            let (is_dropped, is_approximated) = (
                is_about(Code::DroppedKeyword, "not kept"),
                is_about(Code::ApproximatedKeyword, "in part"),
            );
            let is_unknown = is_about(Code::UnknownKeyword, "");
            let expected = match fate {
                Fate::Exact | Fate::Annotation => (false, false),
                Fate::Approximated(_) => (false, true),
                Fate::Dropped => (true, false),
            };
            count += 1;
            let is_refused = diagnostics
                .list()
                .iter()
                .any(|one| one.code == Code::WrongKind);
            let is_as_said = (is_dropped, is_approximated) == expected;
            if !is_as_said || is_unknown || is_refused || described.is_none() {
                wrong.push(format!(
                    "{} {}.{keyword} is {}, but of\n{text}\nis said:\n{}",
                    listed.version,
                    listed.object,
                    fate.class(),
                    diagnostics.render()
                ));
            }
        }
    }
    assert!(count > 300, "only {count} keywords");
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
