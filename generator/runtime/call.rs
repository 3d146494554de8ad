//! One call under construction: what every generated builder is made of.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use bytes::Bytes;
use serde::Serialize;

use super::client::Core;
use super::draft::Draft;
use super::error::Error;
use super::form::form;
use super::free_form::refused_of;
use super::operation::{Operation, Place};
use super::options::CallOptions;
use super::response::Answer;
use super::response::Response;
use super::secret;
use super::success::{Answered, Json};
use super::transport::BoxFuture;
use super::upload::Upload;
use super::validate::{Validate, check_body};

/// A call that gives a `T`, decoded from what `A` says. Await it, or [`send`](Self::send) it: until then nothing
/// happens.
#[must_use = "a call does nothing until it is awaited or sent"]
pub struct Call<T, A = Json> {
    draft: Draft,
    gives: PhantomData<fn() -> (T, A)>,
}

/// What is set where, by a function for each place.
macro_rules! setters {
    ($($(#[$about:meta])* $name:ident: $place:ident,)*) => {$(
        $(#[$about])*
        pub(crate) fn $name(mut self, name: &'static str, value: impl Serialize) -> Self {
            secret::watch();
            let value = serde_json::to_value(value);
            self.draft.set(Place::$place, name, value);
            self
        }
    )*};
}

impl<T, A> Call<T, A> {
    setters! {
        /// Sets a path parameter.
        path: Path,
        /// Sets a query parameter. `None` takes it out.
        query: Query,
        /// Sets a header parameter. `None` takes it out.
        header: Header,
        /// Sets a cookie parameter. `None` takes it out.
        cookie: Cookie,
        /// Sets a field of a form. `None` takes it out.
        field: Field,
    }

    /// Sets a field of a form that is a file.
    pub(crate) fn file(self, name: &'static str, file: impl Into<Upload>) -> Self {
        self.files(name, [file])
    }

    /// Sets a field of a form that is a list of files.
    pub(crate) fn files(
        mut self,
        name: &'static str,
        files: impl IntoIterator<Item = impl Into<Upload>>,
    ) -> Self {
        let files = files.into_iter();
        let files = files.map(|file| (Cow::Borrowed(name), file.into()));
        self.draft.set_files(name, files.collect());
        self
    }

    /// Sets fields of a form, each of which is a file.
    pub(crate) fn named_files(
        mut self,
        name: &'static str,
        files: impl IntoIterator<Item = (impl Into<String>, impl Into<Upload>)>,
    ) -> Self {
        let files = files.into_iter();
        let files = files.map(|(name, file)| (Cow::Owned(name.into()), file.into()));
        self.draft.set_files(name, files.collect());
        self
    }

    /// Sets a body of JSON, which is checked first.
    pub(crate) fn with_json<B: Serialize + Validate>(mut self, body: &B) -> Self {
        if self.draft.checks() {
            self.draft.add_breaches(check_body(body));
        }
        secret::watch();
        let body = serde_json::to_vec(body);
        self.draft.set_bytes(body);
        self
    }

    /// Sets a body that is a form, made from the members of an object.
    pub(crate) fn with_form<B: Serialize + Validate>(mut self, body: &B) -> Self {
        if self.draft.checks() {
            self.draft.add_breaches(check_body(body));
        }
        secret::watch();
        let form = serde_json::to_value(body).map(|body| {
            self.draft.add_breaches(refused_of("", &body));
            form(&body).into_bytes()
        });
        self.draft.set_bytes(form);
        self
    }

    /// Sets a body that is sent as it is.
    pub(crate) fn with_upload(mut self, body: impl Into<Upload>) -> Self {
        self.draft.set_upload(body.into());
        self
    }

    /// Sets the timeouts, retries and extra headers of this call alone.
    pub fn options(mut self, options: CallOptions) -> Self {
        self.draft.set_options(options);
        self
    }

    /// The client.
    #[cfg(feature = "blocking")]
    pub(crate) fn core(&self) -> Core {
        self.draft.core().clone()
    }

    pub(super) fn into_draft(self) -> Draft {
        self.draft
    }
}

impl<T, A: Answered<T>> Call<T, A> {
    pub(super) fn new(core: &Core, operation: &'static Operation) -> Self {
        let mut draft = Draft::new(core, operation);
        draft.streams = A::STREAMS;
        Call {
            draft,
            gives: PhantomData,
        }
    }
}

impl<T: 'static, A: Answered<T> + 'static> Call<T, A> {
    /// Sends the call and gives the decoded answer.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub fn send(self) -> BoxFuture<'static, Result<T, Error>> {
        Box::pin(async move {
            let mut answer = self.draft.answer().await?;
            A::decode(&self.draft, &mut answer)
        })
    }

    /// Sends the call and gives the decoded answer together with its status and headers.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub fn with_response(self) -> BoxFuture<'static, Result<Response<T>, Error>> {
        Box::pin(async move {
            let (answer, body) = Self::fetch(self.draft).await?;
            Ok(Response::new(answer, body))
        })
    }

    /// Sends the call and gives the body as it arrived, for a response that is not as described. It is read as a whole,
    /// also where the call gives a stream.
    ///
    /// # Errors
    ///
    /// See [`Error`]. A status that is no success is an error as for every call.
    pub fn with_raw_response(self) -> BoxFuture<'static, Result<Response<Bytes>, Error>> {
        self.draft.raw()
    }

    /// Sends the call, waits, and gives the decoded answer. It may be called within an asynchronous function, which it
    /// blocks.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    #[cfg(feature = "blocking")]
    pub fn send_blocking(self) -> Result<T, Error>
    where
        T: Send,
    {
        self.core().wait(self.send())
    }

    /// Sends a call and gives the whole answer beside what is decoded of it.
    pub(super) fn fetch(draft: Draft) -> BoxFuture<'static, Result<(Answer, T), Error>> {
        Box::pin(async move {
            let mut answer = draft.answer().await?;
            let body = A::decode(&draft, &mut answer)?;
            Ok((answer, body))
        })
    }
}

impl<T: 'static, A: Answered<T> + 'static> IntoFuture for Call<T, A> {
    type Output = Result<T, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        self.send()
    }
}

impl<T, A> Clone for Call<T, A> {
    fn clone(&self) -> Self {
        Call {
            draft: self.draft.clone(),
            gives: PhantomData,
        }
    }
}

impl<T, A> fmt::Debug for Call<T, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.draft.fmt(f)
    }
}
