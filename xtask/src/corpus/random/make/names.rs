//! Names, many of which are hard to turn into identifiers.

use std::collections::BTreeSet;

use super::Maker;

/// The names that have to be unique in a document.
#[derive(Default)]
pub(super) struct Names {
    keys: BTreeSet<String>,
    operation_ids: BTreeSet<String>,
}

const PLAIN: &[&str] = &[
    "id",
    "name",
    "kind",
    "size",
    "owner",
    "created_at",
    "nextToken",
    "items",
    "price",
    "tags",
    "parent",
    "status",
    "count",
    "URL",
    "eMail",
];

/// Any text may be the name of a property, a tag, an operation or an enum value.
const HOSTILE: &[&str] = &[
    "type",
    "Self",
    "self",
    "crate",
    "super",
    "fn",
    "async",
    "match",
    "r#type",
    "_",
    "__",
    "-",
    "1st",
    "2",
    "+1",
    "-1",
    "<=",
    "==",
    "!",
    "*",
    "&&",
    "名前",
    "naïve",
    "e\u{301}te",
    "İ",
    "ß",
    "🚀",
    "👩‍👩‍👧",
    "\u{202e}abc",
    "a\u{200b}b",
    " ",
    "a b",
    "a/b",
    "a~b",
    "a.b",
    "a[0]",
    "\"quoted\"",
    "back\\slash",
    "new\nline",
    "tab\there",
    "",
    "{brace}",
    "*/",
    "//",
    "#",
    "%",
    "%20",
    "'",
    "`tick`",
    "new",
    "Option",
    "String",
    "Result",
    "Vec",
    "Box",
    "Error",
    "Client",
    "default",
    "clone",
    "into",
    "validate",
    "send",
    "body",
    "options",
    "value",
    "extra",
    "std",
    "core",
    "serde",
    "additional_properties",
    "unknown",
    "Unknown",
    "true",
    "null",
    "None",
    "Some",
    "Ok",
    "$type",
    "@id",
    "x-internal",
    "iter",
    "drop",
    "gen",
    "union",
    "yield",
    "try",
];

/// Each differs from the others by case or punctuation alone.
const ALIKE: &[&str] = &[
    "fooBar", "foo_bar", "foo-bar", "FooBar", "foobar", "foo.bar", "foo bar", "FOO_BAR",
];

/// Keys of components: letters, digits, `.`, `-` and `_`.
const KEYS: &[&str] = &[
    "Pet",
    "Owner",
    "Error",
    "Page",
    "Shape",
    "Event",
    "Node",
    "Self",
    "self",
    "type",
    "String",
    "Option",
    "Result",
    "Vec",
    "Box",
    "Client",
    "1st",
    "2",
    "_",
    "-",
    ".",
    "a.b",
    "a-b",
    "a_b",
    "A_B",
    "AB",
    "Ab",
    "fooBar",
    "FooBar",
    "foo_bar",
    "foo-bar",
    "foo.bar",
    "Patch",
    "Response",
    "Secret",
    "Call",
    "Builder",
    "mod",
    "lib",
    "models",
    "Value",
    "Default",
    "Clone",
    "Unknown",
    "crate",
    "api",
    "List",
    "HashMap",
    "BTreeMap",
    "u8",
    "str",
    "Serialize",
    "Retries",
    "Url",
    "PetKind",
    "PetName",
    "OwnerTags",
    "CON",
    "aux",
];

/// Keys that only Swagger 2.0 allows.
const SWAGGER_KEYS: &[&str] = &["名前", "Page«Pet»", "Größe", "a b", "List[Pet]", "🚀"];

/// Names of headers.
const HEADERS: &[&str] = &[
    "X-Rate-Limit",
    "X_Rate_Limit",
    "x-type",
    "Self",
    "1st",
    "If-Match",
    "X-Request-ID",
    "ETag",
    "X-!#$",
    "fn",
];

impl Maker {
    /// A key for a component, which no other has.
    pub(super) fn key(&mut self) -> String {
        loop {
            let key = match self.rng.u8(..20) {
                0 => "L".to_owned() + &"ong".repeat(40),
                1 | 2 if self.is_swagger() => self.choose(SWAGGER_KEYS).to_owned(),
                _ => self.choose(KEYS).to_owned(),
            };
            if self.names.keys.insert(key.clone()) {
                return key;
            }
        }
    }

    /// A name that may be anything.
    pub(super) fn name(&mut self) -> String {
        match self.rng.u8(..20) {
            0..=10 => self.choose(PLAIN).to_owned(),
            11..=12 => self.choose(ALIKE).to_owned(),
            13 if self.one_in(4) => "long_".repeat(60),
            _ => self.choose(HOSTILE).to_owned(),
        }
    }

    /// Different names.
    pub(super) fn unique_names(&mut self, count: usize) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        let alike = self.one_in(8);
        while names.len() < count {
            let name = match alike {
                true => self.choose(ALIKE).to_owned(),
                false => self.name(),
            };
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    pub(super) fn tag(&mut self) -> String {
        loop {
            let name = self.name();
            if !name.trim().is_empty() {
                return name;
            }
        }
    }

    /// An operation id that no other operation has.
    pub(super) fn operation_id(&mut self) -> String {
        loop {
            let name = match self.one_in(3) {
                true => self.tag(),
                false => {
                    let verb = self.choose(&["list", "get", "create", "update", "delete", "run"]);
                    let noun = self.choose(&["Pets", "_owner", "-by-id", "All", ".v1", "Self"]);
                    format!("{verb}{noun}")
                }
            };
            if self.names.operation_ids.insert(name.clone()) {
                return name;
            }
        }
    }

    pub(super) fn header_name(&mut self) -> String {
        self.choose(HEADERS).to_owned()
    }
}
