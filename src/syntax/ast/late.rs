//! Bodies that are moved to where their text stands only when somebody looks.

use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use super::Body;
use super::shift::{Shift, Shifted};

/// What stands in the braces of a resource, most of a tree. An edit moves all that stands behind it, and hardly any of that
/// is looked at before the next edit.
#[derive(Clone)]
pub struct LateBody {
    /// As it was read.
    read: Arc<Body>,
    /// How it moved since.
    by: Option<Shift>,
    /// Where it stands now, once somebody has looked.
    here: OnceLock<Arc<Body>>,
}

impl LateBody {
    /// What stands there, to be kept apart from the tree.
    #[must_use]
    pub fn shared(&self) -> &Arc<Body> {
        let Some(by) = self.by else { return &self.read };
        self.here.get_or_init(|| {
            let mut body = Body::clone(&self.read);
            body.shift(by);
            Arc::new(body)
        })
    }
}

impl From<Body> for LateBody {
    fn from(body: Body) -> Self {
        Arc::new(body).into()
    }
}

impl From<Arc<Body>> for LateBody {
    fn from(body: Arc<Body>) -> Self {
        Self { read: body, by: None, here: OnceLock::new() }
    }
}

impl Deref for LateBody {
    type Target = Body;

    fn deref(&self) -> &Body {
        self.shared()
    }
}

impl Shifted for LateBody {
    fn shift(&mut self, by: Shift) {
        let from =
            self.by.map_or(by.from, |before| before.from.wrapping_add(by.from).wrapping_sub(before.to));
        self.by = Some(Shift { from, ..by });
        self.here = OnceLock::new();
    }
}

/// As what stands there.
impl fmt::Debug for LateBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
