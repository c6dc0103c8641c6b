//! What is remembered of a resource although its inputs do not say it.

use ecow::EcoString;
use serde_json::{Map as JsonMap, Value as Json};

use super::{Address, Map, Value, from_json, to_json};

/// By what AWS knows a resource, where that does not follow from its address: it was moved or adopted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Identity {
    /// Its name as long as none is written.
    pub name: Option<EcoString>,
    /// The address that it was made at, of which its id was made.
    pub made_as: Option<Address>,
    /// Its id, where that was not made by stackc.
    pub id: Option<EcoString>,
}

/// What is remembered of a resource besides its inputs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Remembered {
    /// Whether it was protected when it was last applied: it stays so when its declaration goes.
    pub protected: bool,
    /// By what AWS knows it, if that does not follow from its address.
    pub identity: Option<Identity>,
    /// What the references of `replace_when` were when it was last applied.
    pub watched: Map,
}

impl Remembered {
    /// Itself, if there is anything to remember.
    #[must_use]
    pub fn boxed(self) -> Option<Box<Self>> {
        (self != Self::default()).then(|| Box::new(self))
    }

    /// As a line of JSON, with only what there is.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut fields = JsonMap::new();
        if self.protected {
            fields.insert("protected".to_owned(), Json::Bool(true));
        }
        let identity = self.identity.as_ref();
        let texts = [
            ("name", identity.and_then(|identity| identity.name.as_deref())),
            ("made_as", identity.and_then(|identity| identity.made_as.as_ref()).map(Address::as_str)),
            ("id", identity.and_then(|identity| identity.id.as_deref())),
        ];
        for (key, text) in texts {
            if let Some(text) = text {
                fields.insert(key.to_owned(), Json::String(text.to_owned()));
            }
        }
        if !self.watched.is_empty() {
            fields.insert("watched".to_owned(), to_json(&Value::Map(self.watched.clone())));
        }
        Json::Object(fields).to_string()
    }

    /// Reads what [`Remembered::to_text`] wrote; `None` for anything else.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let Json::Object(fields) = serde_json::from_str(text).ok()? else { return None };
        let word = |key: &str| fields.get(key).and_then(Json::as_str).map(EcoString::from);
        let identity = Identity { name: word("name"), made_as: word("made_as").map(Address), id: word("id") };
        let watched = match fields.get("watched").map(from_json) {
            None => Map::new(),
            Some(Some(Value::Map(watched))) => watched,
            Some(_) => return None,
        };
        Some(Self {
            protected: fields.get("protected") == Some(&Json::Bool(true)),
            identity: (identity != Identity::default()).then_some(identity),
            watched,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_is_read_back() {
        let watched = Map::from([("function.f.memory".into(), Value::Number(128.into()))]);
        let identity = Identity { name: Some("a".into()), made_as: Some("bucket.a".into()), id: None };
        let whole = Remembered { protected: true, identity: Some(identity), watched };
        for one in [whole, Remembered::default()] {
            assert_eq!(Remembered::from_text(&one.to_text()), Some(one));
        }
        assert_eq!(Remembered::from_text("[]"), None);
    }
}
