//! The servers of a description: which one a call goes to, and what the variables in its URL stand for.

use std::borrow::Cow;

use url::Url;

use super::client::Inner;
use super::error::ConfigError;
use super::operation::Operation;
use super::sdk::Sdk;
use super::settings::{Named, absolute_url, is_loopback};

/// A variable in the URLs of servers.
#[derive(Debug)]
pub struct ServerVariable {
    /// The name between the braces.
    pub name: &'static str,
    /// What it stands for unless the caller says otherwise.
    pub default: Option<&'static str>,
    /// All that it can stand for; empty: anything.
    pub values: &'static [&'static str],
}

/// What the caller has chosen of the servers that the description has.
#[derive(Clone, Debug, Default)]
pub(super) struct Chosen {
    /// Which of the servers of the whole description.
    pub(super) index: usize,
    /// What the variables stand for.
    pub(super) variables: Named<String>,
}

impl Chosen {
    /// A URL with its variables filled in.
    pub(super) fn fill(&self, sdk: &Sdk, template: &str) -> Result<String, ConfigError> {
        let mut pieces = template.split('{');
        let mut url = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let (name, rest) = piece.split_once('}').unwrap_or((piece, ""));
            url.push_str(self.value(sdk, name, is_in_path(&url))?);
            url.push_str(rest);
        }
        Ok(url)
    }

    fn value(&self, sdk: &Sdk, name: &str, is_in_path: bool) -> Result<&str, ConfigError> {
        let refuse = |why: &str| ConfigError::new(format!("the server variable `{name}` {why}"));
        let variable = { sdk.variables.iter() }.find(|variable| variable.name == name);
        let given = self.variables.get(name).map(String::as_str);
        let Some(value) = given.or_else(|| variable?.default) else {
            return Err(refuse("has no value: set it on the builder"));
        };
        let values = variable.map_or(&[][..], |variable| variable.values);
        if !values.is_empty() && !values.contains(&value) {
            let values = values.join("`, `");
            return Err(refuse(&format!("must be one of `{values}`")));
        }
        // Where the host is named, they would lead to another one.
        let is_bad = |char: char| match char {
            '?' | '#' | '\\' => true,
            '/' | '@' => !is_in_path,
            char => char.is_whitespace() || char.is_control(),
        };
        match value.contains(is_bad) {
            true => Err(refuse("holds a character that would change the URL")),
            false => Ok(value),
        }
    }
}

/// Whether what comes next belongs to the path.
fn is_in_path(url: &str) -> bool {
    url.split_once("://")
        .is_some_and(|(_, rest)| rest.contains('/'))
}

impl Inner {
    /// The URL below which the path of an operation lies.
    pub(super) fn base_of(&self, operation: &Operation) -> Result<Cow<'_, str>, ConfigError> {
        let own = operation.servers;
        let own = self.servers.as_ref().and_then(|chosen| {
            // Server for server, where there are as many.
            let is_each = own.len() == self.sdk.servers.len();
            let template = own.get(if is_each { chosen.index } else { 0 })?;
            Some(chosen.fill(self.sdk, template))
        });
        let Some(url) = own.transpose()? else {
            return Ok(self.base_url.as_str().into());
        };
        let name = format!("the server of {}", operation.name);
        let url = absolute_url(&url, &name)?;
        self.check_safety(&url, &name)?;
        Ok(url.as_str().trim_end_matches('/').to_owned().into())
    }

    /// Refuses to send credentials to another machine over plain HTTP.
    fn check_safety(&self, url: &Url, name: &str) -> Result<(), ConfigError> {
        if self.is_secretive && url.scheme() == "http" && !is_loopback(url) {
            return Err(plain_http(name));
        }
        Ok(())
    }
}

pub(super) fn plain_http(name: &str) -> ConfigError {
    ConfigError::new(format!(
        "{name} would send a credential over plain HTTP: use https, or `allow_insecure(true)`"
    ))
}
