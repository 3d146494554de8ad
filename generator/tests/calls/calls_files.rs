//! Calls of a file service as people try them first.

use calls_files::bytes::Bytes;
use calls_files::{Error, CallsFiles};

/// Makes all calls.
pub async fn calls(client: CallsFiles) -> Result<(), Error> {
    let files = client.files();
    files.create("Hello").parts(["a", "b"]).await?;
    files.create(String::from("Hello")).parts([b"a"]).await?;
    files.create(b"Hello").parts([vec![1]]).await?;
    files.create(vec![1, 2, 3]).await?;
    files.create([1, 2, 3]).await?;
    files.create(Bytes::from_static(b"Hello")).await?;
    let uploads = client.uploads();
    uploads.create("Hello").more(["a", "b"]).await?;
    uploads.create(vec![1, 2, 3]).await
}

fn main() {}
