//! Where the service is, and how it is reached.

use std::time::Duration;

use clap::ArgMatches;
use url::Url;

use super::failure::Failure;
use super::globals::text;
use super::settings::{Variables, setting};
use super::table::Tool;
use crate::runtime::reqwest_transport::ReqwestTransport;
use crate::runtime::server::Chosen;

/// Where the service is.
pub(super) enum Where {
    /// At the first server of the description.
    Usual,
    /// At another one.
    Server(usize),
    /// At a URL, all of it: also what has servers of its own.
    Url(String),
}

/// Where the service is, by flags and variables.
pub(super) fn place(tool: &Tool, matches: &ArgMatches) -> Result<Where, Failure> {
    if let Some(url) = text(matches, "base-url") {
        return Ok(Where::Url(url.to_owned()));
    }
    if let Some(name) = text(matches, "environment") {
        let index = tool.environments.iter().position(|(one, _)| *one == name);
        return Ok(index.map_or(Where::Usual, Where::Server));
    }
    let Some(variable) = tool.sdk.base_url_env else {
        return Ok(Where::Usual);
    };
    let url = Variables::read(matches)?.get(variable);
    Ok(url.map_or(Where::Usual, Where::Url))
}

/// What the variables in the URLs of servers stand for.
pub(super) fn server_variables(
    tool: &Tool,
    matches: &ArgMatches,
) -> Result<Vec<(&'static str, String)>, Failure> {
    let given = matches.try_get_many::<String>("server-variable");
    let mut all = Vec::new();
    for text in given.ok().flatten().into_iter().flatten() {
        let known = text.split_once('=').and_then(|(name, value)| {
            let mut variables = tool.sdk.variables.iter();
            let variable = variables.find(|variable| variable.name == name)?;
            Some((variable.name, value.to_owned()))
        });
        let Some(known) = known else {
            let names = tool.sdk.variables.iter().map(|variable| variable.name);
            let message = format!(
                "--server-variable takes NAME=VALUE, not `{text}`; the names are {}",
                names.collect::<Vec<_>>().join(", ")
            );
            return Err(Failure::Usage(message));
        };
        all.push(known);
    }
    Ok(all)
}

/// The URL of a place.
pub(super) fn url(
    tool: &Tool,
    place: &Where,
    variables: Vec<(&'static str, String)>,
) -> Result<String, Failure> {
    let index = match place {
        Where::Url(url) => return Ok(url.clone()),
        Where::Usual => 0,
        Where::Server(index) => *index,
    };
    let template = tool.sdk.servers.get(index).copied().unwrap_or_default();
    let mut chosen = Chosen {
        index,
        ..Chosen::default()
    };
    for (name, value) in variables {
        chosen.variables.set(name, value);
    }
    let filled = chosen.fill(tool.sdk, template);
    filled.map_err(|error| Failure::Call(error.into()))
}

/// How long an attempt may take.
pub(super) fn timeout(tool: &Tool, matches: &ArgMatches) -> Result<Option<Duration>, Failure> {
    let Some(text) = setting(tool, matches, "timeout")? else {
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

/// How large a response may be that is decoded as a whole.
pub(super) fn max_response_size(
    tool: &Tool,
    matches: &ArgMatches,
) -> Result<Option<usize>, Failure> {
    let Some(text) = setting(tool, matches, "max-response-size")? else {
        return Ok(None);
    };
    match bytes(&text) {
        Some(bytes) => Ok(Some(bytes)),
        None => Err(Failure::Usage(format!(
            "--max-response-size must be a number of bytes, such as 5000000, 64MiB or 2GB, not `{text}`"
        ))),
    }
}

/// A number of bytes, with a unit of IEC 80000-13 or SI behind it or none.
fn bytes(text: &str) -> Option<usize> {
    const UNITS: [(&str, usize); 8] = [
        ("", 1),
        ("B", 1),
        ("KB", 1000),
        ("KIB", 1 << 10),
        ("MB", 1_000_000),
        ("MIB", 1 << 20),
        ("GB", 1_000_000_000),
        ("GIB", 1 << 30),
    ];
    let end = text.find(|c: char| !c.is_ascii_digit());
    let (number, unit) = text.split_at_checked(end.unwrap_or(text.len()))?;
    let unit = unit.trim().to_uppercase();
    let (_, factor) = UNITS.iter().find(|(name, _)| *name == unit)?;
    number.parse::<usize>().ok()?.checked_mul(*factor)
}

/// Who we are.
pub(super) fn user_agent(tool: &Tool) -> String {
    format!("{}-cli/{} {}", tool.name, tool.version, tool.sdk.user_agent)
}

/// What sends requests to a service.
pub(super) fn transport(
    tool: &Tool,
    matches: &ArgMatches,
    url: &str,
) -> Result<ReqwestTransport, Failure> {
    let url = Url::parse(url).map_err(|_| {
        let message =
            format!("{url:?} is no URL: give one such as https://api.example.com with --base-url");
        Failure::Usage(message)
    })?;
    let proxy = setting(tool, matches, "proxy")?;
    let proxy = proxy.map(reqwest::Proxy::all).transpose();
    let proxy = proxy.map_err(|_| Failure::Usage("--proxy is not a URL".to_owned()))?;
    let certificates = match setting(tool, matches, "ca-bundle")? {
        None => Vec::new(),
        Some(path) => certificates(&path)?,
    };
    let made = ReqwestTransport::customised(Duration::from_secs(10), &url, move |mut builder| {
        if let Some(proxy) = &proxy {
            builder = builder.proxy(proxy.clone());
        }
        match certificates.is_empty() {
            true => builder,
            false => builder.tls_certs_merge(certificates.clone()),
        }
    });
    made.map_err(|error| Failure::Call(error.into()))
}

fn certificates(path: &str) -> Result<Vec<reqwest::Certificate>, Failure> {
    let pem = std::fs::read(path)
        .map_err(|error| Failure::Usage(format!("--ca-bundle: cannot read {path}: {error}")))?;
    let all = reqwest::Certificate::from_pem_bundle(&pem).unwrap_or_default();
    match all.is_empty() {
        true => Err(Failure::Usage(format!(
            "--ca-bundle: there is no certificate in {path}"
        ))),
        false => Ok(all),
    }
}
