//! What a pack says of legal instruments.

use domain::{Facts, Instrument, InstrumentStatus};

use super::{one, pack, read};

#[test]
fn a_page_may_be_a_legal_instrument() -> Result<(), String> {
    let written = "order = 1\ninstrument = { symbol = \"C/5\", adopted = 1985-06-14, status = \"in-force\", in_force = 1988-01-01 }";
    let content = read(&pack(&[("pages/p/q/document.toml", written)]), "2025-07-01T12:00[Europe/Brussels]")?;
    let found: Vec<Instrument> = content
        .documents
        .iter()
        .filter_map(|source| if let Facts::Page { instrument, .. } = &source.facts { instrument.clone() } else { None })
        .collect();
    let expected = Instrument {
        symbol: "C/5".to_owned(),
        adopted: jiff::civil::date(1985, 6, 14),
        status: InstrumentStatus::InForce,
        in_force: Some(jiff::civil::date(1988, 1, 1)),
    };
    assert_eq!(found, [expected]);
    Ok(())
}

#[test]
fn mistakes_in_an_instrument_are_named_with_their_line() {
    let page = |instrument: &str, error: &str| {
        let text = format!("order = 1\ninstrument = {{ symbol = \"C/5\", {instrument} }}");
        one("pages/p/q/document.toml", &text, &format!("pages/p/q/document.toml:2: {error}"));
    };
    page("adopted = 1985-06-14, status = \"lost\"", "status is none of those that there are: write “adopted”");
    page("adopted = 1985-06-14T00:00:00Z, status = \"in-force\"", "adopted is a day: write it like 1985-06-14");
    page("adopted = \"1985\", status = \"in-force\"", "adopted is a day");
    page("adopted = 1985-06-14, status = \"in-force\", in_force = 1985-06-13", "the instrument enters into force before it is adopted");
    page("adopted = 1985-06-14, status = \"adopted\", in_force = 1985-06-15", "an instrument that is only adopted is not in force");
    one(
        "topics/origin/document.toml",
        "order = 1\ninstrument = { symbol = \"C/5\", adopted = 1985-06-14, status = \"adopted\" }",
        "topics/origin/document.toml:2: instrument belongs to pages",
    );
}
