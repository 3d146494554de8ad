//! Where every node of a text stands: the text is read once more, this time with marks, and numbered as the reader
//! numbers it.

use std::collections::BTreeMap;
use std::ops::Range;

use saphyr_parser::{Event, Parser};

use super::scan::scan;

/// The places of all nodes of a file.
#[derive(Debug)]
pub(super) struct Marks {
    events: Vec<Mark>,
    nodes: Vec<Numbered>,
    /// Whether places count characters instead of bytes.
    pub(super) count_chars: bool,
}

/// What a text holds, in the order of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub(super) what: What,
    pub(super) start: u32,
    pub(super) end: u32,
    /// The anchor it defines or, of an alias, names; 0: none.
    pub(super) anchor: u32,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum What {
    Scalar,
    List,
    Object,
    Alias,
    /// The end of a collection.
    End,
}

/// A node's event, by index, and what it is in.
#[derive(Debug)]
struct Numbered {
    value: u32,
    /// `None`: it is the root.
    within: Option<Within>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Within {
    /// The collection's number among the nodes.
    parent: u32,
    step: Stepped,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Stepped {
    /// To the member with the key of this event.
    Key(u32),
    /// To the entry of this number, from 0.
    Index(u32),
}

impl Numbered {
    fn key(&self) -> Option<u32> {
        match self.within?.step {
            Stepped::Key(key) => Some(key),
            Stepped::Index(_) => None,
        }
    }
}

/// A collection that is being read.
struct Open {
    /// Its number among the nodes.
    number: u32,
    /// Of a list: the number of the next entry.
    entries: Option<u32>,
    /// Of an object: the key that came last, when its value is next.
    key: Option<u32>,
}

impl Open {
    /// What the event of this index is in it. `None`: it is a key.
    fn next(&mut self, event: usize) -> Option<Within> {
        let step = match (&mut self.entries, self.key.take()) {
            (Some(entries), _) => {
                *entries += 1;
                Stepped::Index(*entries - 1)
            }
            (None, Some(key)) => Stepped::Key(key),
            (None, None) => {
                self.key = Some(to_u32(event));
                return None;
            }
        };
        Some(Within {
            parent: self.number,
            step,
        })
    }
}

/// Where a node and the key before it stand.
pub(super) struct Marked {
    pub(super) key: Option<Range<usize>>,
    pub(super) value: Range<usize>,
    pub(super) is_collection: bool,
}

/// A step from a collection to what is in it.
#[derive(Debug)]
pub(super) enum Step {
    /// To the member whose key stands there.
    Key(Range<usize>),
    /// To the entry of this number, from 0.
    Index(u32),
}

impl Marks {
    pub(super) fn of(text: &str) -> Self {
        let (events, count_chars) = match scan(text) {
            Some(events) => (events, false),
            None => (parse(text), true),
        };
        let nodes = number(&events);
        Self {
            events,
            nodes,
            count_chars,
        }
    }

    /// The node with this number.
    pub(super) fn get(&self, node: usize) -> Option<Marked> {
        let numbered = self.nodes.get(node)?;
        let value = self.event(numbered.value)?;
        let range = |mark: &Mark| to_usize(mark.start)..to_usize(mark.end);
        Some(Marked {
            key: numbered.key().and_then(|key| self.event(key)).map(range),
            value: range(value),
            is_collection: matches!(value.what, What::List | What::Object),
        })
    }

    /// The steps from the root to the node with this number. What aliases repeat is at each of its places.
    pub(super) fn steps(&self, node: usize) -> Option<Vec<Step>> {
        let mut numbered = self.nodes.get(node)?;
        let mut steps = Vec::new();
        while let Some(within) = numbered.within {
            steps.push(match within.step {
                Stepped::Index(number) => Step::Index(number),
                Stepped::Key(key) => {
                    let key = self.event(key)?;
                    Step::Key(to_usize(key.start)..to_usize(key.end))
                }
            });
            numbered = self.nodes.get(to_usize(within.parent))?;
        }
        steps.reverse();
        Some(steps)
    }

    fn event(&self, index: u32) -> Option<&Mark> {
        self.events.get(to_usize(index))
    }
}

fn to_usize(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// Saturates: past four billion characters a message has the wrong place.
pub(super) fn to_u32(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Reads YAML. What cannot be read ends the list.
fn parse(text: &str) -> Vec<Mark> {
    let mut events: Vec<Mark> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for event in Parser::new_from_str(text) {
        let Ok((event, span)) = event else { break };
        let (start, end) = (to_u32(span.start.index()), to_u32(span.end.index()));
        let (what, anchor) = match event {
            Event::Scalar(_, _, anchor, _) => (What::Scalar, anchor),
            Event::SequenceStart(anchor, _) => (What::List, anchor),
            Event::MappingStart(anchor, _) => (What::Object, anchor),
            Event::SequenceEnd | Event::MappingEnd => (What::End, 0),
            Event::Alias(anchor) => (What::Alias, anchor),
            _ => continue,
        };
        match what {
            What::List | What::Object => open.push(events.len()),
            What::End => {
                if let Some(begun) = open.pop().and_then(|index| events.get_mut(index)) {
                    begun.end = end;
                }
            }
            What::Scalar | What::Alias => {}
        }
        let anchor = to_u32(anchor);
        events.push(Mark {
            what,
            start,
            end,
            anchor,
        });
    }
    events
}

/// Numbers the nodes in pre-order, aliases expanded as serde_yaml expands them. Walks the events with a stack of open
/// collections; in objects every other node is a key, which has no number.
fn number(events: &[Mark]) -> Vec<Numbered> {
    let anchors: BTreeMap<u32, usize> = events
        .iter()
        .enumerate()
        .filter(|(_, mark)| mark.anchor != 0 && mark.what != What::Alias)
        .map(|(index, mark)| (mark.anchor, index))
        .collect();
    let mut nodes = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    // Where to go on after an alias, and how many collections were open when it began.
    let mut returns: Vec<(usize, usize)> = Vec::new();
    // An alias that stands as a key is the place of that key, wherever its anchor is.
    let mut alias: Option<usize> = None;
    let mut at = 0;
    while let Some(mark) = events.get(at) {
        let index = at;
        at += 1;
        match mark.what {
            What::Alias => {
                if let Some(target) = anchors.get(&mark.anchor) {
                    returns.push((at, open.len()));
                    alias = Some(index);
                    at = *target;
                    continue;
                }
            }
            What::End => {
                open.pop();
            }
            What::Scalar | What::List | What::Object => {
                let within = open
                    .last_mut()
                    .map(|open| open.next(alias.unwrap_or(index)));
                // A key has no number.
                if within != Some(None) {
                    let value = to_u32(index);
                    let within = within.flatten();
                    nodes.push(Numbered { value, within });
                }
                if mark.what != What::Scalar {
                    open.push(Open {
                        number: to_u32(nodes.len().saturating_sub(1)),
                        entries: (mark.what == What::List).then_some(0),
                        key: None,
                    });
                }
            }
        }
        alias = None;
        while let Some((back, depth)) = returns.last().copied() {
            if open.len() != depth {
                break;
            }
            at = back;
            returns.pop();
        }
        if nodes.len() > MOST {
            break;
        }
    }
    nodes
}

/// Aliases of aliases can multiply without end; past this many nodes a message has no line.
const MOST: usize = 20_000_000;
