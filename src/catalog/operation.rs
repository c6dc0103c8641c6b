//! What AWS is asked while a thing is made, changed or deleted.

/// While what a call is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// A thing is made.
    Create,
    /// It is looked at, after it was made or changed.
    Read,
    /// It is changed in place.
    Update,
    /// It is deleted.
    Delete,
}

/// Which attributes bring a call about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    /// Any, and none.
    Always,
    /// One of these: in a creation or deletion it says more than its default, in a change it differs.
    Changed(&'static [&'static str]),
    /// As [`Self::Changed`], and in a change it is there afterwards.
    Set(&'static [&'static str]),
    /// In a change: one of these is there no more.
    Gone(&'static [&'static str]),
    /// As [`Self::Changed`], of lists and tables: one has something in it that was not there.
    More(&'static [&'static str]),
    /// In a change: something in one of these lists and tables is there no more.
    Fewer(&'static [&'static str]),
    /// In a change: something differs besides these.
    But(&'static [&'static str]),
}

/// When a call of a creation is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// With the creation: if it is refused, nothing is made.
    With,
    /// When the thing is there: if it is refused, the thing is half made.
    After,
}

/// One action that AWS asks about: a row.
#[derive(Debug, Clone, Copy)]
pub struct ApiCall {
    /// As IAM writes it: `lambda:CreateFunction`.
    pub action: &'static str,
    /// On what: `*`, or a template of an ARN with `{partition}`, `{region}`, `{account}`, `{arn}` and other outputs of
    /// the thing, `{attribute}`, and `{attribute.arn}` or `{attribute.name}` of what an attribute refers to, which is
    /// also `source` or `target` of an arrow; `{attribute.key}` is the key of KMS that an attribute names, unless it is
    /// one of AWS's own. Where a word has no text, the call is not made.
    pub resource: &'static str,
    /// While what.
    pub stages: &'static [Stage],
    /// What brings it about.
    pub occasion: Occasion,
    /// Only where that attribute has one of these values, written or by default; of a reference, where its ARN has one
    /// of them in it.
    pub only: Option<(&'static str, &'static [&'static str])>,
    /// A circumstance that AWS tells, its value exact: `iam:PassedToService`.
    pub given: Option<(&'static str, &'static str)>,
    /// When, in a creation.
    pub when: When,
}

impl ApiCall {
    /// On the thing itself, in these stages.
    #[must_use]
    pub const fn new(stages: &'static [Stage], action: &'static str) -> Self {
        Self {
            action,
            resource: "{arn}",
            stages,
            occasion: Occasion::Always,
            only: None,
            given: None,
            when: When::With,
        }
    }

    /// While the thing is made.
    #[must_use]
    pub const fn create(action: &'static str) -> Self {
        Self::new(&[Stage::Create], action)
    }

    /// After the thing was made or changed.
    #[must_use]
    pub const fn read(action: &'static str) -> Self {
        Self::new(&[Stage::Read], action)
    }

    /// While the thing is changed.
    #[must_use]
    pub const fn update(action: &'static str) -> Self {
        Self::new(&[Stage::Update], action)
    }

    /// While the thing is deleted.
    #[must_use]
    pub const fn delete(action: &'static str) -> Self {
        Self::new(&[Stage::Delete], action)
    }

    /// While the thing is made or changed.
    #[must_use]
    pub const fn write(action: &'static str) -> Self {
        Self::new(&[Stage::Create, Stage::Update], action)
    }

    /// On something else.
    #[must_use]
    pub const fn on(mut self, resource: &'static str) -> Self {
        self.resource = resource;
        self
    }

    /// Brought about by these attributes.
    #[must_use]
    pub const fn by(mut self, attrs: &'static [&'static str]) -> Self {
        self.occasion = Occasion::Changed(attrs);
        self
    }

    /// Brought about by one of these attributes that is set.
    #[must_use]
    pub const fn set(mut self, attrs: &'static [&'static str]) -> Self {
        self.occasion = Occasion::Set(attrs);
        self
    }

    /// Brought about by one of these attributes that is no more.
    #[must_use]
    pub const fn gone(mut self, attrs: &'static [&'static str]) -> Self {
        self.occasion = Occasion::Gone(attrs);
        self
    }

    /// Brought about by what is new in these lists or tables.
    #[must_use]
    pub const fn more(mut self, attrs: &'static [&'static str]) -> Self {
        self.occasion = Occasion::More(attrs);
        self
    }

    /// Brought about by what is no more in these lists or tables.
    #[must_use]
    pub const fn fewer(mut self, attrs: &'static [&'static str]) -> Self {
        self.occasion = Occasion::Fewer(attrs);
        self
    }

    /// Brought about by any other attribute.
    #[must_use]
    pub const fn but(mut self, attrs: &'static [&'static str]) -> Self {
        self.occasion = Occasion::But(attrs);
        self
    }

    /// Only where an attribute has one of these values.
    #[must_use]
    pub const fn only(mut self, attr: &'static str, values: &'static [&'static str]) -> Self {
        self.only = Some((attr, values));
        self
    }

    /// With a circumstance.
    #[must_use]
    pub const fn given(mut self, key: &'static str, value: &'static str) -> Self {
        self.given = Some((key, value));
        self
    }

    /// When the thing is there.
    #[must_use]
    pub const fn then(mut self) -> Self {
        self.when = When::After;
        self
    }

    /// Hands the role on that this attribute names.
    #[must_use]
    pub const fn passes(role: &'static str, attrs: &'static [&'static str], to: &'static str) -> Self {
        Self::write("iam:PassRole").on(role).set(attrs).given("iam:PassedToService", to)
    }

    /// Uses the key that `kms_key` names, in these stages.
    #[must_use]
    pub const fn of_key(stages: &'static [Stage], action: &'static str) -> Self {
        Self::new(stages, action).on("{kms_key.key}").by(&["kms_key"])
    }

    /// Makes the role that a service is linked to, which an account has but once.
    #[must_use]
    pub const fn links(role: &'static str, service: &'static str) -> Self {
        Self::create("iam:CreateServiceLinkedRole").on(role).given("iam:AWSServiceName", service)
    }

    /// The attributes that it names.
    #[must_use]
    pub const fn attrs(&self) -> &'static [&'static str] {
        match self.occasion {
            Occasion::Always => &[],
            Occasion::Changed(attrs)
            | Occasion::Set(attrs)
            | Occasion::Gone(attrs)
            | Occasion::More(attrs)
            | Occasion::Fewer(attrs)
            | Occasion::But(attrs) => attrs,
        }
    }
}
