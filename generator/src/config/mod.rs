//! Reads sdk.toml: what the description cannot say.

mod auth;
mod check;
mod cli;
mod names;
mod pagination;
mod read;
mod reference;
mod setting;
mod types;

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;

pub use self::auth::{AuthScheme, HttpScheme};
pub use self::cli::CliConfig;
pub use self::names::{Names, Put};
pub use self::pagination::{
    NextSetting, OperationPagination, PaginationConfig, PaginationRule, PagingKind,
};
pub use self::read::{beside, read};
pub use self::reference::{REFERENCE, quoted, template};
pub use self::setting::Setting;
pub use self::types::{Crate, DateTimes, Serialized, Types};
use crate::diagnostics::Level;

/// All settings. Each stage gets only its own section.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The description, where no other is named; relative to sdk.toml.
    pub spec: Option<PathBuf>,
    /// The crate and its client.
    pub package: Package,
    /// What the client is given once for all calls.
    pub client: ClientConfig,
    /// Credentials that the description forgets: name to scheme.
    pub auth: BTreeMap<Setting, AuthScheme>,
    /// Names of environment variables.
    pub environment: Environment,
    /// Where the description is served: relative URLs of servers count from there.
    pub description_url: Option<Setting>,
    /// Names for the description's servers: URL to name.
    pub servers: BTreeMap<Setting, String>,
    /// What makes repeating a call safe.
    pub idempotency: IdempotencyConfig,
    /// How lists are paged.
    pub pagination: Option<PaginationConfig>,
    /// What must not be shown.
    pub secrets: Secrets,
    /// Where an error body keeps what.
    pub errors: ErrorConfig,
    /// How deliveries are signed and told apart.
    pub webhooks: Webhooks,
    /// The command-line tool; without this section there is none.
    pub cli: Option<CliConfig>,
    /// How names are found.
    pub names: Names,
    /// What Rust types there are.
    pub types: Types,
    /// Rules that JSON Schema cannot say.
    pub rules: Vec<RuleConfig>,
    /// Per operationId, or per HTTP method and path: where it goes and what it is called.
    pub operations: BTreeMap<Setting, OperationConfig>,
    /// Overlay files, applied in order; relative to sdk.toml.
    pub overlays: Vec<Setting>,
    /// Which part of the description counts.
    pub select: Select,
    /// Whether broken places are given up, each alone and with a warning.
    pub lenient: bool,
    /// The files that `overlays` names.
    #[serde(skip)]
    pub overlay_files: Vec<PathBuf>,
    /// Which of the examples of responses tell what responses may lack.
    #[serde(skip)]
    pub evidence: crate::Evidence,
    /// The files that `types.evidence` names.
    #[serde(skip)]
    pub evidence_files: Vec<PathBuf>,
    /// The recorded responses in these files.
    #[serde(skip)]
    pub recordings: Vec<crate::recordings::Recording>,
    /// Codes of diagnostics: whether they are errors, warnings or not worth saying.
    pub diagnostics: BTreeMap<Setting, Level>,
}

impl Config {
    /// The settings of an operation, by its id or by its HTTP method and path: `get /pets/{id}`.
    #[must_use]
    pub fn operation(
        &self,
        id: &str,
        method: &str,
        path: &str,
    ) -> Option<(&Setting, &OperationConfig)> {
        let by_id = self.operations.get_key_value(id);
        by_id.or_else(|| {
            let endpoint = endpoint(method, path);
            let mut all = self.operations.iter();
            all.find(|(key, _)| {
                let named = key.as_str().split_once(' ');
                named.is_some_and(|(method, path)| self::endpoint(method, path) == endpoint)
            })
        })
    }
}

/// HTTP method and path as they are compared.
fn endpoint(method: &str, path: &str) -> (String, String) {
    (method.to_lowercase(), path.trim_end_matches('/').to_owned())
}

/// Which part of the description counts.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Select {
    /// What to take; nothing named: everything.
    pub include: Choice,
    /// What to leave out of that.
    pub exclude: Choice,
}

impl Select {
    /// Whether everything is taken.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }

    /// Takes in another selection: what either includes, without what either excludes.
    pub fn extend(&mut self, other: &Self) {
        self.include.extend(&other.include);
        self.exclude.extend(&other.exclude);
    }
}

/// A choice of operations and webhooks: whatever one of the lists names.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Choice {
    /// By tag.
    pub tags: Vec<Setting>,
    /// By operationId.
    pub operations: Vec<Setting>,
    /// By path or webhook key, as globs.
    pub paths: Vec<Setting>,
}

impl Choice {
    /// Whether it names nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tags.is_empty() && self.operations.is_empty() && self.paths.is_empty()
    }

    fn extend(&mut self, other: &Self) {
        self.tags.extend_from_slice(&other.tags);
        self.operations.extend_from_slice(&other.operations);
        self.paths.extend_from_slice(&other.paths);
    }
}

/// The crate and its client.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Package {
    /// The crate's name; without it, made from the description's title.
    pub name: Option<Setting>,
    /// The client's type name; without it, made from the description's title.
    pub client: Option<String>,
    /// The crate's version when it is created.
    pub version: Option<Setting>,
    /// One line for the manifest; without it, made from the description's title.
    pub description: Option<String>,
    /// What Cargo features choose of the API; without it, all of it is compiled.
    pub features: Option<Features>,
    /// The licence of the crate when it is created, as an SPDX expression; without it, that of the description.
    pub license: Option<Setting>,
    /// `repository` of the manifest when it is created.
    pub repository: Option<Setting>,
    /// `homepage` of the manifest when it is created.
    pub homepage: Option<Setting>,
    /// `documentation` of the manifest when it is created.
    pub documentation: Option<Setting>,
    /// `keywords` of the manifest when it is created; crates.io takes five.
    pub keywords: Vec<Setting>,
    /// `categories` of the manifest when it is created.
    pub categories: Vec<Setting>,
    /// The operationId of the call that the README of a new crate begins with.
    pub first_call: Option<Setting>,
}

/// What Cargo features choose of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Features {
    /// Each outermost group of operations is a feature.
    ByTag,
}

/// What the client is given once for all calls.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ClientConfig {
    /// Header and query parameters of operations, by their names: the client's builder takes them.
    pub parameters: Vec<Setting>,
}

/// Names of environment variables.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Environment {
    /// Security scheme to the variable that holds its credential.
    pub credentials: BTreeMap<Setting, Setting>,
    /// Parameter of the client to the variable that holds its value.
    pub parameters: BTreeMap<Setting, Setting>,
    /// The variable that overrides the base URL.
    pub base_url: Option<Setting>,
}

/// What makes repeating a call safe.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct IdempotencyConfig {
    /// A member of request bodies: a POST that carries it may be repeated.
    pub member: Option<Setting>,
    /// A request header with the same effect.
    pub header: Option<Setting>,
}

/// What must not be shown.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Secrets {
    /// `Schema.member`, where the schema may be a glob: properties that become `Secret`.
    pub members: Vec<Setting>,
}

/// Where an error body keeps what, as JSON pointers; of several the first that is there counts.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ErrorConfig {
    /// The sentence for people.
    pub message: Vec<Setting>,
    /// The code for programs.
    pub code: Vec<Setting>,
    /// What to do about it.
    pub hint: Vec<Setting>,
    /// The list of single issues.
    pub issues: Vec<Setting>,
    /// In an issue: where it is.
    pub issue_path: Setting,
    /// In an issue: what is wrong.
    pub issue_message: Setting,
}

impl Default for ErrorConfig {
    /// The places most APIs use.
    fn default() -> Self {
        let setting = |pointer: &str| Setting::from(pointer.to_owned());
        let list = |pointers: &[&str]| pointers.iter().map(|pointer| setting(pointer)).collect();
        Self {
            message: list(&[
                "/message",
                "/error/message",
                "/error_description",
                "/detail",
                "/title",
                "/error",
            ]),
            code: list(&["/code", "/error/code", "/error/type"]),
            hint: list(&["/hint"]),
            issues: list(&["/errors", "/issues", "/details"]),
            issue_path: setting("/path"),
            issue_message: setting("/message"),
        }
    }
}

/// How deliveries are signed and told apart.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Webhooks {
    /// The signature scheme.
    pub signature: Option<Signature>,
    /// The payload member that names the event, where it is not to be recognised.
    pub discriminator: Option<String>,
}

/// A way of signing deliveries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Signature {
    /// <https://www.standardwebhooks.com>, which Svix uses too.
    StandardWebhooks,
}

/// A rule that JSON Schema cannot say.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleConfig {
    /// What it asks for.
    pub kind: RuleKind,
    /// The component schema it is about.
    pub schema: Setting,
    /// Its members: lists of strings, or maps whose keys count.
    pub members: Vec<Setting>,
    /// `disjoint`: whether case is ignored.
    #[serde(default)]
    pub ignore_case: bool,
    /// `max_total`: how many entries they may hold.
    pub max: Option<u64>,
}

/// What a rule asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleKind {
    /// No entry stands in two of the members.
    Disjoint,
    /// The members together hold no more than so many entries.
    MaxTotal,
}

/// Where an operation goes and what it is called.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OperationConfig {
    /// The resource, outermost first: `["pods", "webhooks"]`.
    pub resource: Option<Vec<String>>,
    /// The method.
    pub method: Option<String>,
    /// How its list is paged.
    pub pagination: Option<OperationPagination>,
    /// Whether a call needs a body.
    pub body: Option<BodyNeed>,
}

/// Whether a call needs a body.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Hash)]
#[serde(rename_all = "snake_case")]
pub enum BodyNeed {
    /// It may leave it out.
    Optional,
    /// It needs it.
    Required,
}
