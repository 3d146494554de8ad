//! `--truth`: whether the classes of changes are true, by construction.
mod classify;
mod table;
