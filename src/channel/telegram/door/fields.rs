//! Reading JSON that may be anything: a field of the wrong kind is a field that is not there.

use serde::de::DeserializeOwned;
use serde_json::Value;

pub(super) trait Fields {
    fn object(&self, name: &str) -> Option<&Value>;
    fn list(&self, name: &str) -> &[Value];
    fn text(&self, name: &str) -> Option<&str>;
    fn integer(&self, name: &str) -> Option<i64>;
    fn id<I: DeserializeOwned>(&self, name: &str) -> Option<I>;
    fn flag(&self, name: &str) -> bool;
}

impl Fields for Value {
    fn object(&self, name: &str) -> Option<&Value> {
        self.get(name).filter(|value| value.is_object())
    }

    fn list(&self, name: &str) -> &[Value] {
        self.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.get(name)?.as_str()
    }

    fn integer(&self, name: &str) -> Option<i64> {
        self.get(name)?.as_i64()
    }

    fn id<I: DeserializeOwned>(&self, name: &str) -> Option<I> {
        I::deserialize(self.get(name)?).ok()
    }

    fn flag(&self, name: &str) -> bool {
        self.get(name).and_then(Value::as_bool).unwrap_or(false)
    }
}
