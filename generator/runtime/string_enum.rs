//! The traits that every open string enum shares.

/// Implements an open enum of texts: `string_enum!(Status { Active => "active" });`
///
/// The enum has a variant for each row and `Unknown(String)` for texts that the description does not list. Written here
/// are `KNOWN`, `as_str`, `From` for texts, `Display`, `AsRef<str>`, `FromStr`, `Deserialize` and, unless the type is
/// only `received`, `Serialize` and `Validate`.
//
// The underscores keep names clear of those of the enum, which may be called anything.
macro_rules! string_enum {
    ($name:ident { $($variant:ident => $text:literal,)* }) => {
        string_enum!($name { $($variant => $text,)* }, received);

        impl $crate::runtime::validate::Validate for $name {}

        impl ::serde::Serialize for $name {
            fn serialize<__S>(&self, serializer: __S) -> ::std::result::Result<__S::Ok, __S::Error>
            where
                __S: ::serde::Serializer,
            {
                serializer.serialize_str(self.as_str())
            }
        }
    };
    ($name:ident { $($variant:ident => $text:literal,)* }, received) => {
        impl $name {
            /// Every value that this version knows.
            pub const KNOWN: &[Self] = &[$(Self::$variant),*];

            /// The value on the wire.
            #[must_use]
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::Unknown(value) => value,
                }
            }
        }

        impl ::std::convert::From<&str> for $name {
            #[inline]
            fn from(text: &str) -> Self {
                match text {
                    $($text => Self::$variant,)*
                    other => Self::Unknown(::std::borrow::ToOwned::to_owned(other)),
                }
            }
        }

        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::std::convert::AsRef<str> for $name {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::std::convert::From<::std::string::String> for $name {
            #[inline]
            fn from(text: ::std::string::String) -> Self {
                let value = <Self as ::std::convert::From<&str>>::from(&text);
                if ::std::matches!(value, Self::Unknown(_)) {
                    Self::Unknown(text)
                } else {
                    value
                }
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::std::convert::Infallible;

            #[inline]
            fn from_str(text: &str) -> ::std::result::Result<Self, <Self as ::std::str::FromStr>::Err> {
                ::std::result::Result::Ok(<Self as ::std::convert::From<&str>>::from(text))
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<__D>(deserializer: __D) -> ::std::result::Result<Self, __D::Error>
            where
                __D: ::serde::Deserializer<'de>,
            {
                struct __Visitor;

                impl ::serde::de::Visitor<'_> for __Visitor {
                    type Value = $name;

                    fn expecting(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                        f.write_str("a string")
                    }

                    fn visit_str<__E>(self, text: &str) -> ::std::result::Result<$name, __E> {
                        ::std::result::Result::Ok(<$name as ::std::convert::From<&str>>::from(text))
                    }
                }

                deserializer.deserialize_str(__Visitor)
            }
        }
    };
}

pub(crate) use string_enum;
