//! Which redirects are followed, and that no credential leaves the host.

mod support;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use agentmail_sdk::models::EventType;
use agentmail_sdk::{
    AgentMail, Body, BoxFuture, CallOptions, Error, Transport, TransportError, TransportErrorKind,
};
use http::{Method, Response};
use support::server::{Reply, Request, Server};
use support::{API_KEY, webhook};

fn found() -> Reply {
    Reply::json(200, &webhook("wh_1"))
}

fn redirect(status: u16, location: impl Into<String>) -> Reply {
    Reply::new(status, "moved").header("location", location)
}

fn authorization() -> String {
    format!("Bearer {API_KEY}")
}

/// Gets `wh_1` with credentials in every place where one can be.
async fn get_with_credentials(server: &Server) -> Result<(), Error> {
    let client = server
        .builder()
        .header("x-api-key", "of the client")
        .build()?;
    let options = CallOptions::new()
        .header("cookie", "session=of-the-call")
        .header("x-tenant", "of the call");
    client.webhooks().get("wh_1").options(options).await?;
    Ok(())
}

/// The names of the headers, sorted.
fn names(request: &Request) -> Vec<&str> {
    let mut names: Vec<&str> = request.headers.keys().map(|name| name.as_str()).collect();
    names.sort_unstable();
    names
}

const HARMLESS: [&str; 3] = ["accept", "host", "user-agent"];

#[tokio::test]
async fn on_the_same_host_everything_goes_along() {
    for status in [301, 302, 303, 307, 308] {
        let server = Server::start([]).await;
        let absolute = format!("{}/v1/webhooks/wh_1", server.url());
        server.then([
            redirect(status, "../hooks/wh_1?as=before"),
            redirect(status, absolute),
            found(),
        ]);

        get_with_credentials(&server).await.unwrap();

        let requests = server.requests();
        let targets: Vec<&str> = requests.iter().map(|request| &request.target[..]).collect();
        assert_eq!(
            targets,
            [
                "/v0/webhooks/wh_1",
                "/v0/hooks/wh_1?as=before",
                "/v1/webhooks/wh_1"
            ]
        );
        for request in &requests {
            assert_eq!(request.method, "GET");
            assert_eq!(request.headers, requests[0].headers);
            assert_eq!(request.header("authorization"), Some(&authorization()[..]));
        }
        assert_eq!(server.clock.waits(), []);
    }
}

#[tokio::test]
async fn to_another_host_no_credential_goes() {
    let server = Server::start([]).await;
    server.then([redirect(302, server.url_by_name() + "/elsewhere"), found()]);

    get_with_credentials(&server).await.unwrap();

    let [home, abroad] = &server.requests()[..] else {
        panic!("not two requests");
    };
    assert_eq!(
        names(home),
        [
            "accept",
            "authorization",
            "cookie",
            "host",
            "user-agent",
            "x-api-key",
            "x-tenant"
        ]
    );
    assert_eq!(abroad.target, "/elsewhere");
    assert_eq!(
        abroad.header("host"),
        Some(&format!("localhost:{}", server.port())[..])
    );
    assert_eq!(names(abroad), HARMLESS);
}

#[tokio::test]
async fn to_another_port_no_credential_goes() {
    let abroad = Server::start([found()]).await;
    let home = Server::start([redirect(307, abroad.url())]).await;

    get_with_credentials(&home).await.unwrap();

    assert_eq!(
        home.only_request().header("authorization"),
        Some(&authorization()[..])
    );
    assert_eq!(names(&abroad.only_request()), HARMLESS);
}

#[tokio::test]
async fn once_abroad_no_credential_goes_anywhere() {
    let server = Server::start([]).await;
    server.then([
        redirect(302, server.url_by_name()),
        redirect(302, "/still-abroad"),
        redirect(302, server.url() + "/back-home"),
        found(),
    ]);

    get_with_credentials(&server).await.unwrap();

    let requests = server.requests();
    assert_eq!(requests[2].target, "/still-abroad");
    assert_eq!(names(&requests[2]), HARMLESS);
    assert_eq!(requests[3].target, "/back-home");
    assert_eq!(names(&requests[3]), HARMLESS);
}

#[tokio::test]
async fn the_next_attempt_begins_at_home_with_credentials() {
    let server = Server::start([]).await;
    let abroad = server.url_by_name();
    server.then([
        redirect(302, abroad.clone()),
        Reply::new(503, ""),
        redirect(302, abroad),
        found(),
    ]);

    get_with_credentials(&server).await.unwrap();

    let authorized = server.requests().into_iter();
    let authorized: Vec<bool> = authorized
        .map(|request| request.header("authorization").is_some())
        .collect();
    assert_eq!(authorized, [true, false, true, false]);
    assert_eq!(server.clock.waits(), [250]);
}

#[tokio::test]
async fn a_post_is_never_sent_elsewhere() {
    for status in [301, 302, 303, 307, 308] {
        let server = Server::start([redirect(status, "/v1"), found()]).await;

        let create = server
            .client()
            .webhooks()
            .create("https://example.com/webhook", [EventType::MessageReceived])
            .client_id("my-service");
        let error = create.await.unwrap_err();

        let error = error.as_api().expect("an API error");
        assert_eq!(error.status().as_u16(), status);
        assert_eq!(error.headers()["location"], "/v1");
        assert_eq!(server.only_request().method, "POST");
    }
}

#[tokio::test]
async fn nor_is_a_patch_or_a_delete() {
    let server = Server::start([redirect(308, "/v1"), redirect(308, "/v1")]).await;
    let webhooks = server.client().webhooks();

    let update = webhooks.update("wh_1").enabled(true).await;
    assert_eq!(update.unwrap_err().status().unwrap().as_u16(), 308);
    let delete = webhooks.delete("wh_1").await;
    assert_eq!(delete.unwrap_err().status().unwrap().as_u16(), 308);

    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn five_redirects_are_followed_and_six_are_not() {
    let mut script = vec![redirect(302, "/again"); 5];
    script.push(found());
    let server = Server::start(script).await;
    get_with_credentials(&server).await.unwrap();
    assert_eq!(server.requests().len(), 6);

    let server = Server::start(vec![redirect(302, "/again"); 20]).await;
    let error = get_with_credentials(&server).await.unwrap_err();
    let Error::Transport(error) = error else {
        panic!("not a transport error: {error:?}");
    };
    assert_eq!(error.kind(), TransportErrorKind::TooManyRedirects);
    assert_eq!(error.attempts(), 1);
    assert_eq!(server.requests().len(), 6);
    assert_eq!(server.clock.waits(), []);
}

#[tokio::test]
async fn a_3xx_that_leads_nowhere_is_an_error_of_its_status() {
    for reply in [
        Reply::new(302, ""),
        redirect(300, "/choose"),
        redirect(304, "/same"),
        redirect(305, "/proxy"),
        redirect(302, "ftp://127.0.0.1/"),
        redirect(302, "http://"),
    ] {
        let server = Server::start([reply.clone(), found()]).await;

        let error = get_with_credentials(&server).await.unwrap_err();

        assert!(matches!(error, Error::Api(_)), "{reply:?}: {error:?}");
        assert_eq!(server.requests().len(), 1, "{reply:?}");
    }
}

// There is no TLS on loopback, so a transport of our own stands for the network.

#[tokio::test]
async fn from_https_to_http_nothing_goes() {
    let network = Arc::new(Network::new([
        "http://api.example.com/v0/webhooks/wh_1",
        "https://api.example.com/never",
    ]));
    let client = client_of("https://api.example.com", &network);

    let error = client.webhooks().get("wh_1").await.unwrap_err();

    assert_eq!(error.status().unwrap().as_u16(), 302);
    assert_eq!(
        network.seen(),
        [("https://api.example.com/v0/webhooks/wh_1".to_owned(), true)]
    );
}

#[tokio::test]
async fn not_even_after_a_detour() {
    let network = Arc::new(Network::new([
        "https://other.example.com/",
        "http://other.example.com/",
    ]));
    let client = client_of("https://api.example.com", &network);

    let error = client.webhooks().get("wh_1").await.unwrap_err();

    assert_eq!(error.status().unwrap().as_u16(), 302);
    assert_eq!(
        network.seen(),
        [
            ("https://api.example.com/v0/webhooks/wh_1".to_owned(), true),
            ("https://other.example.com/".to_owned(), false),
        ]
    );
}

#[tokio::test]
async fn from_http_to_https_no_credential_goes() {
    let network = Arc::new(Network::new(["https://localhost:8080/v1"]));
    let client = client_of("http://localhost:8080", &network);

    client.webhooks().get("wh_1").await.unwrap();

    assert_eq!(
        network.seen(),
        [
            ("http://localhost:8080/v0/webhooks/wh_1".to_owned(), true),
            ("https://localhost:8080/v1".to_owned(), false),
        ]
    );
}

#[tokio::test]
async fn the_port_that_goes_without_saying_is_no_other_port() {
    let network = Arc::new(Network::new(["https://API.example.com:443/v1"]));
    let client = client_of("https://api.example.com", &network);

    client.webhooks().get("wh_1").await.unwrap();

    assert_eq!(
        network.seen()[1],
        ("https://api.example.com/v1".to_owned(), true)
    );
}

#[tokio::test]
async fn the_service_does_not_choose_the_credentials() {
    for user in ["someone", "someone:else", ":else"] {
        let location = format!("https://{user}@api.example.com/v1?a=b#there");
        let network = Arc::new(Network::new([location]));
        let client = client_of("https://api.example.com", &network);

        client.webhooks().get("wh_1").await.unwrap();

        let second = &network.seen()[1];
        assert_eq!(*second, ("https://api.example.com/v1?a=b".to_owned(), true));
    }
}

fn client_of(base_url: &str, network: &Arc<Network>) -> AgentMail {
    AgentMail::builder()
        .api_key(API_KEY)
        .base_url(base_url)
        .transport(network.clone())
        .build()
        .unwrap()
}

/// A network that redirects to one place after the other, then answers with a webhook.
struct Network {
    locations: Mutex<VecDeque<String>>,
    /// Each URL that was asked, and whether the key came along.
    seen: Mutex<Vec<(String, bool)>>,
}

impl Network {
    fn new(locations: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let locations = locations.into_iter().map(Into::into).collect();
        Network {
            locations: Mutex::new(locations),
            seen: Mutex::default(),
        }
    }

    fn seen(&self) -> Vec<(String, bool)> {
        self.seen.lock().unwrap().clone()
    }
}

impl Transport for Network {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        assert_eq!(request.method(), Method::GET);
        let has_key = request
            .headers()
            .values()
            .any(|value| value.to_str().unwrap().contains(API_KEY));
        self.seen
            .lock()
            .unwrap()
            .push((request.uri().to_string(), has_key));
        let response = match self.locations.lock().unwrap().pop_front() {
            Some(location) => Response::builder()
                .status(302)
                .header("location", location)
                .body(Body::empty()),
            None => Response::builder().body(webhook("wh_1").to_string().into()),
        };
        Box::pin(std::future::ready(Ok(response.unwrap())))
    }
}
