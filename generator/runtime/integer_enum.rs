//! The traits that every open enum of whole numbers shares.

/// Implements an open enum of whole numbers: `integer_enum!(Level { Low => 1 });`
///
/// The enum has a variant for each row and `Unknown(i64)` for numbers that the description does not list. Written here
/// are `KNOWN`, `as_i64`, `From` for `i64` and back, `Display`, `FromStr`, `Deserialize` and, unless the type is only
/// `received`, `Serialize` and `Validate`.
//
// The underscores keep names clear of those of the enum, which may be called anything.
macro_rules! integer_enum {
    ($name:ident { $($variant:ident => $number:literal,)* }) => {
        integer_enum!($name { $($variant => $number,)* }, received);

        impl $crate::runtime::validate::Validate for $name {}

        impl ::serde::Serialize for $name {
            fn serialize<__S>(&self, serializer: __S) -> ::std::result::Result<__S::Ok, __S::Error>
            where
                __S: ::serde::Serializer,
            {
                serializer.serialize_i64(self.as_i64())
            }
        }
    };
    ($name:ident { $($variant:ident => $number:literal,)* }, received) => {
        impl $name {
            /// Every value that this version knows.
            pub const KNOWN: &[Self] = &[$(Self::$variant),*];

            /// The value on the wire.
            #[must_use]
            #[inline]
            pub fn as_i64(&self) -> i64 {
                match self {
                    $(Self::$variant => $number,)*
                    Self::Unknown(value) => *value,
                }
            }
        }

        impl ::std::convert::From<i64> for $name {
            #[inline]
            fn from(number: i64) -> Self {
                match number {
                    $($number => Self::$variant,)*
                    other => Self::Unknown(other),
                }
            }
        }

        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.as_i64(), f)
            }
        }

        impl ::std::convert::From<$name> for i64 {
            #[inline]
            fn from(value: $name) -> i64 {
                value.as_i64()
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::std::num::ParseIntError;

            #[inline]
            fn from_str(text: &str) -> ::std::result::Result<Self, <Self as ::std::str::FromStr>::Err> {
                text.parse::<i64>().map(::std::convert::From::from)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<__D>(deserializer: __D) -> ::std::result::Result<Self, __D::Error>
            where
                __D: ::serde::Deserializer<'de>,
            {
                <i64 as ::serde::Deserialize>::deserialize(deserializer)
                    .map(::std::convert::From::from)
            }
        }
    };
}

pub(crate) use integer_enum;
