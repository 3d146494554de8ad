//! What is taken for paged and what is not, told by the report on it.

use std::fmt::Write;
use std::fs;

use sdkgen::diagnostics::Diagnostics;
use sdkgen::{Options, analyze};

/// Parameters, the answer, and what is said of it.
type Example = (&'static str, &'static str, &'static str);

const NAMES: &str = "{type: array, items: {type: string}}";

/// Compares what is said of each operation with what is expected of it.
#[track_caller]
fn check(examples: &[Example]) {
    let mut text = "openapi: 3.1.0\ninfo: {title: Pets, version: 1.0.0}\npaths:\n".to_owned();
    for (index, (parameters, answer, _)) in examples.iter().enumerate() {
        let answer = answer.replace("NAMES", NAMES);
        let parameters: Vec<String> = parameters
            .split_whitespace()
            .map(|parameter| {
                let (name, schema) = parameter.split_once(':').unwrap();
                let schema = match schema {
                    "text" => "{type: string}".to_owned(),
                    "number" => "{type: integer}".to_owned(),
                    other => format!("{{type: integer, {}}}", other.replace('=', ": ")),
                };
                format!("{{name: {name:?}, in: query, schema: {schema}}}")
            })
            .collect();
        writeln!(
            text,
            "  /pets/{index}/names:\n    get:\n      operationId: op{index}\n      parameters: [{}]\n      \
             responses: {{\"200\": {{description: Names, content: {{application/json: {{schema: {answer}}}}}}}}}",
            parameters.join(", ")
        )
        .unwrap();
    }
    let said = explain(&text);
    for (index, (parameters, answer, expected)) in examples.iter().enumerate() {
        let line = said
            .lines()
            .position(|line| line.ends_with(&format!("(op{index})")));
        let line = line.and_then(|line| said.lines().nth(line + 1));
        let line = line.map_or("no list", str::trim);
        assert_eq!(line, *expected, "{parameters} gives {answer}");
    }
}

fn explain(description: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pets.yaml");
    fs::write(&path, description).unwrap();
    let mut diagnostics = Diagnostics::new();
    let described = sdkgen::read(&path, &Options::default(), &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{}", diagnostics.render());
    let described = described.unwrap();
    analyze::pagination(&described.api, &described.config).to_string()
}

#[test]
fn tokens() {
    check(&[
        (
            "page_token:text",
            "{properties: {names: NAMES, next_page_token: {type: string}}}",
            "by token: `page_token` takes `next_page_token`; items in `names`",
        ),
        (
            "PageToken:text",
            "{properties: {names: NAMES, meta: {properties: {nextPageToken: {type: string}}}}}",
            "by token: `PageToken` takes `meta.nextPageToken`; items in `names`",
        ),
        (
            "cursor:text",
            "{properties: {data: NAMES, cursor: {type: string}, next_cursor: {type: string}, has_more: {type: boolean}}}",
            "by token: `cursor` takes `next_cursor` until `has_more` is false; items in `data`",
        ),
        (
            "starting_after:text",
            "{properties: {data: NAMES, pages: {properties: {next: {properties: {starting_after: {type: string}}}}}}}",
            "by token: `starting_after` takes `pages.next.starting_after`; items in `data`",
        ),
        (
            "after:text",
            "{properties: {data: NAMES, last_id: {type: string}, has_more: {type: boolean}}}",
            "by token: `after` takes `last_id` until `has_more` is false; items in `data`",
        ),
        (
            "after:text limit:number",
            "{properties: {data: NAMES, last_id: {type: string}}}",
            "not paged: has `after`, but nothing names the next page",
        ),
        (
            "after:text limit:number",
            "{properties: {data: NAMES, cursor: {type: string}}}",
            "not paged: has `after`, but nothing names the next page",
        ),
        (
            "cursor:number",
            "{properties: {data: NAMES, next_cursor: {type: string}}}",
            "not paged: has `cursor`, but nothing names the next page",
        ),
        (
            "cursor:text page:number limit:number",
            "{properties: {data: NAMES}}",
            "not paged: has `cursor`, but nothing names the next page",
        ),
        (
            "cursor:text",
            "{properties: {data: NAMES, next: {type: string}}}",
            "by token: `cursor` takes `next`, unless that is a URL; items in `data`",
        ),
    ]);
}

#[test]
fn urls() {
    check(&[
        (
            "cursor:text",
            "{properties: {data: NAMES, next: {type: string, format: uri}}}",
            "by URL: `next`; items in `data`",
        ),
        (
            "page:number limit:number",
            "{properties: {data: NAMES, next: {type: string, description: Link to more.}}}",
            "by URL: `next`; items in `data`",
        ),
        (
            "",
            "{properties: {data: NAMES, paging: {properties: {next: {type: string, example: 'https://a.test'}}}}}",
            "by URL: `paging.next`; items in `data`",
        ),
        (
            "",
            "{properties: {value: NAMES, '@odata.nextLink': {type: string}}}",
            "by URL: `@odata.nextLink`; items in `value`",
        ),
        (
            "",
            "{properties: {_embedded: {properties: {items: NAMES}}, _links: {properties: {next: {properties: {href: {type: string}}}}}}}",
            "by URL: `_links.next.href`; items in `_embedded.items`",
        ),
        // One thing with parts, and links that every answer has.
        (
            "",
            "{properties: {data: {properties: {id: {type: string}, name: {type: string}, status: {type: string}, \
             parts: NAMES}}, links: {properties: {next: {type: string}}}}}",
            "no list",
        ),
    ]);
}

/// On its own: models that say the same are one, and another would say for this one what `next` is.
#[test]
fn next_alone_says_nothing() {
    check(&[(
        "limit:number",
        "{properties: {data: NAMES, next: {type: string}}}",
        "not paged: has `limit`, but nothing names the next page",
    )]);
}

#[test]
fn offsets() {
    check(&[
        (
            "offset:number limit:number",
            "NAMES",
            "by offset: `offset` from 0 until an empty page; the response is the list",
        ),
        (
            "$skip:number $top:number",
            "{properties: {items: NAMES, meta: {properties: {total: {type: integer}}}}}",
            "by offset: `$skip` from 0 until `meta.total` items; items in `items`",
        ),
        (
            "startIndex:default=1 count:number",
            "{properties: {data: NAMES, totalResults: {type: integer}}}",
            "by offset: `startIndex` from 1 until `totalResults` items; items in `data`",
        ),
        (
            "start:default=0 rows:number",
            "NAMES",
            "by offset: `start` from 0 until an empty page; the response is the list",
        ),
        (
            "first:number max:number",
            "NAMES",
            "by offset: `first` from 0 until an empty page; the response is the list",
        ),
        (
            "offset:number limit:number",
            "{properties: {data: NAMES, total: {type: integer, description: Names in this response.}}}",
            "by offset: `offset` from 0 until an empty page; items in `data`",
        ),
        // A time, a size, and an offset that nothing else backs.
        (
            "start:number limit:number",
            "NAMES",
            "not paged: has `limit`, but nothing names the next page",
        ),
        (
            "first:number",
            "NAMES",
            "not paged: no parameter asks for a page, and nothing names the next one",
        ),
        (
            "offset:number",
            "NAMES",
            "not paged: has `offset`, but nothing else speaks of pages",
        ),
        (
            "offset:text limit:number",
            "NAMES",
            "not paged: `offset` is not simply a number",
        ),
    ]);
}

#[test]
fn page_numbers() {
    check(&[
        (
            "page:number per_page:number",
            "NAMES",
            "by page number: `page` from 1 until an empty page; the response is the list",
        ),
        (
            "page[number]:minimum=0 page[size]:number",
            "{properties: {data: NAMES, included: NAMES, meta: {properties: {totalPages: {type: integer}}}}}",
            "by page number: `page[number]` from 0 until `meta.totalPages` pages; items in `data`",
        ),
        (
            "pageNo:number",
            "{properties: {data: NAMES, hasNext: {type: boolean}, pageCount: {type: integer}}}",
            "by page number: `pageNo` from 1 until `hasNext` is false; items in `data`",
        ),
        (
            "pageIndex:number size:number",
            "{properties: {names: NAMES, page_count: {type: integer, description: The number of items on this page}}}",
            "by page number: `pageIndex` from 1 until an empty page; items in `names`",
        ),
        (
            "page:number",
            "{properties: {names: NAMES, colour: {type: string}}}",
            "not paged: has `page`, but nothing else speaks of pages",
        ),
    ]);
}

#[test]
fn lists() {
    check(&[
        // The list that is called like the path.
        (
            "page:number limit:number",
            "{properties: {names: NAMES, nicknames: NAMES}}",
            "by page number: `page` from 1 until an empty page; items in `names`",
        ),
        (
            "page:number limit:number",
            "{properties: {cats: NAMES, dogs: NAMES}}",
            "not paged: the answer has several lists: `cats`, `dogs`",
        ),
        (
            "page:number limit:number",
            "{properties: {response: {properties: {cats: NAMES, total: {type: integer}}}, client: {properties: {keys: NAMES}}}}",
            "by page number: `page` from 1 until an empty page; items in `response.cats`",
        ),
        (
            "page:number limit:number",
            "{properties: {cat: {properties: {kittens: NAMES}}, id: {type: string}}}",
            "not paged: the list is in an object, and nothing beside it names the next page",
        ),
        (
            "",
            "{properties: {id: {type: string}, tags: NAMES}}",
            "no list",
        ),
        ("", "{type: string}", "no list"),
    ]);
}

#[test]
fn what_one_says_of_page_numbers_holds_for_all_of_that_name() {
    let said = explain(
        r#"
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /cats: &list
    get:
      parameters:
        - {name: page, in: query, description: "Page of results, default 0.", schema: {type: integer}}
        - {name: size, in: query, schema: {type: integer}}
      responses: &responses
        "200": {description: Names, content: {application/json: {schema: {type: array, items: {type: string}}}}}
  /dogs:
    get:
      parameters: [{name: page, in: query, schema: {type: integer}}, {name: size, in: query, schema: {type: integer}}]
      responses: *responses
  /hens:
    get:
      parameters:
        - {name: page, in: query, description: Starts at 1., schema: {type: integer}}
        - {name: size, in: query, schema: {type: integer}}
      responses: *responses
"#,
    );
    let from: Vec<&str> = said
        .lines()
        .filter_map(|line| Some(line.split_once("`page` from ")?.1.split_once(' ')?.0))
        .collect();
    assert_eq!(from, ["0", "0", "1"]);
}

#[test]
fn deprecated_parameters_and_members_do_not_count() {
    let said = explain(
        r#"
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /cats:
    get:
      parameters:
        - {name: offset, in: query, deprecated: true, schema: {type: integer}}
        - {name: cursor, in: query, schema: {type: string}}
        - {name: limit, in: query, schema: {type: integer}}
      responses:
        "200":
          description: Names
          content:
            application/json:
              schema:
                type: object
                properties:
                  data: {type: array, items: {type: string}}
                  next_cursor: {type: string, deprecated: true}
"#,
    );
    assert!(said.contains("not paged: has `cursor`"), "{said}");
}

const THINGS: &str = "{type: array, items: {type: object, properties: {id: {type: string}, token: {type: string}, at: {type: string}}}}";

/// The line about one operation, whose parameters, body and response are YAML.
fn line(method: &str, parameters: &str, body: &str, response: &str) -> String {
    let body = match body {
        "" => String::new(),
        body => format!("requestBody: {{content: {{application/json: {{schema: {body}}}}}}}, "),
    };
    let response = response.replace("THINGS", THINGS);
    let said = explain(&format!(
        "openapi: 3.1.0\ninfo: {{title: Pets, version: 1.0.0}}\npaths:\n  /pets/search:\n    {method}: {{operationId: op, \
         parameters: [{parameters}], {body}responses: {{\"200\": {response}}}}}\n"
    ));
    let lines: Vec<&str> = said.lines().collect();
    match lines.as_slice() {
        [_, line, _] => line.trim().to_owned(),
        _ => "no list".to_owned(),
    }
}

fn json(schema: &str) -> String {
    format!("{{description: Pets, content: {{application/json: {{schema: {schema}}}}}}}")
}

#[test]
fn ids_of_items() {
    let after = |words: &str| {
        format!("{{name: after, in: query, description: \"{words}\", schema: {{type: string}}}}")
    };
    let limit = "{name: limit, in: query, schema: {type: integer}}";
    let starting = format!(
        "{{name: starting_after, in: query, schema: {{type: string, format: uuid}}}}, {limit}"
    );
    let more = json("{properties: {data: THINGS, has_more: {type: boolean}}}");
    let plain = json("{properties: {data: THINGS}}");
    for (parameters, response, expected) in [
        (
            starting.clone(),
            &more,
            "by token: `starting_after` takes `id` of the last item until `has_more` is false; items in `data`",
        ),
        (
            starting,
            &plain,
            "by token: `starting_after` takes `id` of the last item; items in `data`",
        ),
        (
            after(""),
            &more,
            "by token: `after` takes `id` of the last item until `has_more` is false; items in `data`",
        ),
        (
            after("A cursor: an item's token"),
            &plain,
            "by token: `after` takes `token` of the last item; items in `data`",
        ),
        // A time, and nothing that backs it.
        (
            after("Only pets born after this date"),
            &more,
            "not paged: has `after`, but nothing names the next page",
        ),
        (
            format!("{}, {limit}", after("")),
            &plain,
            "not paged: has `after`, but nothing names the next page",
        ),
    ] {
        assert_eq!(
            line("get", &parameters, "", response),
            expected,
            "{parameters}"
        );
    }
    let dated = "{name: starting_after, in: query, schema: {type: string, format: date}}";
    assert!(line("get", dated, "", &more).starts_with("not paged"));
    // Without a property that tells items apart there is no cursor.
    let names = json(
        "{properties: {data: {type: array, items: {type: string}}, has_more: {type: boolean}}}",
    );
    assert!(line("get", &after(""), "", &names).starts_with("not paged"));
}

#[test]
fn headers() {
    let cursor = "{name: after_cursor, in: query, schema: {type: string}}";
    let response = |header: &str| {
        format!(
            "{{description: Pets, headers: {{{header}: {{schema: {{type: string}}}}}}, content: {{application/json: {{schema: THINGS}}}}}}"
        )
    };
    assert_eq!(
        line("get", cursor, "", &response("X-After-Cursor")),
        "by token: `after_cursor` takes the header `x-after-cursor`; the response is the list"
    );
    assert!(line("get", cursor, "", &response("X-Request-Id")).starts_with("not paged"));
}

#[test]
fn properties_of_parameters() {
    let page = |properties: &str| {
        format!(
            "{{name: page, in: query, style: deepObject, schema: {{type: object, properties: {{{properties}}}}}}}"
        )
    };
    for (properties, response, expected) in [
        (
            "number: {type: integer, default: 0}, size: {type: integer}",
            "{properties: {data: THINGS, meta: {properties: {total_pages: {type: integer}}}}}",
            "by page number: `page[number]` from 0 until `meta.total_pages` pages; items in `data`",
        ),
        (
            "after: {type: string}, size: {type: integer}",
            "{properties: {data: THINGS, meta: {properties: {page: {properties: {after: {type: string}}}}}}}",
            "by token: `page[after]` takes `meta.page.after`; items in `data`",
        ),
        (
            "cursor: {type: string}",
            "{properties: {data: THINGS, links: {properties: {next: {type: string}}}}}",
            "by URL: `links.next`; items in `data`",
        ),
    ] {
        assert_eq!(
            line("get", &page(properties), "", &json(response)),
            expected
        );
    }
}

#[test]
fn bodies() {
    let next = "{properties: {data: THINGS, next_cursor: {type: [string, 'null']}, has_more: {type: boolean}}}";
    for (body, response, expected) in [
        (
            "{properties: {cursor: {type: string}}}",
            next,
            "by token: `cursor` of the body takes `next_cursor` until `has_more` is false; items in `data`",
        ),
        (
            "{properties: {page: {properties: {size: {type: integer}, cursor: {type: string}}}}}",
            next,
            "by token: `page.cursor` of the body takes `next_cursor` until `has_more` is false; items in `data`",
        ),
        (
            "{properties: {offset: {type: integer}}}",
            "{properties: {data: THINGS, total: {type: integer}}}",
            "by offset: `offset` of the body from 0 until `total` items; items in `data`",
        ),
        // Nothing in the response says where the list goes on or ends.
        (
            "{properties: {offset: {type: integer}, limit: {type: integer}}}",
            "{properties: {data: THINGS}}",
            "not paged: has `/offset`, but its response has no total",
        ),
        ("{properties: {name: {type: string}}}", next, "no list"),
    ] {
        assert_eq!(line("post", "", body, &json(response)), expected, "{body}");
    }
}

#[test]
fn tokens_beside_flags_and_numbers() {
    let token = |name: &str| format!("{{name: {name}, in: query, schema: {{type: string}}}}");
    for (name, response, expected) in [
        (
            "iterator",
            "{properties: {data: THINGS, iterator: {type: string}, done: {type: boolean}}}",
            "by token: `iterator` takes `iterator` until `done` is true; items in `data`",
        ),
        (
            "page",
            "{properties: {data: THINGS, next_page: {type: string}, has_more: {type: boolean}}}",
            "by token: `page` takes `next_page`, unless that is a URL; items in `data`",
        ),
        (
            "cursor",
            "{properties: {data: THINGS, next_cursor: {type: integer}}}",
            "by token: `cursor` takes `next_cursor`; items in `data`",
        ),
        (
            "after",
            "{properties: {data: THINGS, page_info: {properties: {after: {type: string}, before: {type: string}}}}}",
            "by token: `after` takes `page_info.after`; items in `data`",
        ),
        (
            "cursor",
            "{properties: {data: THINGS, links: {properties: {pages: {properties: {next: {type: string}}}}}}}",
            "by URL: `links.pages.next`; items in `data`",
        ),
    ] {
        assert_eq!(line("get", &token(name), "", &json(response)), expected);
    }
}

/// Extensions of other generators, below an operation that takes `since` and answers with things, and what is said of it.
#[test]
fn extensions_of_other_generators_say_how_lists_are_paged() {
    let whole = "x-fern-pagination: {cursor: $request.since, next_cursor: $response.meta.next, results: $response.things}\n";
    let by_token = "by token: `since` takes `meta.next`; items in `things`";
    let examples = [
        (
            "",
            "x-speakeasy-pagination: {type: cursor, inputs: [{name: since, in: parameters, type: cursor}], outputs: {results: $.things, nextCursor: $.meta.next}}",
            by_token,
        ),
        (
            "",
            "x-speakeasy-pagination: {type: cursor, inputs: [{name: since, in: parameters, type: cursor}], outputs: {results: $.things, nextCursor: \"$.things[-1].made\"}}",
            "by token: `since` takes `made` of the last item; items in `things`",
        ),
        (
            "",
            "x-speakeasy-pagination: {type: url, outputs: {results: $.things, nextUrl: $.meta.next}}",
            "by URL: `meta.next`; items in `things`",
        ),
        (
            "",
            "x-speakeasy-pagination: {type: offsetLimit, inputs: [{name: n, in: parameters, type: page}], outputs: {results: $.things, numPages: $.meta.count}}",
            "by page number: `n` from 1 until `meta.count` pages; items in `things`",
        ),
        (
            "",
            "x-speakeasy-pagination: {type: offsetLimit, inputs: [{name: n, in: parameters, type: offset}], outputs: {results: $.things}}",
            "by offset: `n` from 0 until an empty page; items in `things`",
        ),
        (whole, "x-fern-pagination: true", by_token),
        (
            "",
            "x-fern-pagination: {next_uri: $response.meta.next, results: $response.things}",
            "by URL: `meta.next`; items in `things`",
        ),
        (
            "",
            "x-ms-pageable: {nextLinkName: meta.next, itemName: things}",
            "by URL: `meta.next`; items in `things`",
        ),
        (
            "",
            "x-ms-pageable: {nextLinkName: null}",
            "not paged: turned off by `x-ms-pageable`",
        ),
        (
            "",
            "x-ms-pageable: {nextLinkName: absent, itemName: things}",
            "not paged: its answer has no `absent`",
        ),
    ];
    for (root, extension, expected) in examples {
        let text = format!(
            "openapi: 3.1.0\ninfo: {{title: Things, version: 1.0.0}}\n{root}paths:\n  /things:\n    get:\n      operationId: list\n      \
             {extension}\n      parameters: [{{name: since, in: query, schema: {{type: string}}}}, {{name: n, in: query, schema: {{type: integer}}}}]\n      \
             responses: {{\"200\": {{description: Things., content: {{application/json: {{schema: {{type: object, properties: {{\
             things: {{type: array, items: {{type: object, properties: {{made: {{type: string}}}}}}}}, \
             meta: {{type: object, properties: {{next: {{type: string}}, count: {{type: integer}}}}}}}}}}}}}}}}}}\n"
        );
        let said = explain(&text);
        let line = said.lines().nth(1).unwrap_or_default().trim();
        assert_eq!(line, expected, "{root}{extension}");
    }
}
