//! The reader: values, places, faults; and adding to a file.

mod append;
mod append_files;
mod append_times;
mod faults;
mod fields;
mod misuse;
mod schema;
mod settle;
mod valid;
mod zones;
