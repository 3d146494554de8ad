// src/api/charges.rs

use crate::api::ChargesRefunds;
use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::{call::Call, client::Core, input::into_text, success};

/// Operations: [`list`](Self::list), [`create`](Self::create), [`get`](Self::get),
/// [`update`](Self::update), [`capture`](Self::capture).
///
/// Resources: [`refunds`](Self::refunds).
#[derive(Clone, Debug)]
pub struct Charges {
    core: Core,
}

impl Charges {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// Operations: `list`, `create`.
    #[must_use]
    pub fn refunds(&self) -> ChargesRefunds {
        ChargesRefunds::new(self.core.clone())
    }

    /// `GET /api/v1/charges`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: ids_made_up::IdsMadeUp) -> Result<(), ids_made_up::Error> {
    /// client.charges().list().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn list(&self) -> Call<(), success::Empty> {
        Call::empty(&self.core, &LIST)
    }

    /// `POST /api/v1/charges`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: ids_made_up::IdsMadeUp) -> Result<(), ids_made_up::Error> {
    /// client.charges().create().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn create(&self) -> Call<(), success::Empty> {
        Call::empty(&self.core, &CREATE)
    }

    /// `GET /api/v1/charges/{charge}`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: ids_made_up::IdsMadeUp) -> Result<(), ids_made_up::Error> {
    /// client.charges().get("charge").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn get(&self, charge: impl Into<String>) -> Call<(), success::Empty> {
        Call::empty(&self.core, &GET).path("charge", into_text(charge))
    }

    /// `POST /api/v1/charges/{charge}`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: ids_made_up::IdsMadeUp) -> Result<(), ids_made_up::Error> {
    /// client.charges().update("charge").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn update(&self, charge: impl Into<String>) -> Call<(), success::Empty> {
        Call::empty(&self.core, &UPDATE).path("charge", into_text(charge))
    }

    /// `POST /api/v1/charges/{charge}/capture`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: ids_made_up::IdsMadeUp) -> Result<(), ids_made_up::Error> {
    /// client.charges().capture("charge").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn capture(&self, charge: impl Into<String>) -> Call<(), success::Empty> {
        Call::empty(&self.core, &CAPTURE).path("charge", into_text(charge))
    }
}

const LIST: Operation = Operation {
    name: "charges.list",
    id: "GetApiV1Charges",
    path: "/api/v1/charges",
    accept: "*/*",
    ..Operation::GET
};

const CREATE: Operation = Operation {
    name: "charges.create",
    id: "PostCharges",
    path: "/api/v1/charges",
    accept: "*/*",
    ..Operation::POST
};

const GET: Operation = Operation {
    name: "charges.get",
    id: "GetChargesCharge",
    path: "/api/v1/charges/{charge}",
    parameters: &[Parameter::path("charge")],
    accept: "*/*",
    ..Operation::GET
};

const UPDATE: Operation = Operation {
    name: "charges.update",
    id: "PostChargesCharge",
    path: "/api/v1/charges/{charge}",
    parameters: &[Parameter::path("charge")],
    accept: "*/*",
    ..Operation::POST
};

const CAPTURE: Operation = Operation {
    name: "charges.capture",
    id: "PostChargesChargeCapture",
    path: "/api/v1/charges/{charge}/capture",
    parameters: &[Parameter::path("charge")],
    accept: "*/*",
    ..Operation::POST
};
