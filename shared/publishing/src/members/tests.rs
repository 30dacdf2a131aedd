use super::*;

const BELGIUM: &str = "[be]\nregion = \"europe\"\njoined = 1952-11-04\nadministration = { en = \"Customs\", fr = \"Douanes\" }\n\
                       address = [\"12 Harbour Street\", \"1000 Brussels\"]\n";

fn language(tag: &str) -> Language {
    tag.parse().unwrap_or_else(|_| unreachable!("a tag"))
}

/// What a file is read as on a site in English and French with one region, and what is wrong with it.
fn read_file(text: &str) -> (Vec<Source>, String) {
    let region = Region { key: "europe".parse().unwrap_or_else(|_| unreachable!("a slug")), name: Texts::new() };
    let pack = Pack { files: [(FILE.to_owned(), text.as_bytes().to_vec())].into() };
    let mut faults = Vec::new();
    let sources = read(&pack, &[language("en"), language("fr")], &[region], &mut faults);
    (sources, faults.iter().map(|fault| format!("{fault}\n")).collect())
}

/// Asserts that Belgium with other lines gives exactly one error, which begins so.
fn one(lines: &[(&str, &str)], error: &str) {
    let text = lines.iter().fold(BELGIUM.to_owned(), |text, (from, to)| text.replace(from, to));
    let (_, found) = read_file(&text);
    assert!(found.starts_with(error) && found.lines().count() == 1, "expected\n{error}\nfound\n{found}");
}

#[test]
fn a_record_becomes_a_document_with_an_edition_in_each_language_and_the_names_of_cldr() {
    let (sources, faults) = read_file(&format!("{BELGIUM}office = {{ fr = \"Relations extérieures\" }}\nsite = \"https://a.example/\"\n"));
    assert_eq!(faults, "");
    let [source] = sources.as_slice() else { unreachable!("one record") };
    assert_eq!((source.folder.as_str(), source.id), ("members/be", DocumentId::of_pack_key("members/be")));
    let titles: Vec<(&str, &str)> = source.editions.values().map(|edition| (edition.title.as_str(), edition.summary.as_str())).collect();
    assert_eq!(titles, [("Belgium", "Customs"), ("Belgique", "Douanes")]);
    let letters = source.editions.values().filter_map(|edition| Some(edition.alphabetical.as_ref()?.letter.as_str()));
    assert_eq!(letters.collect::<Vec<_>>(), ["B", "B"]);
    let Facts::Member(member) = &source.facts else { unreachable!("a member") };
    assert_eq!((member.joined.to_string(), member.address.len(), member.office.len()), ("1952-11-04".to_owned(), 2, 1));
}

#[test]
fn a_record_may_name_its_country_itself_and_leave_a_language_out() {
    let (sources, faults) = read_file(&format!(
        "{}name = {{ en = \"Kingdom of Belgium\" }}\n",
        BELGIUM.replace(", fr = \"Douanes\"", "").replace("1952-11-04", "1952")
    ));
    assert_eq!(faults, "");
    let titles: Vec<&str> = sources.iter().flat_map(|source| source.editions.values()).map(|edition| edition.title.as_str()).collect();
    assert_eq!(titles, ["Kingdom of Belgium"]);
}

#[test]
fn mistakes_are_named_with_their_line() {
    one(&[("[be]", "[xx]")], "members.toml:1: “xx” is no country");
    one(&[("[be]", "[BE]")], "members.toml:1: “BE” is no country");
    one(&[("\"europe\"", "\"moon\"")], "members.toml:2: there is no region “moon”: write a key from regions in site.toml (europe)");
    one(&[("1952-11-04", "\"1952\"")], "members.toml:3: joined is a day or a year");
    one(&[("1952-11-04", "0")], "members.toml:3: joined is a day or a year");
    one(&[("fr = ", "de = ")], "members.toml:4: “de” is not a language of the site");
    one(&[("{ en = \"Customs\", fr = \"Douanes\" }", "{}")], "members.toml:4: administration has no text");
    one(&[("Customs", &"a".repeat(161))], "members.toml:4: administration has 161 characters");
    one(&[("[\"12 Harbour Street\", \"1000 Brussels\"]", "[]")], "members.toml:5: the address has 0 lines");
    one(&[("12 Harbour Street", " ")], "members.toml:5: address is empty");
    one(&[("joined = 1952-11-04\n", "")], "members.toml:1: joined is missing");
    one(&[("region", "area")], "members.toml:2: remove it or correct its name: unknown field `area`");
}

#[test]
fn nobody_is_named_as_a_contact_point() {
    for office in ["a.person@customs.example", "Telephone 12 34"] {
        let (_, faults) = read_file(&format!("{BELGIUM}office = {{ en = \"{office}\" }}\n"));
        assert!(faults.starts_with("members.toml:6: office names an office, never a person"), "{faults}");
    }
    let (_, faults) = read_file(&format!("{BELGIUM}site = \"http://a.example/\"\n"));
    assert!(faults.starts_with("members.toml:6: the address of a site begins with https://"), "{faults}");
}
