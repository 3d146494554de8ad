//! Lists that come in pages: as a stream of pages, and as a stream of all their items.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::call::Call;
use super::error::{Error, PaginationError};
use super::next_page::{Course, Next};
use super::response::Answer;
use super::success::Answered;
use super::transport::BoxFuture;

/// How an operation pages. Generated code holds one `const` of it a list operation.
#[derive(Debug)]
pub struct Paging<P, I> {
    /// How the page after one is asked for.
    pub next: Next<P>,
    /// The items of a page.
    pub items: fn(P) -> Vec<I>,
}

/// All pages of a list, fetched one by one as they are asked for.
#[must_use = "a stream does nothing until it is polled"]
pub struct PageStream<P: 'static> {
    course: Course<P>,
    state: State<P>,
}

enum State<P> {
    /// The next page is not asked for yet.
    Idle,
    Fetching(BoxFuture<'static, Result<(Answer, P), Error>>),
    /// The last page was given out; the error is still to be told.
    Broken(PaginationError),
    Done,
}

impl<P: 'static> PageStream<P> {
    pub(crate) fn new<A: Answered<P> + 'static, I>(
        call: Call<P, A>,
        paging: &'static Paging<P, I>,
    ) -> Self {
        PageStream {
            course: Course::new(call.into_draft(), &paging.next, Call::<P, A>::fetch),
            state: State::Idle,
        }
    }

    /// Gives the next page; `None` when there is none, and after an error.
    pub async fn next(&mut self) -> Option<Result<P, Error>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Fetches all pages.
    ///
    /// # Errors
    ///
    /// The first error that any page meets.
    pub async fn try_collect(mut self) -> Result<Vec<P>, Error> {
        let mut pages = Vec::new();
        while let Some(page) = self.next().await {
            pages.push(page?);
        }
        Ok(pages)
    }
}

impl<P: 'static> Stream for PageStream<P> {
    type Item = Result<P, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            match std::mem::replace(&mut this.state, State::Done) {
                State::Idle => this.state = State::Fetching(this.course.fetch()),
                State::Fetching(mut fetched) => {
                    let Poll::Ready(fetched) = fetched.as_mut().poll(context) else {
                        this.state = State::Fetching(fetched);
                        return Poll::Pending;
                    };
                    if let Ok((answer, page)) = &fetched {
                        this.state = match this.course.advance(answer, page) {
                            Ok(true) => State::Idle,
                            Ok(false) => State::Done,
                            Err(error) => State::Broken(error),
                        };
                    }
                    return Poll::Ready(Some(fetched.map(|(_, page)| page)));
                }
                State::Broken(error) => return Poll::Ready(Some(Err(error.into()))),
                State::Done => return Poll::Ready(None),
            }
        }
    }
}

// Nothing in it is ever pinned in place.
impl<P: 'static> Unpin for PageStream<P> {}

impl<P: 'static> fmt::Debug for PageStream<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PageStream({:?})", self.course)
    }
}

/// All items of a list. Pages are fetched one by one as their items are asked for.
#[must_use = "a stream does nothing until it is polled"]
pub struct ItemStream<I> {
    pages: BoxedPages<I>,
    items: std::vec::IntoIter<I>,
}

#[cfg(not(target_arch = "wasm32"))]
type BoxedPages<I> = Pin<Box<dyn Stream<Item = Result<Vec<I>, Error>> + Send>>;

#[cfg(target_arch = "wasm32")]
type BoxedPages<I> = Pin<Box<dyn Stream<Item = Result<Vec<I>, Error>>>>;

impl<I: 'static> ItemStream<I> {
    pub(crate) fn new<P: 'static, A: Answered<P> + 'static>(
        call: Call<P, A>,
        paging: &'static Paging<P, I>,
    ) -> Self {
        ItemStream {
            pages: Box::pin(Items {
                pages: PageStream::new(call, paging),
                items: paging.items,
            }),
            items: Vec::new().into_iter(),
        }
    }

    /// Gives the next item; `None` when there is none, and after an error.
    pub async fn next(&mut self) -> Option<Result<I, Error>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Fetches all items.
    ///
    /// # Errors
    ///
    /// The first error that any page meets.
    pub async fn try_collect(mut self) -> Result<Vec<I>, Error> {
        let mut items = Vec::new();
        while let Some(item) = self.next().await {
            items.push(item?);
        }
        Ok(items)
    }
}

impl<I: 'static> Stream for ItemStream<I> {
    type Item = Result<I, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.items.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.as_mut().poll_next(context)) {
                Some(Ok(items)) => self.items = items.into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

// Nothing in it is ever pinned in place.
impl<I> Unpin for ItemStream<I> {}

impl<I> fmt::Debug for ItemStream<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ItemStream").finish_non_exhaustive()
    }
}

/// Pages reduced to their items.
struct Items<P: 'static, I> {
    pages: PageStream<P>,
    items: fn(P) -> Vec<I>,
}

impl<P: 'static, I> Stream for Items<P, I> {
    type Item = Result<Vec<I>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let page = ready!(Pin::new(&mut self.pages).poll_next(context));
        Poll::Ready(page.map(|page| page.map(self.items)))
    }
}

/// Gives a generated builder of a list, made by `call_builder!` without a body, its streams.
///
/// `page_builder!(ListWebhooks -> ListWebhooksResponse, Webhook, LIST_PAGES);`
macro_rules! page_builder {
    ($builder:ident -> $page:ty, $item:ty, $paging:expr) => {
        impl $builder {
            /// All items of all pages. Pages are fetched as their items are asked for.
            #[inline]
            pub fn stream(self) -> $crate::runtime::pages::ItemStream<$item> {
                $crate::runtime::pages::ItemStream::new(self.into_call(), &$paging)
            }

            /// All pages, fetched as they are asked for.
            #[inline]
            pub fn pages(self) -> $crate::runtime::pages::PageStream<$page> {
                $crate::runtime::pages::PageStream::new(self.into_call(), &$paging)
            }

            /// All items of all pages, for programs without `async`.
            #[cfg(feature = "blocking")]
            #[inline]
            pub fn iter_blocking(
                self,
            ) -> $crate::runtime::blocking::Blocking<$crate::runtime::pages::ItemStream<$item>>
            {
                let call = self.into_call();
                let core = call.core();
                let stream = $crate::runtime::pages::ItemStream::new(call, &$paging);
                $crate::runtime::blocking::Blocking::new(core, stream)
            }

            /// All pages, for programs without `async`.
            #[cfg(feature = "blocking")]
            #[inline]
            pub fn pages_blocking(
                self,
            ) -> $crate::runtime::blocking::Blocking<$crate::runtime::pages::PageStream<$page>>
            {
                let call = self.into_call();
                let core = call.core();
                let pages = $crate::runtime::pages::PageStream::new(call, &$paging);
                $crate::runtime::blocking::Blocking::new(core, pages)
            }
        }
    };
}

pub(crate) use page_builder;
