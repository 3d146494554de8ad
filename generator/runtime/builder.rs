//! What every generated builder of a call has in common.
//!
//! What sends is marked `#[inline]`: it is compiled, with all that decodes the answer, in the programs that call it.

/// Declares the builder of a call, with what every call can do: a struct around the call and perhaps the body.
///
/// `call_builder! { pub struct CreateWebhook(Call<Webhook>, CreateWebhookRequest); }`, with `#[sets(stream)]` before the body
/// where the method sets a flag of it.
macro_rules! call_builder {
    ($(#[$about:meta])* pub struct $builder:ident(Call<$output:ty $(, $how:ty)? $(,)?> $(,)?);) => {
        $crate::runtime::builder::call_builder! {
            @ $(#[$about])* $builder, $output, ($($how)?), (), |this| this.0
        }
    };
    (
        $(#[$about:meta])*
        pub struct $builder:ident(Call<$output:ty $(, $how:ty)? $(,)?>, $(#[sets($flag:ident)])? $body:ty $(,)?);
    ) => {
        $crate::runtime::builder::call_builder! {
            @ $(#[$about])* $builder, $output, ($($how)?), ($body), |this| this.0.with_json(&this.1)
        }

        impl $builder {
            /// Sends this body in place of the one that arguments and setters make up.
            #[inline]
            pub fn with_body(mut self, body: $body) -> Self {
                self.1 = body$(.$flag(true))?;
                self
            }
        }
    };
    (@ $(#[$about:meta])* $builder:ident, $output:ty, ($($how:ty)?), ($($body:ty)?), |$this:ident| $call:expr) => {
        $(#[$about])*
        #[must_use = "a call does nothing until it is awaited or sent"]
        #[derive(Clone, Debug)]
        pub struct $builder($crate::runtime::call::Call<$output $(, $how)?>, $($body)?);

        impl $builder {
            /// Sets the timeouts, retries and extra headers of this call alone.
            pub fn options(mut self, options: $crate::runtime::options::CallOptions) -> Self {
                self.0 = self.0.options(options);
                self
            }

            /// Sends the call and gives the decoded answer; `.await` on the builder itself does the same.
            ///
            /// # Errors
            ///
            /// Whatever keeps a decoded answer from coming back.
            #[inline]
            pub fn send(
                self,
            ) -> $crate::runtime::transport::BoxFuture<'static, Result<$output, $crate::runtime::error::Error>> {
                self.into_call().send()
            }

            /// Sends the call and gives the decoded answer together with its status and headers.
            ///
            /// # Errors
            ///
            /// Whatever keeps a decoded answer from coming back.
            #[inline]
            pub fn with_response(
                self,
            ) -> $crate::runtime::transport::BoxFuture<
                'static,
                Result<$crate::runtime::response::Response<$output>, $crate::runtime::error::Error>,
            > {
                self.into_call().with_response()
            }

            /// Sends the call and gives the body as it arrived, for a response that is not as described.
            ///
            /// # Errors
            ///
            /// Every error of a call, but for a body that does not decode.
            #[inline]
            pub fn with_raw_response(
                self,
            ) -> $crate::runtime::transport::BoxFuture<
                'static,
                Result<$crate::runtime::response::Response<::bytes::Bytes>, $crate::runtime::error::Error>,
            > {
                self.into_call().with_raw_response()
            }

            /// Sends the call, waits, and gives the decoded answer. It may be called within an asynchronous function,
            /// which it blocks.
            ///
            /// # Errors
            ///
            /// Whatever keeps a decoded answer from coming back.
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
