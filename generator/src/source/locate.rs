//! Turns origins into lines and columns by reading the text once more, this time with marks.
//!
//! Only a message that is printed pays for it. JSON is read as the YAML it is.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use saphyr_parser::{Event, Parser};

use super::{Counts, Origin, SourceFile, Sources};

/// A place in a file, as editors count: from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub path: PathBuf,
    /// Line and column, where they are known.
    pub position: Option<(usize, usize)>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path.display())?;
        match self.position {
            Some((line, column)) => write!(f, ":{line}:{column}"),
            None => Ok(()),
        }
    }
}

/// Finds places, reading each file at most once.
pub struct Locator<'a> {
    sources: &'a Sources,
    marks: BTreeMap<u16, Vec<(usize, usize)>>,
}

impl<'a> Locator<'a> {
    pub(super) fn new(sources: &'a Sources) -> Self {
        Self {
            sources,
            marks: BTreeMap::new(),
        }
    }

    /// Where `origin` is. `None` when no file of that number was read.
    pub fn place(&mut self, origin: Origin) -> Option<Place> {
        let file = self.sources.get(origin.file)?;
        let number = usize::try_from(origin.node).ok()?;
        let position = match (file.counts, number) {
            (Counts::Bytes, offset) => Some(of_byte(&file.text, offset)),
            // Also of a file without anything in it.
            (Counts::Nodes, 0) => Some((1, 1)),
            (Counts::Nodes, node) => {
                let marks = self.marks.entry(origin.file).or_insert_with(|| marks(file));
                marks.get(node).copied()
            }
        };
        Some(Place {
            path: file.path.clone(),
            position,
        })
    }
}

/// Line and column of a byte.
fn of_byte(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or_default();
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}

/// What the parser says of one node.
enum Mark {
    /// A scalar or the beginning of a collection, and the anchor it defines (0: none).
    Open {
        position: (usize, usize),
        anchor: usize,
        kind: Kind,
    },
    Alias(usize),
    Close,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Scalar,
    Sequence,
    Mapping,
}

/// The position of every node of the file in pre-order, aliases expanded as serde_yaml expands them.
fn marks(file: &SourceFile) -> Vec<(usize, usize)> {
    let mut events = Vec::new();
    for event in Parser::new_from_str(&file.text) {
        let Ok((event, span)) = event else { break };
        let position = (span.start.line(), span.start.col() + 1);
        events.push(match event {
            Event::Scalar(_, _, anchor, _) => Mark::Open {
                position,
                anchor,
                kind: Kind::Scalar,
            },
            Event::SequenceStart(anchor, _) => Mark::Open {
                position,
                anchor,
                kind: Kind::Sequence,
            },
            Event::MappingStart(anchor, _) => Mark::Open {
                position,
                anchor,
                kind: Kind::Mapping,
            },
            Event::SequenceEnd | Event::MappingEnd => Mark::Close,
            Event::Alias(anchor) => Mark::Alias(anchor),
            _ => continue,
        });
    }
    number(&events)
}

/// Walks the events with a stack of open collections; in mappings every other node is a key, which has no number.
fn number(events: &[Mark]) -> Vec<(usize, usize)> {
    let anchors: BTreeMap<usize, usize> = events
        .iter()
        .enumerate()
        .filter_map(|(index, mark)| match mark {
            Mark::Open { anchor, .. } if *anchor != 0 => Some((*anchor, index)),
            _ => None,
        })
        .collect();
    let mut positions = Vec::new();
    // For each open collection: is it a mapping, and is the next node a key?
    let mut open: Vec<(Kind, bool)> = Vec::new();
    // Where to go on after an alias, and how many collections were open when it began.
    let mut returns: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while let Some(mark) = events.get(at) {
        at += 1;
        match mark {
            Mark::Alias(anchor) => {
                if let Some(target) = anchors.get(anchor) {
                    returns.push((at, open.len()));
                    at = *target;
                    continue;
                }
            }
            Mark::Open { position, kind, .. } => {
                let is_key = match open.last_mut() {
                    Some((Kind::Mapping, expects_key)) => {
                        *expects_key = !*expects_key;
                        !*expects_key
                    }
                    _ => false,
                };
                if !is_key {
                    positions.push(*position);
                }
                if *kind != Kind::Scalar {
                    open.push((*kind, true));
                }
            }
            Mark::Close => {
                open.pop();
            }
        }
        while let Some((back, depth)) = returns.last().copied() {
            if open.len() != depth || positions.len() > MOST {
                break;
            }
            at = back;
            returns.pop();
        }
        if positions.len() > MOST {
            break;
        }
    }
    positions
}

/// Aliases of aliases can multiply without end; past this many nodes a message has no line.
const MOST: usize = 20_000_000;
