//! Images that a web service takes over by itself.

use super::SOURCE;
use crate::base::Fact;
use crate::catalog::{EventWord, Events, Link};

pub(super) const PUSHED: Link = Link {
    source: "repository",
    targets: &["web_service"],
    doc: "An image that is pushed under the tag that the service runs is rolled out at once.",
    events: Events::Words(&[EventWord { word: "pushed", aws: "PUSH" }]),
    title: "App Runner automatic deployment",
    cfn: "AWS::AppRunner::Service.SourceConfiguration.AutoDeploymentsEnabled",
    facts: &[Fact::new("apprunner.toml", "service.image_repository_types", SOURCE)],
    operations: super::operations::PUSHED,
    ..Link::BASE
};
