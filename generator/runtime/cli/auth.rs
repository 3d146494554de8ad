//! Logging in, which is storing a key, and what goes with it.

use std::io::{IsTerminal, Read};

use clap::ArgMatches;

use super::failure::Failure;
use super::globals::{is_on, text};
use super::network;
use super::notes;
use super::settings;
use super::store;
use super::table::Tool;

/// Runs `auth login`, `auth status` or `auth logout`.
pub(super) fn run(
    tool: &'static Tool,
    what: &str,
    matches: &ArgMatches,
) -> Result<String, Failure> {
    match what {
        "login" => login(tool, matches),
        "logout" => logout(tool, matches),
        _ => status(tool, matches),
    }
}

fn login(tool: &'static Tool, matches: &ArgMatches) -> Result<String, Failure> {
    let profile = settings::setting(tool, matches, "profile")?;
    let profile = profile.as_deref().unwrap_or(store::DEFAULT);
    let mut stored = store::read(tool)?;
    let mut keys = Vec::new();
    for (scheme, flag) in tool.credentials {
        if let Some(key) = text(matches, flag) {
            keys.push((*scheme, key.to_owned()));
        }
    }
    if let (true, Some((scheme, flag))) = (keys.is_empty(), tool.credentials.first()) {
        keys.push((*scheme, asked(flag, is_on(matches, "no-input"))?));
    }
    let mut is_in_file = false;
    for (scheme, key) in keys {
        let key = key.trim();
        if key.is_empty() || key.contains(char::is_whitespace) {
            return Err(Failure::Usage(
                "a key is one word without spaces".to_owned(),
            ));
        }
        let kept = match store::keep(tool, profile, scheme, key) {
            Ok(kept) => kept,
            Err(why) => {
                notes::note(&format!("the keyring cannot be used: {why}"));
                None
            }
        };
        is_in_file |= kept.is_none();
        let profile = stored.profiles.entry(profile.to_owned()).or_default();
        profile.insert(scheme.to_owned(), kept.unwrap_or_else(|| key.to_owned()));
    }
    let path = store::write(tool, &stored)?;
    let place = match is_in_file {
        true => path.display().to_string(),
        false => "the system's keyring".to_owned(),
    };
    notes::note(&format!("the key is in {place}, as profile `{profile}`"));
    Ok(String::new())
}

/// The key: typed unseen on a terminal, else all of standard input.
fn asked(flag: &str, is_silent: bool) -> Result<String, Failure> {
    let mut stdin = std::io::stdin();
    if !stdin.is_terminal() {
        let mut key = String::new();
        stdin.read_to_string(&mut key).map_err(|error| {
            Failure::Usage(format!("cannot read the key from standard input: {error}"))
        })?;
        return Ok(key);
    }
    if is_silent {
        return Err(Failure::Usage(format!("--{flag} is required")));
    }
    let key = dialoguer::Password::new().with_prompt("Key").interact();
    key.map_err(|error| Failure::Local(format!("cannot read the key: {error}")))
}

fn status(tool: &'static Tool, matches: &ArgMatches) -> Result<String, Failure> {
    let credentials = settings::credentials(tool, matches)?;
    if credentials.is_empty() {
        return Err(Failure::NoCredential(format!(
            "there is no key: run `{} auth login`",
            tool.name
        )));
    }
    let place = network::place(tool, matches)?;
    let url = network::url(tool, &place, network::server_variables(tool, matches)?)?;
    let mut lines = String::new();
    for credential in credentials {
        lines += &format!("{}: {}\n", credential.scheme.name, credential.source);
    }
    Ok(format!("{lines}base URL: {url}\n"))
}

fn logout(tool: &'static Tool, matches: &ArgMatches) -> Result<String, Failure> {
    let profile = settings::setting(tool, matches, "profile")?;
    let profile = profile.as_deref().unwrap_or(store::DEFAULT);
    let mut stored = store::read(tool)?;
    let Some(kept) = stored.profiles.remove(profile) else {
        notes::note(&format!("there was no key as profile `{profile}`"));
        return Ok(String::new());
    };
    for (scheme, key) in &kept {
        store::forget(tool, profile, scheme, key)?;
    }
    store::write(tool, &stored)?;
    notes::note(&format!("the key of profile `{profile}` is forgotten"));
    Ok(String::new())
}
