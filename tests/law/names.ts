import ts from 'typescript';
import { place, type Source } from './source.js';

const webgpuRoom = /^packages\/tensor\/src\/devices\/webgpu[./]/;

/** Names that begin with GPU, and navigator.gpu, outside the WebGPU device. */
export function namesOfWebGpu(sources: readonly Source[]): string[] {
  return sources
    .filter(({ path }) => !webgpuRoom.test(path))
    .flatMap((source) =>
      source.nodes
        .filter((node) => (ts.isIdentifier(node) && node.text.startsWith('GPU')) || readsNavigatorGpu(node))
        .map(
          (node) =>
            `${place(source, node.getStart(source.tree))} names ${node.getText(source.tree)}; only the WebGPU device may`,
        ),
    );
}

/** navigator.gpu, navigator['gpu'], 'gpu' in navigator, const { gpu } = navigator */
function readsNavigatorGpu(node: ts.Node): boolean {
  const isGpu = (name: ts.Node) => (ts.isStringLiteralLike(name) || ts.isIdentifier(name)) && name.text === 'gpu';
  if (ts.isPropertyAccessExpression(node)) return isGpu(node.name) && isNavigator(node.expression);
  if (ts.isElementAccessExpression(node)) return isGpu(node.argumentExpression) && isNavigator(node.expression);
  if (ts.isBinaryExpression(node)) {
    return node.operatorToken.kind === ts.SyntaxKind.InKeyword && isGpu(node.left) && isNavigator(node.right);
  }
  if (ts.isVariableDeclaration(node) && ts.isObjectBindingPattern(node.name) && node.initializer) {
    const names = node.name.elements.map(({ propertyName, name }) => propertyName ?? name);
    return names.some(isGpu) && isNavigator(node.initializer);
  }
  return false;
}

function isNavigator(node: ts.Expression): boolean {
  const name = ts.isPropertyAccessExpression(node) ? node.name : node;
  return ts.isIdentifier(name) && name.text === 'navigator';
}

const documentRoom = /^apps\/demo\/|\.browser\.test\.tsx?$/;

/** Uses of the page's own `document`, not of variables and properties of that name. */
export function namesOfDocument(sources: readonly Source[]): string[] {
  return sources
    .filter(({ path, text }) => !documentRoom.test(path) && text.includes('document'))
    .flatMap((source) =>
      globalUses(source, 'document').map(
        (node) =>
          `${place(source, node.getStart(source.tree))} names document; only apps/demo and *.browser.test.ts may`,
      ),
    );
}

function globalUses(source: Source, name: string): ts.Identifier[] {
  const checker = checkerOf(source);
  return source.nodes.filter(ts.isIdentifier).filter((node) => {
    if (node.text !== name) return false;
    const { parent } = node;
    if (ts.isPropertyAccessExpression(parent) && parent.name === node) return isGlobalObject(parent.expression);
    const symbol = ts.isShorthandPropertyAssignment(parent)
      ? checker.getShorthandAssignmentValueSymbol(parent)
      : checker.getSymbolAtLocation(node);
    return (symbol?.declarations ?? []).length === 0 && !isLabelOfObject(node);
  });
}

function isGlobalObject(node: ts.Expression): boolean {
  return ts.isIdentifier(node) && ['globalThis', 'window', 'self'].includes(node.text);
}

/** { document: name } = …: the name of a property, whatever it belongs to. */
function isLabelOfObject(node: ts.Identifier): boolean {
  return ts.isBindingElement(node.parent) && node.parent.propertyName === node;
}

/** A checker of this file alone, without the language's libraries: what it cannot find is global. */
function checkerOf({ path, tree }: Source): ts.TypeChecker {
  const host: ts.CompilerHost = {
    getSourceFile: (name) => (name === path ? tree : undefined),
    getDefaultLibFileName: () => '',
    writeFile: () => undefined,
    getCurrentDirectory: () => '',
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    fileExists: (name) => name === path,
    readFile: () => undefined,
  };
  const options = { noLib: true, noResolve: true, types: [], allowJs: true };
  return ts.createProgram([path], options, host).getTypeChecker();
}
