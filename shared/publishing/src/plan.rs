//! What an import will write, and in which order: known before its first write, so that an import which cannot end does not begin.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Address, Document, DocumentId};
use store::Stored;

use crate::document::Source;
use crate::making::Making;
use crate::pack::PackError;

/// A document that will be written.
#[derive(Debug)]
pub(crate) struct Planned<'a> {
    pub(crate) source: &'a Source,
    pub(crate) before: Option<&'a Stored>,
    pub(crate) after: Document,
    /// Addresses at which it did not stand before. A draft and what is scheduled count, since they will stand there one day.
    new: BTreeSet<Address>,
    /// Addresses at which it will stand.
    held: BTreeSet<Address>,
}

/// The documents of a pack beside what is stored.
#[derive(Debug, Default)]
pub(crate) struct Plan<'a> {
    pub(crate) changed: Vec<Planned<'a>>,
    pub(crate) unchanged: Vec<&'a Stored>,
}

impl<'a> Plan<'a> {
    /// Makes all documents.
    pub(crate) fn new(
        making: &Making<'_>,
        documents: &'a [Source],
        stored: &'a BTreeMap<DocumentId, Stored>,
    ) -> Result<Self, Vec<PackError>> {
        let mut plan = Self::default();
        let mut faults = Vec::new();
        for source in documents {
            let before = stored.get(&source.id);
            let known = before.map(|before| &before.document);
            faults.extend(making.unreachable(source, known));
            let made = making.document(source, before).and_then(|after| making.excess(source, before, &after).map(|()| after));
            match (made, before) {
                (Err(fault), _) => faults.push(fault),
                (Ok(after), Some(before)) if making.stands(before, &after) => plan.unchanged.push(before),
                (Ok(after), before) => {
                    let held = making.held(&after);
                    let old = before.map(|before| making.held_until_now(before)).unwrap_or_default();
                    let new = held.union(&making.standing(&after)).filter(|address| !old.contains(*address)).cloned().collect();
                    plan.changed.push(Planned { source, before, after, new, held });
                }
            }
        }
        if faults.is_empty() { Ok(plan) } else { Err(faults) }
    }

    /// Addresses whose owners must be known.
    pub(crate) fn wanted(&self) -> BTreeSet<Address> {
        self.changed.iter().flat_map(|planned| &planned.new).cloned().collect()
    }

    /// The changed documents in groups that are written one after the other: who takes an address comes after whoever leaves it.
    pub(crate) fn ordered(
        self,
        making: &Making<'_>,
        owners: &BTreeMap<Address, DocumentId>,
    ) -> Result<Vec<Vec<Planned<'a>>>, Vec<PackError>> {
        let mut faults = Vec::new();
        let by_id: BTreeMap<DocumentId, &Planned<'_>> = self.changed.iter().map(|planned| (planned.source.id, planned)).collect();
        let mut waits: BTreeMap<DocumentId, BTreeMap<DocumentId, Address>> = BTreeMap::new();
        for planned in &self.changed {
            for address in &planned.new {
                match owners.get(address).filter(|owner| **owner != planned.source.id) {
                    None => {}
                    Some(owner) if by_id.get(owner).is_some_and(|owner| !owner.held.contains(address)) => {
                        waits.entry(planned.source.id).or_default().insert(*owner, address.clone());
                    }
                    Some(owner) => {
                        let of = by_id.get(owner).map(|owner| format!(", {}", owner.source.folder)).unwrap_or_default();
                        let message = format!(
                            "the address {} belongs to another document of the site{of}: choose another slug",
                            making.named(address)
                        );
                        faults.push(planned.fault(address, message));
                    }
                }
            }
        }
        let mut groups: Vec<BTreeSet<DocumentId>> = Vec::new();
        let mut rest: BTreeSet<DocumentId> = by_id.keys().copied().collect();
        while !rest.is_empty() {
            let ready: BTreeSet<DocumentId> = rest
                .iter()
                .filter(|id| waits.get(*id).is_none_or(|owners| owners.keys().all(|owner| !rest.contains(owner))))
                .copied()
                .collect();
            if ready.is_empty() {
                break;
            }
            rest.retain(|id| !ready.contains(id));
            groups.push(ready);
        }
        for planned in rest.iter().filter_map(|id| by_id.get(id)) {
            let owners = waits.get(&planned.source.id).into_iter().flatten().filter(|(owner, _)| rest.contains(owner));
            for (owner, address) in owners {
                let of = by_id.get(owner).map(|owner| owner.source.folder.as_str()).unwrap_or_default();
                let message = format!(
                    "the address {} is left by {of}, which waits for another one itself: give one of them a third slug, import, and then \
                     the slug that you want",
                    making.named(address)
                );
                faults.push(planned.fault(address, message));
            }
        }
        if !faults.is_empty() {
            faults.sort();
            return Err(faults);
        }
        let mut changed: BTreeMap<DocumentId, Planned<'a>> = self.changed.into_iter().map(|planned| (planned.source.id, planned)).collect();
        Ok(groups.into_iter().map(|group| group.iter().filter_map(|id| changed.remove(id)).collect()).collect())
    }
}

impl Planned<'_> {
    /// A mistake at the slug that makes an address.
    fn fault(&self, address: &Address, message: String) -> PackError {
        match self.source.editions.get(&address.language) {
            Some(edition) => PackError::new(&edition.path, Some(edition.slug_line), message),
            None => PackError::new(&self.source.folder, None, message),
        }
    }
}

#[cfg(test)]
mod tests;
