/**
 * What a file of `src/` imports, read from its syntax: static and dynamic imports, re-exports, and types alone.
 *
 * @module
 */
import { posix } from 'node:path';
import ts from 'typescript';
import type { RepositoryFile } from './repository-files.js';

export interface FoundImport {
  readonly path: string;
  /** Folder of `src/` that imports; for a file at its top the file's own name without extension. */
  readonly from: string;
  /** Likewise; null for a package. */
  readonly folder: string | null;
  /** Path of the imported file, or name of the package. */
  readonly target: string;
  readonly isTypeOnly: boolean;
}

export function readImports({ path, text }: RepositoryFile): FoundImport[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: FoundImport[] = [];
  const add = (specifier: ts.Node | undefined, isTypeOnly: boolean): void => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) return;
    const isRelative = specifier.text.startsWith('.');
    const target = isRelative
      ? posix.join(posix.dirname(path), specifier.text)
      : findPackageName(specifier.text);
    found.push({
      path,
      from: findFolder(path),
      folder: isRelative ? findFolder(target) : null,
      target,
      isTypeOnly,
    });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeImport(node));
    if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], false);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isTypeImport({ importClause }: ts.ImportDeclaration): boolean {
  if (!importClause) return false;
  if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const { name, namedBindings } = importClause;
  return (
    !name &&
    namedBindings !== undefined &&
    ts.isNamedImports(namedBindings) &&
    namedBindings.elements.length > 0 &&
    namedBindings.elements.every((element) => element.isTypeOnly)
  );
}

function findFolder(path: string): string {
  const [, first = '', ...rest] = path.split('/');
  return rest.length > 0 ? first : first.replace(/\.[jt]s$/, '');
}

function findPackageName(specifier: string): string {
  const [first = '', second = ''] = specifier.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}
