//! The actions: each a text if it has only a title, else a mapping.

use crate::document::write::{Field, Value, scalar, write};
use crate::import::Error;
use crate::import::actions::Action;

pub(super) fn actions(actions: &[Action]) -> Result<Option<Field>, Error> {
    if actions.is_empty() {
        return Ok(None);
    }
    let mut elements = Vec::new();
    for action in actions {
        let fields = fields(action);
        let lines = if fields.len() == 1 { vec![scalar(&action.title)?] } else { write(&fields)? };
        elements.push((lines, None));
    }
    Ok(Some(Field::new("actions", Value::Elements(elements))))
}

fn fields(action: &Action) -> Vec<Field> {
    let text = |text: &str| Value::Text(text.to_owned());
    let plain = |text: &str| Value::Plain(text.to_owned());
    let owner = match action.owner.as_slice() {
        [owner] => text(owner),
        owners => Value::Words(owners.to_vec()),
    };
    let group = action.group.as_deref().unwrap_or_default();
    let all = [
        (true, "title", text(&action.title)),
        (!action.id.is_empty(), "id", text(&action.id)),
        (!group.is_empty(), "group", text(group)),
        (!action.kind.is_empty(), "type", plain(&action.kind)),
        (!action.priority.is_empty(), "priority", plain(&action.priority)),
        (!action.owner.is_empty(), "owner", owner),
        (!action.due.is_empty(), "due", plain(&action.due)),
        (!action.status.is_empty(), "status", plain(&action.status)),
        (!action.ticket.is_empty(), "ticket", text(&action.ticket)),
        (!action.description.is_empty(), "description", text(&action.description)),
    ];
    all.into_iter().filter(|(is_there, ..)| *is_there).map(|(_, key, value)| Field::new(key, value)).collect()
}
