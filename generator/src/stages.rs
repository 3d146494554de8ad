//! The stages of a run, for those who want to know how long each takes. The clock is theirs.

use std::fmt;

/// A step on the way from a description to the texts of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Stage {
    /// The settings, the description and the files that it refers to become trees.
    Source,
    /// Overlays are applied.
    Overlay,
    /// The tree becomes flat OpenAPI 3.0.
    Dialect,
    /// What was not asked for goes.
    Select,
    /// The tree becomes the IR.
    Lower,
    /// The IR is completed.
    Analyze,
    /// Everything gets its name.
    Name,
    /// Tokens are made.
    Emit,
    /// Tokens become text.
    Format,
    /// Files are written, or compared. Not part of generating.
    Files,
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Source => "source",
            Self::Overlay => "overlay",
            Self::Dialect => "dialect",
            Self::Select => "select",
            Self::Lower => "lower",
            Self::Analyze => "analyze",
            Self::Name => "name",
            Self::Emit => "emit",
            Self::Format => "format",
            Self::Files => "files",
        })
    }
}

/// Sees the stages pass. What begins on a thread ends there before anything else begins on it; parts of `emit` and
/// `format` pass on several threads at a time.
pub trait Watch: Sync {
    /// A stage, or a part of it, begins on this thread.
    fn begins(&self, stage: Stage);

    /// What began last on this thread ends.
    fn ends(&self, stage: Stage);
}

/// Looks the other way.
pub(crate) struct Unwatched;

impl Watch for Unwatched {
    fn begins(&self, _stage: Stage) {}

    fn ends(&self, _stage: Stage) {}
}

/// Does `work`, a part of `stage`, while `watch` looks on.
pub fn during<T>(watch: &dyn Watch, stage: Stage, work: impl FnOnce() -> T) -> T {
    watch.begins(stage);
    let result = work();
    watch.ends(stage);
    result
}
