//! Logging in, which is storing a key, and what goes with it.

use std::io::{IsTerminal, Read};

use clap::ArgMatches;

use super::failure::Failure;
use super::globals::{is_on, text};
use super::network;
use super::notes;
use super::prompt;
use super::settings;
use super::signals;
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
    // A file that cannot be changed is reported before anybody types a key.
    store::check(tool)?;
    let mut keys = Vec::new();
    for (scheme, flag) in tool.credentials {
        if let Some(key) = text(matches, flag) {
            keys.push((*scheme, key.to_owned()));
        }
    }
    if let (true, Some((scheme, flag))) = (keys.is_empty(), tool.credentials.first()) {
        keys.push((*scheme, asked(flag, is_on(matches, "no-input"))?));
    }
    let mut entries = Vec::new();
    for (scheme, key) in &keys {
        let key = key.trim();
        let is_unfit = |c: char| c.is_whitespace() || c.is_control();
        if key.is_empty() || key.contains(is_unfit) {
            return Err(Failure::Usage(
                "a key is one word without spaces and control characters".to_owned(),
            ));
        }
        entries.push((*scheme, key));
    }
    // The keyring may ask its owner for a password: nothing is locked meanwhile.
    let mut is_in_file = false;
    let entries = entries.into_iter().map(|(scheme, key)| {
        let kept = store::keep(tool, profile, scheme, key).unwrap_or_else(|why| {
            notes::note(&format!("the keyring cannot be used: {why}"));
            None
        });
        is_in_file |= kept.is_none();
        (scheme, kept.unwrap_or_else(|| key.to_owned()))
    });
    let entries: Vec<_> = entries.collect();
    let (path, _) = store::update(tool, |stored| {
        for (scheme, kept) in entries {
            stored.set(profile, scheme, kept.into());
        }
        Some(())
    })?;
    let place = match is_in_file {
        true => path,
        false => "the system's keyring".to_owned(),
    };
    notes::note(&format!("the key is in {place}, as profile `{profile}`"));
    Ok(String::new())
}

/// The longest key that is read, in bytes.
const LONGEST: u64 = 64 << 10;

/// The key: typed unseen on a terminal, else all of standard input.
fn asked(flag: &str, is_silent: bool) -> Result<String, Failure> {
    let stdin = std::io::stdin();
    if !stdin.is_terminal() {
        signals::watch()?;
        let mut key = Vec::new();
        let wrong = |why: &dyn std::fmt::Display| {
            Failure::Usage(format!("cannot read the key from standard input: {why}"))
        };
        let mut stdin = stdin.lock().take(LONGEST + 1);
        stdin.read_to_end(&mut key).map_err(|error| wrong(&error))?;
        if stdin.limit() == 0 {
            return Err(wrong(&"it is longer than 64 KiB"));
        }
        return String::from_utf8(key).map_err(|_| wrong(&"it is not text in UTF-8"));
    }
    if is_silent {
        return Err(Failure::Usage(format!("--{flag} is required")));
    }
    prompt::unseen("Key").map_err(|error| Failure::Local(format!("cannot read the key: {error}")))
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
    let is_there = store::check(tool)?.profile(profile).is_some();
    let removed = match is_there {
        true => store::update(tool, |stored| stored.remove(profile))?.1,
        false => None,
    };
    let Some(removed) = removed else {
        notes::note(&format!("there was no key as profile `{profile}`"));
        return Ok(String::new());
    };
    // The keyring may ask its owner for a password: nothing is locked meanwhile.
    for (scheme, kept) in &removed {
        if let Err(failure) = store::forget(tool, profile, scheme, kept) {
            // The entry is the only trace of the key in the keyring.
            store::update(tool, |stored| {
                let is_new = stored.profile(profile).is_some();
                (!is_new).then(|| {
                    for (scheme, kept) in removed.clone() {
                        stored.set(profile, &scheme, kept);
                    }
                })
            })?;
            return Err(failure);
        }
    }
    notes::note(&format!("the key of profile `{profile}` is forgotten"));
    Ok(String::new())
}
