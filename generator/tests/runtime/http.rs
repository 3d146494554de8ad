//! The built-in transport against a real server on loopback.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::runtime::call::Call;
use crate::runtime::client::Core;
use crate::runtime::client_builder::Builder;
use crate::runtime::error::Error;
use crate::runtime::operation::Operation;
use crate::runtime::retry::Retries;
use crate::runtime::secret::Secret;
use crate::runtime::transport_error::TransportErrorKind as Kind;
use crate::support::{CREATE, GET, KEY, NewThing, SDK, Thing, transport};

const OK: &str = "HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\n{\"id\":\"t1\"}";

fn client(address: std::net::SocketAddr, retries: Retries) -> Core {
    Builder::new(&SDK)
        .base_url(format!("http://{address}"))
        .credential("bearer", Secret::new(KEY))
        .retries(retries.base_delay(Duration::ZERO))
        .build()
        .unwrap()
}

/// A client, and a server that answers each connection's first request with the next of these texts and hangs up.
async fn serve(answers: &'static [&'static str]) -> (Core, tokio::task::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = tokio::spawn(async move {
        let mut requests = Vec::new();
        for answer in answers {
            let (mut stream, _) = listener.accept().await.unwrap();
            requests.push(read_request(&mut stream).await);
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
        requests
    });
    (client(address, Retries::none()), server)
}

/// The head, and as much of a body as the head announces.
async fn read_request(stream: &mut TcpStream) -> String {
    let mut request = String::new();
    loop {
        let mut buffer = [0; 1024];
        let length = stream.read(&mut buffer).await.unwrap();
        request.push_str(std::str::from_utf8(&buffer[..length]).unwrap());
        if let Some((head, body)) = request.split_once("\r\n\r\n") {
            let announced = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length: "));
            if body.len() >= announced.map_or(0, |length| length.parse().unwrap()) {
                return request;
            }
        }
    }
}

fn get(core: &Core) -> Call<Thing> {
    Call::json(core, &GET).path("id", "t1")
}

#[tokio::test]
async fn a_request_on_the_wire() {
    let (core, server) = serve(&[OK, OK]).await;
    assert_eq!(get(&core).query("expand", "a b").await.unwrap().id, "t1");
    Call::<Thing>::json(&core, &CREATE)
        .with_json(&NewThing::named("a"))
        .await
        .unwrap();
    let requests = server.await.unwrap();
    let mut lines: Vec<&str> = requests[0].trim_end().split("\r\n").collect();
    lines.sort_by_key(|line| line.to_lowercase());
    assert_eq!(
        lines[..2],
        [
            "accept: application/json",
            "authorization: Bearer sk-very-secret"
        ]
    );
    assert_eq!(lines[2], "GET /v0/things/t1?expand=a%20b HTTP/1.1");
    assert!(lines[3].starts_with("host: 127.0.0.1:"));
    assert_eq!(lines[4..], ["user-agent: shop-sdk/1.2.3"]);
    assert!(requests[1].starts_with("POST /v0/things HTTP/1.1\r\n"));
    assert!(requests[1].contains("\r\ncontent-length: 15\r\n"));
    assert!(requests[1].ends_with("\r\n\r\n{\"names\":[\"a\"]}"));
}

#[tokio::test]
async fn nobody_listens() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let core = client(address, Retries::default());
    // Nothing was sent, so that even a POST is tried again.
    let error = Call::<Thing>::json(&core, &CREATE)
        .with_json(&NewThing::named("a"))
        .await
        .unwrap_err();
    assert!(error.is_connect());
    assert!(
        error
            .to_string()
            .starts_with("things.create: could not connect: "),
        "{error}"
    );
    assert!(error.to_string().contains("refused"), "{error}");
    let error = transport(error);
    assert_eq!(
        (error.kind(), error.request_sent(), error.attempts()),
        (Kind::Connect, false, 3)
    );
}

#[tokio::test]
async fn the_connection_drops_after_the_request() {
    let (core, server) = serve(&[""]).await;
    let error = get(&core).query("expand", "private").await.unwrap_err();
    let mut texts = format!("{error} {error:?}");
    let mut source = std::error::Error::source(&error);
    while let Some(deeper) = source {
        texts.push_str(&format!("{deeper} {deeper:?}"));
        source = deeper.source();
    }
    assert!(texts.contains("error sending request"), "{texts}");
    assert!(!texts.contains("private"), "{texts}");
    let error = transport(error);
    assert_eq!((error.kind(), error.request_sent()), (Kind::Closed, true));
    server.await.unwrap();
}

#[tokio::test]
async fn the_connection_drops_within_the_head() {
    let (core, server) = serve(&["HTTP/1.1 200 OK\r\ncontent-le"]).await;
    let error = transport(get(&core).await.unwrap_err());
    assert_eq!((error.kind(), error.request_sent()), (Kind::Closed, true));
    server.await.unwrap();
}

#[tokio::test]
async fn the_body_is_cut() {
    for cut in [
        &["HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\n{\"id\":"],
        &["HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n6\r\n{\"id\":\r\n"],
        &["HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nnonsense\r\n"],
    ] {
        let (core, server) = serve(cut).await;
        let error = transport(get(&core).await.unwrap_err());
        assert_eq!(
            (error.kind(), error.request_sent()),
            (Kind::Body, true),
            "{error}"
        );
        server.await.unwrap();
    }
}

#[tokio::test]
async fn a_body_may_come_in_pieces() {
    let (core, server) =
        serve(&["HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n6\r\n{\"id\":\r\n3\r\n\"t1\r\n2\r\n\"}\r\n0\r\n\r\n"]).await;
    assert_eq!(get(&core).await.unwrap().id, "t1");
    server.await.unwrap();
}

#[tokio::test]
async fn the_transport_itself_follows_nothing() {
    let (core, server) =
        serve(&["HTTP/1.1 302 Found\r\nlocation: /x\r\ncontent-length: 0\r\n\r\n"]).await;
    let error = Call::<Thing>::json(&core, &CREATE)
        .with_json(&NewThing::named("a"))
        .await
        .unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 302);
    server.await.unwrap();
}

#[tokio::test]
async fn not_http_at_all() {
    let (core, server) = serve(&["SSH-2.0-OpenSSH_9.6\r\n\r\n"]).await;
    assert!(matches!(get(&core).await, Err(Error::Transport(_))));
    server.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn time_runs_out_by_tokios_clock() {
    // The server accepts and stays silent. Tokio's time is paused and jumps ahead when all wait.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let core = client(listener.local_addr().unwrap(), Retries::none());
    let error = get(&core).await.unwrap_err();
    assert!(error.is_timeout() || error.is_connect(), "{error}");
    drop(listener);
}

/// Another attempt would meet the same certificate.
#[tokio::test]
async fn a_certificate_that_is_not_trusted_is_not_retried() {
    use tokio_rustls::TlsAcceptor;
    use tokio_rustls::rustls::ServerConfig;

    let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
    let key = made.signing_key.serialize_der().try_into().unwrap();
    let config = ServerConfig::builder().with_no_client_auth();
    let config = config.with_single_cert(vec![made.cert.der().clone()], key);
    let acceptor = TlsAcceptor::from(std::sync::Arc::new(config.unwrap()));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        assert!(acceptor.accept(stream).await.is_err());
        // What comes next speaks no TLS, which another attempt does not cure either.
        let (mut stream, _) = listener.accept().await.unwrap();
        stream.write_all(OK.as_bytes()).await.unwrap();
        listener
    });
    let client = || {
        let builder = Builder::<Core>::new(&SDK).base_url(format!("https://{address}"));
        let retries = Retries::default().base_delay(Duration::ZERO);
        builder
            .credential("bearer", Secret::new(KEY))
            .retries(retries)
    };
    for expected in ["certificate", "corrupt message"] {
        let call = Call::<Thing>::json(&client().build().unwrap(), &GET).path("id", "t1");
        let error = call.await.unwrap_err();
        assert!(error.is_connect());
        let error = transport(error);
        assert_eq!((error.kind(), error.attempts()), (Kind::Tls, 1));
        assert!(!error.request_sent());
        assert!(error.to_string().contains(expected), "{error}");
    }
    server.await.unwrap();
}

/// IIS and Azure answer 411 to a POST that does not say that it has no body.
#[tokio::test]
async fn a_post_without_a_body_says_so() {
    const START: Operation = Operation {
        name: "things.start",
        path: "/start",
        ..Operation::POST
    };
    const STOP: Operation = Operation {
        name: "things.stop",
        path: "/stop",
        ..Operation::DELETE
    };
    let (core, server) = serve(&[OK, OK]).await;
    Call::empty(&core, &START).await.unwrap();
    Call::empty(&core, &STOP).await.unwrap();
    let requests = server.await.unwrap();
    assert!(
        requests[0].contains("content-length: 0\r\n"),
        "{}",
        requests[0]
    );
    assert!(!requests[1].contains("content-length"), "{}", requests[1]);
}
