//! The settings of a call: flags, then variables, then what is stored.

use std::collections::BTreeMap;

use clap::ArgMatches;

use super::failure::Failure;
use super::globals::{is_on, text};
use super::network::{self, Where};
use super::store;
use super::table::{Command, Tool};
use super::trace::{Seeing, Seen};
use crate::runtime::client::Core;
use crate::runtime::client_builder::Builder;
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
        let Some(path) = text(matches, "env-file") else {
            return Ok(Self(BTreeMap::new()));
        };
        let content = std::fs::read_to_string(path)
            .map_err(|error| Failure::Usage(format!("--env-file: cannot read {path}: {error}")))?;
        let lines = content.lines().map(str::trim);
        let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
        let pairs = lines.filter_map(|line| line.trim_start_matches("export ").split_once('='));
        let pairs = pairs.map(|(name, value)| {
            let value = value.trim().trim_matches(['"', '\'']);
            (name.trim().to_owned(), value.to_owned())
        });
        Ok(Self(pairs.collect()))
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

/// The client that a call is made with.
pub(super) fn client(
    tool: &'static Tool,
    command: &'static Command,
    matches: &ArgMatches,
    seen: &Seen,
) -> Result<Core, Failure> {
    let is_dry = is_on(matches, "dry-run");
    let mut builder = Builder::<Core>::new(tool.sdk);
    let mut hidden = Vec::new();
    if is_dry {
        // What is not there cannot be seen.
        for scheme in tool.sdk.schemes {
            let variable = scheme.env.unwrap_or("KEY");
            let key = match scheme.kind {
                SchemeKind::Basic => format!("user:${variable}"),
                _ => format!("${variable}"),
            };
            builder = builder.credential(scheme.name, key.into());
        }
    } else {
        let credentials = credentials(tool, matches)?;
        let sets = command.operation.auth.unwrap_or(tool.sdk.auth);
        let is_there = |name: &&str| credentials.iter().any(|one| one.scheme.name == *name);
        if !sets.is_empty() && !sets.iter().any(|set| set.iter().all(is_there)) {
            return Err(Failure::NoCredential(how_to_authenticate(tool, sets)));
        }
        for credential in credentials {
            hidden.push(credential.key.clone());
            builder = builder.credential(credential.scheme.name, credential.key.into());
        }
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
