// src/api/a.rs

use crate::models::{ListAResponse, Thing};
use crate::runtime::next_page::{Next, query};
use crate::runtime::operation::{Operation, Parameter};
use crate::runtime::pages::{Paging, page_builder};
use crate::runtime::{
    builder::call_builder, call::Call, client::Core, input::into_text,
    page_cursor::value_at,
};

/// Operations: [`list`](Self::list).
#[derive(Clone, Debug)]
pub struct A {
    core: Core,
}

impl A {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `GET /a`
    ///
    /// Paged by token: `since` takes `made` of the last item; items in `things`.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: behaviour_extensions::BehaviourExtensions) -> Result<(), behaviour_extensions::Error> {
    /// let mut items = client.a().list().stream();
    /// while let Some(item) = items.next().await {
    ///     println!("{:?}", item?);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn list(&self) -> ListA {
        ListA(Call::json(&self.core, &LIST))
    }
}

/// A call of [`A::list`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct ListA(Call<ListAResponse>);

impl ListA {
    pub fn since(self, value: impl Into<String>) -> Self {
        Self(self.0.query("since", into_text(value)))
    }
}

call_builder!(ListA, Call<ListAResponse>);

page_builder!(ListA -> ListAResponse, Thing, LIST_PAGES);

const LIST: Operation = Operation {
    name: "a.list",
    id: "listA",
    path: "/a",
    parameters: &[Parameter::query("since")],
    ..Operation::GET
};

const LIST_PAGES: Paging<ListAResponse, Thing> = Paging {
    next: Next::Cursor(query("since"), |answer, _| value_at(answer, "/things/-/made")),
    items: |page| page.things.unwrap_or_default(),
};

// src/api/d.rs

use crate::models::{PageResponse, Thing};
use crate::runtime::operation::{Idempotency, Operation, Parameter};
use crate::runtime::{builder::call_builder, call::Call, client::Core, input::into_text};

/// Operations: [`list`](Self::list), [`create`](Self::create).
#[derive(Clone, Debug)]
pub struct D {
    core: Core,
}

impl D {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `GET /d`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: behaviour_extensions::BehaviourExtensions) -> Result<(), behaviour_extensions::Error> {
    /// let response = client.d().list().await?;
    /// println!("{:?}", response.count);
    /// # Ok(())
    /// # }
    /// ```
    pub fn list(&self) -> ListD {
        ListD(Call::json(&self.core, &LIST))
    }

    /// `POST /d`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: behaviour_extensions::BehaviourExtensions) -> Result<(), behaviour_extensions::Error> {
    /// let thing = client.d().create().await?;
    /// println!("{thing:?}");
    /// # Ok(())
    /// # }
    /// ```
    pub fn create(&self) -> CreateD {
        CreateD(Call::json(&self.core, &CREATE))
    }
}

/// A call of [`D::list`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct ListD(Call<PageResponse>);

impl ListD {
    pub fn cursor(self, value: impl Into<String>) -> Self {
        Self(self.0.query("cursor", into_text(value)))
    }
}

call_builder!(ListD, Call<PageResponse>);

/// A call of [`D::create`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct CreateD(Call<Thing>);

impl CreateD {
    pub fn once(self, value: impl Into<String>) -> Self {
        Self(self.0.header("Once", into_text(value)))
    }
}

call_builder!(CreateD, Call<Thing>);

const LIST: Operation = Operation {
    name: "d.list",
    id: "listD",
    path: "/d",
    parameters: &[Parameter::query("cursor")],
    ..Operation::GET
};

const CREATE: Operation = Operation {
    name: "d.create",
    id: "createD",
    path: "/d",
    parameters: &[Parameter::header("Once")],
    idempotency: Idempotency::Header("Once"),
    ..Operation::POST
};

// src/api/e.rs

use crate::models::{PageResponse, Thing};
use crate::runtime::next_page::{End, Next, query};
use crate::runtime::operation::{Idempotency, Operation, Parameter};
use crate::runtime::pages::{Paging, page_builder};
use crate::runtime::{builder::call_builder, call::Call, client::Core, success};

/// Operations: [`list`](Self::list), [`create`](Self::create).
#[derive(Clone, Debug)]
pub struct E {
    core: Core,
}

impl E {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `GET /e`
    ///
    /// Paged by page number: `p` from 1 until `count` pages; items in `data`.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: behaviour_extensions::BehaviourExtensions) -> Result<(), behaviour_extensions::Error> {
    /// let mut items = client.e().list().stream();
    /// while let Some(item) = items.next().await {
    ///     println!("{:?}", item?);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn list(&self) -> ListE {
        ListE(Call::json(&self.core, &LIST))
    }

    /// `POST /e`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: behaviour_extensions::BehaviourExtensions) -> Result<(), behaviour_extensions::Error> {
    /// client.e().create().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn create(&self) -> Call<(), success::Empty> {
        Call::empty(&self.core, &CREATE)
    }
}

/// A call of [`E::list`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct ListE(Call<PageResponse>);

impl ListE {
    pub fn p(self, value: i64) -> Self {
        Self(self.0.query("p", value))
    }
}

call_builder!(ListE, Call<PageResponse>);

page_builder!(ListE -> PageResponse, Thing, LIST_PAGES);

const LIST: Operation = Operation {
    name: "e.list",
    id: "listE",
    path: "/e",
    parameters: &[Parameter::query("p")],
    ..Operation::GET
};

const LIST_PAGES: Paging<PageResponse, Thing> = Paging {
    next: Next::Number(
        query("p"),
        1,
        |page| page.data.as_ref().map(Vec::len),
        End::Total(|page| page.count),
    ),
    items: |page| page.data.unwrap_or_default(),
};

const CREATE: Operation = Operation {
    name: "e.create",
    id: "createE",
    path: "/e",
    idempotency: Idempotency::Safe,
    accept: "*/*",
    ..Operation::POST
};
