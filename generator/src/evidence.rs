//! The choice of examples that tell which properties responses lack.

/// Which of the examples of responses tell what responses may lack.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Evidence {
    /// All.
    #[default]
    All,
    /// None.
    None,
    /// Those with an even number among the examples of an operation or type.
    Even,
    /// The others.
    Odd,
}

impl Evidence {
    /// Whether the example of this number is taken.
    #[must_use]
    pub fn takes(self, number: usize) -> bool {
        match self {
            Evidence::All => true,
            Evidence::None => false,
            Evidence::Even => number.is_multiple_of(2),
            Evidence::Odd => !number.is_multiple_of(2),
        }
    }

    /// The number of the first example of an operation such as `GET /pets`: 0 or 1, so that operations with one example
    /// each are in both halves. The other examples follow by status, media type and name.
    #[must_use]
    pub fn first(operation: &str) -> usize {
        // FNV-1a.
        let hash = operation.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
            (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        });
        usize::from(hash & 0x1_0000 != 0)
    }
}
