//! Made-up stacks of any size, the same for the same question.
//!
//! Ten resources at a time: three functions, three roles, two buckets, a schedule and a service, with references,
//! arrows and `uses` lines between them, and now and then to ten others; about 310 bytes a resource. Or roles and what
//! they are for.

mod roles;

use std::fmt::Write as _;

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    /// Whether it is to consist of roles, what they are for and what is said of them; in one file.
    pub(crate) only_roles: bool,
    /// How many resources; rounded up to tens. Two more are shared by all: a cluster and a repository. Of roles, how many
    /// roles.
    pub(crate) resources: usize,
    /// Over how many files.
    pub(crate) files: usize,
    /// How many resources in a thousand differ from what the same question gives without a change.
    pub(crate) changed_per_mille: u64,
    /// Another one gives other choices.
    pub(crate) seed: u64,
}

/// Names and texts of the stack's files. Its functions' code is `./code`.
#[must_use]
pub(crate) fn generate(size: Size) -> Vec<(String, String)> {
    if size.only_roles {
        return vec![("roles.stack".to_owned(), roles::roles(size))];
    }
    let tens = size.resources.div_ceil(10);
    let files = size.files.clamp(1, tens.max(1));
    let mut texts = Vec::new();
    for file in 0..files {
        let mut text = String::new();
        if file == 0 {
            text.push_str(HEAD);
        }
        for at in (tens * file / files)..(tens * (file + 1) / files) {
            ten(&mut text, at, size);
        }
        texts.push((format!("part{file:03}.stack"), text));
    }
    texts
}

const HEAD: &str = r#"// Made by a generator, to be measured with.

stack bench {
  region  = "ap-northeast-2"
  account = "111122223333"
}

param stage: "dev" | "prod" = "dev"

cluster main { insights = true }

repository images { keep_images = 10 }
"#;

/// Writes ten resources and what connects them.
fn ten(text: &mut String, at: usize, size: Size) {
    let mut choice = Choice::new(size.seed, at as u64);
    let days = 7 + choice.below(80);
    let timeout = 5 + choice.below(55);
    let memory = 128 + 64 * choice.below(24);
    let (hour, minute) = (choice.below(24), choice.below(60));
    let other = choice.below(at as u64 + 1);
    let mut changes = Choice::new(size.seed ^ 0x5eed, at as u64);
    let mut changed = |value: u64, step: u64| {
        if changes.below(1000) < size.changed_per_mille { value + step } else { value }
    };
    let days = changed(days, 1);
    let keep = changed(days + 30, 1);
    let memory_a = changed(memory, 64);
    let memory_b = changed(memory + 128, 64);
    let memory_c = changed(memory + 256, 64);
    let retries = changed(1, 1);
    let tasks = changed(2, 1);
    // INVARIANT: writing to a string cannot fail.
    let _ = write!(
        text,
        r#"
/// What comes in, part {at}.
bucket in_{at} {{
  name       = "bench-${{stage}}-in-{at}"
  versioning = true
  expire after {days} days under "raw/"
  tags {{
    team = "media"
    part = "{at}"
  }}
}}

/// What goes out, part {at}: small copies of all that came in, kept for a while.
bucket out_{at} {{
  name = "bench-${{stage}}-out-{at}"
  versioning = false
  expire after {keep} days
  tags {{
    team = "media"
    part = "{at}"
  }}
}}

/// Reads what comes in and writes what goes out.
role shrink_{at} {{
  trust = "lambda"
  allow "s3:GetObject" on "${{bucket.in_{at}.arn}}/raw/*"
  allow "s3:PutObject", "s3:AbortMultipartUpload" on "${{bucket.out_{at}.arn}}/*"
  allow "logs:CreateLogStream", "logs:PutLogEvents" on "arn:aws:logs:ap-northeast-2:111122223333:log-group:/aws/lambda/bench-shrink-{at}:*"
}}

/// Just what the functions that carry it say that they use.
role read_{at} {{
  trust = "lambda"
  allow uses
}}

/// Just what the service says that it uses.
role show_{at} {{
  trust = "ecs-tasks"
  allow uses
}}

/// Shrinks each photo to a width that every page can show.
function shrink_{at} {{
  runtime = "python3.13"
  handler = "app.shrink"
  code    = "./code"
  memory  = {memory_a} MB
  timeout = {timeout}s
  role    = role.shrink_{at}
  env {{
    TARGET = bucket.out_{at}.name
    WIDTH  = 320
  }}
  uses bucket.in_{at} to read under "raw/"
  uses bucket.out_{at} to write
}}

/// Counts every night what came out during the day.
function count_{at} {{
  runtime = "python3.13"
  handler = "app.count"
  code    = "./code"
  memory  = {memory_b} MB
  timeout = 2m
  role    = role.read_{at}
  env {{ SOURCE = bucket.out_{at}.name }}
  uses bucket.out_{at} to list
  tags {{
    team = "media"
    part = "{at}"
  }}
}}

/// Compares a photo with those of another part.
function compare_{at} {{
  runtime = "nodejs24.x"
  handler = "index.compare"
  code    = "./code"
  memory  = {memory_c} MB
  timeout = 30s
  role    = role.read_{at}
  env {{ OTHER = bucket.out_{other}.name }}
  uses bucket.out_{other} to read
  tags {{
    team = "media"
    part = "{at}"
  }}
}}

/// Every night, some time.
schedule nightly_{at} {{ every = cron({minute} {hour} * * ? *)  timezone = "Asia/Seoul" }}

/// Shows the photos to whoever asks.
service show_{at} {{
  cluster = cluster.main
  launch  = "fargate"
  cpu     = 0.25 vCPU
  memory  = 512 MB
  count   = {tasks}..6
  role    = role.show_{at}
  container app {{
    image = "${{repository.images.url}}:1.4.{minute}"
    port  = 8080
    env {{ PHOTOS = bucket.out_{at}.name }}
    health {{
      command  = ["CMD-SHELL", "wget -qO- localhost:8080/healthz"]
      interval = 10s
      retries  = 3
    }}
  }}
  scale {{ cpu = 60%  cooldown = 1m }}
  deploy {{
    strategy        = "rolling"
    minimum_healthy = 100%
    maximum         = 200%
    circuit_breaker = true
  }}
  uses bucket.out_{at} to read, list
}}

bucket.in_{at} created under "raw/" ending ".jpg" -> function.shrink_{at} {{ retries = {retries} }}
schedule.nightly_{at}                             -> function.count_{at}
"#
    );
}

/// Choices that depend on a seed and a place alone (splitmix64).
struct Choice(u64);

impl Choice {
    fn new(seed: u64, place: u64) -> Self {
        Self(seed.wrapping_mul(0x2545_f491_4f6c_dd1d) ^ place.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// A number from 0, below the limit.
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit.max(1)
    }
}
