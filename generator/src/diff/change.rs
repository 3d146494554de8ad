//! What a change is, and the two classes it has.

use std::fmt;

use crate::source::Origin;
use crate::suggest;

/// Whether a client made from the old description works against a server of the new one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wire {
    /// It does.
    #[default]
    Yes,
    /// It depends on what is sent or answered.
    Maybe,
    /// It does not.
    No,
}

/// What the change asks of the crate's version: Rust's `SemVer` as cargo applies it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// The crate is the same.
    #[default]
    None,
    /// No public item changes.
    Patch,
    /// There is something new, and all code still compiles.
    Minor,
    /// Code may have to change.
    Major,
}

impl Wire {
    /// As it is printed.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Maybe => "maybe",
            Self::No => "no",
        }
    }
}

impl Source {
    /// As it is printed.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

impl fmt::Display for Wire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A change, at its cause.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What kind it is.
    pub kind: Kind,
    /// What changed, in words.
    pub words: String,
    /// What it belongs to: a group of operations, `schemas`, `webhooks` or `client`.
    pub group: String,
    /// The operations or schemas at which it was met.
    pub places: Vec<String>,
    /// Where it was.
    pub old: Option<Origin>,
    /// Where it is.
    pub new: Option<Origin>,
    /// The Rust items it touches.
    pub items: Vec<String>,
    /// What becomes of clients that are in use.
    pub wire: Wire,
    /// Why.
    pub wire_reason: String,
    /// What becomes of code that uses the crate.
    pub source: Source,
    /// Why.
    pub source_reason: String,
    /// How code that breaks is put right.
    pub migration: Option<Migration>,
}

/// Code before and after a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Migration {
    /// With the old crate.
    pub before: String,
    /// With the new one.
    pub after: String,
}

impl Kind {
    /// The kind with this code.
    #[must_use]
    pub fn named(code: &str) -> Option<Self> {
        { Self::ALL.iter().copied() }.find(|kind| kind.as_str() == code)
    }

    /// The code that `code` is most likely meant to be.
    #[must_use]
    pub fn near(code: &str) -> Option<&'static str> {
        suggest::nearest(code, Self::ALL.iter().map(|kind| kind.as_str()))
    }

    /// Whom it breaks and why, and what can be done.
    #[must_use]
    pub fn explanation(self) -> &'static str {
        let mut pages = PAGES.split("# ").filter_map(|page| page.split_once('\n'));
        let page = pages.find(|(code, _)| *code == self.as_str());
        page.map_or("", |(_, text)| text.trim())
    }
}

/// A page for each kind, below its code.
const PAGES: &str = include_str!("kinds.md");

macro_rules! kinds {
    ($($(#[doc = $doc:literal])* $name:ident = $text:literal $explains:literal;)*) => {
        /// The kinds of changes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Kind { $($(#[doc = $doc])* $name,)* }

        impl Kind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Its stable code.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// What it is, in a sentence.
            #[must_use]
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$name => concat!($($doc),*).trim_ascii_start(),)* }
            }

            /// How well it explains that a Rust item changes: 0 not at all.
            pub(super) fn weight(self) -> u8 {
                match self { $(Self::$name => $explains,)* }
            }
        }
    };
}

kinds! {
    /// An operation that goes to other servers.
    OperationServers = "operation-servers" 1;
    /// A variable in the URLs of servers that is other than before.
    ServerVariable = "server-variable" 3;
    /// An operation that was not there.
    OperationAdded = "operation-added" 3;
    /// An operation that is gone.
    OperationRemoved = "operation-removed" 3;
    /// An operation at another path or with another method.
    OperationMoved = "operation-moved" 3;
    /// An operation with another id.
    OperationRenamed = "operation-renamed" 3;
    /// An operation in another group.
    OperationRegrouped = "operation-regrouped" 3;
    /// An operation that is deprecated now, or no longer.
    OperationDeprecation = "operation-deprecation" 1;
    /// Only words about an operation.
    OperationDocs = "operation-docs" 0;
    /// Which credentials an operation needs.
    SecurityChanged = "security-changed" 1;
    /// Which scopes a token has to have.
    ScopesChanged = "scopes-changed" 1;
    /// How a list is paged.
    PaginationChanged = "pagination-changed" 2;
    /// What makes a call safe to repeat.
    IdempotencyChanged = "idempotency-changed" 1;
    /// A parameter that was not there.
    ParameterAdded = "parameter-added" 3;
    /// A parameter that is gone.
    ParameterRemoved = "parameter-removed" 3;
    /// A parameter with another name.
    ParameterRenamed = "parameter-renamed" 3;
    /// A parameter at another place.
    ParameterMoved = "parameter-moved" 3;
    /// A parameter that a call needs now.
    ParameterRequired = "parameter-required" 3;
    /// A parameter that can be left out now.
    ParameterOptional = "parameter-optional" 3;
    /// A parameter that is spelled in another way.
    ParameterStyle = "parameter-style" 1;
    /// A parameter that is deprecated now, or no longer.
    ParameterDeprecation = "parameter-deprecation" 1;
    /// Only words about a parameter.
    ParameterDocs = "parameter-docs" 0;
    /// The order in which a call takes what it needs.
    ArgumentOrder = "argument-order" 3;
    /// A request body that was not there.
    BodyAdded = "body-added" 3;
    /// A request body that is gone.
    BodyRemoved = "body-removed" 3;
    /// A request body that a call needs now.
    BodyRequired = "body-required" 3;
    /// A request body that can be left out now.
    BodyOptional = "body-optional" 3;
    /// Only words about a request body.
    BodyDocs = "body-docs" 0;
    /// A media type that can be sent now.
    RequestMediaTypeAdded = "request-media-type-added" 2;
    /// A media type that can no longer be sent.
    RequestMediaTypeRemoved = "request-media-type-removed" 2;
    /// How a field of a form is written.
    EncodingChanged = "encoding-changed" 1;
    /// An answer that was not there.
    ResponseAdded = "response-added" 3;
    /// An answer that is gone.
    ResponseRemoved = "response-removed" 3;
    /// A media type that may be answered.
    ResponseMediaTypeAdded = "response-media-type-added" 2;
    /// A media type that is no longer answered.
    ResponseMediaTypeRemoved = "response-media-type-removed" 2;
    /// The headers of an answer.
    ResponseHeaders = "response-headers" 2;
    /// Only words about an answer.
    ResponseDocs = "response-docs" 0;
    /// A webhook that was not there.
    WebhookAdded = "webhook-added" 3;
    /// A webhook that is gone.
    WebhookRemoved = "webhook-removed" 3;
    /// A webhook whose payload comes or goes.
    WebhookPayload = "webhook-payload" 3;
    /// Only words about a webhook.
    WebhookDocs = "webhook-docs" 0;
    /// A schema that was not there.
    SchemaAdded = "schema-added" 3;
    /// A schema that is gone.
    SchemaRemoved = "schema-removed" 3;
    /// A schema with another name.
    SchemaRenamed = "schema-renamed" 3;
    /// A schema that stands in place of a reference to it.
    SchemaInlined = "schema-inlined" 3;
    /// A schema that got a name.
    SchemaExtracted = "schema-extracted" 3;
    /// A reference to another schema.
    ReferenceChanged = "reference-changed" 3;
    /// A schema where there was none, or none where there was one.
    SchemaPresence = "schema-presence" 3;
    /// A member that was not there.
    MemberAdded = "member-added" 3;
    /// A member that is gone.
    MemberRemoved = "member-removed" 3;
    /// A member with another name.
    MemberRenamed = "member-renamed" 3;
    /// A member that is always there now.
    MemberRequired = "member-required" 3;
    /// A member that can be missing now.
    MemberOptional = "member-optional" 3;
    /// The required properties that examples of responses lack.
    EvidenceChanged = "evidence-changed" 3;
    /// Another JSON type.
    TypeChanged = "type-changed" 3;
    /// Another format.
    FormatChanged = "format-changed" 3;
    /// Whether `null` is allowed.
    NullabilityChanged = "nullability-changed" 3;
    /// What is only sent, or only received.
    AccessChanged = "access-changed" 2;
    /// A schema that is deprecated now, or no longer.
    SchemaDeprecation = "schema-deprecation" 1;
    /// Only words about a schema, or its example.
    SchemaDocs = "schema-docs" 1;
    /// What absence means.
    DefaultChanged = "default-changed" 1;
    /// A value of an enum that was not there.
    ValueAdded = "enum-value-added" 3;
    /// A value of an enum that is gone.
    ValueRemoved = "enum-value-removed" 3;
    /// Another only value.
    ConstantChanged = "constant-changed" 3;
    /// Few values where any was allowed.
    EnumIntroduced = "enum-introduced" 3;
    /// Any value where few were allowed.
    EnumDropped = "enum-dropped" 3;
    /// The values of an enum in another order.
    EnumOrder = "enum-order" 1;
    /// An arm of a union that was not there.
    ArmAdded = "union-arm-added" 3;
    /// An arm of a union that is gone.
    ArmRemoved = "union-arm-removed" 3;
    /// The arms of a union in another order.
    ArmOrder = "union-order" 2;
    /// What tells the arms of a union apart.
    DiscriminatorChanged = "discriminator-changed" 2;
    /// What an object may hold beside its members.
    AdditionalChanged = "additional-members-changed" 2;
    /// The parts of a list of fixed length.
    TupleChanged = "tuple-changed" 3;
    /// A rule that is new, gone, stricter or less strict.
    RuleChanged = "rule-changed" 1;
    /// A keyword that the crate does not keep.
    UnkeptChanged = "unkept-keyword-changed" 1;
    /// A server that was not there.
    ServerAdded = "server-added" 3;
    /// A server that is gone.
    ServerRemoved = "server-removed" 3;
    /// Another default server.
    ServerOrder = "server-order" 1;
    /// Only words about a server.
    ServerDocs = "server-docs" 2;
    /// A security scheme that was not there.
    SchemeAdded = "scheme-added" 3;
    /// A security scheme that is gone.
    SchemeRemoved = "scheme-removed" 3;
    /// A security scheme that asks for something else.
    SchemeChanged = "scheme-changed" 3;
    /// Only words about a security scheme.
    SchemeDocs = "scheme-docs" 0;
    /// Only words about the API.
    ApiDocs = "api-docs" 2;
    /// A setting of the whole SDK.
    SettingChanged = "setting-changed" 2;
    /// A Rust item that has another name, though nothing about it changed.
    NameChanged = "name-changed" 0;
    /// A Rust item that changed, though nothing about it in the description did.
    ItemChanged = "item-changed" 0;
}
