//! Where something stands, as a JSON pointer.

use super::marks::Step;
use super::{Origin, Sources};

impl Sources {
    /// The JSON pointer (RFC 6901) to what stands at `origin` in its file, as a fragment. `None` where nothing says, or where
    /// YAML's `<<` or an alias as a key is on the way.
    #[must_use]
    pub fn pointer(&self, origin: Origin) -> Option<String> {
        let text = self.text(origin)?;
        let marks = text.marks?;
        let mut pointer = "#".to_owned();
        for step in marks.steps(usize::try_from(origin.node).ok()?)? {
            pointer.push('/');
            pointer += &match step {
                Step::Index(number) => number.to_string(),
                Step::Key(range) => {
                    let key = text.key(&range, marks.count_chars)?;
                    key.replace('~', "~0").replace('/', "~1")
                }
            };
        }
        Some(pointer)
    }
}
