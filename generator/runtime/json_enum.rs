//! The traits that every open enum of values of several JSON types shares.

/// Implements an open enum whose values are any JSON: `json_enum!(Limit { None => false, Auto => "auto" });`
///
/// The enum has a variant for each row and `Unknown(serde_json::Value)` for values that the description does not list.
/// Written here are `KNOWN`, `to_value`, `From` for JSON, `Display`, `FromStr`, `Deserialize` and, unless the type is
/// only `received`, `Serialize` and `Validate`.
//
// The underscores keep names clear of those of the enum, which may be called anything.
macro_rules! json_enum {
    ($name:ident { $($variant:ident => $value:literal,)* }) => {
        json_enum!($name { $($variant => $value,)* }, received);

        impl $crate::runtime::validate::Validate for $name {}

        impl ::serde::Serialize for $name {
            fn serialize<__S>(&self, serializer: __S) -> ::std::result::Result<__S::Ok, __S::Error>
            where
                __S: ::serde::Serializer,
            {
                ::serde::Serialize::serialize(&self.to_value(), serializer)
            }
        }
    };
    ($name:ident { $($variant:ident => $value:literal,)* }, received) => {
        impl $name {
            /// Every value that this version knows.
            pub const KNOWN: &[Self] = &[$(Self::$variant),*];

            /// The value on the wire.
            #[must_use]
            #[inline]
            pub fn to_value(&self) -> ::serde_json::Value {
                match self {
                    $(Self::$variant => ::serde_json::json!($value),)*
                    Self::Unknown(value) => ::std::clone::Clone::clone(value),
                }
            }
        }

        impl ::std::convert::From<::serde_json::Value> for $name {
            #[inline]
            fn from(value: ::serde_json::Value) -> Self {
                let known = Self::KNOWN
                    .iter()
                    .find(|known| $crate::runtime::json_enum::is_same(&known.to_value(), &value));
                match known {
                    ::std::option::Option::Some(known) => ::std::clone::Clone::clone(known),
                    ::std::option::Option::None => Self::Unknown(value),
                }
            }
        }

        /// A text as it is, anything else as JSON.
        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                match self.to_value() {
                    ::serde_json::Value::String(text) => f.pad(&text),
                    other => f.pad(&::std::string::ToString::to_string(&other)),
                }
            }
        }

        /// What is JSON is taken as such, anything else as a text.
        impl ::std::str::FromStr for $name {
            type Err = ::std::convert::Infallible;

            #[inline]
            fn from_str(text: &str) -> ::std::result::Result<Self, <Self as ::std::str::FromStr>::Err> {
                let value = ::serde_json::from_str(text);
                ::std::result::Result::Ok(::std::convert::From::from(
                    value.unwrap_or_else(|_| ::serde_json::Value::from(text)),
                ))
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<__D>(deserializer: __D) -> ::std::result::Result<Self, __D::Error>
            where
                __D: ::serde::Deserializer<'de>,
            {
                <::serde_json::Value as ::serde::Deserialize>::deserialize(deserializer)
                    .map(::std::convert::From::from)
            }
        }
    };
}

pub(crate) use json_enum;

/// Whether two values are equal in JSON, where `1` and `1.0` are one number.
pub(crate) fn is_same(a: &serde_json::Value, b: &serde_json::Value) -> bool {
    match (a, b) {
        // Whole numbers are not compared as floats, which cannot hold all of them.
        (serde_json::Value::Number(a), serde_json::Value::Number(b))
            if a.is_f64() || b.is_f64() =>
        {
            a.as_f64() == b.as_f64()
        }
        _ => a == b,
    }
}
