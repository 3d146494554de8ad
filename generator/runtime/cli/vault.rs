//! The system's keyring, which the feature `cli-keyring` brings.

/// Whether this build knows the keyring.
pub(super) const IS_THERE: bool = cfg!(feature = "cli-keyring");

/// Keeps a key.
pub(super) fn keep(service: &str, user: &str, key: &str) -> Result<(), String> {
    let key = key.to_owned();
    entry(service, user, move |entry| entry.set_password(&key))
}

/// A key that is kept.
pub(super) fn read(service: &str, user: &str) -> Result<String, String> {
    entry(service, user, |entry| entry.get_password())
}

/// Forgets a key.
pub(super) fn forget(service: &str, user: &str) -> Result<(), String> {
    entry(service, user, |entry| entry.delete_credential())
}

/// Does something with an entry, in no more than two seconds: a keyring may wait for somebody who is not there.
#[cfg(feature = "cli-keyring")]
fn entry<T: Send + 'static>(
    service: &str,
    user: &str,
    act: impl FnOnce(&keyring::Entry) -> keyring::Result<T> + Send + 'static,
) -> Result<T, String> {
    let (service, user) = (service.to_owned(), user.to_owned());
    let (sender, answer) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let done = keyring::Entry::new(&service, &user).and_then(|entry| act(&entry));
        // Who asked may have gone.
        let _ = sender.send(done.map_err(|error| error.to_string()));
    });
    let answer = answer.recv_timeout(std::time::Duration::from_secs(2));
    answer.unwrap_or_else(|_| Err("it has not answered within 2 s".to_owned()))
}

/// Stands for an entry of a keyring.
#[cfg(not(feature = "cli-keyring"))]
struct Entry;

#[cfg(not(feature = "cli-keyring"))]
impl Entry {
    fn set_password(&self, _: &str) -> Result<(), String> {
        Err(UNKNOWN.to_owned())
    }

    fn get_password(&self) -> Result<String, String> {
        Err(UNKNOWN.to_owned())
    }

    fn delete_credential(&self) -> Result<(), String> {
        Err(UNKNOWN.to_owned())
    }
}

#[cfg(not(feature = "cli-keyring"))]
const UNKNOWN: &str = "this build does not know it: install it with the feature `cli-keyring`";

#[cfg(not(feature = "cli-keyring"))]
fn entry<T>(_: &str, _: &str, act: impl FnOnce(&Entry) -> Result<T, String>) -> Result<T, String> {
    act(&Entry)
}
