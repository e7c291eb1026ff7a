import ts from 'typescript';
import { isTest, place, type Source } from './source.js';

/** `as any` and `as unknown as`, in either notation. */
export function castsThatHide(sources: readonly Source[]): string[] {
  return sources.flatMap((source) =>
    source.nodes
      .filter(isCast)
      .filter(({ type, expression }) => {
        const inner = withoutParentheses(expression);
        return type.kind === ts.SyntaxKind.AnyKeyword || (isCast(inner) && isUnknown(inner.type));
      })
      .map(
        (cast) =>
          `${place(source, cast.type.getStart(source.tree))} casts any type to ${cast.type.getText(source.tree)}`,
      ),
  );
}

function isCast(node: ts.Node): node is ts.AsExpression | ts.TypeAssertion {
  return ts.isAsExpression(node) || ts.isTypeAssertionExpression(node);
}

function withoutParentheses(node: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(node) ? withoutParentheses(node.expression) : node;
}

function isUnknown(type: ts.TypeNode): boolean {
  return type.kind === ts.SyntaxKind.UnknownKeyword;
}

/** Comments that switch the type checker off. */
export function commentsThatHide(sources: readonly Source[]): string[] {
  return sources.flatMap((source) =>
    commentsOf(source).flatMap(({ pos, end }) => {
      const switched = source.text.slice(pos, end).match(/@ts-(ignore|nocheck)/);
      return switched ? [`${place(source, pos)} says ${switched[0]}`] : [];
    }),
  );
}

/** Comments lie between tokens, so that a string that looks like one is none. */
function commentsOf({ text, tree }: Source): ts.CommentRange[] {
  const found = new Map<number, ts.CommentRange>();
  const walk = (node: ts.Node) => {
    const children = node.getChildren(tree);
    for (const child of children) walk(child);
    if (children.length > 0 || ts.isJsxText(node)) return;
    const before = ts.getLeadingCommentRanges(text, node.getFullStart()) ?? [];
    const after = ts.getTrailingCommentRanges(text, node.getEnd()) ?? [];
    for (const comment of [...before, ...after]) found.set(comment.pos, comment);
  };
  walk(tree);
  return [...found.values()];
}

const testFunctions = ['test', 'it', 'describe', 'suite'];

/** `.only` on tests: the others would not run, and nobody would see. */
export function testsThatSilenceOthers(sources: readonly Source[]): string[] {
  return testModifiers(sources, ['only']).map(({ source, node }) => `${at(source, node)}; run it by its name instead`);
}

/** `.skip` and `.todo` without a reason: a title that ends in '(reason)', or in a running test `skip('reason')`. */
export function testsSkippedWithoutReason(sources: readonly Source[]): string[] {
  const skipped = testModifiers(sources, ['skip', 'todo'])
    .filter(({ node }) => !callsOn(node).some((call) => call.arguments.some(endsInReason)))
    .map(({ source, node }) => `${at(source, node)} without a reason; end its title in '(reason)'`);
  const bare = sources
    .filter(({ path }) => isTest(path))
    .flatMap((source) =>
      source.nodes
        .filter(ts.isCallExpression)
        .filter((call) => isSkipOfContext(call.expression) && !call.arguments.some(isText))
        .map((call) => `${at(source, call)} without a reason; pass it one: skip('reason')`),
    );
  return [...skipped, ...bare];
}

function at(source: Source, node: ts.Node): string {
  const [text] = node.getText(source.tree).split('(');
  return `${place(source, node.getStart(source.tree))} says ${text}`;
}

/** test.skip, describe.concurrent.skip, test.each(…).skip: the modifiers named, on whatever leads back to a test function. */
function testModifiers(sources: readonly Source[], names: readonly string[]) {
  return sources.flatMap((source) =>
    source.nodes
      .filter(ts.isPropertyAccessExpression)
      .filter((node) => names.includes(node.name.text) && testFunctions.includes(rootOf(node)))
      .map((node) => ({ source, node })),
  );
}

function rootOf(node: ts.Expression): string {
  if (ts.isPropertyAccessExpression(node) || ts.isCallExpression(node)) return rootOf(node.expression);
  return ts.isIdentifier(node) ? node.text : '';
}

/** The calls that a modified test function leads to: test.skip(…), test.skip.each(…)(…). */
function callsOn(node: ts.Node): ts.CallExpression[] {
  const { parent } = node;
  if (ts.isCallExpression(parent) && parent.expression === node) return [parent, ...callsOn(parent)];
  return ts.isPropertyAccessExpression(parent) ? callsOn(parent) : [];
}

function endsInReason(argument: ts.Node): boolean {
  return ts.isStringLiteralLike(argument) && /\([^()]+\)$/.test(argument.text);
}

function isText(argument: ts.Node): boolean {
  return ts.isStringLiteralLike(argument) || ts.isTemplateExpression(argument);
}

/** skip(…) or context.skip(…), from a test's own context. */
function isSkipOfContext(callee: ts.Expression): boolean {
  if (ts.isIdentifier(callee)) return callee.text === 'skip';
  return (
    ts.isPropertyAccessExpression(callee) && callee.name.text === 'skip' && !testFunctions.includes(rootOf(callee))
  );
}
