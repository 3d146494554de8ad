//! A server on this machine that keeps what it is asked and answers what it is told to.

use std::io::{self, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::request::Request;

/// What is answered.
#[derive(Clone, Debug, Default)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The media type, when there is a body.
    pub content_type: Option<String>,
    /// The body.
    pub body: Vec<u8>,
}

/// The server.
pub struct Server {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    reply: Reply,
    /// What came in, and what was wrong with it as HTTP.
    requests: Vec<Result<Request, String>>,
}

impl Server {
    /// Starts it; it runs until the process ends.
    pub fn start() -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let state = Arc::new(Mutex::new(State::default()));
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shared = Arc::clone(&shared);
                // A connection that breaks is the client's affair.
                thread::spawn(move || serve(&stream, &shared));
            }
        });
        Ok(Self { address, state })
    }

    /// Where it is.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Gives this answer from now on.
    pub fn answer_with(&self, reply: Reply) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.reply = reply;
        state.requests.clear();
    }

    /// What came in since.
    pub fn requests(&self) -> Vec<Result<Request, String>> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut state.requests)
    }
}

fn serve(stream: &TcpStream, shared: &Mutex<State>) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut input = BufReader::new(stream);
    loop {
        let request = match Request::read(&mut input) {
            Ok(Some(request)) => Ok(request),
            Ok(None) => return Ok(()),
            Err(error) => Err(error.to_string()),
        };
        let is_head = request
            .as_ref()
            .is_ok_and(|request| request.method == "HEAD");
        let is_broken = request.is_err();
        let reply = {
            let mut state = shared.lock().unwrap_or_else(PoisonError::into_inner);
            state.requests.push(request);
            state.reply.clone()
        };
        if is_broken {
            return Ok(());
        }
        write(stream, &reply, is_head)?;
    }
}

fn write(mut stream: &TcpStream, reply: &Reply, is_head: bool) -> io::Result<()> {
    let mut bytes = format!("HTTP/1.1 {} Whatever\r\n", reply.status).into_bytes();
    if let Some(content_type) = &reply.content_type {
        write!(bytes, "content-type: {content_type}\r\n")?;
    }
    if !matches!(reply.status, 204 | 304) {
        write!(bytes, "content-length: {}\r\n", reply.body.len())?;
    }
    bytes.extend_from_slice(b"\r\n");
    if !is_head {
        bytes.extend_from_slice(&reply.body);
    }
    stream.write_all(&bytes)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn requests_are_kept_and_answered() {
        let server = Server::start().unwrap();
        server.answer_with(Reply {
            status: 404,
            content_type: Some("text/plain".to_owned()),
            body: b"none".to_vec(),
        });
        let mut stream = TcpStream::connect(server.address).unwrap();
        stream
            .write_all(b"GET /a HTTP/1.1\r\nhost: h\r\n\r\n")
            .unwrap();
        let expected =
            "HTTP/1.1 404 Whatever\r\ncontent-type: text/plain\r\ncontent-length: 4\r\n\r\nnone";
        let mut answer = vec![0; expected.len()];
        stream.read_exact(&mut answer).unwrap();
        assert_eq!(String::from_utf8(answer).unwrap(), expected);
        let requests = server.requests();
        assert_eq!(requests.len(), 1);
        assert_eq!(requests[0].as_ref().unwrap().path(), "/a");
        assert!(server.requests().is_empty());
    }
}
