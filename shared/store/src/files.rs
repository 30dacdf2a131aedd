//! Files in S3: pictures of documents and the site's own assets.

use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::BucketLocationConstraint;
use aws_sdk_s3::types::CreateBucketConfiguration;
use bytes::Bytes;

use crate::configuration::Connection;
use crate::error::StoreError;

/// One bucket.
#[derive(Debug, Clone)]
pub struct Files {
    pub(crate) client: aws_sdk_s3::Client,
    pub(crate) bucket: String,
    region: String,
}

/// A file as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object {
    /// Its bytes.
    pub bytes: Bytes,
    /// Its media type.
    pub media_type: String,
}

impl Files {
    /// The bucket of public pictures and files.
    #[must_use]
    pub fn media(connection: &Connection) -> Self {
        Self::new(connection, &connection.configuration.media_bucket)
    }

    /// The bucket of the site's own assets.
    #[must_use]
    pub fn assets(connection: &Connection) -> Self {
        Self::new(connection, &connection.configuration.assets_bucket)
    }

    fn new(connection: &Connection, bucket: &str) -> Self {
        let configuration = &connection.configuration;
        Self { client: configuration.s3_client(), bucket: bucket.to_owned(), region: configuration.region.clone() }
    }

    /// Makes the bucket unless it is there; only where no template makes it.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when S3 does not answer.
    pub async fn create_bucket(&self) -> Result<(), StoreError> {
        let place = CreateBucketConfiguration::builder().location_constraint(BucketLocationConstraint::from(self.region.as_str())).build();
        match self.client.create_bucket().bucket(&self.bucket).create_bucket_configuration(place).send().await {
            Ok(_) => Ok(()),
            Err(error)
                if error
                    .as_service_error()
                    .is_some_and(|error| error.is_bucket_already_owned_by_you() || error.is_bucket_already_exists()) =>
            {
                Ok(())
            }
            Err(error) => Err(StoreError::of(&error)),
        }
    }

    /// Stores a file under a name that stays when the content changes, and tells caches how long they may keep it (`Cache-Control`).
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when S3 does not answer.
    pub async fn put_for(&self, key: &str, object: Object, kept: &str) -> Result<(), StoreError> {
        let request = self.client.put_object().bucket(&self.bucket).key(key).content_type(object.media_type).cache_control(kept);
        request.body(ByteStream::from(object.bytes)).send().await.map(|_| ()).map_err(|error| StoreError::of(&error))
    }

    /// Stores a file. Keys hold a digest of the content, so storing it again changes nothing.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when S3 does not answer.
    pub async fn put(&self, key: &str, object: Object) -> Result<(), StoreError> {
        let request =
            self.client.put_object().bucket(&self.bucket).key(key).content_type(object.media_type).body(ByteStream::from(object.bytes));
        request.send().await.map(|_| ()).map_err(|error| StoreError::of(&error))
    }

    /// A file, if it is there.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when S3 does not answer.
    pub async fn get(&self, key: &str) -> Result<Option<Object>, StoreError> {
        match self.client.get_object().bucket(&self.bucket).key(key).send().await {
            Ok(found) => {
                let media_type = found.content_type().unwrap_or("application/octet-stream").to_owned();
                let body = found.body.collect().await.map_err(|error| StoreError::Unavailable(error.to_string()))?;
                Ok(Some(Object { bytes: body.into_bytes(), media_type }))
            }
            Err(error) if error.as_service_error().is_some_and(|error| error.is_no_such_key()) => Ok(None),
            Err(error) => Err(StoreError::of(&error)),
        }
    }
}
