//! The parts of a crate around its source: dependencies, features, README, changelog.

use std::collections::BTreeSet;

use semver::VersionReq;

use crate::config::{Config, Crate, Setting};
use crate::diagnostics::{Code, Diagnostics};
use crate::emit::{self, Needs};
use crate::files::Files;
use crate::ir::Api;
use crate::manifest::{Dependency, Manifest, Program};
use crate::record;

/// The changelog of a new crate.
const CHANGELOG: &str = "# Changelog\n\nAll notable changes, newest first, in the form of [Keep a Changelog](https://keepachangelog.com).\n\n## Unreleased\n\n- The first version.\n";

/// The manifest that this API needs, and the files that only a new crate gets.
pub(crate) fn whole(
    api: &Api,
    needs: &Needs,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> (Manifest, Files) {
    let first_call = emit::first_call(api);
    let manifest = Manifest {
        has_example: first_call.is_some(),
        ..manifest(api, needs, config, diagnostics)
    };
    let mut starters = Files::new();
    starters.insert(
        record::README,
        emit::readme(api, &manifest, config.spec.is_some()),
    );
    starters.insert(".gitignore", "/target\n");
    starters.insert("CHANGELOG.md", CHANGELOG);
    if let Some(example) = first_call {
        starters.insert(record::EXAMPLE, example);
    }
    (manifest, starters)
}

/// The manifest that this API needs.
fn manifest(api: &Api, needs: &Needs, config: &Config, diagnostics: &mut Diagnostics) -> Manifest {
    let types = &config.types;
    let plain = |name: &str, requirement: &str| Dependency {
        name: name.to_owned(),
        requirement: requirement.to_owned(),
        default_features: true,
        features: Vec::new(),
        optional: false,
    };
    let with = |dependency: Dependency, features: &[&str], optional: bool| Dependency {
        default_features: features.first() == Some(&"derive"),
        features: features.iter().map(|&feature| feature.to_owned()).collect(),
        optional,
        ..dependency
    };
    let mut dependencies = vec![
        plain("bytes", "1"),
        plain("fastrand", "2"),
        plain("futures-core", "0.3"),
        plain("futures-timer", "3"),
        plain("http", "1"),
        plain("httpdate", "1"),
        plain("percent-encoding", "2"),
        with(
            plain("reqwest", "0.13"),
            &["http2", "rustls", "stream", "system-proxy"],
            true,
        ),
        with(plain("serde", "1"), &["derive"], false),
        plain("serde_json", "1"),
        with(plain("tokio", "1.49"), &["rt", "time"], true),
        with(plain("tracing", "0.1"), &["std"], true),
        plain("url", "2"),
    ];
    if needs.uses("jiff") {
        dependencies.push(with(plain("jiff", "0.2"), &["serde", "std"], false));
    }
    if needs.uses("chrono") {
        dependencies.push(with(plain("chrono", "0.4"), &["serde", "std"], false));
    }
    if needs.has("time.rs") {
        let features = ["formatting", "parsing", "std"];
        dependencies.push(with(plain("time", "0.3"), &features, false));
    }
    if needs.uses("uuid") {
        dependencies.push(with(plain("uuid", "1"), &["serde", "std"], false));
    }
    if needs.has("base64.rs") || needs.has("webhook.rs") {
        dependencies.push(plain("base64", "0.22"));
    }
    if needs.has("pattern.rs") {
        dependencies.push(plain("regex-lite", "0.1"));
    }
    if needs.has("webhook.rs") {
        dependencies.extend([plain("hmac", "0.12"), plain("sha2", "0.10")]);
    }
    let mut tools = Vec::new();
    if let Some(cli) = &api.cli {
        tools.extend_from_slice(TOOLS);
        if !cli.events.is_empty() {
            tools.extend_from_slice(RECEIVER);
        }
        tools.sort_by_key(|(name, ..)| *name);
        dependencies.push(with(plain("keyring", "3.6"), KEYRING, true));
        dependencies.extend(tools.iter().map(|(name, requirement, features)| {
            let defaults = *features == ["default"];
            let features = features.iter().filter(|_| !defaults);
            Dependency {
                default_features: defaults,
                features: features.map(|&feature| feature.to_owned()).collect(),
                optional: true,
                ..plain(name, requirement)
            }
        }));
    }
    for (name, dependency) in &types.dependencies {
        let wanted = added((name, dependency));
        match { dependencies.iter_mut() }.find(|ours| ours.name == wanted.name) {
            Some(ours) if !agree(&ours.requirement, &wanted.requirement) => {
                let message = format!(
                    "`{} = \"{}\"` excludes the version that the generated code needs, `{}`",
                    ours.name, wanted.requirement, ours.requirement
                );
                diagnostics.push(Code::BadConfig, name.origin, message);
            }
            // What the generated code needs stays.
            Some(ours) => {
                ours.requirement = wanted.requirement;
                ours.default_features |= wanted.default_features;
                ours.features.extend(wanted.features);
                ours.features.sort();
                ours.features.dedup();
            }
            None => dependencies.push(wanted),
        }
    }
    dependencies.sort_by(|a, b| a.name.cmp(&b.name));
    let list = |entries: &[&str]| -> Vec<String> {
        entries.iter().map(|&entry| entry.to_owned()).collect()
    };
    let chosen: BTreeSet<&String> = { api.resources.iter() }
        .filter_map(|resource| resource.feature.as_ref())
        .collect();
    let mut features = vec![
        ("default".to_owned(), list(&["rustls"])),
        (
            "rustls".to_owned(),
            list(&["dep:reqwest", "dep:tokio", "tokio/net"]),
        ),
        ("blocking".to_owned(), list(&["dep:tokio"])),
        ("tracing".to_owned(), list(&["dep:tracing"])),
    ];
    if !chosen.is_empty() {
        if let Some((_, default)) = features.first_mut() {
            default.push("full".to_owned());
        }
        let full = chosen.iter().map(|&feature| feature.clone()).collect();
        features.push(("full".to_owned(), full));
        features.extend(chosen.iter().map(|&feature| (feature.clone(), Vec::new())));
    }
    let mut programs = Vec::new();
    if let Some(cli) = &api.cli {
        let tools = tools.iter().map(|(name, ..)| format!("dep:{name}"));
        // Its tables point to all operations.
        let all = (!chosen.is_empty()).then(|| "full".to_owned());
        let mut turns_on = list(&["rustls", "serde_json/raw_value", "tokio/macros"]);
        turns_on.push("tokio/signal".to_owned());
        if !cli.events.is_empty() {
            turns_on.push("tokio/sync".to_owned());
        }
        features.push((
            "cli".to_owned(),
            turns_on.into_iter().chain(all).chain(tools).collect(),
        ));
        features.push(("cli-keyring".to_owned(), list(&["cli", "dep:keyring"])));
        programs.push(Program {
            name: cli.name.clone(),
            feature: "cli".to_owned(),
        });
    }
    let package = &config.package;
    let text = |setting: &Option<Setting>| setting.as_ref().map(ToString::to_string);
    let texts = |settings: &[Setting]| settings.iter().map(ToString::to_string).collect();
    Manifest {
        has_example: false,
        has_custom: false,
        programs,
        features,
        name: api.sdk.package.clone(),
        version: api.sdk.package_version.clone(),
        description: api.sdk.summary.clone(),
        license: text(&package.license).or_else(|| api.license.clone()),
        repository: text(&package.repository),
        homepage: text(&package.homepage),
        documentation: text(&package.documentation),
        keywords: texts(&package.keywords),
        categories: texts(&package.categories),
        rust_version: "1.85".to_owned(),
        dependencies,
    }
}

/// Name, requirement, and features beside none of the default ones.
type Tooling = (&'static str, &'static str, &'static [&'static str]);

/// What the command-line tool uses.
const TOOLS: &[Tooling] = &[
    (
        "clap",
        "4",
        &[
            "color",
            "error-context",
            "help",
            "std",
            "string",
            "suggestions",
            "usage",
            "wrap_help",
        ],
    ),
    ("clap_complete", "4", &["default"]),
    ("clap_mangen", "0.3", &["default"]),
    ("comfy-table", "8", &[]),
    ("csv", "1", &["default"]),
    ("dialoguer", "0.12", &["password"]),
    ("fs4", "1", &["sync"]),
    ("jmespath", "0.5", &["default"]),
    ("rustix", "1", &["std", "termios"]),
    ("strsim", "0.11", &["default"]),
    ("tempfile", "3", &["default"]),
    ("terminal_size", "0.4", &["default"]),
    ("yaml-rust2", "0.13", &[]),
];

/// The keyrings of the systems, as far as they need no library of the system's.
const KEYRING: &[&str] = &[
    "apple-native",
    "async-secret-service",
    "crypto-rust",
    "tokio",
    "windows-native",
];

/// What receives deliveries uses.
const RECEIVER: &[Tooling] = &[
    ("http-body-util", "0.1", &["default"]),
    ("hyper", "1", &["http1", "server"]),
    ("hyper-util", "0.1", &["tokio"]),
];

/// Whether two requirements allow the same versions to be compatible with: the first number that is not 0 is the same.
fn agree(ours: &str, theirs: &str) -> bool {
    let parsed = |text: &str| VersionReq::parse(text).ok();
    let (Some(ours), Some(theirs)) = (parsed(ours), parsed(theirs)) else {
        return true;
    };
    let lines = |requirement: &VersionReq| {
        let comparators = requirement.comparators.iter();
        let line = |one: &semver::Comparator| match one.major {
            0 => (0, one.minor),
            major => (major, None),
        };
        comparators.map(line).collect::<Vec<_>>()
    };
    let ours = lines(&ours);
    lines(&theirs).iter().any(|line| ours.contains(line))
}

/// A crate that the settings add.
fn added((name, wanted): (&Setting, &Crate)) -> Dependency {
    let (requirement, features, default_features) = match wanted {
        Crate::Version(version) => (version, &[][..], true),
        Crate::Table {
            version,
            features,
            default_features,
        } => (version, features.as_slice(), *default_features),
    };
    Dependency {
        name: name.to_string(),
        requirement: requirement.to_string(),
        default_features,
        features: features.to_vec(),
        optional: false,
    }
}
