//! What a pack says of calls.

use domain::{CallSubject, Contract, Facts, Procedure, Tender, Vacancy};

use super::{faults, one, pack, read};

#[test]
fn a_call_says_what_it_is_about_by_its_area() -> Result<(), String> {
    let subject = |toml: &str| {
        let content =
            read(&pack(&[("calls/c/document.toml", &format!("opens = 2025-02-03\n{toml}"))]), "2025-07-01T12:00[Europe/Brussels]")?;
        let call =
            content.documents.iter().find_map(|source| if let Facts::Call(call) = &source.facts { Some(call.clone()) } else { None });
        call.map(|call| call.subject).ok_or_else(|| "no call".to_owned())
    };
    assert_eq!(subject("")?, CallSubject::Other);
    assert_eq!(subject("area = \"calls\"")?, CallSubject::Other);
    let english = "en".parse().map_err(|_| "no language")?;
    let vacancy = Vacancy {
        grade: Some("P-4".to_owned()),
        place_of_work: [(english, "Brussels".to_owned())].into(),
        contract: Some(Contract::Secondment),
    };
    let written = "area = \"vacancies\"\ngrade = \"P-4\"\nplace_of_work = { en = \"Brussels\" }\ncontract = \"secondment\"";
    assert_eq!(subject(written)?, CallSubject::Vacancy(vacancy));
    assert_eq!(subject("area = \"vacancies\"")?, CallSubject::Vacancy(Vacancy::default()));
    let tender = Tender { reference: Some("T/25/7".to_owned()), procedure: Procedure::MarketConsultation };
    assert_eq!(subject("area = \"tenders\"\nreference = \"T/25/7\"\nprocedure = \"market-consultation\"")?, CallSubject::Tender(tender));
    assert_eq!(subject("area = \"tenders\"")?, CallSubject::Tender(Tender::default()));
    Ok(())
}

#[test]
fn mistakes_in_what_a_call_says_are_named_with_their_line() {
    let call = |rest: &str, error: &str| {
        one("calls/c/document.toml", &format!("opens = 2025-02-03\n{rest}"), &format!("calls/c/document.toml:{error}"));
    };
    call("area = \"posts\"\ngrade = \"P-4\"", "2: “posts” is not an area of calls: write “vacancies”, “tenders”, “calls”");
    call("grade = \"P-4\"", "2: grade belongs to calls of the area “vacancies”");
    call("area = \"vacancies\"\nreference = \"T/1\"", "3: reference belongs to calls of the area “tenders”");
    call("area = \"tenders\"\nprocedure = \"lottery\"", "3: procedure is none of those that there are: write “tender”");
    call("area = \"vacancies\"\ncontract = \"eternal\"", "3: contract is none of those that there are");
    call(&format!("area = \"vacancies\"\ngrade = \"{}\"", "P".repeat(21)), "3: grade has 21 characters: shorten it");
    call("area = \"vacancies\"\nplace_of_work = { en = \"A\", de = \"A\" }", "3: “de” is not a language of the site");
    call("area = \"vacancies\"\nplace_of_work = { fr = \"A\" }", "3: place_of_work has no text for the edition in “en”");
    call("closes = 2025-02-14T17:00:00.5+01:00", "2: a call opens and closes with a full second");
    call("closes = 2025-03-30T02:30:00+01:00", "2: “2025-03-30T02:30:00” does not exist in Europe/Brussels");
    call("closes = 2025-02-03T00:00:00+01:00", "2: the call closes before it opens");
    one(
        "news/a/document.toml",
        "published = 2025-02-14T09:00:00+01:00\ntopics = [\"origin\"]\narea = \"calls\"",
        "news/a/document.toml:3: area belongs to calls",
    );
}

#[test]
fn calls_of_different_areas_may_have_the_same_slug() {
    let edition = "+++\nslug = \"c\"\nlabel = \"L\"\ntitle = \"T\"\nsummary = \"S\"\n+++\n";
    let other =
        |area: &str| faults(&[("calls/d/document.toml", &format!("opens = 2025-02-03\narea = \"{area}\"")), ("calls/d/en.md", edition)]);
    assert_eq!(other("tenders"), "");
    assert!(other("calls").contains("the slug “c” is taken by calls/c/en.md"), "{}", other("calls"));
}
