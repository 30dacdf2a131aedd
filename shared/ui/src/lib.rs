//! What people see: components, cards and the document around every page. Pure: no await, no store, no request, no clock.
