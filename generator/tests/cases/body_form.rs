// src/api/charges.rs

use std::collections::BTreeMap;

use crate::models::CreateChargeCard;
use crate::runtime::input::{into_map, into_texts};
use crate::runtime::operation::{Operation, Parameter, ParameterStyle};
use crate::runtime::{
    builder::call_builder, call::Call, client::Core, success, validate::Rule,
};

/// Operations: [`create`](Self::create), [`ping`](Self::ping).
#[derive(Clone, Debug)]
pub struct Charges {
    core: Core,
}

impl Charges {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `POST /charges`
    ///
    /// - `amount`: In cents.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: body_form::BodyForm) -> Result<(), body_form::Error> {
    /// client.charges().create(1).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn create(&self, amount: i64) -> CreateCharge {
        CreateCharge(Call::empty(&self.core, &CREATE).field("amount", amount))
    }

    /// `POST /pings`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: body_form::BodyForm) -> Result<(), body_form::Error> {
    /// client.charges().ping().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn ping(&self) -> Call<(), success::Empty> {
        Call::empty(&self.core, &PING)
    }
}

/// A call of [`Charges::create`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct CreateCharge(Call<(), success::Empty>);

impl CreateCharge {
    pub fn card(self, value: CreateChargeCard) -> Self {
        Self(self.0.field("card", value))
    }

    pub fn metadata(
        self,
        value: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>,
    ) -> Self {
        let value: BTreeMap<String, String> = into_map(value);
        Self(self.0.field("metadata", value))
    }

    pub fn tags(self, value: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self(self.0.field("tags", into_texts(value)))
    }
}

call_builder!(CreateCharge, Call<(), success::Empty>);

const CREATE: Operation = Operation {
    name: "charges.create",
    id: "createCharge",
    path: "/charges",
    parameters: &[
        Parameter {
            rules: &[Rule::Minimum(1.0)],
            ..Parameter::field("amount").required()
        },
        Parameter {
            style: ParameterStyle::DeepObject,
            ..Parameter::field("card")
        },
        Parameter::field("metadata"),
        Parameter {
            explode: false,
            ..Parameter::field("tags")
        },
    ],
    accept: "*/*",
    content_type: Some("application/x-www-form-urlencoded"),
    ..Operation::POST
};

const PING: Operation = Operation {
    name: "charges.ping",
    id: "ping",
    path: "/pings",
    accept: "*/*",
    content_type: Some("application/x-www-form-urlencoded"),
    ..Operation::POST
};
