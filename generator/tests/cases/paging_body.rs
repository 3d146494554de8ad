// src/api/contacts.rs

use crate::models::{
    Contact, Contacts, SearchContactsRequest, SearchContactsRequestPagination,
    SyncContactRequest, Synced,
};
use crate::runtime::pages::{Paging, page_builder};
use crate::runtime::{
    builder::call_builder, call::Call, client::Core, next_page::Next,
    operation::Operation, page_body::body,
};

/// Operations: [`search`](Self::search), [`sync`](Self::sync).
#[derive(Clone, Debug)]
pub struct ContactsApi {
    core: Core,
}

impl ContactsApi {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `POST /contacts/search`
    ///
    /// Paged by token: `pagination.starting_after` of the body takes `pages.next.starting_after`;
    /// items in `data`.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: paging_body::PagingBody) -> Result<(), paging_body::Error> {
    /// let mut contacts = client.contacts().search("query").stream();
    /// while let Some(contact) = contacts.next().await {
    ///     println!("{}", contact?.id);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn search(&self, query: impl Into<String>) -> SearchContacts {
        SearchContacts(
            Call::json(&self.core, &SEARCH),
            SearchContactsRequest::new(query),
        )
    }

    /// `POST /contacts/sync`
    ///
    /// Paged by token: `cursor` of the body takes `next_cursor` until `done` is true; items in
    /// `data`.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: paging_body::PagingBody) -> Result<(), paging_body::Error> {
    /// // One page.
    /// let page = client.contacts().sync().await?;
    /// println!("{} on this page", page.data.len());
    ///
    /// // The items of all pages.
    /// let mut contacts = client.contacts().sync().stream();
    /// while let Some(contact) = contacts.next().await {
    ///     println!("{}", contact?.id);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn sync(&self) -> SyncContact {
        SyncContact(Call::json(&self.core, &SYNC), SyncContactRequest::new())
    }
}

/// A call of [`ContactsApi::search`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct SearchContacts(Call<Contacts>, SearchContactsRequest);

impl SearchContacts {
    pub fn pagination(self, value: SearchContactsRequestPagination) -> Self {
        Self(self.0, self.1.pagination(value))
    }
}

call_builder!(SearchContacts, Call<Contacts>, SearchContactsRequest);

page_builder!(SearchContacts -> Contacts, Contact, SEARCH_PAGES);

/// A call of [`ContactsApi::sync`]: set what is optional, then await it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct SyncContact(Call<Synced>, SyncContactRequest);

impl SyncContact {
    pub fn cursor(self, value: impl Into<String>) -> Self {
        Self(self.0, self.1.cursor(value))
    }

    pub fn count(self, value: i64) -> Self {
        Self(self.0, self.1.count(value))
    }
}

call_builder!(SyncContact, Call<Synced>, SyncContactRequest);

page_builder!(SyncContact -> Synced, Contact, SYNC_PAGES);

const SEARCH: Operation = Operation {
    name: "contacts.search",
    id: "searchContacts",
    path: "/contacts/search",
    ..Operation::POST
};

const SEARCH_PAGES: Paging<Contacts, Contact> = Paging {
    next: Next::Token(
        body("/pagination/starting_after"),
        |page| {
            page
                .pages
                .as_ref()
                .and_then(|inner| inner.next.as_ref())
                .and_then(|inner| inner.starting_after.as_deref())
        },
    ),
    items: |page| page.data.unwrap_or_default(),
};

const SYNC: Operation = Operation {
    name: "contacts.sync",
    id: "syncContacts",
    path: "/contacts/sync",
    ..Operation::POST
};

const SYNC_PAGES: Paging<Synced, Contact> = Paging {
    next: Next::Token(
        body("/cursor"),
        |page| Some(page.next_cursor.as_str()).filter(|_| !page.done),
    ),
    items: |page| page.data,
};
