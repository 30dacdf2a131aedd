//! Items as they were once written. What is in a store must be readable for ever: a field that comes later needs a default, and its
//! file here stays as it is, while a new shape gets a new file.

use domain::{AToZ, Card, Document, Edition, Home, MenuEntry, Neighbours, RegionName, Settings, Site, Standing};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::commit::{Change, Head};

const SHAPES: [(&str, &str); 3] = [
    ("first", include_str!("shapes/first.json")),
    ("opportunities", include_str!("shapes/opportunities.json")),
    ("members", include_str!("shapes/members.json")),
];

fn read<T: DeserializeOwned>(item: &Value) -> Result<(), serde_json::Error> {
    serde_json::from_value::<T>(item.clone()).map(drop)
}

#[test]
fn every_item_that_was_ever_written_can_be_read() {
    for (shape, text) in SHAPES {
        let items: serde_json::Map<String, Value> = serde_json::from_str(text).unwrap();
        assert!(items.len() > if shape == "first" { 20 } else { 3 }, "{shape}");
        for (name, item) in &items {
            let outcome = match name.split(' ').next().unwrap_or_default() {
                "document" => read::<Head>(item),
                "edition" => read::<Edition>(item),
                "change" => read::<Document>(item),
                "record" => read::<Change>(item),
                "address" => read::<Standing>(item),
                "neighbours" => read::<Neighbours>(item),
                "card" => read::<Card>(item),
                "settings" => read::<Settings>(item),
                _ => match name.as_str() {
                    "view of site" => read::<Site>(item),
                    "view of navigation" => read::<Vec<MenuEntry>>(item),
                    "view of home" => read::<Home>(item),
                    "view of a-z" => read::<AToZ>(item),
                    "view of regions" => read::<Vec<RegionName>>(item),
                    _ => panic!("{shape}: what is {name}?"),
                },
            };
            assert!(outcome.is_ok(), "{shape}, {name}: {outcome:?}");
        }
    }
}
