//! What can be wrong: one line a code, and beside this file one page for whoever asks.

use std::fmt;

use serde::Deserialize;

use crate::source::Part;
use crate::suggest;

/// How bad a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// Something of the description is approximated or dropped.
    Warning,
}

impl Severity {
    /// As it is printed.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What the settings make of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Nothing is written.
    Error,
    /// It is said.
    Warning,
    /// It is not said.
    Off,
}

macro_rules! codes {
    (@lossy lossy) => { true };
    (@lossy) => { false };
    ($(#[doc = $meaning:literal] $name:ident = $text:literal $severity:ident at $part:ident $(, $lossy:ident)?;)*) => {
        /// The stable code of a diagnostic.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $meaning] $name,)* }

        impl Code {
            /// Every code, in order.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The code as printed, such as `E0201`.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// How bad a diagnostic with this code is, unless the run says otherwise.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }

            /// What is underlined.
            #[must_use]
            pub fn part(self) -> Part {
                match self { $(Self::$name => Part::$part,)* }
            }

            /// Whether something of the description is approximated or dropped: an error in a strict run.
            #[must_use]
            pub fn is_lossy(self) -> bool {
                match self { $(Self::$name => codes!(@lossy $($lossy)?),)* }
            }

            /// What it means, in one line.
            #[must_use]
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$name => $meaning.trim_ascii(),)* }
            }

            /// The page about it: its meaning, an example, the fix.
            #[must_use]
            pub fn explanation(self) -> &'static str {
                match self { $(Self::$name => include_str!(concat!("explain/", $text, ".md")),)* }
            }
        }
    };
}

// A code that is about a keyword underlines the key. What is lossy is an error in a strict run.
codes! {
    /// A file cannot be read.
    Unreadable = "E0001" Error at Value;
    /// The file of settings is not what it should be.
    BadConfig = "E0002" Error at Value;
    /// A setting names something the description does not hold.
    UnmatchedConfig = "E0003" Error at Value;
    /// A file is not JSON or YAML.
    Syntax = "E0101" Error at Value;
    /// A member is given twice; the last one counts.
    DuplicateKey = "W0102" Warning at Key, lossy;
    /// An integer is too large to be exact.
    InexactNumber = "W0103" Warning at Value, lossy;
    /// A document is not an overlay, or an action of it is not one.
    BadOverlay = "E0151" Error at Value;
    /// An action of an overlay changes nothing.
    IdleOverlay = "E0152" Error at Value;
    /// The document is not an OpenAPI description we can read.
    UnknownDialect = "E0201" Error at Value;
    /// A value has the wrong kind.
    WrongKind = "E0202" Error at Value;
    /// A keyword that the standard does not have.
    UnknownKeyword = "W0203" Warning at Key, lossy;
    /// A keyword whose meaning is not kept in the generated code.
    DroppedKeyword = "W0204" Warning at Key, lossy;
    /// A keyword whose meaning is kept in part.
    ApproximatedKeyword = "W0205" Warning at Key, lossy;
    /// A member that must be there is missing.
    MissingMember = "E0206" Error at Key;
    /// A security requirement that names no scheme.
    UnknownScheme = "W0207" Warning at Key, lossy;
    /// Something that the standard does not allow, and that is understood all the same.
    Nonconforming = "W0208" Warning at Value;
    /// A member that is null, which counts as left out.
    NullMember = "W0209" Warning at Key;
    /// A reference that leads nowhere.
    DanglingReference = "E0301" Error at Value;
    /// A reference to a document on the network.
    ForeignReference = "E0302" Error at Value;
    /// References that lead only to one another.
    CircularReference = "E0303" Error at Value;
    /// A node that is not valid OpenAPI.
    InvalidNode = "E0304" Error at Value;
    /// A path parameter that the template does not name, or the reverse.
    PathMismatch = "W0305" Warning at Value, lossy;
    /// A broken place that a lenient run steps around.
    SteppedAround = "W0306" Warning at Value, lossy;
    /// A reference to a file outside the folder of the description.
    OutsideReference = "E0307" Error at Value;
    /// Two parts of a schema contradict each other.
    Contradiction = "W0401" Warning at Value, lossy;
    /// A schema becomes free-form JSON.
    FreeForm = "W0402" Warning at Value, lossy;
    /// A pattern that cannot be checked.
    Pattern = "W0403" Warning at Value, lossy;
    /// A media type that is passed through as text or bytes.
    MediaType = "W0404" Warning at Value, lossy;
    /// A rule that requests are not checked against.
    UncheckedRule = "W0406" Warning at Value, lossy;
    /// Two names had to be told apart.
    NameClash = "W0501" Warning at Value;
    /// An operation that the description marks to be left out of SDKs.
    LeftOut = "W0502" Warning at Key;
    /// No operation asks for a credential.
    NoCredential = "W0601" Warning at Value;
    /// A list whose next page nothing names.
    UnpagedList = "W0602" Warning at Value;
    /// An operation without an `operationId`.
    NoOperationId = "W0603" Warning at Value;
    /// A body with required properties that is not required.
    OptionalBody = "W0604" Warning at Value;
    /// A media type in place of which another one is sent or asked for.
    OneMediaType = "W0605" Warning at Value;
    /// A response, printed or recorded, without a required property.
    ExampleLacks = "W0606" Warning at Value;
    /// A response, printed or recorded, with a property of another kind.
    ExampleKind = "W0607" Warning at Value;
    /// A recorded response with a value that its enum does not list.
    RecordedValue = "W0608" Warning at Value;
    /// A recorded response with a property that its schema does not declare.
    RecordedProperty = "W0609" Warning at Value;
    /// A recording that is no response of any operation.
    UnmatchedRecording = "W0610" Warning at Value;
    /// A pagination extension that names an absent parameter or property.
    UnfitExtension = "W0611" Warning at Value;
    /// The generated code is not valid Rust: a defect of the generator.
    Internal = "E0901" Error at Value;
}

impl Code {
    /// The code that is spelled like this, whatever the case.
    #[must_use]
    pub fn named(text: &str) -> Option<Self> {
        let is = |code: &&Self| code.as_str().eq_ignore_ascii_case(text);
        Self::ALL.iter().find(is).copied()
    }

    /// What to do about a code that does not exist.
    #[must_use]
    pub fn advice(text: &str) -> String {
        let all = Self::ALL.iter().map(|code| code.as_str());
        match suggest::nearest(text, all) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`sdkgen explain` lists all codes".to_owned(),
        }
    }

    /// A section of its page: `Meaning`, `Example` or `Fix`.
    #[must_use]
    pub fn section(self, title: &str) -> &'static str {
        let mut sections = self.explanation().split("## ");
        sections
            .find_map(|section| section.strip_prefix(title))
            .unwrap_or_default()
            .trim()
    }
}
