//! What the reader of TOML says, in the words of those who write content.

/// A mistake of TOML, and what to do.
pub(crate) fn plain(message: &str) -> String {
    let message = message.replace('\n', " ");
    if message.starts_with("unknown field") {
        return format!("remove it or correct its name: {message}");
    }
    if let Some(field) = message.strip_prefix("missing field ") {
        let field = field.trim_matches('`');
        return format!("{field} is missing: write {field} = and its value");
    }
    if message.starts_with("duplicate key") || message.starts_with("duplicate field") {
        return "this name stands here twice: remove one of them".to_owned();
    }
    let wrong = ["invalid type: ", "invalid value: ", "invalid length "].iter().find_map(|start| message.strip_prefix(start));
    match wrong.and_then(|rest| rest.rsplit_once(", expected ")) {
        Some((_, expected)) => format!("this is of another kind: write {}", wanted(expected)),
        None => format!("this is no TOML: {message}"),
    }
}

/// What must stand there. The forms of our own tables say so themselves.
fn wanted(expected: &str) -> String {
    match expected {
        "u8" | "u16" | "u32" | "u64" | "i8" | "i16" | "i32" | "i64" => "a whole number from 0 to 65535, without quotation marks".to_owned(),
        "a string" | "string" | "str" => "a text in quotation marks".to_owned(),
        "a boolean" | "bool" => "true or false, without quotation marks".to_owned(),
        "a sequence" => "a list in square brackets".to_owned(),
        "a map" => "a table like { en = \"…\", fr = \"…\" }".to_owned(),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_name_no_types_of_the_program() {
        assert_eq!(
            plain("invalid type: string \"a, expected b\", expected u16"),
            "this is of another kind: write a whole number from 0 to 65535, without quotation marks"
        );
        assert_eq!(plain("missing field `file`"), "file is missing: write file = and its value");
        assert_eq!(
            plain("invalid type: integer `1`, expected a table like { file = \"a.svg\" }"),
            "this is of another kind: write a table like { file = \"a.svg\" }"
        );
    }
}
