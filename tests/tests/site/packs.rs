//! Small packs, made in a test.

use publishing::Pack;

/// A pack that grows file by file.
#[derive(Clone)]
pub(crate) struct Builder {
    pub(crate) pack: Pack,
    languages: Vec<&'static str>,
}

/// A pack of a site in these languages, with a topic and the pages that the interface leads to.
pub(crate) fn pack(languages: &[&'static str]) -> Builder {
    let mut builder = Builder { pack: Pack::default(), languages: languages.to_vec() };
    let tags: Vec<String> = languages.iter().map(|tag| format!("{tag:?}")).collect();
    let texts = |field: &str, text: &str| {
        let lines: String = languages.iter().map(|tag| format!("{tag} = {text:?}\n")).collect();
        format!("[{field}]\n{lines}")
    };
    let notice: String = languages
        .iter()
        .map(|tag| {
            format!("{tag} = {{ title = \"⟦Notice⟧\", text = \"⟦For members.⟧\", link = \"pack:pages/about\", link_text = \"⟦About⟧\" }}\n")
        })
        .collect();
    let labels: Vec<String> = languages.iter().map(|tag| format!("{tag} = \"⟦Elsewhere⟧\"")).collect();
    let site = format!(
        "languages = [{}]\ntime_zone = \"Europe/Brussels\"\n{}{}{}{}[notice]\n{notice}\
         [[navigation]]\npage = \"pack:pages/about\"\nchildren = [{{ page = \"pack:pages/about/in-brief\" }}]\n\
         [[navigation]]\nnewsroom = true\n[[navigation]]\npage = \"pack:pages/topics\"\nchildren = [{{ page = \"pack:topics/lamps\" }}]\n\
         [[meta]]\npage = \"pack:pages/site-map\"\n[[footer]]\npage = \"pack:pages/about\"\n\
         [[related]]\nlabel = {{ {labels} }}\naddress = \"https://elsewhere.example/\"\n\
         [[services]]\nlabel = {{ {labels} }}\naddress = \"https://service.example/\"\n",
        tags.join(", "),
        texts("name", "⟦Lamp Society⟧"),
        texts("short_name", "⟦LS⟧"),
        texts("tagline", "⟦Light for all.⟧"),
        texts("legal", "⟦All rights.⟧"),
        labels = labels.join(", "),
    );
    builder.file("site.toml", &site);
    builder
        .document("topics/lamps", "order = 1", &[("slug", "lamps"), ("title", "⟦Lamps⟧")])
        .document("pages/about", "order = 1", &[("slug", "about"), ("title", "⟦About⟧")])
        .document("pages/about/in-brief", "order = 1", &[("slug", "in-brief"), ("title", "⟦In brief⟧")])
        .document("pages/topics", "order = 2", &[("slug", "topics"), ("title", "⟦Topics⟧")])
        .document("pages/site-map", "order = 3", &[("slug", "site-map"), ("title", "⟦Site map⟧")])
        .document("pages/opportunities", "order = 4", &[("slug", "opportunities"), ("title", "⟦Opportunities⟧")])
        .document("pages/opportunities/calls", "order = 1", &[("slug", "calls"), ("title", "⟦Calls⟧")])
}

impl Builder {
    pub(crate) fn file(&mut self, path: &str, text: &str) {
        self.pack.files.insert(path.to_owned(), text.as_bytes().to_vec());
    }

    /// A document with an edition in every language of the site, all with the same words.
    pub(crate) fn document(mut self, folder: &str, facts: &str, words: &[(&str, &str)]) -> Self {
        self.file(&format!("{folder}/document.toml"), &format!("{facts}\n"));
        for language in self.languages.clone() {
            self.file(&format!("{folder}/{language}.md"), &edition(words));
        }
        self
    }

    /// The pack with the pages of the areas that it does not have.
    pub(crate) fn areas(self) -> Self {
        self.document("pages/opportunities/vacancies", "order = 2", &[("slug", "vacancies"), ("title", "⟦Vacancies⟧")]).document(
            "pages/opportunities/tenders",
            "order = 3",
            &[("slug", "tenders"), ("title", "⟦Tenders⟧")],
        )
    }

    /// A document with an edition in one language.
    pub(crate) fn only_in(mut self, language: &str, folder: &str, facts: &str, words: &[(&str, &str)]) -> Self {
        self.file(&format!("{folder}/document.toml"), &format!("{facts}\n"));
        self.file(&format!("{folder}/{language}.md"), &edition(words));
        self
    }

    /// A news item of a day.
    pub(crate) fn news(self, key: &str, published: &str) -> Self {
        let facts = format!("published = {published}\ntopics = [\"lamps\"]");
        let title = format!("⟦Item {key}⟧");
        self.document(&format!("news/{key}"), &facts, &[("slug", &format!("item-{key}")), ("title", &title)])
    }

    /// An event with these dates.
    pub(crate) fn event(self, key: &str, dates: &str) -> Self {
        let facts = format!("topics = [\"lamps\"]\n{dates}");
        let title = format!("⟦Event {key}⟧");
        self.document(&format!("events/{key}"), &facts, &[("slug", key), ("title", &title), ("place", "⟦The pier⟧")])
    }

    /// The pack with a directory of members in two regions: a page, and these records by country, region and the year in which each joined.
    pub(crate) fn members(mut self, members: &[(&str, &str, u16)]) -> Self {
        let texts = |text: &str| self.languages.iter().map(|tag| format!("{tag} = {text:?}")).collect::<Vec<_>>().join(", ");
        let mut site = String::from_utf8(self.pack.files["site.toml"].clone()).expect("text");
        for (key, name) in [("north", "⟦North⟧"), ("south", "⟦South⟧")] {
            site.push_str(&format!("[[regions]]\nkey = {key:?}\nname = {{ {} }}\n", texts(name)));
        }
        let record = |(code, region, year): &(&str, &str, u16)| {
            let (names, office) = (texts("⟦Customs⟧"), texts("⟦Office⟧"));
            let facts = format!("region = {region:?}\njoined = {year}\nadministration = {{ {names} }}\noffice = {{ {office} }}\n");
            format!("[{code}]\n{facts}address = [\"⟦1 Quay⟧\"]\nsite = \"https://{code}.example/\"\n")
        };
        let records: String = members.iter().map(record).collect();
        self.file("site.toml", &site);
        self.file("members.toml", &records);
        self.document("pages/about/members", "order = 8", &[("slug", "members"), ("title", "⟦Members⟧")]).document(
            "pages/about/members/directory",
            "order = 1",
            &[("slug", "directory"), ("title", "⟦Directory⟧")],
        )
    }

    /// The pack with another edition in place of one that it has.
    pub(crate) fn with_edition(mut self, path: &str, words: &[(&str, &str)]) -> Self {
        self.file(path, &edition(words));
        self
    }
}

/// An edition; without a summary it says the same as all others.
fn edition(words: &[(&str, &str)]) -> String {
    let lines: String = words.iter().map(|(field, text)| format!("{field} = {text:?}\n")).collect();
    let summary = if words.iter().any(|(field, _)| *field == "summary") { "" } else { "summary = \"⟦In short.⟧\"\n" };
    format!("+++\n{lines}{summary}+++\n⟦The text.⟧\n")
}
