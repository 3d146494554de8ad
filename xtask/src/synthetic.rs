//! Descriptions of any size, made by rule: the same number gives the same text.

use std::fmt::Write;

/// An OpenAPI 3.1 description with so many operations, as YAML: resources with lists that have pages, creates, reads,
/// updates and deletes; models that refer to each other, enums and unions.
pub fn description(operations: usize) -> String {
    let mut text = String::from(
        "openapi: 3.1.0\ninfo: {title: Synthetic, version: 1.0.0}\n\
         servers: [{url: \"https://api.example.com\"}]\npaths:\n",
    );
    let resources = operations.div_ceil(OPERATIONS);
    let mut left = operations;
    for number in 0..resources {
        let take = |left: &mut usize| {
            let is_left = *left > 0;
            *left = left.saturating_sub(1);
            is_left
        };
        let noun = noun(number);
        // Writing to a string does not fail.
        let _ = writeln!(text, "  /{noun}:");
        for (method, operation) in [("get", LIST), ("post", CREATE)] {
            if take(&mut left) {
                let _ = write!(text, "    {method}:\n{}", operation.replace("NOUN", &noun));
            }
        }
        if left > 0 {
            let _ = write!(text, "  /{noun}/{{id}}:\n{ID}");
        }
        for (method, operation) in [("get", READ), ("patch", UPDATE), ("delete", DELETE)] {
            if take(&mut left) {
                let _ = write!(text, "    {method}:\n{}", operation.replace("NOUN", &noun));
            }
        }
    }
    text += ERROR;
    for number in 0..resources {
        let next = noun((number + 1) % resources);
        text += &MODELS.replace("NOUN", &noun(number)).replace("NEXT", &next);
    }
    text
}

/// How many operations a resource has.
const OPERATIONS: usize = 5;

/// A word of its own for each resource: `ba`, `bab`, …
fn noun(number: usize) -> String {
    let mut noun = String::new();
    let mut rest = number + 1;
    while rest > 0 {
        let (consonants, vowels) = (b"bdfgklmnprstvz", b"aeiou");
        noun.push(char::from(consonants[rest % consonants.len()]));
        noun.push(char::from(vowels[rest / consonants.len() % vowels.len()]));
        rest /= consonants.len() * vowels.len();
    }
    format!("{noun}ns")
}

const LIST: &str = "      operationId: list_NOUN
      tags: [NOUN]
      description: Lists NOUN, newest first. A page may be empty and still name a next one.
      parameters:
        - {name: limit, in: query, schema: {type: integer, minimum: 1, maximum: 100}, description: How many at most.}
        - {name: page_token, in: query, schema: {type: string}, description: Where to go on.}
        - {name: kind, in: query, schema: {$ref: \"#/components/schemas/NOUN_kind\"}}
      responses:
        \"200\": {description: A page, content: {application/json: {schema: {$ref: \"#/components/schemas/NOUN_page\"}}}}
        \"400\": {description: Wrong, content: {application/json: {schema: {$ref: \"#/components/schemas/problem\"}}}}
";

const CREATE: &str = "      operationId: create_NOUN
      tags: [NOUN]
      description: Makes one of NOUN.
      requestBody: {required: true, content: {application/json: {schema: {$ref: \"#/components/schemas/NOUN_create\"}}}}
      responses:
        \"200\": {description: Made, content: {application/json: {schema: {$ref: \"#/components/schemas/NOUN\"}}}}
        \"400\": {description: Wrong, content: {application/json: {schema: {$ref: \"#/components/schemas/problem\"}}}}
";

const ID: &str = "    parameters: [{name: id, in: path, required: true, schema: {type: string}}]\n";

const READ: &str = "      operationId: get_NOUN
      tags: [NOUN]
      description: Gives one of NOUN.
      responses:
        \"200\": {description: It, content: {application/json: {schema: {$ref: \"#/components/schemas/NOUN\"}}}}
        \"404\": {description: None, content: {application/json: {schema: {$ref: \"#/components/schemas/problem\"}}}}
";

const UPDATE: &str = "      operationId: update_NOUN
      tags: [NOUN]
      description: Changes one of NOUN; what is not given stays.
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              properties:
                title: {type: string, maxLength: 200}
                note: {type: [string, \"null\"]}
      responses:
        \"200\": {description: It, content: {application/json: {schema: {$ref: \"#/components/schemas/NOUN\"}}}}
        \"404\": {description: None, content: {application/json: {schema: {$ref: \"#/components/schemas/problem\"}}}}
";

const DELETE: &str = "      operationId: delete_NOUN
      tags: [NOUN]
      description: Deletes one of NOUN.
      responses:
        \"204\": {description: Gone}
        \"404\": {description: None, content: {application/json: {schema: {$ref: \"#/components/schemas/problem\"}}}}
";

const ERROR: &str = "components:
  schemas:
    problem:
      type: object
      required: [message]
      properties:
        message: {type: string, description: What is wrong.}
        code: {type: string}
";

const MODELS: &str = "    NOUN_kind: {type: string, enum: [small, large, other]}
    NOUN_create:
      type: object
      required: [title, kind]
      properties:
        title: {type: string, maxLength: 200, description: How it is called.}
        kind: {$ref: \"#/components/schemas/NOUN_kind\"}
        note: {type: [string, \"null\"], description: What else there is to say.}
        weights: {type: array, items: {type: number}, maxItems: 10}
    NOUN:
      type: object
      required: [id, title, kind, created_at]
      description: One of NOUN.
      properties:
        id: {type: string}
        title: {type: string, description: How it is called.}
        kind: {$ref: \"#/components/schemas/NOUN_kind\"}
        note: {type: [string, \"null\"]}
        created_at: {type: string, format: date-time, description: When it was made.}
        tags: {type: object, additionalProperties: {type: string}}
        origin: {$ref: \"#/components/schemas/NOUN_origin\"}
        next: {$ref: \"#/components/schemas/NEXT\"}
    NOUN_origin:
      oneOf:
        - {$ref: \"#/components/schemas/NOUN_upload\"}
        - {$ref: \"#/components/schemas/NOUN_copy\"}
      discriminator:
        propertyName: type
        mapping: {upload: \"#/components/schemas/NOUN_upload\", copy: \"#/components/schemas/NOUN_copy\"}
    NOUN_upload:
      type: object
      required: [type, size]
      properties: {type: {type: string}, size: {type: integer}}
    NOUN_copy:
      type: object
      required: [type, of]
      properties: {type: {type: string}, of: {type: string}}
    NOUN_page:
      type: object
      required: [items]
      properties:
        items: {type: array, items: {$ref: \"#/components/schemas/NOUN\"}}
        next_page_token: {type: [string, \"null\"]}
";

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{description, noun};

    #[test]
    fn it_has_as_many_operations_as_asked_for() {
        for operations in [1, 4, 5, 100] {
            let text = description(operations);
            assert_eq!(text.matches("operationId").count(), operations);
            assert_eq!(text, description(operations));
        }
    }

    #[test]
    fn every_resource_has_a_word_of_its_own() {
        let nouns: BTreeSet<String> = (0..1000).map(noun).collect();
        assert_eq!(nouns.len(), 1000);
    }
}
