//! `invalid-route`.

use crate::diag::rule;

rule! {
    /// A route of an API is no method and path, or one of a load balancer no path.
    ///
    /// API Gateway matches a method and a path, whose parts may be variables; the last one may take the rest. A load
    /// balancer matches a path, with its host before it or without, where `*` stands for any text and `?` for one
    /// character.
    ///
    /// ```stack
    /// api public { protocol = "http" }
    /// function show {
    ///   runtime = "python3.13"
    ///   handler = "app.handler"
    ///   code    = "./show"
    /// }
    /// api.public "FETCH /x" -> function.show  // error: invalid-route
    /// ```
    ///
    /// ```stack
    /// api public { protocol = "http" }
    /// function show {
    ///   runtime = "python3.13"
    ///   handler = "app.handler"
    ///   code    = "./show"
    /// }
    /// api.public "GET /x" -> function.show
    /// ```
    "invalid-route" Error
}
