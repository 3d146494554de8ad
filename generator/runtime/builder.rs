//! What every generated builder of a call has in common.

/// Gives a generated builder, a struct with the fields `call: Call<…>` and perhaps `body: …`, what every call can do.
///
/// `call_builder!(ListWebhooks -> ListWebhooksResponse);` or `call_builder!(CreateWebhook -> Webhook, body);`
macro_rules! call_builder {
    ($builder:ident -> $output:ty) => {
        $crate::runtime::builder::call_builder!(@ $builder, $output, |this| this.call);
    };
    ($builder:ident -> $output:ty, body) => {
        $crate::runtime::builder::call_builder!(@ $builder, $output, |this| this.call.with_json(&this.body));
    };
    (@ $builder:ident, $output:ty, |$this:ident| $call:expr) => {
        impl $builder {
            /// Sets the timeouts, retries and extra headers of this call alone.
            pub fn options(mut self, options: $crate::runtime::options::CallOptions) -> Self {
                self.call = self.call.options(options);
                self
            }

            /// Sends the call and gives the decoded answer; `.await` on the builder itself does the same.
            ///
            /// # Errors
            ///
            /// Whatever keeps a decoded answer from coming back.
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
            pub fn with_response(
                self,
            ) -> $crate::runtime::transport::BoxFuture<
                'static,
                Result<$crate::runtime::response::Response<$output>, $crate::runtime::error::Error>,
            > {
                self.into_call().with_response()
            }

            fn into_call(self) -> $crate::runtime::call::Call<$output> {
                let $this = self;
                $call
            }
        }

        impl IntoFuture for $builder {
            type Output = Result<$output, $crate::runtime::error::Error>;
            type IntoFuture = $crate::runtime::transport::BoxFuture<'static, Self::Output>;

            fn into_future(self) -> Self::IntoFuture {
                self.send()
            }
        }
    };
}

pub(crate) use call_builder;
