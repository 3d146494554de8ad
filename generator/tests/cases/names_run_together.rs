// src/api/settings.rs

use crate::runtime::{call::Call, client::Core, operation::Operation, success};

/// Operations: [`get_chat`](Self::get_chat), [`update_chat`](Self::update_chat),
/// [`delete_chat`](Self::delete_chat), [`get_typo_tolerance`](Self::get_typo_tolerance),
/// [`update_typo_tolerance`](Self::update_typo_tolerance), [`putty`](Self::putty).
#[derive(Clone, Debug)]
pub struct Settings {
    core: Core,
}

impl Settings {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `GET /settings/chat`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: names_run_together::NamesRunTogether) -> Result<(), names_run_together::Error> {
    /// client.settings().get_chat().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn get_chat(&self) -> Call<(), success::Empty> {
        Call::empty(&self.core, &GET_CHAT)
    }

    /// `PUT /settings/chat`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: names_run_together::NamesRunTogether) -> Result<(), names_run_together::Error> {
    /// client.settings().update_chat().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn update_chat(&self) -> Call<(), success::Empty> {
        Call::empty(&self.core, &UPDATE_CHAT)
    }

    /// `DELETE /settings/chat`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: names_run_together::NamesRunTogether) -> Result<(), names_run_together::Error> {
    /// client.settings().delete_chat().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn delete_chat(&self) -> Call<(), success::Empty> {
        Call::empty(&self.core, &DELETE_CHAT)
    }

    /// `GET /settings/typo-tolerance`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: names_run_together::NamesRunTogether) -> Result<(), names_run_together::Error> {
    /// client.settings().get_typo_tolerance().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn get_typo_tolerance(&self) -> Call<(), success::Empty> {
        Call::empty(&self.core, &GET_TYPO_TOLERANCE)
    }

    /// `PATCH /settings/typo-tolerance`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: names_run_together::NamesRunTogether) -> Result<(), names_run_together::Error> {
    /// client.settings().update_typo_tolerance().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn update_typo_tolerance(&self) -> Call<(), success::Empty> {
        Call::empty(&self.core, &UPDATE_TYPO_TOLERANCE)
    }

    /// `PUT /settings/putty`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: names_run_together::NamesRunTogether) -> Result<(), names_run_together::Error> {
    /// client.settings().putty().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn putty(&self) -> Call<(), success::Empty> {
        Call::empty(&self.core, &PUTTY)
    }
}

const GET_CHAT: Operation = Operation {
    name: "settings.get_chat",
    id: "getchat",
    path: "/settings/chat",
    accept: "*/*",
    ..Operation::GET
};

const UPDATE_CHAT: Operation = Operation {
    name: "settings.update_chat",
    id: "putchat",
    path: "/settings/chat",
    accept: "*/*",
    ..Operation::PUT
};

const DELETE_CHAT: Operation = Operation {
    name: "settings.delete_chat",
    id: "deletechat",
    path: "/settings/chat",
    accept: "*/*",
    ..Operation::DELETE
};

const GET_TYPO_TOLERANCE: Operation = Operation {
    name: "settings.get_typo_tolerance",
    id: "gettypoTolerance",
    path: "/settings/typo-tolerance",
    accept: "*/*",
    ..Operation::GET
};

const UPDATE_TYPO_TOLERANCE: Operation = Operation {
    name: "settings.update_typo_tolerance",
    id: "patchtypoTolerance",
    path: "/settings/typo-tolerance",
    accept: "*/*",
    ..Operation::PATCH
};

const PUTTY: Operation = Operation {
    name: "settings.putty",
    id: "putty",
    path: "/settings/putty",
    accept: "*/*",
    ..Operation::PUT
};
