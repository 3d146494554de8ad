//! Lists whose pages are printed as they arrived: the pages of an operation without the types of their items.

use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::call::Call;
use super::cli::table::Walk;
use super::draft::Draft;
use super::error::{Error, PaginationError};
use super::next_page::Course;
use super::pages::Paging;
use super::transport::BoxFuture;

/// The pages that begin at a call.
pub fn walk<P: DeserializeOwned + 'static, I>(
    call: Draft,
    paging: &'static Paging<P, I>,
) -> Box<dyn Walk> {
    Box::new(Pages {
        course: Course::new(call, &paging.next, Call::<P>::fetch),
        is_over: false,
        broken: None,
    })
}

struct Pages<P: 'static> {
    course: Course<P>,
    is_over: bool,
    /// The last page was given out; the error is still to be told.
    broken: Option<PaginationError>,
}

impl<P: 'static> Walk for Pages<P> {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, Error>> {
        Box::pin(async move {
            if let Some(error) = self.broken.take() {
                return Err(error.into());
            }
            if self.is_over {
                return Ok(None);
            }
            let fetched = self.course.fetch().await;
            let (answer, page) = fetched.inspect_err(|_| self.is_over = true)?;
            match self.course.advance(&answer, &page) {
                Ok(is_more) => self.is_over = !is_more,
                Err(error) => {
                    self.is_over = true;
                    self.broken = Some(error);
                }
            }
            Ok(Some(answer.body))
        })
    }
}
