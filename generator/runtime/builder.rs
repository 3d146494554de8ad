//! The methods that every generated builder of a call has.
//!
//! What sends is marked `#[inline]`: it is compiled, with all that decodes the answer, in the programs that call it.

/// Gives a generated builder the methods that every call has.
///
/// `call_builder!(CreateWebhook, Call<Webhook>, CreateWebhookRequest);` is for a struct around the call and the body,
/// `call_builder!(ListWebhooks, Call<ListWebhooksResponse>);` for one around the call alone. `#[sets(stream)]` before the
/// body names a flag of it that the method sets.
macro_rules! call_builder {
    ($builder:ident, Call<$output:ty $(, $how:ty)? $(,)?>) => {
        $crate::runtime::builder::call_builder! {
            @ $builder, $output, ($($how)?), |this| this.0
        }
    };
    ($builder:ident, Call<$output:ty $(, $how:ty)? $(,)?>, $(#[sets($flag:ident)])? $body:ty) => {
        $crate::runtime::builder::call_builder! {
            @ $builder, $output, ($($how)?), |this| this.0.with_json(&this.1)
        }

        impl $builder {
            /// Replaces the body that the arguments and setters make.
            #[inline]
            pub fn with_body(mut self, body: $body) -> Self {
                self.1 = body$(.$flag(true))?;
                self
            }
        }
    };
    (@ $builder:ident, $output:ty, ($($how:ty)?), |$this:ident| $call:expr) => {
        impl $builder {
            /// Sets the timeouts, retries and extra headers of this call alone.
            pub fn options(mut self, options: $crate::runtime::options::CallOptions) -> Self {
                self.0 = self.0.options(options);
                self
            }

            /// Sends the call and returns the decoded response, as `.await` on the builder does.
            ///
            /// # Errors
            ///
            /// Returns [`Error`](crate::Error) if the request fails, the API reports an error, or the response cannot
            /// be decoded.
            #[inline]
            pub fn send(
                self,
            ) -> $crate::runtime::transport::BoxFuture<'static, Result<$output, $crate::runtime::error::Error>> {
                self.into_call().send()
            }

            /// Sends the call and returns the decoded response with its status and headers.
            ///
            /// # Errors
            ///
            /// As [`send`](Self::send).
            #[inline]
            pub fn with_response(
                self,
            ) -> $crate::runtime::transport::BoxFuture<
                'static,
                Result<$crate::runtime::response::Response<$output>, $crate::runtime::error::Error>,
            > {
                self.into_call().with_response()
            }

            /// Sends the call and returns the body without decoding it, for a response that is not as described.
            ///
            /// # Errors
            ///
            /// Returns [`Error`](crate::Error) if the request fails or the API reports an error.
            #[inline]
            pub fn with_raw_response(
                self,
            ) -> $crate::runtime::transport::BoxFuture<
                'static,
                Result<$crate::runtime::response::Response<::bytes::Bytes>, $crate::runtime::error::Error>,
            > {
                self.into_call().with_raw_response()
            }

            /// Sends the call and blocks the thread until the decoded response is there, within an asynchronous function
            /// too.
            ///
            /// # Errors
            ///
            /// As [`send`](Self::send).
            #[cfg(feature = "blocking")]
            #[inline]
            pub fn send_blocking(self) -> Result<$output, $crate::runtime::error::Error> {
                self.into_call().send_blocking()
            }

            #[inline]
            fn into_call(self) -> $crate::runtime::call::Call<$output $(, $how)?> {
                let $this = self;
                $call
            }
        }

        impl IntoFuture for $builder {
            type Output = Result<$output, $crate::runtime::error::Error>;
            type IntoFuture = $crate::runtime::transport::BoxFuture<'static, Self::Output>;

            #[inline]
            fn into_future(self) -> Self::IntoFuture {
                self.send()
            }
        }
    };
}

pub(crate) use call_builder;
