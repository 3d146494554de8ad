// warning[W0204]: `wss://up.example.com` cannot be called over HTTP; it is no server to choose
//   --> own_servers.yaml:18:88
//    |
// 18 |       servers: [{url: "https://{zone}.example.com", variables: {zone: {default: up}}}, {url: "wss://up.example.com"}]
//    |                                                                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//

// src/api/photos.rs

use crate::runtime::{call::Call, client::Core, operation::Operation, success};

/// Operations: [`list`](Self::list), [`delete`](Self::delete), [`update`](Self::update).
#[derive(Clone, Debug)]
pub struct Photos {
    core: Core,
}

impl Photos {
    pub(crate) fn new(core: Core) -> Self {
        Self { core }
    }

    /// `GET /photos`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: own_servers::OwnServers) -> Result<(), own_servers::Error> {
    /// client.photos().list().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn list(&self) -> Call<(), success::Empty> {
        Call::empty(&self.core, &LIST)
    }

    /// `DELETE /photos`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: own_servers::OwnServers) -> Result<(), own_servers::Error> {
    /// client.photos().delete().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn delete(&self) -> Call<(), success::Empty> {
        Call::empty(&self.core, &DELETE)
    }

    /// `PUT /photos`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run(client: own_servers::OwnServers) -> Result<(), own_servers::Error> {
    /// client.photos().update().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn update(&self) -> Call<(), success::Empty> {
        Call::empty(&self.core, &UPDATE)
    }
}

const LIST: Operation = Operation {
    name: "photos.list",
    id: "listPhotos",
    path: "/photos",
    servers: &["https://photos.example.com", "https://photos-test.example.com"],
    accept: "*/*",
    ..Operation::GET
};

const DELETE: Operation = Operation {
    name: "photos.delete",
    id: "deletePhotos",
    path: "/photos",
    accept: "*/*",
    ..Operation::DELETE
};

const UPDATE: Operation = Operation {
    name: "photos.update",
    id: "putPhotos",
    path: "/photos",
    servers: &["https://{zone}.example.com"],
    accept: "*/*",
    ..Operation::PUT
};
