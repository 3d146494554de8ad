//! What a run has to say: one collector that goes through every stage.

use std::fmt;

use crate::source::{Origin, Sources};

/// How bad a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// Something of the description is approximated or dropped.
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
        })
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal $severity:ident,)*) => {
        /// The stable code of a diagnostic.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code { $($(#[$doc])* $name,)* }

        impl Code {
            /// The code as printed, such as `E0201`.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// How bad a diagnostic with this code is.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    /// A file cannot be read.
    Unreadable = "E0001" Error,
    /// The file of settings is not what it should be.
    BadConfig = "E0002" Error,
    /// A setting names something the description does not hold.
    UnmatchedConfig = "E0003" Error,
    /// A file is not JSON or YAML.
    Syntax = "E0101" Error,
    /// A member is given twice; the last one counts.
    DuplicateKey = "W0102" Warning,
    /// An integer is too large to be exact.
    InexactNumber = "W0103" Warning,
    /// A document is not an overlay, or an action of it is not one.
    BadOverlay = "E0151" Error,
    /// An action of an overlay changes nothing.
    IdleOverlay = "E0152" Error,
    /// The document is not an OpenAPI description we can read.
    UnknownDialect = "E0201" Error,
    /// A value has the wrong kind.
    WrongKind = "E0202" Error,
    /// A keyword that the standard does not have.
    UnknownKeyword = "W0203" Warning,
    /// A keyword whose meaning is not kept in the generated code.
    DroppedKeyword = "W0204" Warning,
    /// A keyword whose meaning is kept in part.
    ApproximatedKeyword = "W0205" Warning,
    /// A member that must be there is missing.
    MissingMember = "E0206" Error,
    /// A security requirement that names no scheme.
    UnknownScheme = "W0207" Warning,
    /// A reference that leads nowhere.
    DanglingReference = "E0301" Error,
    /// A reference to a document on the network.
    ForeignReference = "E0302" Error,
    /// References that lead only to one another.
    CircularReference = "E0303" Error,
    /// A node that is not valid OpenAPI.
    InvalidNode = "E0304" Error,
    /// A path parameter that the template does not name, or the reverse.
    PathMismatch = "W0305" Warning,
    /// A reference that leads nowhere, which is allowed.
    AllowedDangling = "W0306" Warning,
    /// A reference to a file outside the folder of the description.
    OutsideReference = "E0307" Error,
    /// Two parts of a schema contradict each other.
    Contradiction = "W0401" Warning,
    /// A schema becomes free-form JSON.
    FreeForm = "W0402" Warning,
    /// A pattern that cannot be checked.
    Pattern = "W0403" Warning,
    /// A media type that is passed through as bytes.
    MediaType = "W0404" Warning,
    /// An operation of which only one of several successes is decoded.
    SeveralSuccesses = "W0405" Warning,
    /// Two names had to be told apart.
    NameClash = "W0501" Warning,
    /// The generated code is not valid Rust: a defect of the generator.
    Internal = "E0901" Error,
}

/// One thing worth saying about the input.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// What kind of problem it is.
    pub code: Code,
    /// Where it is.
    pub origin: Origin,
    /// What is wrong, in the reader's terms.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

/// Collects the diagnostics of a run and the texts they point into.
#[derive(Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    /// The files that were read.
    pub sources: Sources,
}

impl Diagnostics {
    /// An empty collector.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a diagnostic.
    pub fn push(&mut self, code: Code, origin: Origin, message: impl Into<String>) {
        self.list.push(Diagnostic {
            code,
            origin,
            message: message.into(),
            help: None,
        });
    }

    /// Adds a diagnostic that says what to do.
    pub fn push_with_help(
        &mut self,
        code: Code,
        origin: Origin,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let (message, help) = (message.into(), Some(help.into()));
        self.list.push(Diagnostic {
            code,
            origin,
            message,
            help,
        });
    }

    /// Every diagnostic so far, in the order of discovery.
    #[must_use]
    pub fn list(&self) -> &[Diagnostic] {
        &self.list
    }

    /// Whether any of them is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.list
            .iter()
            .any(|one| one.code.severity() == Severity::Error)
    }

    /// How many errors and how many warnings there are.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        let errors = self
            .list
            .iter()
            .filter(|one| one.code.severity() == Severity::Error)
            .count();
        (errors, self.list.len() - errors)
    }

    /// All messages as text for a terminal, sorted by place, equal ones once.
    #[must_use]
    pub fn render(&self) -> String {
        let mut places = self.sources.locator();
        let mut sorted: Vec<&Diagnostic> = self.list.iter().collect();
        sorted.sort_by(|a, b| (a.origin, a.code, &a.message).cmp(&(b.origin, b.code, &b.message)));
        sorted.dedup();
        let mut text = String::new();
        for one in sorted {
            let severity = one.code.severity();
            text += &format!("{severity}[{}]: {}\n", one.code.as_str(), one.message);
            if let Some(place) = places.place(one.origin) {
                text += &format!("  --> {place}\n");
            }
            if let Some(help) = &one.help {
                text += &format!("  = help: {help}\n");
            }
        }
        text
    }
}
