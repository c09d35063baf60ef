#ifndef ISOLATION_AUDIT_CLIBXML2_SHIM_H
#define ISOLATION_AUDIT_CLIBXML2_SHIM_H

/* Debian builds libxml2 with ICU; its headers clash with the ICU that Foundation carries.
   Nothing here touches the fields that the macro hides. */
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlschemas.h>

/* `xmlFree` is a mutable global function pointer, which Swift 6 refuses to read. */
static inline void isolationaudit_xmlFree(void *pointer) { xmlFree(pointer); }

/* Replaces the event handlers of a parser; the structure itself stays the parser's own, which frees it. */
static inline void isolationaudit_xmlCtxtSetHandlers(
    xmlParserCtxtPtr context, void *userData, internalSubsetSAXFunc documentType, entityDeclSAXFunc entityDeclaration,
    startElementNsSAX2Func startElement, endElementNsSAX2Func endElement, charactersSAXFunc characters,
    xmlStructuredErrorFunc failure) {
  xmlSAXHandlerPtr handlers = context->sax;
  memset(handlers, 0, sizeof(*handlers));
  handlers->initialized = XML_SAX2_MAGIC;
  handlers->internalSubset = documentType;
  handlers->entityDecl = entityDeclaration;
  handlers->startElementNs = startElement;
  handlers->endElementNs = endElement;
  handlers->characters = characters;
  handlers->ignorableWhitespace = characters;
  handlers->cdataBlock = characters;
  handlers->serror = failure;
  context->userData = userData;
}

/* Where a parser stands in its input. */
static inline int isolationaudit_xmlCtxtLine(xmlParserCtxtPtr context) {
  return context->input == NULL ? 0 : context->input->line;
}
static inline int isolationaudit_xmlCtxtColumn(xmlParserCtxtPtr context) {
  return context->input == NULL ? 0 : context->input->col;
}

#endif
