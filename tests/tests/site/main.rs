//! Tests of the whole site: the composed site, real events, the embedded store.

#[cfg(test)]
mod a_to_z;
#[cfg(test)]
mod bad_input;
#[cfg(test)]
mod chaos;
#[cfg(test)]
mod deployment;
#[cfg(test)]
mod documents;
#[cfg(test)]
mod edge_behaviour;
#[cfg(test)]
mod edits;
#[cfg(test)]
mod events;
#[cfg(test)]
mod every_page;
#[cfg(test)]
mod failure;
#[cfg(test)]
mod forms;
#[cfg(test)]
mod harness;
#[cfg(test)]
mod home_page;
#[cfg(test)]
mod house_rules;
#[cfg(test)]
mod importing;
#[cfg(test)]
mod infrastructure;
#[cfg(test)]
mod markup;
mod members;
#[cfg(test)]
mod newsroom;
#[cfg(test)]
mod opportunities;
#[cfg(test)]
mod origin_secret;
#[cfg(test)]
mod outage;
#[cfg(test)]
mod packs;
#[cfg(test)]
mod permissions;
#[cfg(test)]
mod post;
#[cfg(test)]
mod promise;
#[cfg(test)]
mod pseudo_locale;
#[cfg(test)]
mod receipts;
#[cfg(test)]
mod routes;
#[cfg(test)]
mod scheduled;
#[cfg(test)]
mod sources;
#[cfg(test)]
mod spelling;
#[cfg(test)]
mod storm;
#[cfg(test)]
mod takedown;
#[cfg(test)]
mod template;
#[cfg(test)]
mod topic_sections;
#[cfg(test)]
mod viewer_request;
#[cfg(test)]
mod viewer_script;
#[cfg(test)]
mod weight;
