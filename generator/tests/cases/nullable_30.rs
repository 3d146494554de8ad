// src/models/pet.rs

use serde::{Deserialize, Serialize};

use crate::models::Owner;
use crate::runtime::{
    nullable::{or_null, some},
    object::object, patch::Patch, string_enum::string_enum,
    validate::{Check, Rule, Validate},
};

/// `Pet`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Pet {
    /// The member `owner`.
    #[serde(deserialize_with = "or_null")]
    pub owner: Option<Owner>,
    /// The member `vet`.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    pub vet: Patch<Owner>,
    /// The member `name`.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    pub name: Patch<String>,
    /// The member `size`.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    pub size: Patch<PetSize>,
    /// The member `age`.
    #[serde(default, deserialize_with = "some", skip_serializing_if = "Option::is_none")]
    pub age: Option<i64>,
}

object!(Pet => Serialize, Deserialize);

impl Pet {
    /// A `Pet` with what it cannot do without.
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

    /// Sets `vet`.
    pub fn vet(mut self, value: Owner) -> Self {
        self.vet = Patch::Value(value);
        self
    }

    /// Sets `vet` to null.
    pub fn vet_null(mut self) -> Self {
        self.vet = Patch::Null;
        self
    }

    /// Sets `name`.
    pub fn name(mut self, value: impl Into<String>) -> Self {
        self.name = Patch::Value(value.into());
        self
    }

    /// Sets `name` to null.
    pub fn name_null(mut self) -> Self {
        self.name = Patch::Null;
        self
    }

    /// Sets `size`.
    pub fn size(mut self, value: impl Into<PetSize>) -> Self {
        self.size = Patch::Value(value.into());
        self
    }

    /// Sets `size` to null.
    pub fn size_null(mut self) -> Self {
        self.size = Patch::Null;
        self
    }

    /// Sets `age`.
    pub fn age(mut self, value: i64) -> Self {
        self.age = Some(value);
        self
    }
}

impl Validate for Pet {
    fn check(&self, check: &mut Check) {
        check.member("age", &self.age, &[Rule::ExclusiveMinimum(0.0)]);
    }
}

/// `PetSize`.
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
