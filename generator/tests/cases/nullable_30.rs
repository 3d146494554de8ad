// src/models/pet.rs

use serde::{Deserialize, Serialize};

use crate::models::{Owner, PetSize};
use crate::runtime::nullable::{or_null, some};
use crate::runtime::patch::Patch;
use crate::runtime::validate::{Check, Rule, Validate};

/// `Pet`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    #[must_use]
    pub fn vet(mut self, vet: Owner) -> Self {
        self.vet = Patch::Value(vet);
        self
    }

    /// Sets `vet` to null.
    #[must_use]
    pub fn vet_null(mut self) -> Self {
        self.vet = Patch::Null;
        self
    }

    /// Sets `name`.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Patch::Value(name.into());
        self
    }

    /// Sets `name` to null.
    #[must_use]
    pub fn name_null(mut self) -> Self {
        self.name = Patch::Null;
        self
    }

    /// Sets `size`.
    #[must_use]
    pub fn size(mut self, size: impl Into<PetSize>) -> Self {
        self.size = Patch::Value(size.into());
        self
    }

    /// Sets `size` to null.
    #[must_use]
    pub fn size_null(mut self) -> Self {
        self.size = Patch::Null;
        self
    }

    /// Sets `age`.
    #[must_use]
    pub fn age(mut self, age: i64) -> Self {
        self.age = Some(age);
        self
    }
}

impl Validate for Pet {
    fn check(&self, check: &mut Check) {
        check.member("age", &self.age, &[Rule::ExclusiveMinimum(0.0)]);
    }
}
