//! The site's own files in the cloud, as releases come and go: a page that was kept yesterday still finds the style of yesterday.

use std::collections::BTreeSet;

use aws_sdk_s3::types::{MetadataDirective, TaggingDirective};

use crate::configuration::Connection;
use crate::error::StoreError;
use crate::files::{Files, Object};

/// What an object is tagged with once no release names it any more. The template's rule lets such objects go a year after.
pub const RETIRED: (&str, &str) = ("state", "retired");

/// Below which prefix the site's own files are.
const PREFIX: &str = "assets/";

/// The site's own files of one release after the other.
#[derive(Debug, Clone)]
pub struct Releases {
    files: Files,
}

/// What publishing a release did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Published {
    /// Files of this release.
    pub current: usize,
    /// Files that earlier releases had and this one has not; their year begins now.
    pub retired: usize,
}

impl Releases {
    /// The bucket of the site's own assets.
    #[must_use]
    pub fn new(connection: &Connection) -> Self {
        Self { files: Files::assets(connection) }
    }

    /// Puts the files of a release into the bucket, then has the year begin for what earlier releases left. Doing it again is harmless: what is
    /// retired already keeps its year, and what comes back is current again.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when S3 does not answer; then the same again goes on.
    pub async fn publish(&self, release: &[(String, Object)]) -> Result<Published, StoreError> {
        for (key, object) in release {
            self.files.put(key, object.clone()).await?;
        }
        let current: BTreeSet<&str> = release.iter().map(|(key, _)| key.as_str()).collect();
        let mut published = Published { current: current.len(), retired: 0 };
        for key in self.files.keys(PREFIX).await? {
            if !current.contains(key.as_str()) && !self.files.is_retired(&key).await? {
                self.files.retire(&key).await?;
                published.retired += 1;
            }
        }
        Ok(published)
    }
}

impl Files {
    /// All keys with this beginning.
    async fn keys(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        let mut keys = Vec::new();
        let mut pages = self.client.list_objects_v2().bucket(&self.bucket).prefix(prefix).into_paginator().send();
        while let Some(page) = pages.next().await {
            let page = page.map_err(|error| StoreError::of(&error))?;
            keys.extend(page.contents.unwrap_or_default().into_iter().filter_map(|object| object.key));
        }
        Ok(keys)
    }

    async fn is_retired(&self, key: &str) -> Result<bool, StoreError> {
        let found = self.client.get_object_tagging().bucket(&self.bucket).key(key).send().await.map_err(|error| StoreError::of(&error))?;
        Ok(found.tag_set.iter().any(|tag| (tag.key.as_str(), tag.value.as_str()) == RETIRED))
    }

    /// An object's age counts from when it was written, so it is written once more, over itself. S3 wants something to differ: the tag does.
    async fn retire(&self, key: &str) -> Result<(), StoreError> {
        let head = self.client.head_object().bucket(&self.bucket).key(key).send().await.map_err(|error| StoreError::of(&error))?;
        let copy = self.client.copy_object().bucket(&self.bucket).key(key).copy_source(format!("{}/{key}", self.bucket));
        let copy = copy.metadata_directive(MetadataDirective::Replace).set_content_type(head.content_type);
        let copy = copy.tagging_directive(TaggingDirective::Replace).tagging(format!("{}={}", RETIRED.0, RETIRED.1));
        copy.send().await.map(drop).map_err(|error| StoreError::of(&error))
    }
}
