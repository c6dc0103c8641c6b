// Two things that a context-free grammar cannot say:
// whether a word is followed by an operand on its own line, and where the text of a """ block stops.

#include "tree_sitter/parser.h"

#include <stdbool.h>
#include <string.h>

enum Token { OPERAND_FOLLOWS, BLOCK_TEXT, ERROR_SENTINEL };

// Words behind which a sentence goes on, so that they are no operand themselves.
static const char *const CONTINUATIONS[] = {
    "to",     "from", "on", "of", "into", "under", "ending", "after", "at",
    "by",     "with", "within", "when", "for", "if",
};

static bool is_letter(int32_t c) {
  return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0x80;
}

static void skip_blanks(TSLexer *lexer) {
  while (lexer->lookahead == ' ' || lexer->lookahead == '\t' || lexer->lookahead == '\r') {
    lexer->advance(lexer, true);
  }
}

// Reads a word; keeps its first bytes in `word` if it is plain ASCII.
static void read_word(TSLexer *lexer, char *word, unsigned size) {
  unsigned length = 0;
  while (is_letter(lexer->lookahead)) {
    if (length + 1 < size && lexer->lookahead < 0x80) {
      word[length] = (char)lexer->lookahead;
    }
    length++;
    lexer->advance(lexer, false);
  }
  word[length < size ? length : size - 1] = '\0';
}

// Whether `=` stands here, and not `==` or `=>`.
static bool is_assigned(TSLexer *lexer) {
  while (lexer->lookahead == ' ' || lexer->lookahead == '\t') {
    lexer->advance(lexer, false);
  }
  if (lexer->lookahead != '=') {
    return false;
  }
  lexer->advance(lexer, false);
  return lexer->lookahead != '=' && lexer->lookahead != '>';
}

static bool operand_follows(TSLexer *lexer) {
  skip_blanks(lexer);
  lexer->mark_end(lexer);
  lexer->result_symbol = OPERAND_FOLLOWS;
  int32_t c = lexer->lookahead;
  if (lexer->eof(lexer) || c == '\n' || c == '{' || c == '}' || c == '=' || c == '#' || c == '.') {
    return false;
  }
  if (c == '/') {
    return false;
  }
  if (c == '-') {
    lexer->advance(lexer, false);
    return lexer->lookahead != '>';
  }
  if (!is_letter(c) || (c >= '0' && c <= '9')) {
    return true;
  }
  char word[16];
  read_word(lexer, word, sizeof word);
  int32_t next = lexer->lookahead;
  if (next == '.' || next == '[' || next == '(') {
    return true;
  }
  for (unsigned i = 0; i < sizeof CONTINUATIONS / sizeof *CONTINUATIONS; i++) {
    if (strcmp(word, CONTINUATIONS[i]) == 0) {
      return false;
    }
  }
  return !is_assigned(lexer);
}

// Up to the next `"""`, `${` or `\`.
static bool block_text(TSLexer *lexer) {
  bool any = false;
  lexer->result_symbol = BLOCK_TEXT;
  while (!lexer->eof(lexer)) {
    lexer->mark_end(lexer);
    if (lexer->lookahead == '\\') {
      return any;
    }
    if (lexer->lookahead == '"') {
      unsigned quotes = 0;
      while (lexer->lookahead == '"' && quotes < 3) {
        lexer->advance(lexer, false);
        quotes++;
      }
      if (quotes == 3) {
        return any;
      }
    } else if (lexer->lookahead == '$') {
      lexer->advance(lexer, false);
      if (lexer->lookahead == '{') {
        return any;
      }
    } else {
      lexer->advance(lexer, false);
    }
    any = true;
  }
  lexer->mark_end(lexer);
  return any;
}

void *tree_sitter_stack_external_scanner_create(void) { return NULL; }
void tree_sitter_stack_external_scanner_destroy(void *payload) { (void)payload; }
unsigned tree_sitter_stack_external_scanner_serialize(void *payload, char *buffer) {
  (void)payload;
  (void)buffer;
  return 0;
}
void tree_sitter_stack_external_scanner_deserialize(void *payload, const char *buffer, unsigned length) {
  (void)payload;
  (void)buffer;
  (void)length;
}

bool tree_sitter_stack_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid) {
  (void)payload;
  if (valid[ERROR_SENTINEL]) {
    return false;
  }
  if (valid[BLOCK_TEXT]) {
    return block_text(lexer);
  }
  return valid[OPERAND_FOLLOWS] && operand_follows(lexer);
}
