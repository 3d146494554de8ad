//! The traits that every open string enum shares.

/// Implements the string traits of an open enum.
///
/// The enum has a variant `Unknown(String)` for texts that the description does not list, a method
/// `as_str(&self) -> &str` and an implementation of `From<&str>`; the rest is written here: `Display`,
/// `AsRef<str>`, `From<String>`, `FromStr`, `Deserialize` and, unless the type is only `received`, `Serialize`.
//
// The underscores keep names clear of those of the enum, which may be called anything.
macro_rules! string_enum {
    ($name:ident) => {
        string_enum!($name, received);

        impl ::serde::Serialize for $name {
            fn serialize<__S>(&self, serializer: __S) -> ::std::result::Result<__S::Ok, __S::Error>
            where
                __S: ::serde::Serializer,
            {
                serializer.serialize_str(self.as_str())
            }
        }
    };
    ($name:ident, received) => {
        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::std::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::std::convert::From<::std::string::String> for $name {
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

            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
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
