//! Tickets as CSV: Jira's export, or any table with a header.

use super::row::{Columns, STATE, TICKET};
use super::{Error, Place, Ticket};
use ::csv::{ErrorKind, ReaderBuilder, StringRecord};

/// Spreadsheets of many countries write `;`.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

pub(super) fn read(text: &str) -> Result<Vec<Ticket>, Error> {
    let mut reader = ReaderBuilder::new().delimiter(separator(text)).from_reader(text.as_bytes());
    let header = reader.headers().map_err(error)?.clone();
    let columns = Columns::new(&header.iter().collect::<Vec<_>>(), None)?;
    let mut tickets = Vec::new();
    let mut record = StringRecord::new();
    while reader.read_record(&mut record).map_err(error)? {
        let line = record.position().map_or(0, ::csv::Position::line);
        let value = |at: usize| Ok(record.get(at).unwrap_or_default());
        tickets.push(columns.ticket(Place::Line(line), value)?);
    }
    Ok(tickets)
}

/// The separator with which the header has the columns that are needed.
fn separator(text: &str) -> u8 {
    let has_columns = |separator: &u8| {
        let mut reader = ReaderBuilder::new().delimiter(*separator).from_reader(text.as_bytes());
        let Ok(header) = reader.headers() else { return false };
        let names: Vec<&str> = header.iter().collect();
        TICKET.find(&names).is_some() && STATE.find(&names).is_some()
    };
    SEPARATORS.into_iter().find(has_columns).unwrap_or(b',')
}

fn error(error: ::csv::Error) -> Error {
    match error.kind() {
        ErrorKind::UnequalLengths { pos, expected_len, len } => Error::Ragged {
            line: pos.as_ref().map_or(0, ::csv::Position::line),
            found: *len,
            expected: *expected_len,
        },
        _ => Error::Csv(error),
    }
}
