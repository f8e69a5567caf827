import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver';
import type { SourceFile } from '../../../language/model/entities.ts';
import type { Declaration, Name, Reference, Span, Version } from '../../../language/syntax/tree.ts';
import { toRange } from '../convert.ts';
import { type Feature, requestedFile } from '../feature.ts';

/** The outline of a file. */
export const documentSymbols: Feature = {
  capabilities: { documentSymbolProvider: true },
  register(connection, workspace) {
    connection.onDocumentSymbol(async (params) => {
      const found = await requestedFile(workspace, params);
      return found ? found.file.tree.declarations.map((declaration) => declarationSymbol(found.file, declaration)) : [];
    });
  },
};

const KINDS: Record<Declaration['kind'], SymbolKind> = {
  record: SymbolKind.Struct,
  enum: SymbolKind.Enum,
  union: SymbolKind.Interface,
  message: SymbolKind.Event,
  topic: SymbolKind.Namespace,
  service: SymbolKind.Module,
  consumer: SymbolKind.Class,
  aggregate: SymbolKind.Class,
  projection: SymbolKind.Class,
  saga: SymbolKind.Class,
  choreography: SymbolKind.Class,
  scenario: SymbolKind.Function,
};

function declarationSymbol(file: SourceFile, declaration: Declaration): DocumentSymbol {
  const version = 'version' in declaration ? declaration.version : undefined;
  const detail = declaration.kind === 'message' ? declaration.messageKind : declaration.kind;
  const name = declaration.name.text + (version ? versionText(version) : '');
  return symbol(file, name, KINDS[declaration.kind], declaration, declaration.name, members(file, declaration), detail);
}

function versionText(version: Version): string {
  return `@${version.major}${version.minor === undefined ? '' : `.${version.minor}`}`;
}

function members(file: SourceFile, declaration: Declaration): DocumentSymbol[] {
  const named = (name: Name, kind: SymbolKind, whole: Span) => symbol(file, name.text, kind, whole, name);
  switch (declaration.kind) {
    case 'record':
    case 'message':
      return declaration.members.flatMap((member) =>
        member.kind === 'field' ? [named(member.name, SymbolKind.Field, member)] : [],
      );
    case 'enum':
      return declaration.symbols.map((member) => named(member.name, SymbolKind.EnumMember, member));
    case 'union':
      return declaration.cases.map((member) => named(member.name, SymbolKind.Field, member));
    case 'service':
      return declaration.items.flatMap((item) => (item.kind === 'publishes' ? [] : [declarationSymbol(file, item)]));
    case 'consumer':
    case 'aggregate':
    case 'projection':
    case 'saga':
      return declaration.items.flatMap((item) => partMember(file, item));
    default:
      return [];
  }
}

type PartItem = Extract<Declaration, { kind: 'consumer' | 'aggregate' | 'projection' | 'saga' }>['items'][number];

function partMember(file: SourceFile, item: PartItem): DocumentSymbol[] {
  switch (item.kind) {
    case 'on':
    case 'handle':
    case 'apply':
      return [symbol(file, `${item.kind} ${referenceText(item.message)}`, SymbolKind.Method, item, item.message)];
    case 'query':
    case 'step':
      return [symbol(file, item.name.text, SymbolKind.Method, item, item.name)];
    case 'parallel':
      return [
        symbol(
          file,
          item.name.text,
          SymbolKind.Method,
          item,
          item.name,
          item.steps.flatMap((step) => partMember(file, step)),
        ),
      ];
    case 'state':
      return item.fields.map((field) => symbol(file, field.name.text, SymbolKind.Property, field, field.name));
    default:
      return [];
  }
}

function referenceText(reference: Reference): string {
  const name = reference.name.parts.map((part) => part.text).join('.');
  return reference.version ? name + versionText(reference.version) : name;
}

/** A symbol without a name yet shows as one, for editors refuse an empty name. */
function symbol(
  file: SourceFile,
  name: string,
  kind: SymbolKind,
  whole: Span,
  selected: Span,
  children: DocumentSymbol[] = [],
  detail?: string,
): DocumentSymbol {
  return {
    name: name || '(unnamed)',
    kind,
    range: toRange(file, whole),
    selectionRange: toRange(file, selected),
    children,
    ...(detail ? { detail } : {}),
  };
}
