//! Unions: an answer that is one of several types.
//!
//! serde's own support for tagged and untagged enums loses the place of an error. Here the content is read as
//! JSON first and decoded apart; the place of an error inside it travels in the message (see [`super::path::at`]).

use serde::Deserialize;
use serde::de::{self, DeserializeOwned, Deserializer};
use serde::ser::{self, Serialize, Serializer};
use serde_json::Value;

use super::arms::{Attempt, pick};
use super::free_form::kind;
use super::path::{at, push_member};
use super::value;

/// Implements traits for an enum of which each variant holds a type: `arms!(Pet { Cat(Cat), Text(String, &str), } =>
/// Serialize, Deserialize, Validate);`
///
/// A row names the variant and the types that become it by `From`. Behind them stand: `list(Toy)`, the item of a list that
/// becomes it, whatever converts to items; `array(Toy, &str)`, the items of arrays that do, where several variants are lists; `map(Toy)`, the values of pairs that do;
/// `tag("kind", "cat")`, the member that is written beside the type, which does not have it; `rules(&[…])`, what is checked; `fixed(&[…])`, see
/// [`Arm::fixed`](super::arms::Arm::fixed); `= rest`, the type that takes whatever no other does. `Deserialize` is for
/// types that nothing names, `Unchecked` for those that have no rules.
macro_rules! arms {
    ($name:ident $rows:tt => $($trait:ident),+) => {
        $crate::runtime::union::arms!(@ From $name $rows);
        $($crate::runtime::union::arms!(@ $trait $name $rows);)+
    };
    ($name:ident $rows:tt) => {
        $crate::runtime::union::arms!(@ From $name $rows);
    };
    (@ From $name:ident {
        $($arm:ident $(($($from:ty),+))? $(list($list:ty))? $(array($($array:ty),+))? $(map($map:ty))?
            $(tag($member:literal, $value:literal))? $(rules($rules:expr))? $(fixed($fixed:expr))? $(= $kind:ident)?,)+
    }) => {
        $($($(impl ::std::convert::From<$from> for $name {
            #[inline]
            fn from(value: $from) -> Self {
                Self::$arm(::std::convert::Into::into(value))
            }
        })+)?)+
        $($(
            impl<T: ::std::convert::Into<$list>> ::std::convert::From<::std::vec::Vec<T>> for $name {
                #[inline]
                fn from(items: ::std::vec::Vec<T>) -> Self {
                    Self::$arm(items.into_iter().map(::std::convert::Into::into).collect())
                }
            }

            impl<T: ::std::convert::Into<$list>, const N: usize> ::std::convert::From<[T; N]> for $name {
                #[inline]
                fn from(items: [T; N]) -> Self {
                    Self::$arm(items.into_iter().map(::std::convert::Into::into).collect())
                }
            }
        )?)+
        $($(impl<K: ::std::convert::Into<::std::string::String>, V: ::std::convert::Into<$map>, const N: usize>
            ::std::convert::From<[(K, V); N]> for $name
        {
            #[inline]
            fn from(pairs: [(K, V); N]) -> Self {
                Self::$arm($crate::runtime::input::into_map(pairs))
            }
        })?)+
        $($($(impl<const N: usize> ::std::convert::From<[$array; N]> for $name {
            #[inline]
            fn from(items: [$array; N]) -> Self {
                Self::$arm(items.into_iter().map(::std::convert::Into::into).collect())
            }
        })+)?)+
    };
    (@ Serialize $name:ident {
        $($arm:ident $(($($from:ty),+))? $(list($list:ty))? $(array($($array:ty),+))? $(map($map:ty))?
            $(tag($member:literal, $value:literal))? $(rules($rules:expr))? $(fixed($fixed:expr))? $(= $kind:ident)?,)+
    }) => {
        impl ::serde::Serialize for $name {
            fn serialize<__S>(&self, serializer: __S) -> ::std::result::Result<__S::Ok, __S::Error>
            where
                __S: ::serde::Serializer,
            {
                match self {
                    $(Self::$arm(value) => {
                        $crate::runtime::union::arms!(@ write value serializer $($member $value)?)
                    })+
                }
            }
        }
    };
    (@ write $held:ident $serializer:ident) => {
        ::serde::Serialize::serialize($held, $serializer)
    };
    (@ write $held:ident $serializer:ident $member:literal $value:literal) => {
        $crate::runtime::union::with_tag($serializer, $member, $value, $held)
    };
    (@ Deserialize $name:ident {
        $($arm:ident $(($($from:ty),+))? $(list($list:ty))? $(array($($array:ty),+))? $(map($map:ty))?
            $(tag($member:literal, $value:literal))? $(rules($rules:expr))? $(fixed($fixed:expr))? $(= $kind:ident)?,)+
    }) => {
        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<__D>(deserializer: __D) -> ::std::result::Result<Self, __D::Error>
            where
                __D: ::serde::Deserializer<'de>,
            {
                $crate::runtime::union::one_of(
                    deserializer,
                    stringify!($name),
                    &[$(&$crate::runtime::union::arms!(@ try $name $arm ($($fixed)?) $($kind)?)),+],
                )
            }
        }
    };
    (@ try $name:ident $arm:ident ()) => {
        $crate::runtime::arms::arm(stringify!($arm), $name::$arm)
    };
    (@ try $name:ident $arm:ident ($fixed:expr)) => {
        $crate::runtime::arms::arm(stringify!($arm), $name::$arm).fixed($fixed)
    };
    (@ try $name:ident $arm:ident () rest) => {
        $crate::runtime::arms::rest(stringify!($arm), $name::$arm)
    };
    (@ Validate $name:ident {
        $($arm:ident $(($($from:ty),+))? $(list($list:ty))? $(array($($array:ty),+))? $(map($map:ty))?
            $(tag($member:literal, $value:literal))? $(rules($rules:expr))? $(fixed($fixed:expr))? $(= $kind:ident)?,)+
    }) => {
        impl $crate::runtime::validate::Validate for $name {
            #[inline]
            fn check(&self, check: &mut $crate::runtime::validate::Check) {
                match self {
                    $(Self::$arm(value) => {
                        $crate::runtime::union::arms!(@ check value check $($rules)?)
                    })+
                }
            }
        }
    };
    (@ check $held:ident $check:ident) => {
        $held.check_at(&[], $check)
    };
    (@ check $held:ident $check:ident $rules:expr) => {
        $held.check_at($rules, $check)
    };
    (@ Unchecked $name:ident $rows:tt) => {
        impl $crate::runtime::validate::Validate for $name {}
    };
}

pub(crate) use arms;

/// Reads a value of one of several types that nothing names. Of those that fit, the one that leaves the fewest members
/// unnamed is taken, and of several such the first.
pub fn one_of<'de, D: Deserializer<'de>, U>(
    deserializer: D,
    union: &str,
    arms: &[&dyn Attempt<U>],
) -> Result<U, D::Error> {
    let value = Value::deserialize(deserializer)?;
    pick(&value, union, arms).map_err(de::Error::custom)
}

/// An object in which one member names the type.
pub struct Tagged {
    tag: String,
    value: Value,
}

impl Tagged {
    /// Reads an object whose type is named by `member`.
    pub fn read<'de, D: Deserializer<'de>>(
        deserializer: D,
        member: &'static str,
    ) -> Result<Self, D::Error> {
        let tagged = Self::maybe(deserializer, member)?;
        match tagged.value.get(member) {
            Some(tag @ Value::Null) => Err(no_tag(member, tag)),
            Some(_) => Ok(tagged),
            None => Err(de::Error::missing_field(member)),
        }
    }

    /// Reads an object whose type is named by `member`, should it have one: without, or with `null`, the tag is empty.
    pub fn maybe<'de, D: Deserializer<'de>>(
        deserializer: D,
        member: &'static str,
    ) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let Value::Object(members) = &value else {
            return Err(de::Error::custom(format_args!(
                "expected an object, got {}",
                kind(&value)
            )));
        };
        let tag = match members.get(member) {
            Some(Value::String(tag)) => tag.clone(),
            Some(tag @ (Value::Bool(_) | Value::Number(_))) => tag.to_string(),
            None | Some(Value::Null) => String::new(),
            Some(tag) => return Err(no_tag(member, tag)),
        };
        Ok(Tagged { tag, value })
    }

    /// The name of the type; of a number or boolean its JSON text.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// Decodes the whole object as `T`.
    pub fn decode<T: DeserializeOwned, E: de::Error>(self) -> Result<T, E> {
        value::decode(&self.value).map_err(E::custom)
    }

    /// Decodes the whole object as the first of these types that fits.
    pub fn one_of<U, E: de::Error>(self, union: &str, arms: &[&dyn Attempt<U>]) -> Result<U, E> {
        pick(&self.value, union, arms).map_err(E::custom)
    }

    /// The whole object as it came.
    pub fn into_value(self) -> Value {
        self.value
    }
}

fn no_tag<E: de::Error>(member: &str, tag: &Value) -> E {
    let mut path = String::new();
    push_member(&mut path, member);
    let text = format!("expected a string, got {}", kind(tag));
    E::custom(at(&path, &text))
}

/// Writes an object together with the member that names its type, which the type itself does not have.
pub fn with_tag<T: Serialize, S: Serializer>(
    serializer: S,
    member: &'static str,
    tag: &'static str,
    value: &T,
) -> Result<S::Ok, S::Error> {
    let mut value = serde_json::to_value(value).map_err(ser::Error::custom)?;
    if let Value::Object(members) = &mut value {
        members.insert(member.to_owned(), Value::from(tag));
    }
    value.serialize(serializer)
}
