import { expect } from 'vitest';
import { expectClose } from '../../tensor/test/tolerance.js';
import { type AttributeOptions, type Attribution, type Method, methodScopes, type TargetChoice } from '../src/index.js';
import { marginOf, type PlainTarget, type PlainText, plainAnswer, scoreOf } from './reference/plainMethods.js';
import { forward, type PlainNetwork, vectorsOf } from './reference/plainNetwork.js';

/**
 * The ways to ask a method of a model with so many branches and classes, but for labels, which a model does not have: the margin on every
 * branch, every target on one of them in turn, each signed and cut off. Where it looks and what it explains do not meet in a method.
 */
export function questionsOf(method: Method, branches: number, classes: number): AttributeOptions[] {
  const whole = methodScopes[method] === 'network';
  const single = Array.from({ length: branches }, (_, n) => n + 1);
  const looks = whole ? (['all'] as const) : method === 'article' ? single : ([...single, 'all'] as const);
  const numbers = Array.from({ length: classes }, (_, n) => n);
  const targets: TargetChoice[] = ['margin', 'logit', ...numbers, ...numbers.map((margin) => ({ margin }))];
  const pairs = [
    ...looks.map((branch) => ({ branch, target: 'margin' as const })),
    ...targets.slice(1).map((target, n) => ({ branch: looks[n % looks.length], target })),
  ];
  return pairs.flatMap((pair) => [false, true].map((relu) => ({ method, ...pair, relu })));
}

/** A few of them: every branch, and another class cut off. */
export function fewQuestionsOf(method: Method, branches: number, classes: number): AttributeOptions[] {
  const all = questionsOf(method, branches, classes);
  const plain = all.filter(({ target, relu }) => target === 'margin' && !relu);
  return [...plain, { ...plain[plain.length - 1], target: { margin: 0 }, relu: true }];
}

/** Holds an attribution against plain loops, all that it says, within tolerance · max(1, |expected|). */
export function expectAgreement(
  { maps, target, logits, score, ...is }: Attribution,
  network: PlainNetwork,
  text: PlainText,
  { method, branch, target: choice = 'margin', relu }: AttributeOptions,
  tolerance: number,
): void {
  const expected = forward(network, vectorsOf(network, text.ids)).logits;
  const aim = targetOf(expected, choice);
  const branches = branch === 'all' ? [...network.branches.keys()] : [Number(branch) - 1];
  const should = plainAnswer(network, text, { method: method ?? '', branches, target: aim, relu: relu ?? false });
  const asked = `${JSON.stringify({ method, branch, target: choice, relu })} of ${text.ids}`;
  const close = (values: readonly number[], others: readonly number[]) => {
    try {
      expectClose(values, others, tolerance);
    } catch (error) {
      throw new Error(`${asked}: ${error instanceof Error ? error.message : error}`);
    }
  };
  expect(target, asked).toEqual(aim);
  close(logits, expected);
  close([score], [scoreOf(expected, aim)]);
  close(is.values, should.values);
  expect(maps.length, asked).toBe(should.maps.length);
  maps.forEach((map, n) => {
    expect(map.branch).toBe(branches[n] + 1);
    close(map.values, should.maps[n]);
  });
  close([is.m ?? 0, is.delta ?? 0], [should.m ?? 0, should.delta ?? 0]);
  expect([is.m === null, is.delta === null, is.receipt === null], asked).toEqual(
    [should.m, should.delta, should.receipt].map((value) => value === null),
  );
  if (is.receipt && should.receipt) {
    const terms = ({ bias, branches: own, padding, residual }: NonNullable<typeof should.receipt>) => [
      ...[bias, padding, residual],
      ...own,
    ];
    close(terms(is.receipt), terms(should.receipt));
    close(is.receipt.byBranch.flat(), should.receipt.byBranch.flat());
  }
  expect(is.length, asked).toBe(text.length);
  const sizes = should.values.map(Math.abs);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  // A share of hardly anything is rounding.
  if (sum(sizes) > 1e-3) close([is.paddingShare], [sum(sizes.slice(text.length)) / sum(sizes)]);
}

function targetOf(logits: readonly number[], choice: TargetChoice): PlainTarget {
  if (choice === 'margin') return marginOf(logits);
  if (choice === 'logit') return { ...marginOf(logits), rival: null };
  if (typeof choice === 'object') return marginOf(logits, Number(choice.margin));
  return { explained: Number(choice), rival: null };
}
