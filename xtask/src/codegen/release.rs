//! What changed since the last release: the version that deserves, and the release itself.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, bail};
use sdkgen::diagnostics::Diagnostics;
use sdkgen::diff::render::{Compared, changelog, human};
use sdkgen::diff::{self, Report, Source, version};
use sdkgen::manifest;
use sdkgen::{Described, Options};

use super::{CONFIG, CRATE, SPEC};

/// Where the description and the settings are as they were at the last release.
const RELEASED: &str = "spec/released";

/// What is released next.
pub struct Release {
    /// `None`: nothing was released yet.
    since: Option<Since>,
}

/// What there is to say about the last release.
struct Since {
    report: Report,
    text: String,
    released: String,
    least: String,
}

impl Release {
    /// Compares the description with that of the last release.
    pub fn compare() -> Result<Self> {
        let released = Path::new(RELEASED);
        if !released.exists() {
            return Ok(Self { since: None });
        }
        let name = |path: &str| -> PathBuf {
            let path = Path::new(path)
                .strip_prefix("spec")
                .unwrap_or(Path::new(path));
            released.join(path)
        };
        let old = read(&name(SPEC), &name(CONFIG))?;
        let new = read(Path::new(SPEC), Path::new(CONFIG))?;
        let report = diff::diff(&old.0.api, &new.0.api);
        let compared = Compared {
            report: &report,
            old: &old.1.sources,
            new: &new.1.sources,
        };
        let text = human::render(&compared);
        let released = old.0.api.sdk.package_version.clone();
        let least = version::next(&released, report.verdict());
        let least = least.with_context(|| format!("`{released}` is no version"))?;
        Ok(Self {
            since: Some(Since {
                report,
                text,
                released,
                least,
            }),
        })
    }

    /// The verdict and what it comes from.
    pub fn about(&self) -> String {
        match &self.since {
            None => "verdict: none; nothing was released yet\n".to_owned(),
            Some(since) => format!("since {}: {}", since.released, since.text),
        }
    }

    /// What is wrong with the version in the manifest.
    pub fn error(&self) -> Result<Option<String>> {
        let Some(since) = &self.since else {
            return Ok(None);
        };
        let version = current()?;
        let is_enough = version::is_enough(&version, &since.least);
        let is_enough = is_enough.with_context(|| format!("`{version}` is no version"))?;
        Ok((!is_enough).then(|| {
            format!(
                "{CRATE}/Cargo.toml says version {version}; the changes since {} are {}, which asks for {}",
                since.released,
                since.report.verdict(),
                since.least
            )
        }))
    }

    /// Makes it a release: the version, the changelog, and what the next one is compared with.
    pub fn bump(&self) -> Result<()> {
        let empty = Report::default();
        let (report, least) = match &self.since {
            None => (&empty, current()?),
            Some(since) if since.report.verdict() == Source::None => {
                println!(
                    "nothing to release: the crate is as it was at {}",
                    since.released
                );
                return Ok(());
            }
            Some(since) => (&since.report, since.least.clone()),
        };
        let version = match version::is_enough(&current()?, &least) {
            Some(true) => current()?,
            Some(false) => least,
            None => bail!("`{}` is no version", current()?),
        };
        let path = Path::new(CRATE).join("CHANGELOG.md");
        let before = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let mut entry = changelog::render(report, &version, &today()?);
        if self.since.is_none() {
            // What it says is written by hand.
            entry.truncate(entry.find('\n').map_or(entry.len(), |end| end + 1));
        }
        put(
            &path,
            &changelog::insert(&before, &entry),
            &format!("has an entry for {version}"),
        )?;
        for path in [Path::new(CRATE).join("Cargo.toml"), CONFIG.into()] {
            let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            let changed = manifest::with_version(&text, &version)?;
            if changed != text {
                put(&path, &changed, &format!("says version {version}"))?;
            }
        }
        keep(Path::new("spec"), Path::new(RELEASED))
    }
}

/// The version in the manifest.
fn current() -> Result<String> {
    let path = Path::new(CRATE).join("Cargo.toml");
    let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    manifest::version(&text)?.with_context(|| format!("{} has no version", path.display()))
}

fn read(description: &Path, config: &Path) -> Result<(Described, Diagnostics)> {
    let mut diagnostics = Diagnostics::new();
    let options = Options {
        config: Some(config.to_owned()),
        ..Options::default()
    };
    let described = sdkgen::read_named(description, &options, &mut diagnostics);
    match described {
        Some(described) => Ok((described, diagnostics)),
        None => bail!(
            "{} has errors:\n{}",
            description.display(),
            diagnostics.render()
        ),
    }
}

/// Keeps every file of the description, whatever refers to it.
fn keep(from: &Path, to: &Path) -> Result<()> {
    if to.exists() {
        fs::remove_dir_all(to)?;
    }
    let mut folders = vec![from.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            if path == to {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let kind = path.extension().and_then(|kind| kind.to_str());
            if matches!(kind, Some("yaml" | "yml" | "json" | "toml")) {
                let target = to.join(path.strip_prefix(from)?);
                fs::create_dir_all(target.parent().context("a file is in a folder")?)?;
                fs::copy(&path, &target)?;
                println!("{}: as it is released", target.display());
            }
        }
    }
    Ok(())
}

fn put(path: &Path, text: &str, what: &str) -> Result<()> {
    fs::write(path, text).with_context(|| path.display().to_string())?;
    println!("{}: {what}", path.display());
    Ok(())
}

/// The date, in UTC.
fn today() -> Result<String> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    Ok(date(seconds / 86_400))
}

/// The day that is so many days after 1970-01-01.
fn date(mut days: u64) -> String {
    let is_leap = |year: u64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let mut year = 1970;
    loop {
        let length = if is_leap(year) { 366 } else { 365 };
        if days < length {
            break;
        }
        days -= length;
        year += 1;
    }
    let february = if is_leap(year) { 29 } else { 28 };
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    format!("{year}-{month:02}-{:02}", days + 1)
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn days_are_dates() {
        let dates = [
            (0, "1970-01-01"),
            (59, "1970-03-01"),
            (11_016, "2000-02-29"),
            (20_781, "2026-11-24"),
        ];
        for (days, expected) in dates {
            assert_eq!(date(days), expected);
        }
    }
}
