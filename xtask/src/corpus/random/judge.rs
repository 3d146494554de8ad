//! What is wrong with documents: generating, compiling or sending values fails.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use sdkgen::Evidence;
use serde_json::Value;

use super::batch;
use crate::build::cargo::{self, Program};
use crate::build::generate::Generated;
use crate::build::programs::{self, Outcome};
use crate::build::workspace::{Member, Workspace};
use crate::round_trip::Judged;
use crate::selection::Chosen;
use crate::{Cli, child};

/// How many messages are kept of a document.
const MOST_MESSAGES: usize = 5;

/// What is wrong with a document.
#[derive(Clone, Debug)]
pub struct Failure {
    /// `generate E0301`, `compile E0308`, `round trip refused`: what a smaller document has to share.
    pub kind: String,
    /// All there is to say.
    pub messages: Vec<String>,
}

impl Failure {
    /// Whether it is found without a compiler.
    pub fn is_of_generation(&self) -> bool {
        self.kind.starts_with("generate")
    }
}

/// What became of a document.
pub struct Verdict {
    /// What is wrong with it.
    pub failure: Option<Failure>,
    /// The figures of its values, where they were sent.
    pub judged: Option<Judged>,
}

/// Builds and judges documents in one workspace.
pub struct Judge<'a> {
    cli: &'a Cli,
    workspace: Workspace,
    documents: PathBuf,
    samples: String,
}

impl<'a> Judge<'a> {
    /// Works in the folder of the workspace.
    pub fn new(cli: &'a Cli, workspace: Workspace, samples: usize) -> Result<Self> {
        let documents = workspace.folder().join("documents");
        fs::create_dir_all(&documents)?;
        Ok(Self {
            cli,
            workspace,
            documents,
            samples: samples.to_string(),
        })
    }

    /// Judges documents, each of which has a name of its own.
    pub fn judge(&self, documents: &[(String, Value)]) -> Result<Vec<Verdict>> {
        let chosen = documents.iter().map(|(name, document)| {
            let file = format!("{name}.json");
            let path = self.documents.join(&file);
            fs::write(&path, serde_json::to_string_pretty(document)?)?;
            Ok(Chosen::new(path, file))
        });
        let chosen = chosen.collect::<Result<Vec<_>>>()?;
        let members = self
            .workspace
            .generate(self.cli, &chosen, Evidence::All, |_| {})?;
        let written: Vec<&Member> = members
            .iter()
            .filter(|member| member.is_written())
            .collect();
        let mut failures = BTreeMap::new();
        let mut programs = BTreeMap::new();
        self.build(&written, &mut failures, &mut programs)?;
        let mut verdicts = Vec::new();
        for member in &members {
            let failure = match &member.generated {
                Generated::Failed(messages) => Some(of_generation(messages.clone())),
                Generated::Written { .. } => failures.remove(&member.name),
            };
            verdicts.push(match (failure, programs.get(&member.name)) {
                (None, Some(program)) => self.put_to_use(member, program)?,
                (failure, _) => Verdict {
                    failure,
                    judged: None,
                },
            });
        }
        Ok(verdicts)
    }

    /// Builds one program for all of these crates, or for those that compile. Tells what is wrong with the others.
    fn build(
        &self,
        members: &[&Member],
        failures: &mut BTreeMap<String, Failure>,
        programs: &mut BTreeMap<String, PathBuf>,
    ) -> Result<()> {
        if members.is_empty() {
            return Ok(());
        }
        let folders: Vec<PathBuf> = members.iter().map(|member| member.folder.clone()).collect();
        let batch = self.workspace.folder().join("crates").join(batch::NAME);
        batch::write(&folders, &batch)?;
        self.workspace.write_manifest([batch::NAME].into_iter())?;
        self.workspace.write_lock()?;
        let errors = cargo::build_batch(&self.workspace, batch::NAME)?.errors;
        if errors.is_empty() {
            return self.link(members, programs);
        }
        let lines_of = |member: &Member| -> Vec<String> {
            let module = batch::module(&member.name);
            let places = [format!("/{module}/"), format!("/{module}.rs:")];
            let is_its = |line: &&String| places.iter().any(|place| line.contains(place));
            errors
                .iter()
                .filter(is_its)
                .take(MOST_MESSAGES)
                .cloned()
                .collect()
        };
        let (guilty, others): (Vec<&Member>, Vec<&Member>) = members
            .iter()
            .partition(|member| !lines_of(member).is_empty());
        for member in &guilty {
            failures.insert(member.name.clone(), of_compiler(lines_of(member)));
        }
        match members {
            [only] if guilty.is_empty() => {
                let lines = errors.into_iter().take(MOST_MESSAGES).collect();
                failures.insert(only.name.clone(), of_compiler(lines));
                Ok(())
            }
            // What a macro of the runtime makes has no place in a crate.
            _ if guilty.is_empty() => {
                let (first, second) = members.split_at(members.len() / 2);
                self.build(first, failures, programs)?;
                self.build(second, failures, programs)
            }
            _ => self.build(&others, failures, programs),
        }
    }

    /// Gives each crate a program of its own name, which stays when the next one is built.
    fn link(&self, members: &[&Member], programs: &mut BTreeMap<String, PathBuf>) -> Result<()> {
        let ending = std::env::consts::EXE_EXTENSION;
        let built = self.workspace.target().join(Program::Types.folder());
        let built = built.join(batch::NAME).with_extension(ending);
        let folder = self.workspace.folder().join("programs");
        fs::create_dir_all(&folder)?;
        let mut first: Option<PathBuf> = None;
        for member in members {
            let path = folder
                .join(batch::module(&member.name))
                .with_extension(ending);
            if path.exists() {
                fs::remove_file(&path)?;
            }
            match &first {
                Some(first) => fs::hard_link(first, &path)?,
                None => {
                    fs::copy(&built, &path)?;
                    first = Some(path.clone());
                }
            }
            programs.insert(member.name.clone(), path);
        }
        Ok(())
    }

    /// Sends values through the program of a document.
    fn put_to_use(&self, member: &Member, program: &Path) -> Result<Verdict> {
        let outcome = programs::judge(self.cli, member, program, |command| {
            command.args(["--round-trip", "--samples", &self.samples]);
        })?;
        Ok(match outcome {
            Outcome::Judged(judged) => Verdict {
                failure: of_values(&judged),
                judged: Some(judged),
            },
            Outcome::Failed(messages) => Verdict {
                failure: Some(Failure {
                    kind: "round trip crash".to_owned(),
                    messages,
                }),
                judged: None,
            },
        })
    }

    /// What is wrong with one document, the compiler left out.
    pub fn generate(&self, name: &str, document: &Value) -> Result<Option<Failure>> {
        let file = format!("{name}.json");
        let path = self.documents.join(&file);
        fs::write(&path, serde_json::to_string_pretty(document)?)?;
        let members =
            self.workspace
                .generate(self.cli, &[Chosen::new(path, file)], Evidence::All, |_| {})?;
        let failed = members
            .into_iter()
            .find_map(|member| match member.generated {
                Generated::Failed(messages) => Some(of_generation(messages)),
                Generated::Written { .. } => None,
            });
        Ok(failed)
    }
}

/// Told by the code of the first error.
fn of_generation(messages: Vec<String>) -> Failure {
    let first = messages.first().map(String::as_str).unwrap_or_default();
    let words = first.split([' ', ':']);
    let mut codes = words.filter(|word| is_code(word));
    let kind = match codes.next() {
        Some(code) => format!("generate {code}"),
        None => format!("generate {}", plain(child::last_words(first).as_str())),
    };
    Failure { kind, messages }
}

/// Told by the compiler's code, or by the words of a lint.
fn of_compiler(messages: Vec<String>) -> Failure {
    let first = messages.iter().find_map(|line| line.split_once("error"));
    let rest = first.map_or("", |(_, rest)| rest);
    let code = rest.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let kind = match code {
        Some((code, _)) => code.to_owned(),
        None => plain(rest.trim_start_matches(": ")),
    };
    Failure {
        kind: format!("compile {kind}"),
        messages,
    }
}

fn of_values(judged: &Judged) -> Option<Failure> {
    let first = judged.failures.first()?;
    let problem = first.problem.as_str();
    let words = [
        ("refused", "refused"),
        (" is missing", "missing"),
        (" was added", "added"),
        (" became ", "changed"),
        ("a null has come or gone", "null"),
    ];
    let kind = { words.iter() }
        .find(|(word, _)| problem.contains(word))
        .map_or(first.kind.as_str(), |(_, kind)| kind);
    let messages = judged.failures.iter().take(3).map(|failure| {
        format!(
            "{}: {} {}: {}",
            failure.schema, failure.kind, failure.value, failure.problem
        )
    });
    Some(Failure {
        kind: format!("round trip {kind}"),
        messages: messages.collect(),
    })
}

/// A message without what is quoted in it.
fn plain(message: &str) -> String {
    let parts = message.split('`').step_by(2);
    let text = parts.collect::<Vec<_>>().join("`…`");
    text.chars().take(80).collect()
}

/// Whether a word is one of the generator's codes: `E0301`.
fn is_code(word: &str) -> bool {
    let digits = word.strip_prefix('E').unwrap_or_default();
    digits.len() == 4 && digits.bytes().all(|digit| digit.is_ascii_digit())
}
