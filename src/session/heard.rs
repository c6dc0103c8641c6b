//! What a name comes to, for an editor that shows it.

use super::{Analysis, masks, params};
use crate::base::{Span, System};
use crate::catalog::Catalog;
use crate::resolve::{self, Ear, Heard, Surroundings};

/// What a name of a stack comes to, by where it is declared: a `let`, a param or an output of a module, a loop variable.
#[must_use]
pub fn comes_to(system: &dyn System, catalog: &Catalog, analysis: &Analysis, name: Span) -> Vec<Heard> {
    let Analysis { folder, options, .. } = analysis;
    let (files, modules) = (analysis.trees(), analysis.modules());
    let mut sources = analysis.sources.after();
    let given = params::given(system, &mut sources, &options.params, &masks::open_params(files)).value;
    let ear = Ear::new(name);
    let identities = &options.identities;
    let around = Surroundings { system, folder, modules, given: &given, identities, ear: Some(&ear) };
    drop(resolve::resolve(catalog, files, &around));
    ear.heard()
}
