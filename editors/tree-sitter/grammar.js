/**
 * The stack language for editors that colour and fold by tree-sitter.
 *
 * `grammar/stack.pest` is the language's exact form; this one reads the same sound texts and is laxer about broken ones.
 * What a line break ends is decided in `src/scanner.c`: it says whether an operand follows on the same line.
 */
/// <reference types="tree-sitter-cli/dsl" />

const PREPOSITIONS = [
  "to", "from", "on", "of", "into", "under", "ending", "after", "at", "by", "with", "within",
];
// Keywords elsewhere, plain names where a name is asked for.
const SOFT = [
  "when", "not", "allow", "param", "secret", "let", "output", "module", "moved", "adopt", "forget", "test", "expect",
  "list", "map", "cron", "rate", "at",
];
const SENTENCES = ["allow", "test", "module", "output", "param", "list", "map", "rate"];
const UNITS = [
  "MB", "GB", "TB", "KB", "B", "MiB", "GiB", "TiB", "KiB", "bytes", "byte",
  "days", "day", "hours", "hour", "minutes", "minute", "seconds", "second", "milliseconds", "millisecond",
  "vCPU", "vCPUs", "USD", "Mbps", "Gbps", "Kbps",
];
const PREC = { default: 1, or: 2, and: 3, compare: 4, range: 5, add: 6, multiply: 7, unary: 8, postfix: 9 };

const commas = (rule) => seq(rule, repeat(seq(",", rule)));
const trailing = (rule) => optional(seq(commas(rule), optional(",")));

module.exports = grammar({
  name: "stack",

  externals: ($) => [$._operand_follows, $._block_text, $._error_sentinel],
  extras: ($) => [/\s/, $.comment],
  word: ($) => $.identifier,
  supertypes: ($) => [$._declaration, $._expression, $._type],
  conflicts: ($) => [
    [$.sentence],
    [$._operands],
    [$.claim],
    [$.way],
    [$.step],
    [$.sentence, $._name],
    [$.step, $._expression],
    [$.phrase, $._name],
    [$.resource, $._name],
    [$.test, $._name],
    [$.forget, $._name],
    [$.adopt, $._name],
    [$.moved, $._name],
    [$.module, $._name],
    [$.output, $._name],
    [$.let, $._name],
    [$.param, $._name],
  ],

  rules: {
    file: ($) => repeat(choice($._declaration, $._loose_entry)),

    // A file of params is a body without braces.
    _loose_entry: ($) => choice($.attribute, $.keyed, $.spread),

    comment: () => token(choice(seq("//", /[^\n]*/), seq("/*", /[^*]*\*+([^/*][^*]*\*+)*/, "/"))),
    allowance: ($) =>
      seq("#[", "allow", "(", alias(/[\p{XID_Start}_][\p{XID_Continue}-]*/, $.rule_name), ")", optional(seq(":", $.string)), "]"),

    _declaration: ($) =>
      choice(
        $.resource, $.flow, $.param, $.let, $.output, $.module, $.moved, $.adopt, $.forget, $.test, $.allowance,
      ),

    resource: ($) =>
      seq(field("kind", $.identifier), field("name", $._name), repeat($._clause), field("body", $.body)),
    flow: ($) =>
      prec.right(seq(
        field("source", $.reference), optional(field("event", choice($.string, $.event))), repeat($.phrase),
        "->", field("target", $.reference), repeat($._clause), optional(field("options", $.body)),
      )),
    event: ($) => seq($.identifier, repeat(seq(token.immediate("."), $.identifier))),
    param: ($) =>
      seq(
        optional("secret"), "param", field("name", $._name), ":", field("type", $._types),
        optional(seq("=", field("default", $._expression))),
      ),
    let: ($) => seq("let", field("name", $._name), "=", field("value", $._expression)),
    output: ($) => seq("output", field("name", $._name), "=", field("value", $._expression)),
    module: ($) =>
      seq("module", field("name", $._name), "from", field("path", $.string), repeat($._clause), field("body", $.body)),
    moved: ($) => seq("moved", $.reference, "->", $.reference),
    adopt: ($) => seq("adopt", $.reference, "=", $._expression),
    forget: ($) => seq("forget", $.reference),
    test: ($) =>
      seq("test", field("name", $.string), optional(seq("under", $.reference)), field("body", alias($.test_body, $.body))),

    _clause: ($) => choice($.for_clause, $.if_clause),
    for_clause: ($) => seq("for", $._name, optional(seq(",", $._name)), "in", $._expression),
    if_clause: ($) => seq("if", $._expression),

    body: ($) => seq("{", repeat($._entry), "}"),
    test_body: ($) => seq("{", repeat(choice($.expect, $._entry)), "}"),
    _entry: ($) => choice($.attribute, $.keyed, $.spread, $.sentence, $.allowance),
    attribute: ($) => seq(field("name", $._name), "=", field("value", $._expression)),
    keyed: ($) => seq(field("key", $.string), "=", field("value", $._expression)),
    spread: ($) => seq("...", $._expression),

    sentence: ($) =>
      prec.dynamic(1, seq(
        field("word", choice(alias($.identifier, $.keyword), ...SENTENCES.map((word) => alias(word, $.keyword)))), optional(seq($._operand_follows, optional("not"), $._operands)),
        repeat(choice($.phrase, $.when, $._clause)), optional(field("body", $.body)),
      )),
    _operands: ($) => seq(commas($._expression), optional(",")),
    _preposition: () => choice(...PREPOSITIONS),
    phrase: ($) => prec.dynamic(1, seq(field("preposition", $._preposition), optional("not"), $._operands)),
    when: ($) => seq("when", "{", repeat(choice($.condition, $.allowance)), "}"),
    condition: ($) =>
      seq(field("operator", $.operator), field("key", $.string), "=", field("value", $._expression)),
    operator: () => /[\p{XID_Start}_]\p{XID_Continue}*(:[\p{XID_Start}_]\p{XID_Continue}*)?/,

    expect: ($) => prec.right(seq("expect", choice($.claim, $.way))),
    claim: ($) => seq($._expression, repeat($.phrase)),
    way: ($) => seq($.step, repeat1(seq("->", $.step)), repeat($.phrase), optional($.body)),
    step: ($) => seq($.reference, optional(choice($.string, $.event))),

    // ---- types

    _types: ($) => prec.left(seq($._type, repeat(seq("|", $._type)))),
    _type: ($) => choice($.type_name, $.string, $.number, $.range_type, $.list_type, $.map_type, $.record_type, $.optional_type, $.type_group),
    type_name: ($) => alias($.identifier, "name"),
    range_type: ($) => seq($.number, "..", $.number),
    list_type: ($) => seq("list", "(", $._types, ")"),
    map_type: ($) => seq("map", "(", $._types, ")"),
    record_type: ($) => seq("{", repeat($.field), "}"),
    field: ($) => seq(field("name", $._name), ":", field("type", $._types), optional(seq("=", $._expression))),
    optional_type: ($) => prec(1, seq($._type, "?")),
    type_group: ($) => seq("(", $._types, ")"),

    // ---- expressions

    _expression: ($) =>
      choice(
        $.string, $.block_string, $.number, $.timing, $.boolean, $.none, $.reference, $.index, $.call, $.member, $.list,
        $.list_for, $.map, $.map_for, $.group, $.unary, $.binary, $.conditional,
      ),

    reference: ($) =>
      prec.right(PREC.postfix, seq(
        $._name,
        repeat(choice(seq(token.immediate("."), $._member_name), seq(token.immediate("["), $._expression, "]"))),
      )),
    // A metric or a statistic may begin with a digit or have a dot of its own: `5xx`, `p99.9`.
    _member_name: ($) => alias(token.immediate(/p[0-9]+\.[0-9]+|\p{XID_Continue}+/), $.identifier),
    call: ($) =>
      prec.left(PREC.postfix, seq(field("function", $.identifier), token.immediate("("), trailing($._element), ")")),
    member: ($) =>
      prec.left(PREC.postfix, seq(choice($.call, $.group, $.list, $.list_for, $.map, $.map_for, $.member, $.index), token.immediate("."), $._member_name)),
    index: ($) =>
      prec.left(PREC.postfix, seq(choice($.call, $.group, $.list, $.list_for, $.map, $.map_for, $.member, $.index), token.immediate("["), $._expression, "]")),
    group: ($) => seq("(", choice($._expression, $.arrow), ")"),
    // An arrow that is named for a part of it: `(bucket.uploads created -> function.resize).permission`.
    arrow: ($) =>
      seq(
        field("source", $.reference), optional(field("event", choice($.string, $.event))), repeat($.phrase),
        "->", field("target", $.reference),
      ),
    list: ($) => seq("[", trailing($._element), "]"),
    _element: ($) => choice($._expression, $.spread),
    list_for: ($) => seq("[", $.for_clause, optional($.if_clause), ":", $._expression, "]"),
    map: ($) => seq("{", repeat($._entry), "}"),
    map_for: ($) => seq("{", $.for_clause, optional($.if_clause), ":", $._expression, "=>", $._expression, "}"),
    conditional: ($) => prec.right(seq("if", $._expression, "then", $._expression, "else", $._expression)),
    unary: ($) => prec(PREC.unary, seq(field("operator", choice("!", "-")), $._expression)),
    binary: ($) =>
      choice(
        ...[
          [PREC.default, ["??"]], [PREC.or, ["||"]], [PREC.and, ["&&"]],
          [PREC.compare, ["==", "!=", "<", "<=", ">", ">="]], [PREC.range, [".."]],
          [PREC.add, ["+", "-"]], [PREC.multiply, ["*", "/", "%"]],
        ].map(([level, signs]) =>
          prec.left(level, seq($._expression, field("operator", signs.length === 1 ? signs[0] : choice(...signs)), $._expression)),
        ),
      ),

    // ---- words and literals

    identifier: () => /[\p{XID_Start}_]\p{XID_Continue}*/,
    _name: ($) => choice($.identifier, alias($._preposition, $.identifier), alias(choice(...SOFT.filter((word) => !PREPOSITIONS.includes(word))), $.identifier)),
  
    boolean: () => choice("true", "false"),
    none: () => "none",
    number: () => {
      const digits = /[0-9][0-9_]*(\.[0-9][0-9_]*)?/;
      const unit = choice(seq(/[ \t]+/, choice(...UNITS)), "%", "ms", "s", "m", "h", "d", ...UNITS);
      return token(seq(digits, optional(unit), optional(seq(/[ \t]+per[ \t]+/, choice("second", "minute", "hour", "day", "month")))));
    },
    timing: ($) => seq(field("form", choice("cron", "rate", "at")), token.immediate("("), optional(alias(/[^)\n"{}\[\]]+/, $.timing_text)), ")"),

    string: ($) => seq('"', repeat(choice($.escape, $.interpolation, alias($._text, $.text), $._dollar)), token.immediate('"')),
    _text: () => token.immediate(prec(1, /[^"\\$\n]+/)),
    _dollar: () => token.immediate("$"),
    escape: () => token.immediate(prec(1, /\\(u\{[0-9a-fA-F]{1,6}\}|[^u\n])/)),
    interpolation: ($) => seq(token.immediate(prec(2, "${")), $._expression, "}"),
    block_string: ($) =>
      seq('"""', repeat(choice(alias($._block_text, $.text), $.escape, $.interpolation)), token.immediate('"""')),
  },
});
