//! Downloads as many bytes as are named, piece by piece, from a server in a thread of its own.

use std::io::{Error, Read, Write};
use std::net::{TcpListener, TcpStream};

use measured::FilesClient;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let length: u64 = std::env::args().nth(1).unwrap_or_default().parse()?;
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            // The client has what it came for, or says what it lacks.
            let _ = stream.and_then(|stream| serve(stream, length));
        }
    });
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let client = FilesClient::builder()
            .base_url(format!("http://{address}"))
            .build()?;
        let mut file = client.files().download("large").await?;
        let mut received = 0;
        while let Some(piece) = file.next().await {
            received += piece?.len() as u64;
        }
        match received == length {
            true => Ok(()),
            false => Err(format!("{received} bytes of {length} arrived").into()),
        }
    })
}

fn serve(mut stream: TcpStream, length: u64) -> Result<(), Error> {
    let mut request = [0; 4096];
    let _ = stream.read(&mut request)?;
    let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n");
    stream.write_all(head.as_bytes())?;
    let piece = vec![7; 64 * 1024];
    let mut left = length;
    while left > 0 {
        let now = piece.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        stream.write_all(&piece[..now])?;
        left -= now as u64;
    }
    Ok(())
}
