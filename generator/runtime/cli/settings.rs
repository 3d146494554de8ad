//! The settings of a call: flags, then variables, then what is stored.

use std::collections::BTreeMap;
use std::time::Duration;

use clap::ArgMatches;
use url::Url;

use super::failure::Failure;
use super::globals::{is_on, text};
use super::store;
use super::table::{Command, Tool};
use super::trace::{Seeing, Seen};
use crate::runtime::client::Core;
use crate::runtime::client_builder::Builder;
use crate::runtime::reqwest_transport::ReqwestTransport;
use crate::runtime::retry::Retries;
use crate::runtime::sdk::{Scheme, SchemeKind};
use crate::runtime::server::Chosen;

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

/// The credentials that there are.
pub(super) fn credentials(
    tool: &'static Tool,
    matches: &ArgMatches,
) -> Result<Vec<Credential>, Failure> {
    let variables = Variables::read(matches)?;
    let profile = text(matches, "profile");
    let stored = store::read(tool)?;
    let kept = stored.profiles.get(profile.unwrap_or(store::DEFAULT));
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
        let from_profile = || {
            let key = kept?.get(*name)?;
            let label = format!("profile `{}`", profile.unwrap_or(store::DEFAULT));
            Some((key.clone(), label))
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
            (None, Some(_)) => from_profile(),
            (None, None) => variable().or_else(from_profile),
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
            return Err(Failure::NoCredential(how_to_authenticate(tool)));
        }
        for credential in credentials {
            hidden.push(credential.key.clone());
            builder = builder.credential(credential.scheme.name, credential.key.into());
        }
    }
    let base_url = base_url(tool, matches)?;
    if let Some(url) = &base_url {
        builder = builder.base_url(url.clone());
    }
    if let Some(timeout) = timeout(matches)? {
        builder = builder.timeout(timeout);
    }
    let mut retries = Retries::default();
    if let Some(again) = text(matches, "retries") {
        let again: u32 = again
            .parse()
            .map_err(|_| Failure::Usage("--retries must be a whole number".to_owned()))?;
        retries = retries.max_attempts(again.saturating_add(1));
    }
    if is_dry {
        retries = Retries::none();
    }
    builder = builder.retries(retries).user_agent(user_agent(tool));
    let inner = match is_dry {
        true => None,
        false => Some(transport(tool, matches, base_url.as_deref())?),
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

/// What to do when there is no key.
fn how_to_authenticate(tool: &Tool) -> String {
    let variables = tool.sdk.schemes.iter().filter_map(|scheme| scheme.env);
    let variables: Vec<&str> = variables.collect();
    let flag = tool.credentials.first().map_or("api-key", |(_, flag)| flag);
    let set = match variables.as_slice() {
        [] => String::new(),
        some => format!("set {}, ", some.join(" or ")),
    };
    format!(
        "there is no key: {set}pass --{flag}, or run `{} auth login`",
        tool.name
    )
}

/// The base URL, where it is not the usual one.
pub(super) fn base_url(
    tool: &'static Tool,
    matches: &ArgMatches,
) -> Result<Option<String>, Failure> {
    let named = text(matches, "environment").and_then(|name| {
        let mut all = tool.environments.iter();
        all.find(|(one, _)| *one == name)
            .map(|(_, url)| (*url).to_owned())
    });
    let given = text(matches, "base-url").map(str::to_owned);
    if given.is_some() || named.is_some() {
        return Ok(given.or(named));
    }
    let Some(variable) = tool.sdk.base_url_env else {
        return Ok(None);
    };
    Ok(Variables::read(matches)?.get(variable))
}

/// The first server of the description.
pub(super) fn usual_url(tool: &Tool) -> Result<String, Failure> {
    filled(tool, tool.sdk.servers.first().copied().unwrap_or_default())
}

/// A server's URL, in which its variables stand for what they usually do.
fn filled(tool: &Tool, template: &str) -> Result<String, Failure> {
    let filled = Chosen::default().fill(tool.sdk, template);
    filled.map_err(|error| Failure::Call(error.into()))
}

/// How long an attempt may take.
pub(super) fn timeout(matches: &ArgMatches) -> Result<Option<Duration>, Failure> {
    let Some(text) = text(matches, "timeout") else {
        return Ok(None);
    };
    let seconds = text.parse::<f64>().ok().filter(|seconds| *seconds > 0.0);
    let duration = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    match duration {
        Some(duration) => Ok(Some(duration)),
        None => Err(Failure::Usage(format!(
            "--timeout must be a number of seconds, not `{text}`"
        ))),
    }
}

/// Who we are.
pub(super) fn user_agent(tool: &Tool) -> String {
    format!("{}-cli/{} {}", tool.name, tool.version, tool.sdk.user_agent)
}

/// What sends requests to a service.
pub(super) fn transport(
    tool: &Tool,
    matches: &ArgMatches,
    base_url: Option<&str>,
) -> Result<ReqwestTransport, Failure> {
    let url = base_url.map_or_else(|| usual_url(tool), |url| Ok(url.to_owned()))?;
    let url = Url::parse(&url).map_err(|_| {
        let message = format!(
            "{url:?} is no base URL: give one such as https://api.example.com with --base-url"
        );
        Failure::Usage(message)
    })?;
    let proxy = text(matches, "proxy").map(reqwest::Proxy::all).transpose();
    let proxy = proxy.map_err(|_| Failure::Usage("--proxy is not a URL".to_owned()))?;
    let certificates = match text(matches, "ca-bundle") {
        None => Vec::new(),
        Some(path) => {
            let pem = std::fs::read(path).map_err(|error| {
                Failure::Usage(format!("--ca-bundle: cannot read {path}: {error}"))
            })?;
            let all = reqwest::Certificate::from_pem_bundle(&pem).unwrap_or_default();
            if all.is_empty() {
                let message = format!("--ca-bundle: there is no certificate in {path}");
                return Err(Failure::Usage(message));
            }
            all
        }
    };
    let made = ReqwestTransport::customised(Duration::from_secs(10), &url, |mut builder| {
        if let Some(proxy) = proxy {
            builder = builder.proxy(proxy);
        }
        match certificates.is_empty() {
            true => builder,
            false => builder.tls_certs_merge(certificates),
        }
    });
    made.map_err(|error| Failure::Call(error.into()))
}
