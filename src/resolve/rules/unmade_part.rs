//! `unmade-part`.

use crate::diag::rule;

rule! {
    /// A part is named that AWS does not make here.
    ///
    /// What AWS makes by itself with a resource is named after it, as plans name it: `function.resize.log_group`,
    /// `network.main.nat_gateway["us-east-1a"]`. Some is made only where something is written, or where nothing else
    /// stands in for it.
    ///
    /// ```stack
    /// function resize {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./resize"
    /// }
    /// log_group resize {
    ///   of        = function.resize
    ///   retention = 30 days
    /// }
    /// output logs = function.resize.log_group.name  // error: unmade-part
    /// ```
    ///
    /// ```stack
    /// function resize {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./resize"
    /// }
    /// output logs = function.resize.log_group.name
    /// ```
    "unmade-part" Error
}
