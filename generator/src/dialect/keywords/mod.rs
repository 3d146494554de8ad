//! Every keyword of Swagger 2.0 and OpenAPI 3.0 to 3.2, and what becomes of it.
//!
//! The tables are the union of the versions: what one version lacks and documents write all the same (`nullable` in 3.1,
//! `const` in 3.0) is understood.

mod consequence;
mod openapi;
mod schema;
mod swagger;

pub use self::consequence::consequence;
use self::openapi::OPENAPI;
use self::schema::SCHEMA;
use self::swagger::SWAGGER;

/// An object of the standards, by its name there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ObjectKind {
    /// The document itself.
    OpenApi,
    /// `info`
    Info,
    /// An entry of `servers`.
    Server,
    /// A variable of a server.
    ServerVariable,
    /// `components`
    Components,
    /// An entry of `paths` or `webhooks`.
    PathItem,
    /// What can be called.
    Operation,
    /// A parameter.
    Parameter,
    /// A request body.
    RequestBody,
    /// An entry of `content`.
    MediaType,
    /// What is said of a property of a form.
    Encoding,
    /// An answer.
    Response,
    /// A header of an answer.
    Header,
    /// An entry of `tags`.
    Tag,
    /// A schema.
    Schema,
    /// How a union is told apart.
    Discriminator,
    /// A way to prove who calls.
    SecurityScheme,
    /// An object that is a reference.
    Reference,
    /// The document itself, in 2.0.
    Swagger,
    /// What can be called, in 2.0.
    SwaggerOperation,
    /// A parameter in 2.0.
    SwaggerParameter,
    /// An answer in 2.0.
    SwaggerResponse,
}

/// What becomes of a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// Its meaning is in the generated code, or in its documentation. A value of it that code cannot keep has a
    /// diagnostic of its own, from the stage that finds out.
    Exact,
    /// It says nothing of what is sent or understood.
    Annotation,
    /// Its meaning is kept in part: which.
    Approximated(&'static str),
    /// Its meaning is not kept.
    Dropped,
}

impl Fate {
    /// The class, in a word.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Annotation => "annotation",
            Self::Approximated(_) => "approximated",
            Self::Dropped => "dropped",
        }
    }
}

/// The keywords of one object.
struct Table {
    object: ObjectKind,
    exact: &'static [&'static str],
    annotations: &'static [&'static str],
    approximated: &'static [(&'static str, &'static str)],
    dropped: &'static [&'static str],
}

/// A keyword of an object as the tables spell it, and what becomes of it. `None` when the standards do not have it there.
#[must_use]
pub fn find(object: ObjectKind, keyword: &str) -> Option<(&'static str, Fate)> {
    all(object).find(|(known, _)| *known == keyword)
}

/// The keywords of an object, and what becomes of them.
pub fn all(object: ObjectKind) -> impl Iterator<Item = (&'static str, Fate)> {
    let mut tables = OPENAPI.iter().chain(SWAGGER).chain([&SCHEMA]);
    let table = tables.find(|table| table.object == object);
    table.into_iter().flat_map(|table| {
        let exact = table.exact.iter().map(|key| (*key, Fate::Exact));
        let annotations = table.annotations.iter().map(|key| (*key, Fate::Annotation));
        let approximated = table.approximated.iter();
        let approximated = approximated.map(|(key, kept)| (*key, Fate::Approximated(kept)));
        let dropped = table.dropped.iter().map(|key| (*key, Fate::Dropped));
        exact.chain(annotations).chain(approximated).chain(dropped)
    })
}
