//! Reads sdk.toml: what the description cannot say.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::diagnostics::{Code, Diagnostics};
use crate::source::Origin;

/// All settings. Each stage gets only its own section.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The crate and its client.
    pub package: Package,
    /// Names of environment variables.
    pub environment: Environment,
    /// Names for the description's servers: URL to name.
    pub servers: BTreeMap<String, String>,
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
    /// Rules that JSON Schema cannot say.
    pub rules: Vec<RuleConfig>,
    /// Per operationId: where it goes and what it is called.
    pub operations: BTreeMap<String, OperationConfig>,
    /// Overlay files, applied in order; relative to sdk.toml.
    pub overlays: Vec<PathBuf>,
    /// Which part of the description counts.
    pub select: Select,
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
}

/// A choice of operations and webhooks: whatever one of the lists names.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Choice {
    /// By tag.
    pub tags: Vec<String>,
    /// By operationId.
    pub operations: Vec<String>,
    /// By path or webhook key, as globs.
    pub paths: Vec<String>,
}

impl Choice {
    /// Whether it names nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tags.is_empty() && self.operations.is_empty() && self.paths.is_empty()
    }
}

/// The crate and its client.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Package {
    /// The crate's name; without it, made from the description's title.
    pub name: Option<String>,
    /// The client's type name; without it, made from the description's title.
    pub client: Option<String>,
    /// The crate's version when it is created.
    pub version: Option<String>,
    /// One line for the manifest; without it, made from the description's title.
    pub description: Option<String>,
}

/// Names of environment variables.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Environment {
    /// Security scheme to the variable that holds its credential.
    pub credentials: BTreeMap<String, String>,
    /// The variable that overrides the base URL.
    pub base_url: Option<String>,
}

/// What makes repeating a call safe.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct IdempotencyConfig {
    /// A member of request bodies: a POST that carries it may be repeated.
    pub member: Option<String>,
    /// A request header with the same effect.
    pub header: Option<String>,
}

/// How lists are paged, where it is not to be recognised.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaginationConfig {
    /// The query parameter that asks for a page.
    pub request: String,
    /// The member of the answer that names the next page.
    pub response: String,
}

/// What must not be shown.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Secrets {
    /// `Schema.member`, where the schema may be a glob: properties that become `Secret`.
    pub members: Vec<String>,
}

/// Where an error body keeps what, as JSON pointers; of several the first that is there counts.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ErrorConfig {
    /// The sentence for people.
    pub message: Vec<String>,
    /// The code for programs.
    pub code: Vec<String>,
    /// What to do about it.
    pub hint: Vec<String>,
    /// The list of single issues.
    pub issues: Vec<String>,
    /// In an issue: where it is.
    pub issue_path: String,
    /// In an issue: what is wrong.
    pub issue_message: String,
}

impl Default for ErrorConfig {
    /// The places most APIs use.
    fn default() -> Self {
        let list = |pointers: &[&str]| pointers.iter().map(|&one| one.to_owned()).collect();
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
            issue_path: "/path".to_owned(),
            issue_message: "/message".to_owned(),
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
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum RuleConfig {
    /// No entry stands in two of the members.
    Disjoint {
        /// The component schema it is about.
        schema: String,
        /// Its members: lists of strings, or maps whose keys count.
        members: Vec<String>,
        /// Whether case is ignored.
        #[serde(default)]
        ignore_case: bool,
    },
    /// The members together hold no more than so many entries.
    MaxTotal {
        /// The component schema it is about.
        schema: String,
        /// Its members.
        members: Vec<String>,
        /// How many entries they may hold.
        max: u64,
    },
}

/// Where an operation goes and what it is called.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OperationConfig {
    /// The resource, outermost first: `["pods", "webhooks"]`.
    pub resource: Option<Vec<String>>,
    /// The method.
    pub method: Option<String>,
}

/// Reads the settings at `path`. `None` when they are wrong; the reason is in `diagnostics`.
pub fn read(path: &Path, diagnostics: &mut Diagnostics) -> Option<Config> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => {
            let message = format!("cannot read {}: {error}", path.display());
            diagnostics.push(Code::Unreadable, Origin::NOWHERE, message);
            return None;
        }
    };
    match toml::from_str::<Config>(&text) {
        Ok(mut config) => {
            let folder = path.parent().unwrap_or(Path::new(""));
            for overlay in &mut config.overlays {
                *overlay = folder.join(&*overlay);
            }
            Some(config)
        }
        Err(error) => {
            let (line, column) = position(&text, error.span().map_or(0, |span| span.start));
            let place = format!("{}:{line}:{column}", path.display());
            let (message, help) = explain(error.message());
            let message = format!("{place}: {message}");
            match help {
                Some(help) => {
                    diagnostics.push_with_help(Code::BadConfig, Origin::NOWHERE, message, help)
                }
                None => diagnostics.push(Code::BadConfig, Origin::NOWHERE, message),
            }
            None
        }
    }
}

fn position(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before
        .rsplit('\n')
        .next()
        .map_or(0, |last| last.chars().count())
        + 1;
    (line, column)
}

/// serde says "unknown field `x`, expected one of `a`, `b`": the list is turned into a suggestion.
fn explain(message: &str) -> (String, Option<String>) {
    let mut quoted = message.split('`').skip(1).step_by(2);
    let Some(unknown) = message
        .starts_with("unknown field")
        .then(|| quoted.next())
        .flatten()
    else {
        return (message.to_owned(), None);
    };
    let known: Vec<&str> = quoted.collect();
    let help = match crate::suggest::nearest(unknown, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known here: {}", known.join(", ")),
    };
    (format!("unknown key `{unknown}`"), Some(help))
}
