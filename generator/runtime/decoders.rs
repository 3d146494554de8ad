//! The bodies of errors.

/// Writes what decodes the bodies of errors, a row each: `decoders!(ErrorBody { problem => Problem, });`
macro_rules! decoders {
    ($name:ident { $($decoder:ident => $variant:ident,)+ }) => {
        impl $name {
            $(#[inline]
            pub(crate) fn $decoder(body: &[u8]) -> Option<Self> {
                serde_json::from_slice(body).ok().map(Self::$variant)
            })+
        }
    };
}

pub(crate) use decoders;
