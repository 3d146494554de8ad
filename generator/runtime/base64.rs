//! Bytes that stand in JSON as Base64.

use std::fmt;

use base64::Engine as _;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::{Serialize, Serializer};

use super::validate::Validate;

/// What is read may lack its padding or have it where none is asked for.
const TOLERANT: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);

macro_rules! bytes {
    ($(#[$about:meta])* $name:ident, $engine:expr) => {
        $(#[$about])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Vec<u8>);

        impl $name {
            /// Wraps bytes.
            pub fn new(bytes: impl Into<Vec<u8>>) -> Self {
                Self(bytes.into())
            }

            /// The bytes themselves.
            pub fn as_bytes(&self) -> &[u8] {
                &self.0
            }

            /// The bytes themselves, without copying them.
            pub fn into_bytes(self) -> Vec<u8> {
                self.0
            }
        }

        impl AsRef<[u8]> for $name {
            fn as_ref(&self) -> &[u8] {
                &self.0
            }
        }

        impl From<Vec<u8>> for $name {
            fn from(bytes: Vec<u8>) -> Self {
                Self(bytes)
            }
        }

        impl From<&[u8]> for $name {
            fn from(bytes: &[u8]) -> Self {
                Self(bytes.to_vec())
            }
        }

        impl<const N: usize> From<&[u8; N]> for $name {
            fn from(bytes: &[u8; N]) -> Self {
                Self(bytes.to_vec())
            }
        }

        /// The bytes of the text itself, not what it encodes.
        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.as_bytes().to_vec())
            }
        }

        /// The bytes of the text itself, not what it encodes.
        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text.into_bytes())
            }
        }

        impl From<bytes::Bytes> for $name {
            fn from(bytes: bytes::Bytes) -> Self {
                Self(bytes.into())
            }
        }

        impl<const N: usize> From<[u8; N]> for $name {
            fn from(bytes: [u8; N]) -> Self {
                Self(bytes.to_vec())
            }
        }

        impl From<$name> for Vec<u8> {
            fn from(bytes: $name) -> Self {
                bytes.0
            }
        }

        /// As it is in JSON.
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&$engine.encode(&self.0))
            }
        }

        impl Validate for $name {}

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&$engine.encode(&self.0))
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Text;

                impl Visitor<'_> for Text {
                    type Value = $name;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str("a string of Base64")
                    }

                    fn visit_str<E: de::Error>(self, text: &str) -> Result<$name, E> {
                        // Lines as in e-mail mean nothing.
                        let text: String = text.split_ascii_whitespace().collect();
                        let decoded = $engine.decode(text);
                        decoded.map($name).map_err(|error| {
                            E::custom(format_args!("expected Base64: {error}"))
                        })
                    }
                }

                deserializer.deserialize_str(Text)
            }
        }
    };
}

bytes! {
    /// Bytes that stand in JSON as Base64, in the alphabet of RFC 4648 section 4, with padding.
    Base64, GeneralPurpose::new(&STANDARD, TOLERANT)
}

bytes! {
    /// Bytes that stand in JSON as Base64, in the alphabet of RFC 4648 section 5, which is safe in URLs, without padding.
    Base64Url, GeneralPurpose::new(&URL_SAFE, TOLERANT.with_encode_padding(false))
}
