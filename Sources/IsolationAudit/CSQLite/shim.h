#ifndef ISOLATION_AUDIT_CSQLITE_SHIM_H
#define ISOLATION_AUDIT_CSQLITE_SHIM_H

#include <sqlite3.h>

/* Binds a text that SQLite copies; `SQLITE_TRANSIENT` is a cast that Swift does not import. */
static inline int isolationaudit_sqlite3_bind_text(
    sqlite3_stmt *statement, int index, const char *text, int length) {
  return sqlite3_bind_text(statement, index, text, length, SQLITE_TRANSIENT);
}

#endif
