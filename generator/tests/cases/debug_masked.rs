// src/models/login.rs

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};

use crate::runtime::{
    input::into_texts, masked::Masked, members::Members, patch::Patch, setters::setters,
    validate::Validate,
};

#[non_exhaustive]
#[derive(Clone, PartialEq, Serialize)]
pub struct Login {
    pub user: String,
    pub password: String,
    #[serde(rename = "accessToken")]
    #[serde(skip_serializing_if = "Patch::is_absent")]
    pub access_token: Patch<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recovery_secrets: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_page_token: Option<String>,
    #[deprecated]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub api_key: Option<String>,
    /// Members that the description does not name.
    #[serde(flatten)]
    pub additional_properties: BTreeMap<String, String>,
}

impl fmt::Debug for Login {
    #[allow(deprecated, reason = "deprecated members are still sent")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Login")
            .field("user", &self.user)
            .field("password", &Masked)
            .field("access_token", &Masked)
            .field("recovery_secrets", &self.recovery_secrets.as_ref().map(|_| Masked))
            .field("next_page_token", &self.next_page_token)
            .field("api_key", &self.api_key.as_ref().map(|_| Masked))
            .field("additional_properties", &self.additional_properties)
            .finish()
    }
}

#[allow(deprecated, reason = "deprecated members are still sent")]
impl Login {
    /// Creates one from its required properties.
    #[must_use]
    pub fn new(user: impl Into<String>, password: impl Into<String>) -> Self {
        Self {
            user: user.into(),
            password: password.into(),
            access_token: Patch::Absent,
            recovery_secrets: None,
            next_page_token: None,
            api_key: None,
            additional_properties: BTreeMap::new(),
        }
    }
}

setters!(Login {
    access_token(value: impl Into<String>) => Patch::Value(value.into()),
    recovery_secrets(value: impl IntoIterator<Item = impl Into<String>>) => Some(into_texts(value)),
    next_page_token(value: impl Into<String>) => Some(value.into()),
    #[deprecated]
    api_key(value: impl Into<String>) => Some(value.into()),
});

#[allow(deprecated, reason = "deprecated members are still sent")]
impl<'de> Deserialize<'de> for Login {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut members = Members::read(deserializer)?;
        Ok(Self {
            user: members.required("user")?,
            password: members.required("password")?,
            access_token: members.or_default("accessToken")?,
            recovery_secrets: members.optional("recovery_secrets")?,
            next_page_token: members.optional("next_page_token")?,
            api_key: members.optional("api_key")?,
            additional_properties: members.rest()?,
        })
    }
}

impl Validate for Login {}
