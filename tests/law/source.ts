import { dirname } from 'node:path/posix';
import ts from 'typescript';

/** One file of code: where it lies, from the root of the repository, and what it says. */
export interface Source {
  readonly path: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
  /** Every node of the tree, parents first. */
  readonly nodes: readonly ts.Node[];
  readonly imports: readonly Import[];
}

/** A module that a file names, in whatever way: import, export from, import(), import type, require. */
export interface Import {
  readonly specifier: string;
  readonly line: number;
}

export function parse(path: string, text: string): Source {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const nodes: ts.Node[] = [];
  const collect = (node: ts.Node) => {
    nodes.push(node);
    ts.forEachChild(node, collect);
  };
  collect(tree);
  return { path, text, tree, nodes, imports: importsAmong(nodes, tree) };
}

/** The package or app that a path lies in: its folder, two names long. */
export function folderOf(path: string): string {
  return path.split('/').slice(0, 2).join('/');
}

export function isTest(path: string): boolean {
  return /\.test\.[cm]?[jt]sx?$/.test(path) || inTestFolder(path);
}

/** Whether a path lies in a package's folder of test helpers. */
export function inTestFolder(path: string): boolean {
  return path.split('/')[2] === 'test';
}

/** The path that a relative specifier names, from the root of the repository; undefined when it is not relative. */
export function relativeTarget(from: Source, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const parts: string[] = [];
  for (const part of `${dirname(from.path)}/${specifier}`.split('/')) {
    // A path that leaves the repository keeps its '..', so that it lies in nobody's folder.
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** path:line, as every finding starts. */
export function place({ path, tree }: Source, position: number): string {
  return `${path}:${lineOf(tree, position)}`;
}

function importsAmong(nodes: readonly ts.Node[], tree: ts.SourceFile): Import[] {
  return nodes
    .map(moduleNamedBy)
    .filter((named) => named !== undefined)
    .map((named) => ({ specifier: named.text, line: lineOf(tree, named.getStart(tree)) }));
}

function lineOf(tree: ts.SourceFile, position: number): number {
  return tree.getLineAndCharacterOfPosition(position).line + 1;
}

function moduleNamedBy(node: ts.Node): ts.StringLiteralLike | undefined {
  const literal = (candidate: ts.Node | undefined) =>
    candidate && ts.isStringLiteralLike(candidate) ? candidate : undefined;
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return literal(node.moduleSpecifier);
  if (ts.isExternalModuleReference(node)) return literal(node.expression);
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return literal(node.argument.literal);
  if (ts.isCallExpression(node) && loadsModule(node.expression)) return literal(node.arguments[0]);
  return undefined;
}

/** import(), require(), require.resolve() and import.meta.resolve(). */
function loadsModule(callee: ts.Expression): boolean {
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return true;
  if (ts.isIdentifier(callee)) return callee.text === 'require';
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== 'resolve') return false;
  return ts.isMetaProperty(callee.expression) || loadsModule(callee.expression);
}
