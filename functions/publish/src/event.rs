//! From an event of the table's stream to changes of items.

use aws_lambda_events::event::dynamodb::{Event, EventRecord};
use serde_dynamo::{AttributeValue, Item};
use store::{Image, ItemChange};

/// The changes of a batch up to the first that cannot be read, and that one's sequence number with the reason.
pub(crate) fn changes(batch: &Event) -> (Vec<ItemChange>, Option<(String, String)>) {
    let mut changes = Vec::new();
    for record in &batch.records {
        match change(record) {
            Ok(change) => changes.push(change),
            Err(why) => return (changes, record.change.sequence_number.clone().map(|number| (number, why))),
        }
    }
    (changes, None)
}

/// The sequence number of the first change of a batch.
pub(crate) fn first(batch: &Event) -> Option<String> {
    batch.records.iter().find_map(|record| record.change.sequence_number.clone())
}

fn change(record: &EventRecord) -> Result<ItemChange, String> {
    let image = |item: &Item| (!item.is_empty()).then(|| image(item));
    let change = ItemChange { old: image(&record.change.old_image), new: image(&record.change.new_image) };
    change.check().map_err(|error| error.to_string())?;
    Ok(change)
}

/// Items have texts and numbers only; what else somebody may have put there shows on no page.
fn image(item: &Item) -> Image {
    let text = |value: &AttributeValue| match value {
        AttributeValue::S(text) | AttributeValue::N(text) => Some(text.clone()),
        _ => None,
    };
    item.inner().iter().filter_map(|(name, value)| Some((name.clone(), text(value)?))).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn record(number: &str, partition: &str, new: Value) -> Value {
        json!({
            "eventID": number, "eventName": "MODIFY", "eventVersion": "1.1", "eventSource": "aws:dynamodb", "awsRegion": "eu-central-1",
            "dynamodb": {
                "ApproximateCreationDateTime": 1_739_520_000, "Keys": { "pk": { "S": partition }, "sk": { "S": "page" } },
                "NewImage": new, "SequenceNumber": number, "SizeBytes": 100, "StreamViewType": "NEW_AND_OLD_IMAGES"
            }
        })
    }

    fn batch(records: &[Value]) -> Event {
        serde_json::from_value(json!({ "Records": records })).unwrap()
    }

    #[test]
    fn a_change_has_the_texts_and_numbers_of_its_images() {
        let partition = "address#en#news/2025/a-slug";
        let new = json!({ "pk": { "S": partition }, "sk": { "S": "page" }, "version": { "N": "3" }, "more": { "BOOL": true } });
        let (changes, unread) = changes(&batch(&[record("1", partition, new)]));
        assert_eq!((changes.len(), unread), (1, None));
        let new = changes[0].new.clone().unwrap();
        assert_eq!(
            new.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect::<Vec<_>>(),
            [("pk", partition), ("sk", "page"), ("version", "3")]
        );
        assert_eq!(changes[0].old, None);
    }

    #[test]
    fn what_cannot_be_read_ends_the_batch_before_it() {
        let sound = |number| record(number, "settings", json!({ "pk": { "S": "settings" }, "sk": { "S": "settings" } }));
        let strange = record("2", "nonsense", json!({ "pk": { "S": "nonsense" }, "sk": { "S": "page" } }));
        let batch = batch(&[sound("1"), strange, sound("3")]);
        let (changes, unread) = changes(&batch);
        assert_eq!((changes.len(), unread.map(|(number, _)| number)), (1, Some("2".to_owned())));
        assert_eq!(first(&batch).as_deref(), Some("1"));
    }
}
