//! The traits that every open enum of whole numbers shares.

/// Implements the traits of an open enum of whole numbers.
///
/// The enum has a variant `Unknown(i64)` for numbers that the description does not list, a method
/// `as_i64(&self) -> i64` and an implementation of `From<i64>`; the rest is written here: `Display`, `FromStr`,
/// `From` for `i64`, `Deserialize` and, unless the type is only `received`, `Serialize`.
//
// The underscores keep names clear of those of the enum, which may be called anything.
macro_rules! integer_enum {
    ($name:ident) => {
        integer_enum!($name, received);

        impl ::serde::Serialize for $name {
            fn serialize<__S>(&self, serializer: __S) -> ::std::result::Result<__S::Ok, __S::Error>
            where
                __S: ::serde::Serializer,
            {
                serializer.serialize_i64(self.as_i64())
            }
        }
    };
    ($name:ident, received) => {
        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.as_i64(), f)
            }
        }

        impl ::std::convert::From<$name> for i64 {
            fn from(value: $name) -> i64 {
                value.as_i64()
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::std::num::ParseIntError;

            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
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
