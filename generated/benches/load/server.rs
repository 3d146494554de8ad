//! A service on loopback that fails one time in twenty, and remembers what it did with every attempt.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What the service does with an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Answer,
    Drop,
    Fail,
    Limit,
    Stall,
}

impl Fate {
    const ALL: [Self; 5] = [
        Self::Answer,
        Self::Drop,
        Self::Fail,
        Self::Limit,
        Self::Stall,
    ];

    /// One of twenty attempts fails, in each way as often as in the others.
    fn of(id: usize, attempt: u32) -> Self {
        let mut bits = (id as u64) << 8 | u64::from(attempt);
        // The last steps of SplitMix64.
        bits = bits.wrapping_add(0x9e37_79b9_7f4a_7c15);
        bits = (bits ^ bits >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ bits >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^= bits >> 31;
        match bits % 80 {
            0 => Self::Drop,
            1 => Self::Fail,
            2 => Self::Limit,
            3 => Self::Stall,
            _ => Self::Answer,
        }
    }

    fn number(self) -> u32 {
        let index = Self::ALL.iter().position(|fate| *fate == self);
        u32::try_from(index.expect("all are there")).expect("there are few")
    }
}

/// How many bits hold the fate of an attempt; none that is zero.
const BITS: u32 = 4;

/// The service.
pub struct Server {
    address: SocketAddr,
    /// For each call the fates of its attempts, the last one lowest.
    log: Arc<Vec<AtomicU32>>,
}

impl Server {
    /// Starts it, for calls with numbers below `calls`.
    pub fn start(calls: usize) -> Self {
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .expect("loopback has a free port");
        let address = listener.local_addr().expect("it is bound");
        let log: Arc<Vec<AtomicU32>> = Arc::new((0..calls).map(|_| AtomicU32::new(0)).collect());
        let shared = Arc::clone(&log);
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime can be made");
            runtime.block_on(accept(listener, shared));
        });
        Server { address, log }
    }

    /// `http://127.0.0.1:…`
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What was done with the attempts of each call, in order.
    pub fn attempts(&self) -> Vec<Vec<Fate>> {
        let fates = |fates: &AtomicU32| {
            let mut rest = fates.load(Ordering::Relaxed);
            let mut all = Vec::new();
            while rest > 0 {
                all.push(Fate::ALL[(rest % (1 << BITS)) as usize - 1]);
                rest >>= BITS;
            }
            all.reverse();
            all
        };
        self.log.iter().map(fates).collect()
    }
}

async fn accept(listener: std::net::TcpListener, log: Arc<Vec<AtomicU32>>) {
    listener.set_nonblocking(true).expect("it can be");
    let listener = TcpListener::from_std(listener).expect("a runtime is there");
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(serve(stream, Arc::clone(&log)));
    }
}

/// Serves a connection until one side closes it.
async fn serve(mut stream: TcpStream, log: Arc<Vec<AtomicU32>>) -> Option<()> {
    stream.set_nodelay(true).ok()?;
    let mut bytes = Vec::new();
    loop {
        let id = request(&mut stream, &mut bytes).await?;
        let fates = log.get(id)?;
        let before = fates.load(Ordering::Relaxed);
        let attempt = (32 - before.leading_zeros()).div_ceil(BITS);
        let fate = Fate::of(id, attempt);
        fates.store(before << BITS | (fate.number() + 1), Ordering::Relaxed);
        let answer = match fate {
            Fate::Answer => {
                let body = format!(
                    r#"{{"webhook_id":"wh_{id}","url":"https://example.com/{id}","event_types":["message.received"],"secret":"s","enabled":true,"updated_at":"2026-11-02T08:30:00Z","created_at":"2026-11-01T12:00:00Z"}}"#
                );
                let length = body.len();
                format!(
                    "HTTP/1.1 200 \r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
                )
            }
            Fate::Fail => "HTTP/1.1 500 \r\ncontent-length: 0\r\n\r\n".to_owned(),
            Fate::Limit => {
                "HTTP/1.1 429 \r\nretry-after: 0\r\ncontent-length: 0\r\n\r\n".to_owned()
            }
            Fate::Drop => return None,
            Fate::Stall => {
                // Until the client goes.
                let _ = stream.read(&mut [0]).await;
                return None;
            }
        };
        stream.write_all(answer.as_bytes()).await.ok()?;
    }
}

/// The number of the call that a request belongs to; `None` when the connection ends.
async fn request(stream: &mut TcpStream, bytes: &mut Vec<u8>) -> Option<usize> {
    bytes.clear();
    loop {
        let head = bytes.windows(4).position(|window| window == b"\r\n\r\n");
        if let Some(end) = head {
            let head = std::str::from_utf8(bytes.get(..end)?).ok()?;
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length: "));
            let length: usize = length.unwrap_or("0").parse().ok()?;
            if bytes.len() >= end + 4 + length {
                let text = std::str::from_utf8(bytes).ok()?;
                let (_, id) = text
                    .split_once("/webhooks/wh_")
                    .or_else(|| text.split_once("https://example.com/"))?;
                let end = id.find(|letter: char| !letter.is_ascii_digit())?;
                return id.get(..end)?.parse().ok();
            }
        }
        if stream.read_buf(bytes).await.ok()? == 0 {
            return None;
        }
    }
}
