//! The names that speak of pages, as they are compared: without case, and without what stands between words.

/// Lists of names, with spaces between them; where several fit, the first counts.
#[derive(Clone, Copy)]
pub(super) struct Names(&'static str);

impl Names {
    pub(super) fn iter(self) -> impl Iterator<Item = &'static str> {
        self.0.split_whitespace()
    }

    pub(super) fn has(self, name: &str) -> bool {
        self.iter().any(|known| known == name)
    }
}

/// A name as names are compared.
pub(super) fn normal(name: &str) -> String {
    let letters = name.chars().filter(|next| next.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Inputs that can be nothing but a token.
pub(super) const ASKS_TOKEN: Names = Names(
    "pagetoken cursor nexttoken nextpagetoken continuationtoken continuation pagecursor nextcursor startcursor \
     paginationtoken starttoken startingtoken pagingtoken scrollid nextkey nextmarker nextpage iterator cursortoken \
     bookmark exclusivestartkey",
);

/// Inputs that can be something else too, such as a time.
pub(super) const MAY_ASK_TOKEN: Names = Names(
    "startingafter after startafter pageafter aftercursor startingafterid afterid startafterid aftertoken lastid marker \
     searchafter next",
);

/// Of these, those that take the id of an item.
pub(super) const ASKS_ID: Names = Names(
    "startingafter after startafter pageafter aftercursor startingafterid afterid startafterid aftertoken lastid",
);

/// Of these, those that are hardly ever a time.
pub(super) const ASKS_SURE_ID: Names =
    Names("startingafter pageafter aftercursor startingafterid afterid startafterid");

/// Inputs that ask for the page before an item.
pub(super) const ASKS_BACK: Names = Names(
    "endingbefore before endbefore pagebefore beforecursor endingbeforeid beforeid endbeforeid",
);

/// Objects among the inputs that are about pages.
pub(super) const PAGE_INPUTS: Names = Names(
    "page paging pagination pager pageinfo pageoptions pagerequest paginationoptions pagingoptions paginationparams \
     options cursor",
);

/// Ways to say that an input takes a place in a list and no time, lower case.
pub(super) const OF_CURSOR: [&str; 15] = [
    "cursor",
    "pagina",
    "paging",
    "next page",
    "previous page",
    "page of results",
    "last item",
    "last element",
    "last object",
    "last record",
    "object id",
    "id of the last",
    "identifier of the last",
    "identifier for the last",
    "after this id",
];

/// Words that say that an input takes a time, lower case.
pub(super) const OF_TIME: [&str; 7] = [
    "date",
    "timestamp",
    "iso 8601",
    "iso8601",
    "rfc 3339",
    "unix",
    "time ",
];

/// Properties that tell items apart, most telling first.
pub(super) const IDS: Names = Names("id token uuid uid sid guid");

/// Parameters that say how many items are to be skipped.
pub(super) const ASKS_OFFSET: Names = Names(
    "offset skip startat startindex start pageoffset firstresult startoffset startposition first",
);

/// Parameters that hold the number of a page.
pub(super) const ASKS_NUMBER: Names = Names("page pagenumber pageno pagenum pageindex currentpage");

/// Parameters that say how many items a page may have.
pub(super) const ASKS_SIZE: Names = Names(
    "limit pagesize perpage size count maxresults maxitems maxpagesize rows take top itemsperpage hitsperpage \
     resultsperpage recordsperpage pagelimit numresults max maxcount length",
);

/// Members that can be nothing but the token of the next page.
pub(super) const TOKENS: Names = Names(
    "nextpagetoken nexttoken nextcursor nextpagecursor nextcontinuationtoken continuationtoken endcursor nextmarker \
     nextkey paginationtoken nextpaginationtoken nextscrollid scrollid nextafter nextstartingafter nextpageid \
     nextcursortoken nextiterator nextbookmark cursor",
);

/// Members that go with `after`.
pub(super) const AFTERS: Names =
    Names("endcursor nextcursor nextpagecursor aftercursor nextafter nextstartingafter nextmarker");

/// Members that can be nothing but the URL of the next page.
pub(super) const URLS: Names = Names(
    "nexturl nexturi nexthref nextlink nextpageurl nextpageuri nextpagelink nextpagehref odatanextlink linknext",
);

/// Headers that hold the token of the next page, beside those that are called like a property.
pub(super) const HEADERS: Names = Names(
    "aftercursor xaftercursor xnextcursor xnextpagetoken xnexttoken xcontinuationtoken xmscontinuation xcursor xnextmarker \
     xpaginationnext xnextpagecursor xcursornext xpaginationcursor",
);

/// Members that say whether there are more pages.
pub(super) const MORE: Names = Names(
    "hasmore hasnext hasnextpage hasmoreitems hasmoreresults hasmorepages hasmoredata morerecords more",
);

/// Members that say whether a page is the last one.
pub(super) const LAST: Names = Names("done last islast islastpage isdone isend endoflist");

/// Members that say how many items there are in all.
pub(super) const TOTALS: Names = Names(
    "total totalcount totalresults totalitems totalentries totalrecords totalsize totalelements totalrows \
     totalrowcount totalobjects totalhits",
);

/// Members that say how many pages there are.
pub(super) const PAGE_TOTALS: Names = Names(
    "totalpages pagecount totalpagecount numpages numberofpages pagestotal pagetotal maxpage lastpage nbpages",
);

/// Members that repeat what was asked for.
pub(super) const ECHOES: Names = Names("page pagenumber currentpage pageindex offset");

/// Where lists are, most likely first.
pub(super) const LISTS: Names =
    Names("data items results value values records entries elements objects content list");

/// Lists that go with another list.
pub(super) const ASIDE: Names = Names(
    "errors warnings links included messages facets aggregations timeframe deprecations sort orderby notes",
);

/// Objects that hold nothing but the list and what is said of it.
pub(super) const ENVELOPES: Names =
    Names("data result results response body payload embedded page");

/// Objects that tell of pages.
pub(super) const ABOUT_PAGES: Names = Names(
    "meta metadata pagination paging page pages pageinfo pageinformation paginationinfo links link next nextpage cursor \
     cursors responsemetadata listmetadata resultinfo range pager pagingmetadata paginationmetadata pagemetadata",
);

/// Texts that say nothing but where and what a list is.
pub(super) const ABOUT_LISTS: Names = Names("href url uri self first last object type kind");

/// Ways to say that counting begins at 0, lower case.
pub(super) const FROM_ZERO: [&str; 18] = [
    "zero-based",
    "zero based",
    "0-based",
    "0 based",
    "zero-indexed",
    "zero indexed",
    "0-indexed",
    "0 indexed",
    "starts at 0",
    "starting at 0",
    "starts from 0",
    "starting from 0",
    "starting with 0",
    "default 0",
    "default: 0",
    "default is 0",
    "defaults to 0",
    "first page is 0",
];

/// Ways to say that counting begins at 1, lower case.
pub(super) const FROM_ONE: [&str; 12] = [
    "one-based",
    "1-based",
    "1 based",
    "1-indexed",
    "starts at 1",
    "starting at 1",
    "starts from 1",
    "starting from 1",
    "starting with 1",
    "starting with page 1",
    "default is 1",
    "defaults to 1",
];

/// Ways to say that a number is one of a single page, lower case.
pub(super) const OF_ONE_PAGE: [&str; 7] = [
    "this page",
    "current page",
    "per page",
    "this response",
    "the response",
    "returned on",
    "returned in",
];
