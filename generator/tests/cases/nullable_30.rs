// src/models/pet.rs

use serde::{Deserialize, Serialize};

use crate::models::Owner;
use crate::runtime::validate::{Check, Rule, Validate};
use crate::runtime::{
    nullable::or_null, object::object, patch::Patch, setters::setters,
    string_enum::string_enum,
};

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Pet {
    #[serde(deserialize_with = "or_null")]
    pub owner: Option<Owner>,
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    pub vet: Patch<Owner>,
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    pub name: Patch<String>,
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    pub size: Patch<PetSize>,
    /// More than 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age: Option<i64>,
}

object!(Pet => Serialize, Deserialize);

impl Pet {
    /// Creates one from its required properties.
    #[must_use]
    pub fn new(owner: impl Into<Option<Owner>>) -> Self {
        Self {
            owner: owner.into(),
            vet: Patch::Absent,
            name: Patch::Absent,
            size: Patch::Absent,
            age: None,
        }
    }
}

setters!(Pet {
    vet(value: Owner) => Patch::Value(value),
    vet_null() of vet => Patch::Null,
    name(value: impl Into<String>) => Patch::Value(value.into()),
    name_null() of name => Patch::Null,
    size(value: impl Into<PetSize>) => Patch::Value(value.into()),
    size_null() of size => Patch::Null,
    age(value: i64) => Some(value),
});

impl Validate for Pet {
    #[inline]
    fn check(&self, check: &mut Check) {
        check.member("age", &self.age, &[Rule::ExclusiveMinimum(0.0)]);
    }
}

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PetSize {
    /// `small`
    Small,
    /// `large`
    Large,
    /// A value that this version does not know, as it is on the wire.
    Unknown(String),
}

string_enum!(PetSize {
    Small => "small",
    Large => "large",
});
