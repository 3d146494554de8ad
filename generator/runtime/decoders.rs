//! The bodies of errors.

/// Writes what decodes the bodies of errors, a row each: `decoders!(ErrorBody { problem => Problem, });`
macro_rules! decoders {
    ($name:ident { $($decoder:ident => $variant:ident,)+ }) => {
        impl $name {
            $(#[inline]
            pub(crate) fn $decoder(body: &[u8]) -> Option<Self> {
                $crate::runtime::decode::fitting(body).map(Self::$variant)
            })+
        }
    };
}

pub(crate) use decoders;
