//! Valid documents by random combination of everything that a description may hold.
//!
//! ```text
//! seed, index ─► names ─► components (schemas) ─► operations (parameters, bodies, responses) ─► document
//! ```
//!
//! Every schema has values: a component that has to be there refers only to components made before it.

mod body;
mod enums;
mod names;
mod object;
mod operation;
mod parameter;
mod response;
mod scalar;
mod schema;
mod security;
mod swagger;
mod union;

use fastrand::Rng;
use serde_json::{Map, Value, json};

use self::names::Names;

/// The dialect of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Version {
    Swagger,
    OpenApi30,
    OpenApi31,
}

/// What may be done with a component.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// An object; others may be merged with it when it is open.
    Object {
        /// Whether it may have properties that it does not name.
        open: bool,
    },
    /// A union of open objects.
    Objects,
    /// A text or a number.
    Scalar,
    /// Anything else.
    Other,
}

/// A component schema.
struct Component {
    key: String,
    kind: Kind,
}

/// Makes one document.
struct Maker {
    rng: Rng,
    version: Version,
    /// The keys of all components that are planned, those that are made too.
    keys: Vec<String>,
    made: Vec<Component>,
    schemas: Map<String, Value>,
    names: Names,
}

/// Makes the document with this number of a seed, always the same.
pub fn document(seed: u64, index: u64) -> Value {
    let mut rng = Rng::with_seed(seed ^ index.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let version = match rng.u8(..10) {
        0 => Version::Swagger,
        1..=4 => Version::OpenApi30,
        _ => Version::OpenApi31,
    };
    let mut maker = Maker {
        rng,
        version,
        keys: Vec::new(),
        made: Vec::new(),
        schemas: Map::new(),
        names: Names::default(),
    };
    maker.components();
    match version {
        Version::Swagger => maker.swagger(),
        _ => maker.openapi(),
    }
}

impl Maker {
    fn components(&mut self) {
        let count = self.rng.usize(2..=5);
        self.keys = (0..count).map(|_| self.key()).collect();
        for key in self.keys.clone() {
            let (schema, kind) = self.component(&key);
            self.add(key, schema, kind);
        }
    }

    fn add(&mut self, key: String, schema: Value, kind: Kind) {
        self.schemas.insert(key.clone(), schema);
        self.made.push(Component { key, kind });
    }

    fn openapi(&mut self) -> Value {
        let (schemes, mut names) = self.schemes();
        let mut document = json!({
            "openapi": if self.is_31() { "3.1.0" } else { "3.0.3" },
            "info": self.info(),
            "paths": {},
        });
        document["paths"] = self.paths(&mut names);
        if self.one_in(2) {
            document["servers"] = self.servers();
        }
        if !names.is_empty() && self.one_in(2) {
            document["security"] = self.requirements(&names);
        }
        if self.is_31() && self.one_in(4) {
            document["webhooks"] = self.webhooks();
        }
        if self.one_in(4) {
            let name = self.tag();
            document["tags"] = json!([{"name": name, "description": "A group of operations."}]);
        }
        let mut components = json!({});
        if !schemes.is_empty() {
            components["securitySchemes"] = Value::Object(schemes);
        }
        components["schemas"] = Value::Object(std::mem::take(&mut self.schemas));
        document["components"] = components;
        document
    }

    fn info(&mut self) -> Value {
        let titles = ["Petstore", "42", "The API", "Größen-API", "Error", "a.b/c"];
        let title = self.choose(&titles);
        let mut info = json!({"title": title, "version": "1.0.0"});
        if self.one_in(3) {
            info["description"] = "Text with `code`, <b>tags</b>, [links](x) and */ ends.".into();
        }
        info
    }

    const fn is_31(&self) -> bool {
        matches!(self.version, Version::OpenApi31)
    }

    const fn is_swagger(&self) -> bool {
        matches!(self.version, Version::Swagger)
    }

    fn one_in(&mut self, count: u8) -> bool {
        self.rng.u8(..count) == 0
    }

    fn choose<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.rng.usize(..all.len())]
    }

    /// Some of these, in their order.
    fn some<T: Copy>(&mut self, all: &[T]) -> Vec<T> {
        { all.iter().copied() }
            .filter(|_| self.rng.bool())
            .collect()
    }

    /// A reference to a component that is planned, or only to one that is made.
    fn reference(&mut self, made_only: bool) -> Option<Value> {
        let count = match made_only {
            true => self.made.len(),
            false => self.keys.len(),
        };
        if count == 0 {
            return None;
        }
        let at = self.rng.usize(..count);
        let key = match made_only {
            true => self.made[at].key.clone(),
            false => self.keys[at].clone(),
        };
        Some(self.reference_to(&key))
    }

    fn reference_to(&self, key: &str) -> Value {
        json!({"$ref": self.pointer_to(key)})
    }

    fn pointer_to(&self, key: &str) -> String {
        let above = match self.is_swagger() {
            true => "#/definitions/",
            false => "#/components/schemas/",
        };
        format!("{above}{key}")
    }

    /// The keys of the components made of which this is true.
    fn made_of(&self, is_fit: impl Fn(Kind) -> bool) -> Vec<String> {
        { self.made.iter() }
            .filter(|component| is_fit(component.kind))
            .map(|component| component.key.clone())
            .collect()
    }
}
