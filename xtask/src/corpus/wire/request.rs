//! A request as it came over the wire, taken apart no further than HTTP does.

use std::io::{self, BufRead, Read};

use percent_encoding::percent_decode_str;

/// How long a line of the head may be.
const LONGEST_LINE: u64 = 1 << 20;

/// A request.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Request {
    /// `GET`
    pub method: String,
    /// What stands behind the method, still encoded.
    pub target: String,
    /// Names in lower case, and values.
    pub headers: Vec<(String, String)>,
    /// The body, whole.
    pub body: Vec<u8>,
}

impl Request {
    /// Reads a request; `None` when the connection has come to its end.
    pub fn read(input: &mut impl BufRead) -> io::Result<Option<Self>> {
        let Some(first) = line(input)? else {
            return Ok(None);
        };
        let mut words = first.split(' ');
        let (Some(method), Some(target), Some("HTTP/1.1"), None) =
            (words.next(), words.next(), words.next(), words.next())
        else {
            return Err(broken(format!("`{first}` is no request")));
        };
        let mut request = Self {
            method: method.to_owned(),
            target: target.to_owned(),
            ..Self::default()
        };
        loop {
            let line = line(input)?.unwrap_or_default();
            if line.is_empty() {
                break;
            }
            let Some((name, value)) = line.split_once(':') else {
                return Err(broken(format!("`{line}` is no header")));
            };
            let value = value.trim_matches([' ', '\t']).to_owned();
            request.headers.push((name.to_ascii_lowercase(), value));
        }
        request.body = request.read_body(input)?;
        Ok(Some(request))
    }

    fn read_body(&self, input: &mut impl BufRead) -> io::Result<Vec<u8>> {
        let mut body = Vec::new();
        if self.header("transfer-encoding") == Some("chunked") {
            loop {
                let size = line(input)?.unwrap_or_default();
                let size = size.split(';').next().unwrap_or_default().trim();
                let size = u64::from_str_radix(size, 16)
                    .map_err(|_| broken(format!("`{size}` is no size of a chunk")))?;
                input.by_ref().take(size).read_to_end(&mut body)?;
                // What ends the chunk, or the whole.
                line(input)?;
                if size == 0 {
                    return Ok(body);
                }
            }
        }
        let length = match self.header("content-length") {
            Some(length) => length
                .parse()
                .map_err(|_| broken(format!("`{length}` is no length")))?,
            None => 0,
        };
        input.take(length).read_to_end(&mut body)?;
        Ok(body)
    }

    /// The value of the first header of that name.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let found = headers.find(|(other, _)| other == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The path, still encoded.
    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// The pairs of the query: decoded names, and values as they are.
    pub fn query(&self) -> Vec<(String, String)> {
        let query = self.target.split_once('?').map(|(_, query)| query);
        let pairs = query.into_iter().flat_map(|query| query.split('&'));
        pairs
            .filter(|pair| !pair.is_empty())
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                (decoded(name, true), value.to_owned())
            })
            .collect()
    }

    /// The cookies: names, and values as they are.
    pub fn cookies(&self) -> Vec<(String, String)> {
        let headers = self.headers.iter().filter(|(name, _)| name == "cookie");
        let pairs = headers.flat_map(|(_, value)| value.split(';'));
        pairs
            .map(|pair| {
                let (name, value) = pair.trim().split_once('=').unwrap_or((pair.trim(), ""));
                (decoded(name, false), value.to_owned())
            })
            .collect()
    }
}

/// A text without percent-encoding; in queries a plus is a space.
pub fn decoded(text: &str, is_query: bool) -> String {
    let text = match is_query {
        true => text.replace('+', " "),
        false => text.to_owned(),
    };
    percent_decode_str(&text).decode_utf8_lossy().into_owned()
}

/// A line without its end; `None` at the end of all.
fn line(input: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut line = Vec::new();
    if input.take(LONGEST_LINE).read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    let line = String::from_utf8_lossy(&line);
    Ok(Some(line.trim_end_matches(['\r', '\n']).to_owned()))
}

fn broken(message: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_follow_one_another() {
        let text = "POST /a%2Fb/?x=1&y=%26+c&z HTTP/1.1\r\nHost: h\r\nX-Y:  v \r\nContent-Length: 3\r\n\r\nabc\
                    PUT / HTTP/1.1\r\nCookie: a=%20; b=c=d\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n";
        let mut input = text.as_bytes();
        let first = Request::read(&mut input).unwrap().unwrap();
        assert_eq!((first.method.as_str(), first.path()), ("POST", "/a%2Fb/"));
        assert_eq!(first.header("x-y"), Some("v"));
        assert_eq!(first.body, b"abc");
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(
            first.query(),
            [pair("x", "1"), pair("y", "%26+c"), pair("z", "")]
        );
        let second = Request::read(&mut input).unwrap().unwrap();
        assert_eq!(second.body, b"hi");
        assert_eq!(second.cookies(), [pair("a", "%20"), pair("b", "c=d")]);
        assert!(Request::read(&mut input).unwrap().is_none());
        assert!(Request::read(&mut &b"GET  / HTTP/1.1\r\n"[..]).is_err());
    }

    #[test]
    fn a_plus_is_a_space_in_queries_only() {
        assert_eq!(decoded("a+b%2B%C3%A9", true), "a b+é");
        assert_eq!(decoded("a+b%2B", false), "a+b+");
    }
}
