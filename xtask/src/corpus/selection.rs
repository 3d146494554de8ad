//! Which descriptions a run is about: all of a folder, or some of every size and dialect.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};

use super::{Cli, documents, run};

/// A description of the corpus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// Where it is.
    pub path: PathBuf,
    /// Its path from the corpus's folder.
    pub file: String,
    bytes: usize,
    dialect: Dialect,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Dialect {
    Swagger,
    OpenApi30,
    OpenApi31,
}

impl Chosen {
    /// A description that is chosen whatever it holds.
    pub fn new(path: PathBuf, file: String) -> Self {
        Self {
            path,
            file,
            bytes: 0,
            dialect: Dialect::OpenApi30,
        }
    }
}

/// The descriptions that the command line asks for, sorted by file.
pub fn descriptions(cli: &Cli) -> Result<Vec<Chosen>> {
    let mut all = Vec::new();
    for path in documents::candidates(&cli.dir)? {
        let bytes =
            std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let text = String::from_utf8_lossy(&bytes);
        if documents::is_description(&text) {
            all.push(Chosen {
                file: run::name(&cli.dir, &path),
                bytes: bytes.len(),
                dialect: dialect(&text),
                path,
            });
        }
    }
    ensure!(
        !all.is_empty(),
        "there is no OpenAPI description in {}",
        cli.dir.display()
    );
    Ok(match cli.mode.sample {
        Some(count) => sample(all, count, cli.mode.seed),
        None => all,
    })
}

/// The dialect by the look of the text: the first version that stands behind one of the keys.
fn dialect(text: &str) -> Dialect {
    let version = |key: &str| {
        text.match_indices(key).find_map(|(at, _)| {
            let rest = text.get(at + key.len()..)?;
            let rest = rest.trim_start_matches(['"', '\'', ' ', '\t', ':']);
            rest.starts_with(|first: char| first.is_ascii_digit())
                .then_some(rest)
        })
    };
    match version("openapi") {
        Some(version) if version.starts_with("3.0") => Dialect::OpenApi30,
        Some(_) => Dialect::OpenApi31,
        None => Dialect::Swagger,
    }
}

/// `count` of them: the parts by size and dialect take turns, each giving one of its own by lot.
fn sample(mut all: Vec<Chosen>, count: usize, seed: u64) -> Vec<Chosen> {
    all.sort_by(|a, b| (a.bytes, &a.file).cmp(&(b.bytes, &b.file)));
    let third = all.len().div_ceil(3).max(1);
    let mut parts: Vec<((Dialect, usize), Vec<Chosen>)> = Vec::new();
    for (index, chosen) in all.into_iter().enumerate() {
        let key = (chosen.dialect, index / third);
        match parts.iter_mut().find(|(other, _)| *other == key) {
            Some((_, part)) => part.push(chosen),
            None => parts.push((key, vec![chosen])),
        }
    }
    parts.sort_by_key(|(key, _)| *key);
    let mut random = fastrand::Rng::with_seed(seed);
    for (_, part) in &mut parts {
        random.shuffle(part);
    }
    random.shuffle(&mut parts);
    let mut taken = Vec::new();
    while taken.len() < count && parts.iter().any(|(_, part)| !part.is_empty()) {
        let left = count - taken.len();
        taken.extend(
            parts
                .iter_mut()
                .filter_map(|(_, part)| part.pop())
                .take(left),
        );
    }
    taken.sort_by(|a, b| a.file.cmp(&b.file));
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corpus() -> Vec<Chosen> {
        let dialects = [Dialect::Swagger, Dialect::OpenApi30, Dialect::OpenApi31];
        (0..30)
            .map(|index| Chosen {
                path: PathBuf::new(),
                file: format!("{index:02}.json"),
                bytes: index * 100,
                dialect: dialects[index % 3],
            })
            .collect()
    }

    #[test]
    fn a_sample_has_of_every_size_and_dialect_and_stays_the_same() {
        let nine = sample(corpus(), 9, 7);
        let mut kinds: Vec<_> = nine
            .iter()
            .map(|chosen| (chosen.dialect, chosen.bytes / 1000))
            .collect();
        kinds.sort();
        kinds.dedup();
        assert_eq!(kinds.len(), 9);
        assert_eq!(nine, sample(corpus(), 9, 7));
        assert_ne!(nine, sample(corpus(), 9, 8));
        assert_eq!(sample(corpus(), 100, 7), corpus());
    }

    #[test]
    fn the_dialect_is_read_off_the_text() {
        assert_eq!(dialect("# openapi\nopenapi: 3.0.3\n"), Dialect::OpenApi30);
        assert_eq!(dialect("{\"openapi\": \"3.1.0\"}"), Dialect::OpenApi31);
        assert_eq!(dialect("swagger: '2.0'\n"), Dialect::Swagger);
    }
}
