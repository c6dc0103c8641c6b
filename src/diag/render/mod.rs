//! How findings look: one writer per format.
