#ifndef ISOLATION_AUDIT_CLIBXML2_SHIM_H
#define ISOLATION_AUDIT_CLIBXML2_SHIM_H

/* Debian builds libxml2 with ICU; its headers clash with the ICU that Foundation carries.
   Nothing here touches the fields that the macro hides. */
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlschemas.h>
#include <libxml/xmlwriter.h>

/* `xmlFree` is a mutable global function pointer, which Swift 6 refuses to read. */
static inline void isolationaudit_xmlFree(void *pointer) { xmlFree(pointer); }

#endif
