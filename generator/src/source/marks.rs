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

/// A node's events, by index.
#[derive(Debug)]
struct Numbered {
    key: Option<u32>,
    value: u32,
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
    Index(usize),
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
            key: numbered.key.and_then(|key| self.event(key)).map(range),
            value: range(value),
            is_collection: matches!(value.what, What::List | What::Object),
        })
    }

    /// The steps to the node with this number. `None` when an anchor puts it at several places, or an alias is a key.
    pub(super) fn steps(&self, node: usize) -> Option<Vec<Step>> {
        let target = self.nodes.get(node)?.value;
        let occurrences = self.nodes.iter().filter(|one| one.value == target);
        if occurrences.count() > 1 {
            return None;
        }
        // For each open collection: is it an object, and the step to the value that comes next or is being read.
        let mut open: Vec<(bool, Option<Step>)> = Vec::new();
        for (index, mark) in self.events.iter().enumerate() {
            if mark.what == What::End {
                open.pop();
            } else if let Some((true, step @ None)) = open.last_mut() {
                *step = match mark.what {
                    What::Scalar => Some(Step::Key(to_usize(mark.start)..to_usize(mark.end))),
                    _ => return None,
                };
                continue;
            } else if index == to_usize(target) {
                return open.into_iter().map(|(_, step)| step).collect();
            } else if mark.what != What::Alias && mark.what != What::Scalar {
                let is_object = mark.what == What::Object;
                open.push((is_object, (!is_object).then_some(Step::Index(0))));
                continue;
            }
            // A value has ended.
            if let Some((is_object, step)) = open.last_mut() {
                *step = match step.take() {
                    Some(Step::Index(number)) if !*is_object => Some(Step::Index(number + 1)),
                    _ => None,
                };
            }
        }
        None
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
    // For each open collection: is it an object, and which key came last when a value is next?
    let mut open: Vec<(bool, Option<u32>)> = Vec::new();
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
                let key = match open.last_mut() {
                    Some((true, expected @ None)) => {
                        *expected = Some(to_u32(alias.unwrap_or(index)));
                        None
                    }
                    Some((true, expected)) => Some(expected.take()),
                    _ => Some(None),
                };
                if let Some(key) = key {
                    let value = to_u32(index);
                    nodes.push(Numbered { key, value });
                }
                if mark.what != What::Scalar {
                    open.push((mark.what == What::Object, None));
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
