//! Checks the settings that are written into the crate as they are: a wrong one would stop its build.

use semver::{Version, VersionReq};
use syn::visit::{self, Visit};
use url::Url;

use super::{Config, Crate, Package, Setting, Types};
use crate::diagnostics::{Code, Diagnostics};
use crate::license;
use crate::manifest::crate_name;
use crate::name::words;

/// Crates that every generated crate depends on, and those that need no dependency.
const AVAILABLE: [&str; 12] = [
    "alloc",
    "bytes",
    "core",
    "crate",
    "futures_core",
    "http",
    "self",
    "serde",
    "serde_json",
    "std",
    "super",
    "url",
];

/// Types that need no path.
const TYPES: [&str; 22] = [
    "Box", "Option", "String", "Vec", "bool", "char", "f32", "f64", "i128", "i16", "i32", "i64",
    "i8", "isize", "str", "u128", "u16", "u32", "u64", "u8", "usize", "Result",
];

/// Derives that need no path.
const DERIVES: [&str; 9] = [
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Eq",
    "Hash",
    "Ord",
    "PartialEq",
    "PartialOrd",
];

/// crates.io takes as many keywords and as many categories.
const MOST: usize = 5;

/// Reports every setting that cannot be written into a crate. Whether there is none.
pub(super) fn check(config: &Config, diagnostics: &mut Diagnostics) -> bool {
    let mut report = Report {
        diagnostics,
        is_well: true,
    };
    package(&config.package, &mut report);
    types(&config.types, &mut report);
    let environment = &config.environment;
    let variables = environment.credentials.values();
    let variables = variables.chain(environment.parameters.values());
    for variable in variables.chain(&environment.base_url) {
        report.judge(variable, is_variable(variable.as_str()), |variable| {
            format!("`{variable}` cannot be the name of an environment variable: letters, digits and `_` only")
        });
    }
    if let Some(header) = &config.idempotency.header {
        report.judge(header, is_header(header.as_str()), |header| {
            format!("`{header}` is not the name of a header (RFC 9110, section 5.1)")
        });
    }
    for scheme in config.auth.values() {
        for name in scheme.header.iter().chain(&scheme.cookie) {
            report.judge(name, is_header(name.as_str()), |name| {
                format!("`{name}` is not the name of a header or cookie (RFC 9110, section 5.1)")
            });
        }
        if let Some(query) = &scheme.query {
            report.judge(query, !query.as_str().is_empty(), |_| {
                "the name of the query parameter is empty".to_owned()
            });
        }
    }
    for (key, operation) in &config.operations {
        let resource = operation.resource.iter().flatten();
        let mut named = resource.chain(&operation.method);
        let is_well = named.all(|name| !words(name).is_empty());
        report.judge(key, is_well, |key| {
            format!("a name that `{key}` gets has neither letters nor digits")
        });
    }
    let errors = &config.errors;
    let lists = [&errors.message, &errors.code, &errors.hint, &errors.issues];
    let single = [&errors.issue_path, &errors.issue_message];
    for pointer in lists.into_iter().flatten().chain(single) {
        let text = pointer.as_str();
        report.judge(pointer, text.is_empty() || text.starts_with('/'), |text| {
            format!("`{text}` is not a JSON pointer; write `/{text}`")
        });
    }
    report.is_well
}

/// The settings that go into Cargo.toml.
fn package(package: &Package, report: &mut Report<'_>) {
    if let Some(name) = &package.name {
        report.result(name, crate_name(name.as_str()).map(|_| ()));
    }
    if let Some(version) = &package.version {
        let result = Version::parse(version.as_str());
        report.result(
            version,
            result
                .map(|_| ())
                .map_err(|error| format!("`{version}` is not a version such as `1.2.3`: {error}")),
        );
    }
    if let Some(license) = &package.license {
        report.judge(license, license::is_expression(license.as_str()), |text| {
            format!("`{text}` is not an SPDX licence expression such as `MIT OR Apache-2.0`")
        });
    }
    let addresses = [
        &package.repository,
        &package.homepage,
        &package.documentation,
    ];
    for address in addresses.into_iter().flatten() {
        let url = Url::parse(address.as_str());
        let is_web = url.is_ok_and(|url| ["http", "https"].contains(&url.scheme()));
        report.judge(address, is_web, |text| {
            format!("`{text}` is not a URL that begins with `https://`")
        });
    }
    for keyword in &package.keywords {
        report.judge(keyword, is_keyword(keyword.as_str()), |text| {
            format!("`{text}` is not a keyword of crates.io: at most 20 letters, digits, `_`, `-` and `+`, the first a letter or digit")
        });
    }
    for category in &package.categories {
        let text = category.as_str();
        let is_part = |next: char| next.is_ascii_lowercase() || "-:".contains(next);
        report.judge(
            category,
            !text.is_empty() && text.chars().all(is_part),
            |text| format!("`{text}` is not the slug of a category, such as `api-bindings`"),
        );
    }
    for (list, what) in [
        (&package.keywords, "keywords"),
        (&package.categories, "categories"),
    ] {
        if let Some(surplus) = list.get(MOST) {
            report.result(
                surplus,
                Err(format!("crates.io takes {MOST} {what}, not {}", list.len())),
            );
        }
    }
}

/// The types, derives and dependencies that the models get.
fn types(types: &Types, report: &mut Report<'_>) {
    let dependencies: Vec<String> = { types.dependencies.keys() }
        .map(|name| name.as_str().replace('-', "_"))
        .collect();
    let is_available =
        |root: &str| AVAILABLE.contains(&root) || dependencies.iter().any(|name| name == root);
    for path in types.formats.values().chain(types.schemas.values()) {
        let roots = syn::parse_str::<syn::Type>(path.as_str()).map(|ty| {
            let mut roots = Roots::default();
            roots.visit_type(&ty);
            roots
        });
        report.path(path, roots, &TYPES, "type", is_available);
    }
    for path in types.derives.values().flatten() {
        let roots = syn::parse_str::<syn::Path>(path.as_str()).map(|path| {
            let mut roots = Roots::default();
            roots.visit_path(&path);
            roots
        });
        report.path(path, roots, &DERIVES, "derive", is_available);
    }
    for (name, wanted) in &types.dependencies {
        report.result(name, crate_name(name.as_str()).map(|_| ()));
        let (Crate::Version(version) | Crate::Table { version, .. }) = wanted;
        let result = VersionReq::parse(version.as_str());
        report.result(
            version,
            result.map(|_| ()).map_err(|error| {
                format!("`{version}` is not a version requirement such as `1.2`: {error}")
            }),
        );
    }
}

/// Collects the messages.
struct Report<'a> {
    diagnostics: &'a mut Diagnostics,
    is_well: bool,
}

impl Report<'_> {
    fn result(&mut self, setting: &Setting, result: Result<(), String>) {
        if let Err(message) = result {
            self.is_well = false;
            self.diagnostics
                .push(Code::BadConfig, setting.origin, message);
        }
    }

    fn judge(&mut self, setting: &Setting, is_well: bool, message: impl Fn(&str) -> String) {
        let result = if is_well {
            Ok(())
        } else {
            Err(message(setting.as_str()))
        };
        self.result(setting, result);
    }

    /// Judges a path by the crates that it begins with.
    fn path(
        &mut self,
        setting: &Setting,
        roots: syn::Result<Roots>,
        plain: &[&str],
        what: &str,
        is_available: impl Fn(&str) -> bool,
    ) {
        let roots = match roots {
            Ok(roots) if !roots.is_odd => roots,
            _ => {
                let message = format!("`{setting}` is not the path of a {what}");
                return self.result(setting, Err(message));
            }
        };
        for name in roots.alone {
            if !plain.contains(&name.as_str()) {
                let message = format!(
                    "the models have no {what} `{name}`; write its path, such as `a_crate::{name}` or `crate::custom::{name}`"
                );
                self.result(setting, Err(message));
            }
        }
        for root in roots.crates {
            if !is_available(&root) {
                self.is_well = false;
                let message = format!("the crate does not depend on `{root}`");
                let help = format!("add a line such as `{root} = \"1\"` to `[types.dependencies]`");
                self.diagnostics
                    .push_with_help(Code::BadConfig, setting.origin, message, help);
            }
        }
    }
}

/// The first segments of the paths in a type.
#[derive(Default)]
struct Roots {
    /// Of paths with one segment.
    alone: Vec<String>,
    /// Of longer paths.
    crates: Vec<String>,
    /// Whether there is a part that no field can have.
    is_odd: bool,
}

impl<'a> Visit<'a> for Roots {
    fn visit_path(&mut self, path: &'a syn::Path) {
        if let Some(first) = path.segments.first() {
            let list = match path.segments.len() > 1 || path.leading_colon.is_some() {
                true => &mut self.crates,
                false => &mut self.alone,
            };
            list.push(first.ident.to_string());
        }
        visit::visit_path(self, path);
    }

    fn visit_type(&mut self, ty: &'a syn::Type) {
        use syn::Type::{Array, Group, Paren, Path, Tuple};
        self.is_odd |= !matches!(ty, Array(_) | Group(_) | Paren(_) | Path(_) | Tuple(_));
        visit::visit_type(self, ty);
    }
}

fn is_variable(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with(|first: char| first.is_ascii_digit())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Whether a text is a token (RFC 9110, section 5.6.2).
fn is_header(text: &str) -> bool {
    crate::dialect::is_token(text)
}

fn is_keyword(text: &str) -> bool {
    let is_part = |next: char| next.is_ascii_alphanumeric() || "_-+".contains(next);
    text.len() <= 20
        && text.starts_with(|first: char| first.is_ascii_alphanumeric())
        && text.chars().all(is_part)
}
