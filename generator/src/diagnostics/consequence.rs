//! The consequences of what a crate does not keep: a caller of an operation cannot send something, or cannot receive it.

/// What becomes of something that a description allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Loss {
    /// No call can send it.
    CannotSend,
    /// No call returns it.
    CannotReceive,
    /// It is sent or received as free-form JSON, text or bytes, although its type is described.
    Untyped,
    /// It is a rule for requests, and requests are not checked against it.
    Unchecked,
    /// It has no effect on the crate.
    Ignored,
}

impl Loss {
    /// Every loss, the worst first.
    pub const ALL: [Self; 5] = [
        Self::CannotSend,
        Self::CannotReceive,
        Self::Untyped,
        Self::Unchecked,
        Self::Ignored,
    ];

    /// As it is printed.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CannotSend => "cannot send",
            Self::CannotReceive => "cannot receive",
            Self::Untyped => "untyped",
            Self::Unchecked => "not checked",
            Self::Ignored => "ignored",
        }
    }
}

/// The consequence of a diagnostic for the operations that its place belongs to. The default has none.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Consequence {
    /// The loss where the place is part of a request.
    pub sent: Option<Loss>,
    /// The loss where the place is part of a response.
    pub received: Option<Loss>,
    /// What is lost, in the words of a caller. Empty: the message of the diagnostic says it.
    pub what: String,
    /// The operations, such as `GET /pets`, where they are not simply those that reach the place.
    pub operations: Vec<String>,
}

impl Consequence {
    /// Nothing is lost.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// The same loss in requests and responses.
    #[must_use]
    pub fn both(loss: Loss, what: impl Into<String>) -> Self {
        Self {
            sent: Some(loss),
            received: Some(loss),
            what: what.into(),
            operations: Vec::new(),
        }
    }

    /// A loss in requests only.
    #[must_use]
    pub fn sent(loss: Loss, what: impl Into<String>) -> Self {
        Self {
            received: None,
            ..Self::both(loss, what)
        }
    }

    /// A loss in responses only.
    #[must_use]
    pub fn received(loss: Loss, what: impl Into<String>) -> Self {
        Self {
            sent: None,
            ..Self::both(loss, what)
        }
    }

    /// A rule of requests that is not checked. Responses never are.
    #[must_use]
    pub fn unchecked(what: impl Into<String>) -> Self {
        Self::sent(Loss::Unchecked, what)
    }

    /// Something that can neither be sent nor received.
    #[must_use]
    pub fn unusable(what: impl Into<String>) -> Self {
        Self {
            sent: Some(Loss::CannotSend),
            received: Some(Loss::CannotReceive),
            what: what.into(),
            operations: Vec::new(),
        }
    }

    /// For these operations, whatever reaches the place.
    #[must_use]
    pub fn of(mut self, operations: impl IntoIterator<Item = String>) -> Self {
        self.operations.extend(operations);
        self
    }
}
