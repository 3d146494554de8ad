//! Instants are sent as they are: no rule applies to them.

use jiff::Timestamp;

use super::validate::Validate;

impl Validate for Timestamp {}
