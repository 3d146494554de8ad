//! Tokens that expire: asked for when a call needs one, kept until they are stale.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Mutex;
use std::task::{Poll, Waker};
use std::time::Duration;

use http::HeaderValue;
use http::header::AUTHORIZATION;

use super::client::Inner;
use super::error::Error;
use super::sdk::Scheme;
use super::secret::Secret;
use super::transport::BoxFuture;

/// A token, and how long it is good for.
#[derive(Clone, Debug)]
#[must_use]
pub struct Token {
    pub(super) secret: Secret,
    pub(super) lifetime: Option<Duration>,
}

impl Token {
    /// A token that is used until the service refuses it.
    pub fn new(token: impl Into<Secret>) -> Self {
        Token {
            secret: token.into(),
            lifetime: None,
        }
    }

    /// Says how long it is good for, from now on.
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }
}

/// Gets tokens in a way of its own: from a vault, or from a person who signs in.
///
/// It is asked when a call needs a token and the last one is stale, or was refused with 401; never twice at once.
pub trait TokenProvider: Send + Sync + 'static {
    /// A token that is good now.
    ///
    /// # Errors
    ///
    /// Why there is none. The call fails with [`Error::Token`].
    fn token(&self) -> BoxFuture<'_, Result<Token, Box<dyn StdError + Send + Sync>>>;
}

/// Why there is no token for a call; the call was not sent.
#[derive(Debug)]
pub struct TokenError {
    pub(super) scheme: &'static str,
    pub(super) message: String,
    pub(super) source: Option<Box<dyn StdError + Send + Sync>>,
}

impl TokenError {
    fn new(
        scheme: &'static str,
        message: &str,
        source: Option<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        TokenError {
            scheme,
            message: message.to_owned(),
            source,
        }
    }

    /// The security scheme, as the description calls it.
    #[must_use]
    pub fn scheme(&self) -> &str {
        self.scheme
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no token for `{}`: {}", self.scheme, self.message)
    }
}

impl StdError for TokenError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let source = self.source.as_deref()?;
        Some(source)
    }
}

/// Where tokens come from.
pub(super) trait TokenSource: Send + Sync {
    /// A token of the scheme that is good now.
    fn token<'a>(
        &'a self,
        client: &'a Inner,
        scheme: &'static str,
    ) -> BoxFuture<'a, Result<Token, Error>>;

    /// Every text that no message may show.
    fn secrets(&self) -> Vec<String> {
        Vec::new()
    }

    /// Whether nobody on the way can read what is sent there.
    fn is_safe(&self) -> bool {
        true
    }
}

impl<P: TokenProvider> TokenSource for P {
    fn token<'a>(
        &'a self,
        _: &'a Inner,
        scheme: &'static str,
    ) -> BoxFuture<'a, Result<Token, Error>> {
        let asked = TokenProvider::token(self);
        Box::pin(async move {
            let fail = |source: Box<dyn StdError + Send + Sync>| {
                TokenError::new(scheme, &source.to_string(), Some(source)).into()
            };
            asked.await.map_err(fail)
        })
    }
}

/// The token of one scheme.
pub(super) struct Tokens {
    pub(super) scheme: &'static Scheme,
    source: Box<dyn TokenSource>,
    kept: Mutex<Option<Kept>>,
    turn: Mutex<Turn>,
}

struct Kept {
    secret: Secret,
    /// By the clock that only goes forward.
    stale_at: Option<Duration>,
}

/// Who asks for a token, and who waits for that.
#[derive(Default)]
struct Turn {
    is_taken: bool,
    waiting: Vec<Waker>,
}

impl Tokens {
    pub(super) fn new(scheme: &'static Scheme, source: Box<dyn TokenSource>) -> Self {
        Tokens {
            scheme,
            source,
            kept: Mutex::new(None),
            turn: Mutex::default(),
        }
    }

    /// The header of a call, with a token that is kept or else asked for.
    pub(super) async fn header(&self, client: &Inner) -> Result<HeaderValue, Error> {
        let secret = match self.fresh(client) {
            Some(secret) => secret,
            None => {
                let _turn = self.take_turn().await;
                // Another call may have asked while this one waited.
                match self.fresh(client) {
                    Some(secret) => secret,
                    None => self.renew(client).await?,
                }
            }
        };
        let value = HeaderValue::try_from(format!("Bearer {}", secret.expose()));
        let mut value = value.map_err(|_| {
            TokenError::new(self.scheme.name, "it holds what no header can carry", None)
        })?;
        value.set_sensitive(true);
        Ok(value)
    }

    /// The token that is kept, for messages to hide it.
    pub(super) fn kept(&self) -> Option<Secret> {
        let kept = self.kept.lock().ok()?;
        kept.as_ref().map(|kept| kept.secret.clone())
    }

    /// Drops a token that the service refused.
    pub(super) fn forget(&self) {
        if let Ok(mut kept) = self.kept.lock() {
            *kept = None;
        }
    }

    fn fresh(&self, client: &Inner) -> Option<Secret> {
        let kept = self.kept.lock().ok()?;
        let kept = kept.as_ref()?;
        let is_stale = |at: Duration| client.clock.monotonic() >= at;
        (!kept.stale_at.is_some_and(is_stale)).then(|| kept.secret.clone())
    }

    async fn renew(&self, client: &Inner) -> Result<Secret, Error> {
        let token = self.source.token(client, self.scheme.name).await?;
        // A token must not go stale on its way.
        let margin = |lifetime: Duration| (lifetime / 10).min(Duration::from_secs(30));
        let stale_at = token.lifetime.map(|lifetime| {
            let rest = lifetime.saturating_sub(margin(lifetime));
            client.clock.monotonic().saturating_add(rest)
        });
        if let Ok(mut kept) = self.kept.lock() {
            *kept = Some(Kept {
                secret: token.secret.clone(),
                stale_at,
            });
        }
        Ok(token.secret)
    }

    async fn take_turn(&self) -> TurnTaken<'_> {
        std::future::poll_fn(|context| {
            let Ok(mut turn) = self.turn.lock() else {
                return Poll::Ready(());
            };
            if turn.is_taken {
                turn.waiting.push(context.waker().clone());
                return Poll::Pending;
            }
            turn.is_taken = true;
            Poll::Ready(())
        })
        .await;
        TurnTaken(&self.turn)
    }
}

/// Ends a turn, also when the call is dropped in the midst of it.
struct TurnTaken<'a>(&'a Mutex<Turn>);

impl Drop for TurnTaken<'_> {
    fn drop(&mut self) {
        if let Ok(mut turn) = self.0.lock() {
            turn.is_taken = false;
            turn.waiting.drain(..).for_each(Waker::wake);
        }
    }
}

/// The header that tokens go into.
pub(super) const HEADER: http::HeaderName = AUTHORIZATION;
