//! The settings of a call: flags, then variables, then what is stored.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use clap::ArgMatches;

use super::env_file;
use super::failure::Failure;
use super::globals::{is_on, text};
use super::network::{self, Where};
use super::store;
use super::table::{Command, Tool};
use super::trace::{Secrets, Seeing, Seen};
use crate::runtime::client::Core;
use crate::runtime::client_builder::Builder;
use crate::runtime::credential::base64;
use crate::runtime::retry::Retries;
use crate::runtime::sdk::{Scheme, SchemeKind};

/// A credential and where it comes from.
pub(super) struct Credential {
    pub(super) scheme: &'static Scheme,
    pub(super) key: String,
    pub(super) source: String,
}

/// Variables of the process, and of a file when one was asked for.
pub(super) struct Variables(BTreeMap<String, String>);

impl Variables {
    pub(super) fn read(matches: &ArgMatches) -> Result<Self, Failure> {
        // A pipe such as `<(…)` can be read only once, and a process has one command line.
        static FILE: OnceLock<BTreeMap<String, String>> = OnceLock::new();
        let Some(path) = text(matches, "env-file") else {
            return Ok(Self(BTreeMap::new()));
        };
        if let Some(variables) = FILE.get() {
            return Ok(Self(variables.clone()));
        }
        let bytes = std::fs::read(path)
            .map_err(|error| Failure::Usage(format!("--env-file: cannot read {path}: {error}")))?;
        let variables = env_file::parse(&bytes)
            .map_err(|why| Failure::Usage(format!("--env-file: cannot read {path}: {why}")))?;
        Ok(Self(FILE.get_or_init(|| variables).clone()))
    }

    pub(super) fn get(&self, name: &str) -> Option<String> {
        let own = std::env::var(name).ok().filter(|value| !value.is_empty());
        own.or_else(|| self.0.get(name).cloned())
    }
}

/// The variable of a setting: `AGENTMAIL_MAX_RESPONSE_SIZE`.
pub(super) fn variable(tool: &Tool, name: &str) -> String {
    format!("{}_{name}", tool.name)
        .to_uppercase()
        .replace('-', "_")
}

/// A setting: its flag, or else its variable.
pub(super) fn setting(
    tool: &Tool,
    matches: &ArgMatches,
    name: &str,
) -> Result<Option<String>, Failure> {
    match text(matches, name) {
        Some(given) => Ok(Some(given.to_owned())),
        None => Ok(Variables::read(matches)?.get(&variable(tool, name))),
    }
}

/// The credentials that there are.
pub(super) fn credentials(
    tool: &'static Tool,
    matches: &ArgMatches,
) -> Result<Vec<Credential>, Failure> {
    let variables = Variables::read(matches)?;
    let profile = setting(tool, matches, "profile")?;
    let profile = profile.as_deref();
    let stored = store::read(tool)?;
    let kept = stored.profile(profile.unwrap_or(store::DEFAULT));
    if let (Some(profile), None) = (profile, kept) {
        let message = format!(
            "there is no profile `{profile}`: `{} auth login --profile {profile}` makes one",
            tool.name
        );
        return Err(Failure::NoCredential(message));
    }
    let mut all = Vec::new();
    for (name, flag) in tool.credentials {
        let Some(scheme) = tool.sdk.schemes.iter().find(|one| one.name == *name) else {
            continue;
        };
        let given = text(matches, flag).map(|key| (key.to_owned(), format!("--{flag}")));
        let from_profile = || -> Result<_, Failure> {
            let Some(kept) = kept.and_then(|kept| kept.get(*name)) else {
                return Ok(None);
            };
            let profile = profile.unwrap_or(store::DEFAULT);
            let key = store::key(tool, profile, name, kept)?;
            Ok(Some((key, format!("profile `{profile}`"))))
        };
        let variable = || {
            let name = scheme.env?;
            variables
                .get(name)
                .map(|key| (key, format!("variable {name}")))
        };
        // A profile that was asked for counts more than a variable that happens to be set.
        let found = match (given, profile) {
            (Some(given), _) => Some(given),
            (None, Some(_)) => from_profile()?,
            (None, None) => match variable() {
                Some(found) => Some(found),
                None => from_profile()?,
            },
        };
        if let Some((key, source)) = found {
            all.push(Credential {
                scheme,
                key,
                source,
            });
        }
    }
    Ok(all)
}

/// The variable of a parameter of the client: its own, or one that is named after its flag.
pub(super) fn parameter_variable(tool: &Tool, name: &str, flag: &str) -> String {
    let described = tool.sdk.parameters.iter().find(|one| one.name == name);
    let own = described.and_then(|one| one.env).map(str::to_owned);
    own.unwrap_or_else(|| variable(tool, flag))
}

/// The parameters of the client that are given, by the builder's methods.
fn parameters(
    tool: &'static Tool,
    command: &'static Command,
    matches: &ArgMatches,
) -> Result<Vec<(&'static str, String)>, Failure> {
    let variables = Variables::read(matches)?;
    let mut given = Vec::new();
    for (name, flag) in tool.parameters {
        let variable = parameter_variable(tool, name, flag);
        let value = text(matches, flag).map(str::to_owned);
        if let Some(value) = value.or_else(|| variables.get(&variable)) {
            given.push((*name, value));
            continue;
        }
        let described = tool.sdk.parameters.iter().find(|one| one.name == *name);
        let is_needed = described.is_some_and(|one| {
            let mut declared = command.operation.parameters.iter();
            let declared = declared.find(|parameter| one.is(parameter));
            let own = one.everywhere.then_some(&one.parameter);
            one.default.is_none() && declared.or(own).is_some_and(|parameter| parameter.required)
        });
        if is_needed {
            let message = format!("--{flag} is required, or the variable {variable}");
            return Err(Failure::Usage(message));
        }
    }
    Ok(given)
}

/// A text in place of a credential in a dry run.
pub(super) struct StandIn {
    scheme: &'static Scheme,
    /// A random word: neither users nor services can guess it.
    pub(super) text: String,
    /// The variable that holds the credential.
    pub(super) variable: String,
}

impl StandIn {
    /// One for each scheme if this is a dry run, else none.
    pub(super) fn all(tool: &'static Tool, is_dry: bool) -> Vec<Self> {
        let stand_in = |scheme: &'static Scheme| StandIn {
            scheme,
            text: format!("{:016x}{:016x}", fastrand::u64(..), fastrand::u64(..)),
            variable: credential_variable(tool, scheme),
        };
        let schemes = tool.sdk.schemes.iter().filter(|_| is_dry);
        schemes.map(stand_in).collect()
    }

    /// As it stands in a header of the scheme `Basic`.
    pub(super) fn encoded(&self) -> String {
        base64(&self.text)
    }
}

/// The variable that a shell can hold a credential in: the one that the tool reads, if it has a name that shells know.
fn credential_variable(tool: &Tool, scheme: &Scheme) -> String {
    let is_name = |name: &&str| {
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
        name.chars().all(is_word) && !name.starts_with(|c: char| c.is_ascii_digit())
    };
    if let Some(name) = scheme.env.filter(is_name).filter(|name| !name.is_empty()) {
        return name.to_owned();
    }
    let mut flags = tool.credentials.iter();
    let flag = flags.find(|(name, _)| *name == scheme.name);
    variable(tool, flag.map_or("key", |(_, flag)| flag))
}

/// The client that a call is made with. Of a dry run there are stand-ins.
pub(super) fn client(
    tool: &'static Tool,
    command: &'static Command,
    matches: &ArgMatches,
    (seen, secrets): (&Seen, &Secrets),
    stand_ins: &[StandIn],
) -> Result<Core, Failure> {
    let is_dry = is_on(matches, "dry-run");
    let mut builder = Builder::<Core>::new(tool.sdk);
    let mut hidden = Vec::new();
    if is_dry {
        // What is not there cannot be seen.
        for stand_in in stand_ins {
            builder = builder.credential(stand_in.scheme.name, stand_in.text.as_str().into());
        }
    } else {
        let credentials = credentials(tool, matches)?;
        let sets = command.operation.auth.unwrap_or(tool.sdk.auth);
        let is_there = |name: &&str| {
            let mut schemes = tool.sdk.schemes.iter();
            // A scheme that is not sent is up to the connection, such as a client certificate.
            schemes.any(|scheme| scheme.name == *name && scheme.kind == SchemeKind::Hook)
                || credentials.iter().any(|one| one.scheme.name == *name)
        };
        if !sets.is_empty() && !sets.iter().any(|set| set.iter().all(is_there)) {
            return Err(Failure::NoCredential(how_to_authenticate(tool, sets)));
        }
        for credential in credentials {
            hidden.push(credential.key.clone());
            builder = builder.credential(credential.scheme.name, credential.key.into());
        }
    }
    for (name, value) in parameters(tool, command, matches)? {
        builder = builder.parameter(name, value);
    }
    let place = network::place(tool, matches)?;
    builder = match &place {
        Where::Usual => builder,
        Where::Server(index) => builder.server(*index),
        Where::Url(url) => builder.base_url(url.clone()),
    };
    let variables = network::server_variables(tool, matches)?;
    for (name, value) in &variables {
        builder = builder.server_variable(name, value.clone());
    }
    if let Some(timeout) = network::timeout(tool, matches)? {
        builder = builder.timeout(timeout);
    }
    let mut retries = Retries::default();
    if let Some(again) = setting(tool, matches, "retries")? {
        let again: u32 = again.parse().map_err(|_| {
            Failure::Usage(format!("--retries must be a whole number, not `{again}`"))
        })?;
        retries = retries.max_attempts(again.saturating_add(1));
    }
    if is_dry {
        retries = Retries::none();
    }
    if let Some(limit) = network::max_response_size(tool, matches)? {
        builder = builder.max_response_size(limit);
    }
    builder = builder
        .retries(retries)
        .user_agent(network::user_agent(tool));
    let inner = match is_dry {
        true => None,
        false => {
            let url = network::url(tool, &place, variables)?;
            Some(network::transport(tool, matches, &url)?)
        }
    };
    let shows = is_on(matches, "debug");
    let mut members = tool.sdk.secret_members.to_vec();
    members.extend(command.secrets());
    let seeing = Seeing {
        inner,
        shows,
        sdk: tool.sdk,
        members,
        hidden,
        secrets: secrets.clone(),
        seen: seen.clone(),
    };
    let builder = builder.transport(seeing);
    Ok(builder.build()?)
}

/// What to do when there is no key for any of these sets of schemes.
fn how_to_authenticate(tool: &Tool, sets: &[&[&str]]) -> String {
    let is_asked_for = |name: &str| sets.iter().any(|set| set.contains(&name));
    let schemes = tool.sdk.schemes.iter();
    let variables = schemes.filter(|one| is_asked_for(one.name));
    let variables: Vec<&str> = variables.filter_map(|scheme| scheme.env).collect();
    let flag = |scheme: &&str| {
        let mut all = tool.credentials.iter();
        let found = all.find(|(name, _)| name == scheme);
        found.map(|(_, flag)| format!("--{flag}"))
    };
    let ways = sets.iter().map(|set| {
        let flags: Vec<String> = set.iter().filter_map(flag).collect();
        flags.join(" and ")
    });
    let mut ways: Vec<String> = ways.filter(|way| !way.is_empty()).collect();
    ways.dedup();
    let set = match variables.as_slice() {
        [] => String::new(),
        some => format!("set {}, ", some.join(" or ")),
    };
    format!(
        "there is no key: {set}pass {}, or run `{} auth login`",
        ways.join(" or "),
        tool.name
    )
}
